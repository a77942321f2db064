import { type OpenedTrace, type ReplayedTrace } from '../engine/protocol.ts';
import { type Refusal, refusalsOf } from '../ledger/comparable.ts';
import { compareRuns, type Comparison, type RunSide } from '../ledger/compare.ts';
import { type Promised, type Verification, verifyFix } from '../ledger/verify-fix.ts';
import { type Prediction } from '../replay/scenario.ts';
import { type AppState } from './app-state.ts';
import { type Beside, NOTHING_BESIDE } from './beside.ts';
import { memo } from './memo.ts';
import { sameSource } from './sources.ts';

/** The open run, rank in view, held against the one beside it. */
export interface Held {
  readonly names: readonly string[];
  /** Why they should not be compared; the figures are there all the same. */
  readonly refusals: readonly Refusal[];
  readonly comparison: Comparison;
  /** undefined while no lever is moved: then nothing was promised. */
  readonly verification: Verification | undefined;
}

/** The second run, as long as what it was read beside is still open. */
export function selectBeside(state: AppState): Beside {
  const { beside, session } = state;
  if (beside.kind === 'none' || session.phase !== 'ready') return NOTHING_BESIDE;
  return sameSource(beside.against, session.source) ? beside : NOTHING_BESIDE;
}

const sidesOf = memo(
  (
    opened: OpenedTrace,
    other: OpenedTrace,
    rank: number,
  ): {
    readonly before: RunSide;
    readonly after: RunSide;
    readonly refusals: readonly Refusal[];
    readonly comparison: Comparison;
  } => {
    const number = opened.timeline.ranks[rank]?.rank;
    const twin = other.timeline.ranks.findIndex((row) => row.rank === number);
    const before = { ...opened, rank };
    const after = { ...other, rank: Math.max(twin, 0) };
    return { before, after, refusals: refusalsOf(before, after), comparison: compareRuns(before, after) };
  },
);

const verifiedOf = memo((before: RunSide, after: RunSide, { prediction, ledger }: ReplayedTrace): Verification =>
  verifyFix(before, { ledger, stepsUs: prediction.steps, range: rangeOf(prediction) }, after),
);

/** The band as shares of the prediction that it is around. */
const rangeOf = ({ band, predictedStepUs }: Prediction): Promised['range'] =>
  band && predictedStepUs > 0 ? { low: band.lowUs / predictedStepUs, high: band.highUs / predictedStepUs } : undefined;

const heldOf = memo(
  (names: readonly string[], sides: ReturnType<typeof sidesOf>, replayed: ReplayedTrace | undefined): Held => ({
    names,
    refusals: sides.refusals,
    comparison: sides.comparison,
    verification: replayed && verifiedOf(sides.before, sides.after, replayed),
  }),
);

/** undefined while there is no second run. */
export function selectHeld(state: AppState): Held | undefined {
  const beside = selectBeside(state);
  if (beside.kind !== 'ready' || state.session.phase !== 'ready') return undefined;
  const { opened, replayed } = state.session;
  return heldOf(beside.names, sidesOf(opened, beside.opened, state.view.rank), replayed);
}
