import { at, item } from '../base/at.ts';
import { median } from '../base/median.ts';
import { lowerBound, upperBound } from '../base/search.ts';
import { type Words } from '../base/say.ts';
import { type OpenedTrace, type ReplayedTrace, type ReplayReady } from '../engine/protocol.ts';
import { CLASS_COUNT, CLASSES, type ClassKey } from '../ledger/classes.ts';
import { type Pieces, type RankLedger } from '../ledger/ledger.ts';
import { partsOfClass, type PartTime, SUBCLASS_COUNT, subclassCode, type SubclassKey } from '../ledger/subclasses.ts';
import { stepsAreMarked } from '../ledger/verdict.ts';
import { type ViewState } from '../view/view-state.ts';
import { type TimeWindow } from '../view/zoom.ts';
import { type AppState } from './app-state.ts';
import { memo } from './memo.ts';
import { selectOpened, selectRankLedger } from './selectors.ts';
import { figureOfSteps, measuredOf, stepsInView } from './what-if-selectors.ts';

/** Median absolute deviation to standard deviation, for a normal distribution. */
const MAD_TO_SIGMA = 1.4826;

/** One step of the rank in view. */
export interface StepRow {
  /** Position in the rank's list: what `view.steps` counts. */
  readonly position: number;
  /** Index into `Timeline.steps`. */
  readonly step: number;
  readonly name: string;
  readonly window: TimeWindow;
  readonly durationUs: number;
  readonly predictedUs: number | undefined;
  /** Far longer than its peers: above the median by three scaled median deviations and by a tenth, as the strip marks it. */
  readonly outlier: boolean;
  /** Why it is left out of medians and means; undefined where it counts. */
  readonly odd: Words | undefined;
  readonly selected: boolean;
}

const stepRows = memo(
  (
    opened: OpenedTrace | undefined,
    replayed: ReplayedTrace | undefined,
    rank: number,
    wanted: ViewState['steps'],
  ): readonly StepRow[] => {
    const owner = opened?.timeline.ranks[rank];
    if (opened === undefined || owner === undefined) return [];
    const steps = opened.timeline.steps.slice(owner.firstStep, owner.lastStep);
    const durations = steps.map((step) => step.end - step.start);
    const middle = median(durations);
    const spread = MAD_TO_SIGMA * median(durations.map((us) => Math.abs(us - middle)));
    const outlierFrom = middle + Math.max(3 * spread, 0.1 * middle);
    return steps.map((step, position) => ({
      position,
      step: owner.firstStep + position,
      name: step.name,
      window: { start: step.start, end: step.end },
      durationUs: item(durations, position),
      predictedUs: replayed === undefined ? undefined : at(replayed.prediction.steps, owner.firstStep + position),
      outlier: step.odd === undefined && item(durations, position) > outlierFrom,
      odd: step.odd,
      selected: wanted === undefined || (position >= wanted.first && position <= wanted.last),
    }));
  },
);

const replayedOf = (state: AppState): ReplayedTrace | undefined =>
  state.session.phase === 'ready' ? state.session.replayed : undefined;

/** The steps of the rank in view, in order. */
export const selectSteps = (state: AppState): readonly StepRow[] =>
  stepRows(selectOpened(state), replayedOf(state), state.view.rank, state.view.steps);

/** How the steps of the rank in view were found, in words. */
export const selectStepsFrom = (state: AppState): Words | undefined =>
  selectOpened(state)?.timeline.ranks[state.view.rank]?.stepsFrom;

/** True where marks in the trace say where steps begin. */
export function selectStepsMarked(state: AppState): boolean {
  const timeline = selectOpened(state)?.timeline;
  return timeline?.ranks[state.view.rank] !== undefined && stepsAreMarked(timeline, state.view.rank);
}

/** One part of a class: mean microseconds a step. */
export interface PartTotal extends PartTime {
  readonly predictedUs: number | undefined;
}

/** What the ledger panel shows: means over the chosen steps of the rank in view. */
export interface LedgerTotals {
  /** Mean microseconds a step, by class code. */
  readonly measured: Float64Array;
  readonly predicted: Float64Array | undefined;
  /** Parts of each class that took time, measured or predicted, largest first; none where they say no more than the class. */
  readonly parts: Readonly<Partial<Record<ClassKey, readonly PartTotal[]>>>;
  /** Steps the means are taken over. */
  readonly steps: number;
  /** Odd steps of the rank that they leave out. */
  readonly leftOut: number;
  /** What removing a class's cost saves of the mean step, by replay; absent where no lever covers the class, no replay is ready yet, or it is locked. */
  readonly gains: Readonly<Partial<Record<ClassKey, number>>>;
}

/** Mean over some steps of a rank, by their positions. */
function meanOf(perStep: Float64Array, codes: number, positions: readonly number[]): Float64Array {
  const totals = new Float64Array(codes);
  for (const position of positions) {
    for (let code = 0; code < codes; code++) {
      totals[code] = at(totals, code) + at(perStep, position * codes + code) / positions.length;
    }
  }
  return totals;
}

function partsOf(measured: Float64Array, predicted: Float64Array | undefined): LedgerTotals['parts'] {
  const parts: Partial<Record<ClassKey, readonly PartTotal[]>> = {};
  const timeIn = (times: Float64Array, key: SubclassKey): number => at(times, subclassCode(key));
  for (const { key } of CLASSES) {
    const own = partsOfClass(key, (part) => timeIn(measured, part));
    if (own.length > 0)
      parts[key] = own.map((part) => ({
        ...part,
        predictedUs: predicted === undefined ? undefined : timeIn(predicted, part.key),
      }));
  }
  return parts;
}

/** Classes of the ledger that a lever of the same name removes as a whole. */
const WHOLE_CLASSES = ['data', 'compute', 'communication'] as const;

/** `steps`: indexes into `Timeline.steps`. */
function gainsOf(
  opened: OpenedTrace,
  replay: ReplayReady | undefined,
  steps: readonly number[],
): LedgerTotals['gains'] {
  const gains: Partial<Record<ClassKey, number>> = {};
  if (replay === undefined || replay.gate.trust === 'locked') return gains;
  const measuredUs = measuredOf(opened, steps, 'mean');
  for (const { key: lever, available, removedStepsUs } of replay.levers) {
    const key = WHOLE_CLASSES.find((one) => one === lever);
    if (!available || key === undefined) continue;
    gains[key] = measuredUs - figureOfSteps('mean', steps, removedStepsUs);
  }
  return gains;
}

const totalsOf = memo(
  (
    opened: OpenedTrace,
    replay: ReplayReady | undefined,
    ledger: RankLedger,
    predicted: RankLedger | undefined,
    wanted: ViewState['steps'],
  ): LedgerTotals | undefined => {
    const first = opened.timeline.ranks[ledger.rank]?.firstStep ?? 0;
    const inView = stepsInView(opened, ledger.rank, wanted);
    const positions = inView.map((step) => step - first);
    if (positions.length === 0) return undefined;
    const perClass = (own: RankLedger): Float64Array => meanOf(own.perStep, CLASS_COUNT, positions);
    const meanSub = (own: RankLedger): Float64Array => meanOf(own.perStepSub, SUBCLASS_COUNT, positions);
    const last = opened.timeline.ranks[ledger.rank]?.lastStep ?? 0;
    const odd = opened.timeline.steps.slice(first, last).filter((step) => step.odd !== undefined).length;
    return {
      measured: perClass(ledger),
      predicted: predicted === undefined ? undefined : perClass(predicted),
      parts: partsOf(meanSub(ledger), predicted === undefined ? undefined : meanSub(predicted)),
      steps: positions.length,
      leftOut: wanted === undefined && positions.length + odd === last - first ? odd : 0,
      gains: gainsOf(opened, replay, inView),
    };
  },
);

/** undefined while no trace is open, or where its rank has no steps. */
export function selectLedgerTotals(state: AppState): LedgerTotals | undefined {
  const opened = selectOpened(state);
  const ledger = selectRankLedger(state);
  if (opened === undefined || ledger === undefined) return undefined;
  const predicted = replayedOf(state)?.ledger.ranks.find((row) => row.rank === ledger.rank);
  const replay = state.session.phase === 'ready' ? state.session.replay : undefined;
  return totalsOf(opened, replay, ledger, predicted, state.view.steps);
}

/** The read-out of the marked range. */
export interface RangeReadout {
  readonly range: TimeWindow;
  readonly durationUs: number;
  /** Microseconds of each class of the rank in view inside the range, by class code. */
  readonly classes: Float64Array;
}

/** Time of each class between two instants, microseconds by class code. O(log pieces + pieces inside). */
export function classesWithin(pieces: Pieces, range: TimeWindow): Float64Array {
  const totals = new Float64Array(CLASS_COUNT);
  const last = lowerBound(pieces.start, range.end);
  for (let i = upperBound(pieces.end, range.start); i < last; i++) {
    const code = at(pieces.class, i);
    totals[code] =
      at(totals, code) + Math.min(at(pieces.end, i), range.end) - Math.max(at(pieces.start, i), range.start);
  }
  return totals;
}

const readoutOf = memo((ledger: RankLedger | undefined, range: ViewState['range']): RangeReadout | undefined =>
  ledger === undefined || range === undefined
    ? undefined
    : { range, durationUs: range.end - range.start, classes: classesWithin(ledger.pieces, range) },
);
export const selectRange = (state: AppState): RangeReadout | undefined =>
  readoutOf(selectRankLedger(state), state.view.range);
