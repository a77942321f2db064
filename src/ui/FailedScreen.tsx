import { Button } from 'react-aria-components';
import { type FailureCode } from '../base/failure.ts';
import { say, sayList } from '../base/say.ts';
import { type FailedSession } from '../app/session.ts';
import { OpenFilesButton } from './OpenFiles.tsx';
import { useActions } from './use-app.ts';
import { useWords } from './use-words.tsx';

const CHOOSE = say`Load only some steps…`;
/** A page that ran out of memory, and a link that names steps that are not there. */
const CHOICE_HELPS: readonly FailureCode[] = ['internal', 'bad-arguments'];

/** No network, and a page that stopped in the middle of it. */
const RETRY_HELPS: readonly FailureCode[] = ['unreachable', 'internal'];

/** What failed, why, and what to do next. */
export function FailedScreen({ session }: { readonly session: FailedSession }) {
  const { dismissFailure, chooseSteps, retry } = useActions();
  const t = useWords();
  const { failure, names } = session;
  const hasPrevious = session.previous !== undefined;
  return (
    <main className="centred">
      <section className="panel card stack" role="alert">
        <p className="note">{t(sayList(names))}</p>
        <h1 className="card-title">{t(failure.userMessage)}</h1>
        {failure.hint !== undefined && <p>{t(failure.hint)}</p>}
        {failure.detail !== undefined && (
          <details>
            <summary>{t`Details for a bug report`}</summary>
            <pre className="code">{failure.detail}</pre>
          </details>
        )}
        <div className="row">
          <OpenFilesButton className="button primary">{t`Open another file…`}</OpenFilesButton>
          {RETRY_HELPS.includes(failure.code) && (
            <Button className="button" onPress={retry}>
              {t`Try again`}
            </Button>
          )}
          {CHOICE_HELPS.includes(failure.code) && (
            <Button className="button" onPress={chooseSteps}>
              {t(CHOOSE)}
            </Button>
          )}
          <Button className="button" onPress={dismissFailure}>
            {hasPrevious ? t`Back to the open trace` : t`Back to the start`}
          </Button>
        </div>
      </section>
    </main>
  );
}
