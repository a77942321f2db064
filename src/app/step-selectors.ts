import { at, item } from '../base/at.ts';
import { median } from '../base/median.ts';
import { lowerBound, upperBound } from '../base/search.ts';
import { type OpenedTrace, type ReplayedTrace } from '../engine/protocol.ts';
import { CLASS_COUNT, type ClassKey } from '../ledger/classes.ts';
import { type Pieces, type RankLedger } from '../ledger/ledger.ts';
import { type ViewState } from '../view/view-state.ts';
import { type TimeWindow } from '../view/zoom.ts';
import { type AppState } from './app-state.ts';
import { memo } from './memo.ts';
import { selectOpened, selectRankLedger } from './selectors.ts';
import { selectWhatIf, stepsInView, type WhatIf } from './what-if-selectors.ts';

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
      outlier: item(durations, position) > outlierFrom,
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
export const selectStepsFrom = (state: AppState): string | undefined =>
  selectOpened(state)?.timeline.ranks[state.view.rank]?.stepsFrom;

/** What the ledger panel shows: means over the chosen steps of the rank in view. */
export interface LedgerTotals {
  /** Mean microseconds a step, by class code. */
  readonly measured: Float64Array;
  readonly predicted: Float64Array | undefined;
  /** Steps the means are taken over. */
  readonly steps: number;
  /** Median step saved by removing a class's cost, by replay; absent where no lever covers the class, or no replay is ready yet. */
  readonly gains: Readonly<Partial<Record<ClassKey, number>>>;
}

/** Mean over some steps of a rank, by their positions. */
function meanOf(ledger: RankLedger, positions: readonly number[]): Float64Array {
  const totals = new Float64Array(CLASS_COUNT);
  for (const position of positions) {
    for (let code = 0; code < CLASS_COUNT; code++) {
      totals[code] = at(totals, code) + at(ledger.perStep, position * CLASS_COUNT + code) / positions.length;
    }
  }
  return totals;
}

/** Classes of the ledger that a lever of the same name removes as a whole. */
const WHOLE_CLASSES = ['data', 'compute', 'communication'] as const;

const gainsOf = memo((whatIf: WhatIf | undefined): LedgerTotals['gains'] => {
  const gains: Partial<Record<ClassKey, number>> = {};
  for (const lever of whatIf?.levers ?? []) {
    const key = WHOLE_CLASSES.find((one) => one === lever.key);
    if (whatIf === undefined || !lever.available || key === undefined) continue;
    gains[key] = whatIf.measuredStepUs - lever.removedStepUs;
  }
  return gains;
});

const totalsOf = memo(
  (
    opened: OpenedTrace,
    whatIf: WhatIf | undefined,
    ledger: RankLedger,
    predicted: RankLedger | undefined,
    wanted: ViewState['steps'],
  ): LedgerTotals | undefined => {
    const first = opened.timeline.ranks[ledger.rank]?.firstStep ?? 0;
    const positions = stepsInView(opened, ledger.rank, wanted).map((step) => step - first);
    if (positions.length === 0) return undefined;
    return {
      measured: meanOf(ledger, positions),
      predicted: predicted === undefined ? undefined : meanOf(predicted, positions),
      steps: positions.length,
      gains: gainsOf(whatIf),
    };
  },
);

/** undefined while no trace is open, or where its rank has no steps. */
export function selectLedgerTotals(state: AppState): LedgerTotals | undefined {
  const opened = selectOpened(state);
  const ledger = selectRankLedger(state);
  if (opened === undefined || ledger === undefined) return undefined;
  const predicted = replayedOf(state)?.ledger.ranks.find((row) => row.rank === ledger.rank);
  return totalsOf(opened, selectWhatIf(state), ledger, predicted, state.view.steps);
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
