import { Button } from 'react-aria-components';
import { type Example } from '../app/examples.ts';
import { OpenFilesButton } from './OpenFiles.tsx';
import { OpenEnclosedButton } from './Enclosed.tsx';
import { useActions, useApp } from './use-app.ts';
import { useOnline } from './use-online.ts';
import { RecordHelp } from './RecordHelp.tsx';
import { UrlForm } from './UrlForm.tsx';
import { ExampleThumbnail } from './ExampleThumbnail.tsx';
import { useWords } from './use-words.tsx';

/** What a visitor sees before a trace is open: what this is, three ways in, and examples one click away. */
export function FirstScreen({ examples }: { readonly examples: readonly Example[] }) {
  const { openExample } = useActions();
  const enclosed = useApp((state) => state.enclosed);
  const online = useOnline();
  const t = useWords();
  return (
    <main className="first">
      <section className="first-lead">
        <h1>{t`Where does my training step go?`}</h1>
        <p className="lead">
          {t`Drop a profiler timeline. Whystall shows where each step goes, why, and what you would gain if you fixed it.`}
        </p>
        <div className="drop-card">
          <p className="drop-title">{t`Drop traces anywhere on this page`}</p>
          <p className="note">
            {t`PyTorch, TensorFlow, JAX, Horovod, Ray, DFTracer or any Chrome Trace Event JSON; plain, gzip, Zstandard, zip or tar. One file a rank, several files or a folder at once.`}
          </p>
          <div className="row">
            <OpenFilesButton className="button primary large">{t`Open files…`}</OpenFilesButton>
            {enclosed === undefined ? <UrlForm /> : <OpenEnclosedButton enclosed={enclosed} />}
          </div>
          <p className="note privacy">{t`The trace stays in this browser. Nothing is uploaded.`}</p>
          {!online && (
            <p className="note" role="status">
              {t`You are offline. Files open as ever; addresses do not.`}
            </p>
          )}
        </div>
      </section>
      {enclosed === undefined && (
        <section aria-labelledby="examples-title" className="examples">
          <h2 id="examples-title">{t`Or start from an example`}</h2>
          <ul>
            {examples.map((example) => (
              <li key={example.id}>
                <Button className="example" onPress={() => openExample(example.id)}>
                  <ExampleThumbnail id={example.id} />
                  <span className="example-title">{t(example.title)}</span>
                  <span className="note">{t(example.description)}</span>
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <RecordHelp />
    </main>
  );
}
