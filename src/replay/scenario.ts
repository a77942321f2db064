import { type Said, type Words } from '../base/say.ts';
import { type ClassKey } from '../ledger/classes.ts';
import { type LeverKey } from './levers.ts';
import { type WeightClass } from './graph.ts';
import { type StepFigure } from '../base/step-figure.ts';

export { LEVERS, type LeverKey } from './levers.ts';

/** What the user knows of the run and the trace does not say. Absent: the trace's own finding, else the lever that needs it is off. */
export const KNOWN_KEYS = [
  'workers',
  'prefetch',
  'cores',
  'fetchShare',
  'diskGBps',
  'memoryGBps',
  'pinnedGBps',
  'codecUs',
  'stages',
  'gpuShare',
  'microbatches',
  'concurrency',
  'batchMB',
  'swapGBps',
  'fixedCompute',
  'fixedLoading',
  'fixedCopy',
  'batchTimes',
] as const;
export type KnownKey = (typeof KNOWN_KEYS)[number];

/**
 * Plain JSON: it fits in a link. `levers` holds the levers that are moved, each in its unit (`LEVERS`); absent means unchanged.
 */
export interface Scenario {
  readonly levers: Readonly<Partial<Record<LeverKey, number>>>;
  /** Part of a name (`base/name-pattern.ts`): compute that the lever `named` acts on. */
  readonly named?: string;
  /** Part of a name: work that `embeddingHits` and `embeddingAhead` act on; absent: names that say embedding. */
  readonly embedding?: string;
  /** Part of a name: host calls that the lever `module` acts on, with all that they call. */
  readonly module?: string;
  /** Call sites that `syncs` acts on, as `LeverState.sites` names them; absent: all. */
  readonly syncSites?: readonly string[];
  /** Rank numbers that `stragglers` acts on; absent: all. */
  readonly ranks?: readonly number[];
  readonly known?: Readonly<Partial<Record<KnownKey, number>>>;
}

/** How far the replay can be believed on the unchanged run. */
export interface ReplayGate {
  /** Largest distance between a replayed and a measured time when nothing is changed, microseconds. */
  readonly identityErrorUs: number;
  /** Step time with every unexplained delay dropped, against measured: (replayed / measured - 1) x 100. */
  readonly explainedErrorPercent: number;
  /** green: within 3 %; amber: within 10 %; locked: beyond, the sliders only indicate. */
  readonly trust: 'green' | 'amber' | 'locked';
  readonly reason: Words;
}

/** Where the true step may lie. Microseconds. */
export interface Band {
  readonly lowUs: number;
  readonly highUs: number;
  /** The largest `uncertaintyShare` of the levers that are moved. */
  readonly uncertaintyShare: number;
  readonly sentence: Said;
}

/** The ends of a prediction that rests on what the trace does not tell. Microseconds. */
export interface Untold {
  readonly lowUs: number;
  readonly highUs: number;
  readonly sentence: Said;
}

/**
 * The pace of a long run, where the few recorded steps are not yet at it: as it was recorded, and under the scenario. The speed-up is the same as that of the
 * prediction, which is told on the scale of the recorded steps. Microseconds.
 */
export interface LastingPace {
  readonly recordedUs: number;
  readonly predictedUs: number;
  readonly sentence: Said;
}

/**
 * One rank of many: what the others would have done is not in the trace. `lockstep`: they speed up as this rank does. `frozen`: they arrive
 * when they did. The truth is between the two.
 */
export interface Bracket {
  readonly lockstepUs: number;
  readonly frozenUs: number;
  readonly sentence: Said;
}

/** What a scenario predicts. Step times are measured x T_sim(scenario) / T_sim(identity). */
export interface Prediction {
  readonly scenario: Scenario;
  /** Over the usual steps of the first rank (`Step.odd` tells the others): their `figure`. */
  readonly measuredStepUs: number;
  readonly predictedStepUs: number;
  readonly figure: StepFigure;
  readonly speedup: number;
  /** One per step of the timeline, predicted duration in microseconds, on the scale of `predictedStepUs`. */
  readonly steps: Float64Array;
  readonly lasting?: LastingPace | undefined;
  readonly band?: Band;
  /** Where the trace does not tell what the prediction needs: the band is so wide because of it. */
  readonly untold?: Untold | undefined;
  readonly bracket?: Bracket | undefined;
  /** What the moved levers rest on, and what they leave out: one sentence each. */
  readonly notes?: readonly Said[];
}

/** A place that makes the host wait for the device, for the lever `syncs`. */
export interface SyncSite {
  /** The call, and the outermost framework op around it: `aten::item > cudaStreamSynchronize`. */
  readonly site: string;
  readonly calls: number;
  readonly waitedUs: number;
}

/** "Past 2.3x nothing more is gained: the all-gather binds." */
export interface Crossover {
  /** The smallest setting from which on less than 2 % of all that can be gained is left. */
  readonly factor: number;
  readonly stepUs: number;
  /** What most of the remaining step's critical path is, by weight class; undefined where it is not of one. */
  readonly binds: WeightClass | undefined;
  /** Name of the event that takes most of that time; undefined where there is none. */
  readonly event: string | undefined;
  readonly sentence: Said;
}

/** One setting of a lever, and what it predicts: the step, and every step of the timeline. Microseconds. */
export interface LeverPoint {
  readonly factor: number;
  readonly stepUs: number;
  readonly stepsUs: Float64Array;
}

/** What can be said of one lever on this trace: whether there is anything to act on, and why not. */
export interface LeverState {
  readonly key: LeverKey;
  readonly label: string;
  /** Classes of time that it acts on. */
  readonly classes: readonly ClassKey[];
  readonly available: boolean;
  /** Why it is off; where it is on, a caution. */
  readonly reason: Said | undefined;
  /** Something true and useful beside it: how many kernels it acts on, what was inferred. */
  readonly note?: Said | undefined;
  /** The trace's own value, where it is known; for levers whose `neutral` is undefined. */
  readonly own?: number | undefined;
  /** Narrower ends than the table's, where the evidence bears no more. */
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  /** The setting that `removedStepUs` stands for: infinity, a switch that is on, the far end. */
  readonly best?: number;
  /** Predicted median step with this lever at its best, microseconds. */
  readonly removedStepUs: number;
  /** The same for each step of the timeline, all ranks. */
  readonly removedStepsUs: Float64Array;
  /** The step, and every step of the timeline, at a few settings, in order and without the neutral one and `best`; empty where there is nothing to act on. */
  readonly curve: readonly LeverPoint[];
  /** Where no setting of it alone changes the step: why. It may all the same beside other levers. */
  readonly idle?: Said | undefined;
  readonly crossover?: Crossover | undefined;
  /** From the prediction at `best` to that times (1 + uncertaintyShare), widened by the spread of the steps. */
  readonly band?: Band | undefined;
  /** Of `syncs`: the call sites. */
  readonly sites?: readonly SyncSite[];
}

/**
 * What the step waits for, one class at a time. Removing one class shows little where two run side by side, leaving only one shows
 * too much: both are given, and Shapley's share, the mean over all orders, which adds up to `removableUs`. Microseconds.
 */
export interface Attribution {
  readonly stepUs: number;
  /** With every class below removed. */
  readonly restUs: number;
  readonly removableUs: number;
  readonly classes: readonly {
    readonly lever: LeverKey;
    readonly label: string;
    /** T - T(without it). */
    readonly removeOneUs: number;
    /** T(only it is left) - T(none is left). */
    readonly addOneUs: number;
    readonly shapleyUs: number;
    /** dT / T for 10 % off this class, as a share: how much the next per cent is worth. */
    readonly slope: number;
  }[];
}

/** What the end of each step waited for, back to its start: pieces in time order that do not overlap. Microseconds, on the rank's own clock. */
export interface CriticalPath {
  readonly length: number;
  /** Index into `Timeline.steps`. */
  readonly step: Uint32Array;
  /** Index into `Timeline.events`; -1 where it is no event's own time: host time between calls, waiting. */
  readonly event: Int32Array;
  /** Index into `Timeline.lanes`; -1 for none. */
  readonly lane: Int32Array;
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** Index into WEIGHT_CLASSES. */
  readonly weightClass: Uint8Array;
  /** Index into EDGE_KINDS: why this piece follows the one before. */
  readonly edgeKind: Uint8Array;
}

/** Pairs of events, indexes into `Timeline.events`. */
export interface EventPairs {
  readonly length: number;
  readonly from: Uint32Array;
  readonly to: Uint32Array;
}
