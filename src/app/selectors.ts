import { at } from '../base/at.ts';
import { type LaneKey, micros } from '../base/brand.ts';
import { type OpenedTrace, type ReplayReady } from '../engine/protocol.ts';
import { inferWorkers, type WorkerInference } from '../ledger/infer-workers.ts';
import { type RankLedger } from '../ledger/ledger.ts';
import { explain, type Explanation, type Subject } from '../ledger/piece-at.ts';
import { buildVerdict, type Verdict } from '../ledger/verdict.ts';
import { type ChartLane } from '../model/mark-row.ts';
import { type Selection } from '../view/view-state.ts';
import { type TimeWindow } from '../view/zoom.ts';
import { type AppState } from './app-state.ts';
import { selectTwinLanes } from './beside-chart.ts';
import { arrangeLanes, matchingLanes } from './arrange-lanes.ts';
import { findMark, type Mark } from './find-mark.ts';
import { memo } from './memo.ts';
import { ranksShown } from './shown-ranks.ts';

const NO_LANES: readonly ChartLane[] = [];
const NOWHERE: TimeWindow = { start: micros(0), end: micros(1) };

export const selectOpened = (state: AppState): OpenedTrace | undefined =>
  state.session.phase === 'ready' ? state.session.opened : undefined;

/** Times that may be shown: the whole trace. */
export const selectBounds = (state: AppState): TimeWindow => selectOpened(state)?.timeline.window ?? NOWHERE;

/** What the chart shows now. */
export const selectWindow = (state: AppState): TimeWindow => state.view.window ?? selectBounds(state);

/** The measured ledger of the rank in view. */
export const selectRankLedger = (state: AppState): RankLedger | undefined =>
  selectOpened(state)?.ledger.ranks.find((row) => row.rank === state.view.rank);

/** The lanes of the chart in drawing order, of the ranks that are shown, the predicted twins by the same keys, and which are hidden or folded. */
export interface Chart {
  readonly lanes: readonly ChartLane[];
  readonly predicted: readonly ChartLane[];
  readonly hidden: ReadonlySet<LaneKey>;
  readonly folded: ReadonlySet<LaneKey>;
  readonly pinned: ReadonlySet<LaneKey>;
}

const ofRanks = (lanes: readonly ChartLane[], shown: readonly number[] | undefined): readonly ChartLane[] =>
  shown === undefined ? lanes : lanes.filter((lane) => shown.includes(lane.rank));

const makeChart = memo(
  (
    lanes: readonly ChartLane[],
    predicted: readonly ChartLane[],
    hidden: readonly LaneKey[],
    folded: readonly LaneKey[],
    shown: readonly number[] | undefined,
    order: readonly LaneKey[],
    pinned: readonly LaneKey[],
  ): Chart => ({
    lanes: arrangeLanes(ofRanks(lanes, shown), order, pinned),
    predicted: ofRanks(predicted, shown),
    hidden: new Set(hidden),
    folded: new Set(folded),
    pinned: new Set(pinned),
  }),
);

const lanesThatMatch = memo((opened: OpenedTrace, text: string) => matchingLanes(opened.lanes, opened.timeline, text));

/** All lanes; those with a match, holding nothing else, where only matches are wanted. */
const lanesOf = (opened: OpenedTrace, { onlyMatches, search }: AppState['view']): readonly ChartLane[] =>
  onlyMatches && search.trim() !== '' ? lanesThatMatch(opened, search.trim()) : opened.lanes;

export function selectChart(state: AppState): Chart {
  const { session, view } = state;
  const ready = session.phase === 'ready' ? session : undefined;
  return makeChart(
    ready === undefined ? NO_LANES : lanesOf(ready.opened, view),
    selectTwinLanes(state) ?? NO_LANES,
    view.hiddenLanes,
    view.foldedLanes,
    ranksShown(ready?.opened, view.rank, view.shownRanks),
    view.laneOrder,
    view.pinnedLanes,
  );
}

const visibleLanes = memo((chart: Chart): readonly ChartLane[] =>
  chart.lanes.filter((lane) => !chart.hidden.has(lane.key)),
);
/** The measured lanes that are not hidden. */
export const selectVisibleLanes = (state: AppState): readonly ChartLane[] => visibleLanes(selectChart(state));

const markOf = memo((lanes: readonly ChartLane[] | undefined, selection: Selection | undefined): Mark | undefined =>
  lanes === undefined || selection === undefined ? undefined : findMark(lanes, selection),
);
/** What is selected, found by lane and start. */
export const selectMark = (state: AppState): Mark | undefined =>
  markOf(selectOpened(state)?.lanes, state.view.selection);

/** Index of the selected event; undefined where nothing or a piece of the ledger is selected. */
export function selectSelectedEvent(state: AppState): number | undefined {
  const mark = selectMark(state);
  return mark?.kind === 'event' ? mark.ref : undefined;
}

/** Start and end of what is selected. */
const timesOf = memo((mark: Mark | undefined): TimeWindow | undefined => {
  const row = mark?.lane.rows[mark.row];
  return mark === undefined || row === undefined
    ? undefined
    : { start: micros(at(row.start, mark.index)), end: micros(at(row.end, mark.index)) };
});
export const selectSelectedTimes = (state: AppState): TimeWindow | undefined => timesOf(selectMark(state));

const subjectOf = memo((mark: Mark | undefined): Subject | undefined => {
  if (mark === undefined) return undefined;
  return mark.kind === 'event'
    ? { kind: 'event', event: mark.ref }
    : { kind: 'piece', rank: mark.lane.rank, piece: mark.ref };
});
export const selectSubject = (state: AppState): Subject | undefined => subjectOf(selectMark(state));

const explanationOf = memo((opened: OpenedTrace | undefined, subject: Subject | undefined): Explanation | undefined =>
  opened === undefined || subject === undefined ? undefined : explain(opened.timeline, opened.ledger, subject),
);
/** Why what is selected has its class. */
export const selectExplanation = (state: AppState): Explanation | undefined =>
  explanationOf(selectOpened(state), selectSubject(state));

/** undefined while no trace is open and while its replay is being prepared. */
export const selectReplay = (state: AppState): ReplayReady | undefined =>
  state.session.phase === 'ready' ? state.session.replay : undefined;

/** What the loader calls of the rank in view say of workers; the verdict says it, and waits for it where it was not asked before. */
export const selectWorkers = (state: AppState): WorkerInference | undefined => {
  const timeline = selectOpened(state)?.timeline;
  return timeline?.ranks[state.view.rank] === undefined ? undefined : inferWorkers(timeline, state.view.rank);
};

const verdictOf = memo(
  (opened: OpenedTrace | undefined, replay: ReplayReady | undefined, rank: number): Verdict | undefined =>
    opened?.ledger.summary[rank] === undefined
      ? undefined
      : buildVerdict({ ...opened, gate: replay?.gate, levers: replay?.levers ?? [], rank }),
);
/** Plain sentences about the rank in view; those that rest on the replay come with it. */
export const selectVerdict = (state: AppState): Verdict | undefined =>
  verdictOf(selectOpened(state), selectReplay(state), state.view.rank);
