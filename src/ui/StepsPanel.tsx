import { memo, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { cssPx } from '../base/brand.ts';
import { type Said, say, type Words } from '../base/say.ts';
import { formatCount, formatMicros } from '../base/format.ts';
import { CHART_TINTS } from '../app/chart-selectors.ts';
import { selectRankLedger } from '../app/selectors.ts';
import { stepWords } from '../app/lane-words.ts';
import { selectSteps, selectStepsFrom, selectStepsMarked, type StepRow } from '../app/step-selectors.ts';
import { drawSteps } from '../draw/steps.ts';
import { barAt, layoutSteps, type StepsScene } from '../layout/steps-strip.ts';
import { fitWindow, type TimeWindow } from '../view/zoom.ts';
import { useActions, useApp } from './use-app.ts';
import { useCanvas } from './use-canvas.ts';
import { useWords } from './use-words.tsx';

const TEXT = {
  odd: (names: readonly string[]): Said => {
    const [first = '', ...others] = names;
    if (others.length === 0) return say`${first} is odd and left out of medians and means (pale, outlined)`;
    const all = others.reduce((known: Words, name) => say`${known} and ${name}`, first);
    return say`${all} are odd and left out of medians and means (pale, outlined)`;
  },
};
const TOP_PX = 4;
const ROWS_AT_A_TIME = 200;

/** One bar a step, stacked by class. Click or drag chooses the steps that the page speaks of; double click shows one. */
export const StepsPanel = memo(function StepsPanel({ classCount }: { readonly classCount: number }) {
  const { changeView, chooseSteps } = useActions();
  const t = useWords();
  const ledger = useApp(selectRankLedger);
  const steps = useApp(selectSteps);
  const selected = useApp((state) => state.view.steps);
  const highlight = useApp((state) => state.view.highlight);
  const trace = useApp((state) => (state.session.phase === 'ready' ? state.session.opened.timeline.window : undefined));
  const foundBy = useApp(selectStepsFrom);
  const isMarked = useApp(selectStepsMarked);
  const odd = steps.filter((step) => step.odd !== undefined);
  const scene = useRef<StepsScene>(undefined);
  const from = useRef<number>(undefined);
  const moved = useRef(false);
  const [tableOpen, setTableOpen] = useState(false);
  const tints = CHART_TINTS;
  const canvas = useCanvas(tints, ({ pen, size, palette, hatches }) => {
    if (ledger === undefined) return;
    scene.current = layoutSteps(ledger.perStep, classCount, size, (step) => steps[step]?.odd !== undefined);
    drawSteps(pen, scene.current, palette, {
      hatches,
      selected,
      highlight: highlight === undefined ? undefined : tints.indexOf(highlight),
    });
  });
  const barUnder = (event: React.MouseEvent) =>
    scene.current === undefined
      ? undefined
      : barAt(scene.current, cssPx(event.clientX - event.currentTarget.getBoundingClientRect().left));
  const choose = (event: React.PointerEvent, how: 'replace' | 'push') => {
    const bar = barUnder(event);
    if (bar === undefined || from.current === undefined) return;
    const first = Math.min(from.current, bar.first);
    const last = Math.max(from.current, bar.last);
    const same =
      how === 'push' && first === last && selected?.first === first && selected.last === last && !moved.current;
    changeView({ steps: same ? undefined : { first, last } }, how);
  };
  const said = t(describeSteps(steps, selected));
  return (
    <section className="panel steps" aria-labelledby="steps-title">
      <div className="steps-head">
        <h2 id="steps-title">{t`Steps`}</h2>
        <p className="note">{said}</p>
        {foundBy !== undefined && <p className="note">{isMarked ? t`Found by: ${foundBy}` : t(foundBy)}</p>}
        {odd.length > 0 && <p className="note">{t(TEXT.odd(odd.map((step) => step.name)))}</p>}
        {selected !== undefined && (
          <Button className="button quiet small" onPress={() => changeView({ steps: undefined }, 'push')}>
            {t`All steps`}
          </Button>
        )}
        <Button className="button quiet small" onPress={chooseSteps}>
          {t`Load only some…`}
        </Button>
      </div>
      <div className="steps-box" style={{ paddingTop: TOP_PX }}>
        <canvas
          ref={canvas}
          className="steps-strip"
          role="img"
          aria-label={t`Steps: ${said}. The table below holds the same.`}
          onPointerDown={(event) => {
            const bar = barUnder(event);
            if (bar === undefined || event.button !== 0) return;
            from.current = bar.first;
            moved.current = false;
            event.currentTarget.setPointerCapture(event.pointerId);
          }}
          onPointerMove={(event) => {
            const bar = barUnder(event);
            if (from.current === undefined || bar === undefined || bar.first === from.current) return;
            moved.current = true;
            choose(event, 'replace');
          }}
          onPointerUp={(event) => {
            choose(event, 'push');
            from.current = undefined;
          }}
          onPointerCancel={() => (from.current = undefined)}
          onDoubleClick={(event) => {
            const bar = barUnder(event);
            const step = bar === undefined ? undefined : steps[bar.shown];
            if (step !== undefined && trace !== undefined)
              changeView({ window: fitWindow(step.window, trace) }, 'push');
          }}
        />
      </div>
      <details className="table-twin" onToggle={(event) => setTableOpen(event.currentTarget.open)}>
        <summary>{t`Steps as a table`}</summary>
        {tableOpen && <StepsTable steps={steps} bounds={trace} />}
      </details>
    </section>
  );
});

function describeSteps(
  steps: readonly { readonly name: string }[],
  selected: { readonly first: number; readonly last: number } | undefined,
): Said {
  const count = steps.length === 1 ? say`1 step` : say`${formatCount(steps.length)} steps`;
  if (selected === undefined) return say`${count}; click or drag to choose some`;
  const first = steps[selected.first]?.name ?? '';
  const last = steps[selected.last]?.name ?? '';
  return selected.first === selected.last ? say`${first} of ${count}` : say`${first} to ${last} of ${count}`;
}

function StepsTable({
  steps,
  bounds,
}: {
  readonly steps: readonly StepRow[];
  readonly bounds: TimeWindow | undefined;
}) {
  const { changeView } = useActions();
  const t = useWords();
  const show = (step: StepRow) =>
    changeView(
      {
        steps: { first: step.position, last: step.position },
        ...(bounds === undefined ? {} : { window: fitWindow(step.window, bounds) }),
      },
      'push',
    );
  const [shown, setShown] = useState(ROWS_AT_A_TIME);
  return (
    <>
      <table>
        <thead>
          <tr>
            <th scope="col">{t`Step`}</th>
            <th scope="col" className="number">
              {t`Duration`}
            </th>
            <th scope="col" className="number">
              {t`Predicted`}
            </th>
            <th scope="col">{t`Note`}</th>
          </tr>
        </thead>
        <tbody>
          {steps.slice(0, shown).map((step) => (
            <tr key={step.position}>
              <td>
                <button type="button" className="event-link" onClick={() => show(step)}>
                  {t(stepWords(step.name))}
                </button>
              </td>
              <td className="number">{formatMicros(step.durationUs)}</td>
              <td className="number">{step.predictedUs === undefined ? '–' : formatMicros(step.predictedUs)}</td>
              <td>
                {step.odd !== undefined
                  ? t`odd, left out of medians and means: ${step.odd}`
                  : step.outlier
                    ? t`longer than the others`
                    : ''}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown < steps.length && (
        <Button className="button small" onPress={() => setShown((count) => count + ROWS_AT_A_TIME)}>
          {t`Show more of ${formatCount(steps.length)}`}
        </Button>
      )}
    </>
  );
}
