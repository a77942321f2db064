import { Button } from 'react-aria-components';
import { type Compared, type StepsHeld as Held } from '../../app/compare-selectors.ts';
import { selectBounds } from '../../app/selectors.ts';
import { selectSteps } from '../../app/step-selectors.ts';
import { formatCount } from '../../base/format.ts';
import { type Said, say, type Words } from '../../base/say.ts';
import { fitWindow } from '../../view/zoom.ts';
import { useActions, useApp } from '../use-app.ts';
import { useWords } from '../use-words.tsx';

/** Which steps are held against which, and buttons to take others: one after the other, or all. */
export function StepsHeld({ compared }: { readonly compared: Compared }) {
  const t = useWords();
  const { changeView, setComparing } = useActions();
  const by = useApp(({ view }) => view.comparing.by);
  const chosen = useApp(({ view }) => view.steps);
  const bounds = useApp(selectBounds);
  const steps = useApp(selectSteps);
  const { held, twins, first } = compared;
  const places = twins.map(({ before }) => before);
  const at = chosen === undefined ? -1 : places.indexOf(chosen.first);

  const show = (position: number | undefined) => {
    const step = position === undefined ? undefined : steps[position];
    if (position === undefined || step === undefined) return;
    changeView({ steps: { first: position, last: position }, window: fitWindow(step.window, bounds) }, 'push');
  };
  const showFirst = () => {
    show(first);
    document.querySelector('.gantt')?.scrollIntoView({ block: 'start' });
  };
  return (
    <div className="compare-steps">
      <p>{t(sayHeld(held))}</p>
      {held[0].count > 1 && (
        <div className="row" role="group" aria-label={t`What stands for the steps`}>
          {(['mean', 'median'] as const).map((key) => (
            <button
              key={key}
              type="button"
              className="choice"
              aria-pressed={by === key}
              onClick={() => setComparing({ by: key })}
            >
              {key === 'mean' ? t`mean step` : t`median step`}
            </button>
          ))}
        </div>
      )}
      <div className="row">
        {chosen !== undefined && (
          <>
            <Button
              className="button quiet"
              aria-label={t`Step before`}
              isDisabled={at <= 0}
              onPress={() => show(places[at - 1])}
            >
              ‹
            </Button>
            <Button
              className="button quiet"
              aria-label={t`Step after`}
              isDisabled={at < 0 || at >= places.length - 1}
              onPress={() => show(places[at + 1])}
            >
              ›
            </Button>
            <Button className="button quiet" onPress={() => changeView({ steps: undefined }, 'push')}>
              {t`All steps`}
            </Button>
          </>
        )}
        {places.length > 0 && (
          <Button className="button" onPress={showFirst}>
            {t`One step in the timeline`}
          </Button>
        )}
      </div>
    </div>
  );
}

const nameOf = ({ count, first, last }: Held): Words => (count === 1 ? first : say`${first} to ${last}`);

function sayHeld([before, after]: Compared['held']): Said {
  if (before.count <= 1 && after.count <= 1) return say`${before.first} of A against ${after.first} of B`;
  return say`${formatCount(before.count)} steps of A (${nameOf(before)}) against ${formatCount(after.count)} of B (${nameOf(after)})`;
}
