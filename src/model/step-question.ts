import { type Diagnostic } from '../base/failure.ts';
import { type Words } from '../base/say.ts';
import { type FormatSteps, type RunColumns } from './run-columns.ts';
import { type Lane, type Step, type StepsWay } from './timeline.ts';

/** Steps of one rank, in time order, and how they were found. */
export interface FoundSteps {
  readonly steps: readonly Step[];
  readonly way: StepsWay;
  /** A few plain words. */
  readonly from: Words;
  /** Lane that carries most of the markers; -1 where there are none. */
  readonly lane: number;
  /** What was odd about them. */
  readonly diagnostics?: readonly Diagnostic[];
}

/** Which names in the string table can mark steps. */
export interface StepNames {
  readonly profiler: Uint8Array;
  readonly numbered: Uint8Array;
  readonly optimizer: Uint8Array;
  readonly inference: Uint8Array;
  /** Names that a user's pattern matches. */
  readonly user: Uint8Array;
  /** Names that begin a step, where a period is cut at them. */
  readonly opening: Uint8Array;
}

/** What a rank's steps are looked for in. */
export interface StepQuestion {
  /** Index into `Timeline.ranks`. */
  readonly rank: number;
  readonly events: RunColumns;
  readonly lanes: readonly Lane[];
  readonly laneIndexes: readonly number[];
  readonly strings: readonly string[];
  readonly names: StepNames;
  /** Lanes that the profiler calls `Steps`: TensorFlow and XLA draw one span a step there. */
  readonly stepLines: ReadonlySet<number>;
  /** What the file's format says. */
  readonly formatSteps?: FormatSteps | undefined;
  /** As the user wrote it; `undefined`: none was given. */
  readonly userPattern: string | undefined;
}
