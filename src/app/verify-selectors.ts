import { type Words } from '../base/say.ts';
import { type ReplayedTrace } from '../engine/protocol.ts';
import { type Refusal } from '../ledger/comparable.ts';
import { compareRuns, type Comparison, type RunSide } from '../ledger/compare.ts';
import { type Promised, type Verification, verifyFix } from '../ledger/verify-fix.ts';
import { type Prediction } from '../replay/scenario.ts';
import { type AppState } from './app-state.ts';
import { selectBeside } from './beside.ts';
import { type ComparedSides, selectSides } from './compare-sides.ts';
import { memo } from './memo.ts';

/** The open run, rank in view, held against the one beside it. */
export interface Held {
  readonly names: readonly Words[];
  /** Why they should not be compared: shown instead of the figures, until the reader asks for them all the same. */
  readonly refusals: readonly Refusal[];
  /** undefined while no lever is moved: then nothing was promised. */
  readonly kept: Kept | undefined;
}

/** What was promised, and what came. */
export interface Kept {
  readonly comparison: Comparison;
  readonly verification: Verification;
}

const keptOf = memo((before: RunSide, after: RunSide, { prediction, ledger }: ReplayedTrace): Kept => ({
  comparison: compareRuns(before, after),
  verification: verifyFix(
    before,
    { ledger, stepsUs: prediction.steps, figure: prediction.figure, range: rangeOf(prediction) },
    after,
  ),
}));

/** The band as shares of the prediction that it is around. */
const rangeOf = ({ band, predictedStepUs }: Prediction): Promised['range'] =>
  band && predictedStepUs > 0 ? { low: band.lowUs / predictedStepUs, high: band.highUs / predictedStepUs } : undefined;

const heldOf = memo((names: readonly Words[], sides: ComparedSides, replayed: ReplayedTrace | undefined): Held => ({
  names,
  refusals: sides.refusals,
  kept: replayed && keptOf(sides.before, sides.after, replayed),
}));

/** undefined while there is no second run. */
export function selectHeld(state: AppState): Held | undefined {
  const beside = selectBeside(state);
  const sides = selectSides(state);
  if (sides === undefined || beside.kind !== 'ready' || state.session.phase !== 'ready') return undefined;
  return heldOf(beside.names, sides, state.session.replayed);
}
