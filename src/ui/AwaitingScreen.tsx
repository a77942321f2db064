import { Button } from 'react-aria-components';
import { CLASS_ROWS } from '../app/chart-selectors.ts';
import { type AwaitingSession } from '../app/session.ts';
import { sayList } from '../base/say.ts';
import { formatBytes, formatMicros, formatPercent } from '../base/format.ts';
import { type LinkAnswer } from '../view/answer.ts';
import { hatchBackground } from './class-style.ts';
import { Notices } from './Notices.tsx';
import { OpenFilesButton } from './OpenFiles.tsx';
import { useActions } from './use-app.ts';
import { useWords } from './use-words.tsx';

/** A link to someone's local files: names them, and meanwhile shows the answer that the link carries. */
export function AwaitingScreen({ session }: { readonly session: AwaitingSession }) {
  const { close } = useActions();
  const t = useWords();
  const { files, answer } = session;
  return (
    <main className="centred">
      <div className="stack card-column">
        <Notices />
        <section className="panel card stack">
          <h1 className="card-title">
            {t`This link shows ${sayList(files.map((file) => `${file.name} (${formatBytes(file.bytes)})`))}.`}
          </h1>
          <p>
            {files.length === 1
              ? t`Drop that file on this page to see the same view. Traces stay on your machine, so the link carries the view and not the trace.`
              : t`Drop those files on this page to see the same view. Traces stay on your machine, so the link carries the view and not the trace.`}
          </p>
          <div className="row">
            <OpenFilesButton className="button primary">{t`Open files…`}</OpenFilesButton>
            <Button className="button quiet" onPress={close}>
              {t`Back to the start`}
            </Button>
          </div>
        </section>
        {answer !== undefined && <Answer answer={answer} />}
      </div>
    </main>
  );
}

function Answer({ answer }: { readonly answer: LinkAnswer }) {
  const t = useWords();
  const rows = answer.rows.length;
  const means = answer.classes.map((key, index) => ({
    key,
    label: CLASS_ROWS.find((row) => row.key === key)?.label ?? key,
    us: answer.rows.reduce((sum, row) => sum + (row[index] ?? 0), 0) / Math.max(1, rows),
  }));
  const stepUs = means.reduce((sum, row) => sum + row.us, 0);
  return (
    <section className="panel card stack" aria-labelledby="answer-title">
      <h2 id="answer-title">{t`What the sender saw`}</h2>
      <p>
        {answer.steps === 1
          ? t`One step of ${formatMicros(answer.medianStepUs)}.`
          : t`Median step ${formatMicros(answer.medianStepUs)} over ${answer.steps} steps.`}
      </p>
      <div className="thumbnail" aria-hidden="true">
        {answer.picture.buckets.map((bucket, index) => {
          const key = answer.classes[bucket];
          return (
            <span key={index} style={{ flexGrow: 1, background: key === undefined ? 'none' : `var(--c-${key})` }} />
          );
        })}
      </div>
      <table>
        <tbody>
          {means
            .filter((row) => row.us > 0)
            .map((row) => (
              <tr key={row.key}>
                <td>
                  <span className="swatch" style={{ background: hatchBackground(row.key) }} /> {row.label}
                </td>
                <td className="number">{formatMicros(row.us)}</td>
                <td className="number">{t(formatPercent(stepUs > 0 ? row.us / stepUs : 0))}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  );
}
