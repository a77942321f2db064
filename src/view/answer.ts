import { type ClassKey } from '../ledger/classes.ts';
import { type LeverKey } from '../replay/scenario.ts';

/** Rows of steps an answer holds at most; longer runs are told as means over groups of steps. */
export const MAX_ANSWER_ROWS = 64;
/** Buckets of the coarse picture. */
export const PICTURE_BUCKETS = 96;

/**
 * What a link can say about one rank without the trace: numbers and classes of the ledger, never a name.
 * Microseconds.
 */
export interface LinkAnswer {
  /** Position in `Timeline.ranks`. */
  readonly rank: number;
  /** Steps of the rank; each row stands for `stepsPerRow` of them (the last row for what is left). */
  readonly steps: number;
  readonly stepsPerRow: number;
  readonly medianStepUs: number;
  /** Classes that occur, in the order of the numbers of a row. */
  readonly classes: readonly ClassKey[];
  /** Mean time a step of each class; a row adds up to the duration of its steps. */
  readonly rows: readonly (readonly number[])[];
  readonly gate: {
    readonly identityErrorUs: number;
    readonly explainedErrorPercent: number;
    readonly trust: 'green' | 'amber' | 'locked';
  };
  /** Median step with the cost of a lever's class removed; absent where the lever has nothing to act on. */
  readonly removedStepUs: Readonly<Partial<Record<LeverKey, number>>>;
  /** The ledger lane, coarsely: the class that takes most of each equal stretch, as an index into `classes`. */
  readonly picture: { readonly startUs: number; readonly endUs: number; readonly buckets: readonly number[] };
}
