import { Button } from 'react-aria-components';
import { selectBeside, selectCanSwap } from '../../app/beside.ts';
import { type Beside } from '../../app/beside-state.ts';
import { type Compared, sayHeadline, selectCompared } from '../../app/compare-selectors.ts';
import { formatBytes, formatPercent } from '../../base/format.ts';
import { say, sayList } from '../../base/say.ts';
import { useActions, useApp } from '../use-app.ts';
import { SentenceGap, useWords } from '../use-words.tsx';
import { ClassChanges } from './ClassChanges.tsx';
import { Movers } from './Movers.tsx';
import { sayNames } from './say-names.ts';
import { StepsHeld } from './StepsHeld.tsx';
import '../styles/compare.css';

/** The open run, A, and a second one, B, held against each other. Files dropped on it are another B. */
export function ComparePanel({ onChoose }: { readonly onChoose: () => void }) {
  const t = useWords();
  const { stopComparing, swapRuns } = useActions();
  const beside = useApp(selectBeside);
  const canSwap = useApp(selectCanSwap);
  const compared = useApp(selectCompared);
  if (beside.kind === 'none') return null;
  return (
    <section className="panel compare" aria-labelledby="compare-title" data-drop="compare">
      <div className="panel-head">
        <h2 id="compare-title">{t`Two runs compared`}</h2>
        <div className="row">
          {canSwap && (
            <Button className="button quiet" onPress={swapRuns}>
              {t`Swap A and B`}
            </Button>
          )}
          {beside.kind !== 'loading' && (
            <Button className="button quiet" onPress={onChoose}>
              {t`Another B…`}
            </Button>
          )}
          <Button className="button" onPress={stopComparing}>
            {beside.kind === 'loading' ? t`Cancel` : t`Close`}
          </Button>
        </div>
      </div>
      <div aria-live="polite">
        <Status beside={beside} />
      </div>
      {compared !== undefined && <Answer compared={compared} />}
    </section>
  );
}

function Status({ beside }: { readonly beside: Exclude<Beside, { kind: 'none' }> }) {
  const t = useWords();
  switch (beside.kind) {
    case 'loading': {
      const { bytesRead = 0, bytesTotal = 0 } = beside.progress ?? {};
      const share = bytesTotal > 0 ? Math.min(bytesRead / bytesTotal, 1) : 0;
      const reading = say`Reading ${sayNames(beside.names)}…`;
      return (
        <div className="compare-reading">
          <p>{t(share > 0 ? say`${reading}, ${formatPercent(share)}` : reading)}</p>
          <progress aria-label={t`Reading`} value={share > 0 ? share : undefined} />
        </div>
      );
    }
    case 'awaiting':
      return (
        <p>
          {t`This link compares with ${sayList(beside.files.map(({ name, bytes }) => `${name} (${formatBytes(bytes)})`))}. Drop it on this page, or choose it: traces stay on the machine of the sender.`}
        </p>
      );
    case 'failed':
      return (
        <p className="lever-note caution">
          {t`The second run could not be read; the first stays.`}
          <SentenceGap />
          {t(beside.failure.userMessage)}
          <SentenceGap />
          {beside.failure.hint !== undefined && t(beside.failure.hint)}
        </p>
      );
    case 'ready':
      return null;
  }
}

function Answer({ compared }: { readonly compared: Compared }) {
  const t = useWords();
  const { setComparing } = useActions();
  const anyway = useApp(({ view }) => view.comparing.anyway);
  const { names, ranks, refusals, comparison } = compared;
  const several = compared.before.timeline.ranks.length > 1 || compared.after.timeline.ranks.length > 1;
  const isRefused = refusals.length > 0 && !anyway;
  return (
    <>
      <dl className="compare-runs">
        {(['A', 'B'] as const).map((letter, k) => (
          <div key={letter}>
            <dt className="run-letter" data-run={letter}>
              {letter}
            </dt>
            <dd>
              {t(names[k] ?? '')}
              {several && <span className="note"> · {ranks[k]}</span>}
            </dd>
          </div>
        ))}
      </dl>
      {refusals.length > 0 && (
        <div className="compare-refusal">
          <ul>
            {refusals.map(({ kind, sentence }) => (
              <li key={kind}>{t(sentence)}</li>
            ))}
          </ul>
          {isRefused && (
            <div className="row">
              <p>{t`So what differs may be that, and not a fix.`}</p>
              <Button className="button" onPress={() => setComparing({ anyway: true })}>
                {t`Compare anyway`}
              </Button>
            </div>
          )}
        </div>
      )}
      {!isRefused && (
        <>
          <StepsHeld compared={compared} />
          {comparison === undefined ? (
            <p className="note">{t`The chosen steps have none in B that they could be held against.`}</p>
          ) : (
            <>
              <p className="compare-headline">{t(sayHeadline(compared, comparison))}</p>
              <div className="compare-tables">
                <ClassChanges comparison={comparison} />
                <Movers compared={compared} comparison={comparison} />
              </div>
            </>
          )}
        </>
      )}
    </>
  );
}
