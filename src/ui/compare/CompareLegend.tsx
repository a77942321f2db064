import { selectUndrawn, sayUndrawn } from '../../app/beside-chart.ts';
import { selectCompared } from '../../app/compare-selectors.ts';
import { useActions, useApp } from '../use-app.ts';
import { useWords } from '../use-words.tsx';
import '../styles/compare.css';

/** Above the timeline: which rows are whose, and how the two are laid over each other. */
export function CompareLegend() {
  const t = useWords();
  const { setComparing, changeView } = useActions();
  const compared = useApp(selectCompared);
  const comparing = useApp(({ view }) => view.comparing);
  const aligned = useApp(({ view }) => view.alignSteps);
  const undrawn = useApp(selectUndrawn);
  const { drawn, phases, anyway } = comparing;
  if (compared === undefined || (compared.refusals.length > 0 && !anyway)) return null;
  const [a, b] = compared.names;
  const starts = aligned ? (phases ? 'phases' : 'steps') : 'none';
  const startWith = (phases: boolean) => changeView({ alignSteps: true, comparing: { ...comparing, phases } }, 'push');
  const choice = (key: typeof starts, label: string, choose: () => void) => (
    <button type="button" className="choice" aria-pressed={starts === key} onClick={choose}>
      {label}
    </button>
  );
  return (
    <div className="compare-legend">
      <span className="run-letter" data-run="A">
        A
      </span>
      <span>{t(a)}</span>
      {drawn && (
        <>
          <span className="run-letter" data-run="B">
            B
          </span>
          <span>{t`${b}, thin under it; what it saves or costs stands at the end`}</span>
        </>
      )}
      <button
        type="button"
        className="choice"
        aria-pressed={drawn}
        onClick={() => setComparing({ drawn: !drawn })}
      >{t`Draw B`}</button>
      {drawn && (
        <span className="row" role="group" aria-label={t`Where B starts`}>
          {choice('phases', t`phases start together`, () => startWith(true))}
          {choice('steps', t`steps start together`, () => startWith(false))}
          {choice('none', t`its own clock`, () => changeView({ alignSteps: false }, 'push'))}
        </span>
      )}
      {undrawn.length > 0 && <p className="undrawn">{t`Only in B, not drawn: ${sayUndrawn(undrawn)}`}</p>}
    </div>
  );
}
