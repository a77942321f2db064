import { mean, median } from '../base/median.ts';
import { type Words } from '../base/say.ts';
import { usualOfRank } from '../model/find-steps-odd.ts';
import { type Timeline } from '../model/timeline.ts';
import { type ClassKey } from './classes.ts';
import { type RankSummary } from './ledger.ts';

/** What the verdict needs of the replay's gate; the replay's own type fits. */
export interface GateFacts {
  readonly identityErrorUs: number;
  readonly explainedErrorPercent: number;
  readonly trust: 'green' | 'amber' | 'locked';
  readonly reason: Words;
}

/** What the verdict needs of a lever; the replay's own type fits. */
export interface LeverFacts {
  readonly key: string;
  readonly available: boolean;
  readonly reason: Words | undefined;
  /** What it is called, and classes of time that it acts on, in part or as a whole. */
  readonly label: string;
  readonly classes: readonly ClassKey[];
  /** Predicted median step of the first rank with this class's cost removed, microseconds. */
  readonly removedStepUs: number;
  /** The same for each step of the timeline; absent: only the first rank can be told. */
  readonly removedStepsUs?: Float64Array;
}

/** Classes that a lever of the same name removes as a whole. Others share a name with one that removes only a part, such as copies to the device. */
const WHOLE: readonly ClassKey[] = ['data', 'compute', 'communication'];

/** The lever that removes a class, where there is one that has something to act on. */
export const leverOfClass = (levers: readonly LeverFacts[], key: ClassKey | undefined): LeverFacts | undefined =>
  levers.find((one) => one.available && one.key === key && WHOLE.some((whole) => whole === key));

/** A step of a rank with a lever's cost removed, over its usual steps, microseconds. */
export interface RemovedStep {
  readonly medianUs: number;
  /** `undefined` where only the median of the first rank is known. */
  readonly meanUs: number | undefined;
}

/** `undefined` where it cannot be told. */
export function removedStepOf(lever: LeverFacts, timeline: Timeline, rank: number): RemovedStep | undefined {
  const { removedStepsUs } = lever;
  if (removedStepsUs === undefined)
    return rank === 0 ? { medianUs: lever.removedStepUs, meanUs: undefined } : undefined;
  const kept = usualOfRank(timeline, rank, removedStepsUs);
  return { medianUs: median(kept), meanUs: kept.length > 0 ? mean(kept) : undefined };
}

/** What a step gains on average, so that it can be held against a class's mean; by medians where no mean is known. */
export const gainOfRemoved = (
  { medianUs, meanUs }: RemovedStep,
  measured: Pick<RankSummary, 'medianStepUs' | 'meanStepUs'>,
): number => Math.max(0, meanUs === undefined ? measured.medianStepUs - medianUs : measured.meanStepUs - meanUs);
