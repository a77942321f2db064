import { item, u8 } from '../base/at.ts';
import { median } from '../base/median.ts';
import { usualMask } from '../model/find-steps-odd.ts';
import { type Timeline } from '../model/timeline.ts';

/** What the verdict needs of the replay's gate; the replay's own type fits. */
export interface GateFacts {
  readonly identityErrorUs: number;
  readonly explainedErrorPercent: number;
  readonly trust: 'green' | 'amber' | 'locked';
  readonly reason: string;
}

/** What the verdict needs of a lever; the replay's own type fits. */
export interface LeverFacts {
  readonly key: string;
  readonly available: boolean;
  readonly reason: string | undefined;
  /** Predicted median step of the first rank with this class's cost removed, microseconds. */
  readonly removedStepUs: number;
  /** The same for each step of the timeline; absent: only the first rank can be told. */
  readonly removedStepsUs?: Float64Array;
}

/** Median over the usual steps of a rank with a lever's cost removed, microseconds; `undefined` where it cannot be told. */
export function removedStepOf(lever: LeverFacts, timeline: Timeline, rank: number): number | undefined {
  const { removedStepsUs } = lever;
  if (removedStepsUs === undefined) return rank === 0 ? lever.removedStepUs : undefined;
  const { firstStep, lastStep } = item(timeline.ranks, rank);
  const usual = usualMask(timeline.steps);
  return median(removedStepsUs.filter((_, k) => k >= firstStep && k < lastStep && u8(usual, k) === 1));
}
