import { Suspense, useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { assertNever } from '../../base/assert.ts';
import { type LaneKey } from '../../base/brand.ts';
import { laneBeside, moveLanes } from '../../app/arrange-lanes.ts';
import { CHART_TINTS } from '../../app/chart-selectors.ts';
import { selectDrawnBeside } from '../../app/beside-chart.ts';
import { selectIsComparing } from '../../app/compare-selectors.ts';
import { selectChart } from '../../app/selectors.ts';
import { COMMANDS, sayKeys } from '../../app/commands.ts';
import { showLane } from '../../app/show-lane.ts';
import { stackLanes } from '../../layout/lane-stack.ts';
import { type ReadySession } from '../../app/session.ts';
import { useActions, useApp, useAppStore } from '../use-app.ts';
import { type Translate } from '../../words/translator.ts';
import { useWords } from '../use-words.tsx';
import { classNames } from './chart-input.ts';
import { startChart } from './chart-controller.ts';
import { FindLane } from './FindLane.tsx';
import { flagInputId, FlagsPanel } from './FlagsPanel.tsx';
import { fillLaneTip, fillTip } from './fill-tip.ts';
import { type LaneAction, LaneHeaders } from './LaneHeaders.tsx';
import { OverviewStrip } from './OverviewStrip.tsx';
import { ShownRanks } from '../ranks/ShownRanks.tsx';
import { RangePanel } from './RangePanel.tsx';
import { SearchBox } from './SearchBox.tsx';
import { ViewMenu } from './ViewMenu.tsx';
import { WindowText } from './WindowText.tsx';
import { ZoomTrail } from './ZoomTrail.tsx';
import { fetched } from '../fetched.tsx';

const CompareLegend = fetched(async () => (await import('../compare/CompareLegend.tsx')).CompareLegend);

const keysOf = (t: Translate, id: string): string => {
  const command = COMMANDS.find((row) => row.id === id);
  return command === undefined ? '' : ` (${t(sayKeys(command))})`;
};

const FOCUS_BACK_MS = 60;
/** How long a lane that was looked for stands out. */
const FOUND_MS = 2000;

/** The timeline: overview strip, axis, lane headers and the canvases that the chart controller draws on. */
export function GanttPanel({
  session,
  run,
  onPicture,
}: {
  readonly session: ReadySession;
  readonly run: (command: string) => void;
  readonly onPicture: (isWhole: boolean) => void;
}) {
  const t = useWords();
  const store = useAppStore();
  const { changeView } = useActions();
  const chart = useApp(selectChart);
  const isComparing = useApp(selectIsComparing);
  const drawsBeside = useApp((state) => selectDrawnBeside(state) !== undefined);
  const scroller = useRef<HTMLDivElement>(null);
  const axis = useRef<HTMLCanvasElement>(null);
  const marks = useRef<HTMLCanvasElement>(null);
  const overlay = useRef<HTMLCanvasElement>(null);
  const tip = useRef<HTMLDivElement>(null);
  const { timeline } = session.opened;
  const [found, setFound] = useState<LaneKey>();
  const isWhole = session.reading === undefined;

  useEffect(() => {
    if (scroller.current === null || axis.current === null || marks.current === null || overlay.current === null)
      return;
    return startChart(
      { scroller: scroller.current, axis: axis.current, marks: marks.current, overlay: overlay.current },
      store,
      CHART_TINTS,
      classNames(t),
      {
        onHover: (hit, place, sign) =>
          tip.current !== null && fillTip({ element: tip.current, t }, store.getState(), hit, place, sign),
        onFlag: (flag) => document.getElementById(flagInputId(flag))?.focus(),
        // The verdict and the ledger came with the same commit: with the chart's first frame all is there.
        onFirstFrame: () => onPicture(isWhole),
      },
    );
  }, [store, session.opened, isWhole, onPicture, t]);

  const stack = stackLanes(chart.lanes, chart.predicted, chart.hidden, chart.folded, chart.pinned);
  const toggle = (list: ReadonlySet<LaneKey>, key: LaneKey): LaneKey[] =>
    list.has(key) ? [...list].filter((other) => other !== key) : [...list, key];
  const reorder = (moved: ReadonlySet<LaneKey>, target: LaneKey, side: 'before' | 'after') =>
    changeView(
      {
        laneOrder: moveLanes(
          chart.lanes.map(({ key }) => key),
          moved,
          target,
          side,
        ),
      },
      'push',
    );
  const findLane = (key: LaneKey) => {
    showLane(store, key);
    setFound(key);
    // The list gives the focus back first.
    setTimeout(() => {
      const name = scroller.current?.querySelector<HTMLElement>(`[data-lane="${CSS.escape(key)}"] .lane-name`);
      name?.scrollIntoView({ block: 'center' });
      name?.focus({ preventScroll: true });
    }, FOCUS_BACK_MS);
    setTimeout(() => setFound((one) => (one === key ? undefined : one)), FOUND_MS);
  };
  const act = (key: LaneKey, action: LaneAction) => {
    switch (action) {
      case 'fold':
        return changeView({ foldedLanes: toggle(chart.folded, key) }, 'push');
      case 'pin':
        return changeView({ pinnedLanes: toggle(chart.pinned, key) }, 'push');
      case 'hide':
        return changeView({ hiddenLanes: toggle(chart.hidden, key) }, 'push');
      case 'up':
      case 'down': {
        const beside = laneBeside(chart, key, action === 'up' ? -1 : 1);
        if (beside !== undefined) reorder(new Set([key]), beside, action === 'up' ? 'before' : 'after');
        return;
      }
      default:
        return assertNever(action);
    }
  };
  return (
    <section className="panel gantt" aria-labelledby="timeline-title">
      <div className="gantt-head">
        <h2 id="timeline-title">{t`Timeline`}</h2>
        <WindowText />
        <SearchBox />
        <ViewMenu />
        <ShownRanks />
        {chart.hidden.size > 0 && (
          <Button className="button quiet" onPress={() => changeView({ hiddenLanes: [] }, 'push')}>
            {t`Show ${chart.hidden.size} hidden`}
          </Button>
        )}
        <Button className="button" onPress={() => run('zoom-in')} aria-label={`${t`Zoom in`}${keysOf(t, 'zoom-in')}`}>
          +
        </Button>
        <Button
          className="button"
          onPress={() => run('zoom-out')}
          aria-label={`${t`Zoom out`}${keysOf(t, 'zoom-out')}`}
        >
          −
        </Button>
        <Button className="button" onPress={() => run('fit-all')}>
          {t`Show all`}
        </Button>
      </div>
      <Suspense>{isComparing && <CompareLegend />}</Suspense>
      <ZoomTrail />
      <OverviewStrip />
      <div
        className="gantt-scroll"
        ref={scroller}
        tabIndex={0}
        role="group"
        aria-label={t`Timeline lanes: W and S zoom, A and D pan, ? for all keys`}
      >
        <div className="gantt-axis">
          <FindLane onFind={findLane} keys={keysOf(t, 'find-lane')} />
          <canvas ref={axis} aria-hidden="true" title={t`Click to put up a flag`} />
        </div>
        <div className="gantt-body" style={{ height: stack.height }}>
          <div className="gantt-canvases">
            <canvas ref={marks} aria-hidden="true" />
            <canvas
              ref={overlay}
              className="overlay-canvas"
              role="img"
              aria-label={t`Timeline marks; the ledger table and the details tell the same`}
            />
          </div>
          <LaneHeaders
            chart={chart}
            stack={stack}
            rankLabels={timeline.ranks.map((rank) => rank.label)}
            twinName={drawsBeside ? t`run B` : t`predicted`}
            found={found}
            onAct={act}
            onDrop={(moved, target, side) => reorder(new Set([moved]), target, side)}
            onPoint={(key, header) => {
              if (tip.current !== null) fillLaneTip({ element: tip.current, t }, store.getState(), key, header);
            }}
          />
        </div>
      </div>
      <RangePanel />
      <FlagsPanel />
      <div className="gantt-tip" ref={tip} hidden />
    </section>
  );
}
