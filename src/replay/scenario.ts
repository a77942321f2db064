/** The levers of the first storey; docs/replay.md defines each. */
export const LEVERS = [
  { key: 'data', label: 'Data loading', classes: ['data'] },
  { key: 'compute', label: 'Compute', classes: ['compute'] },
  { key: 'communication', label: 'Communication', classes: ['communication'] },
] as const;
export type LeverKey = (typeof LEVERS)[number]['key'];

/**
 * Plain JSON: it fits in a link. Each value says how many times faster that class is: 2 is twice as fast,
 * 0.5 half as fast, `Infinity` (written `inf`) removes its cost. Absent means 1.
 */
export interface Scenario {
  readonly levers: Readonly<Partial<Record<LeverKey, number>>>;
}

/** How far the replay can be believed on the unchanged run. */
export interface ReplayGate {
  /** Largest distance between a replayed and a measured time when nothing is changed, microseconds. */
  readonly identityErrorUs: number;
  /** Step time with every unexplained delay dropped, against measured: (replayed / measured - 1) x 100. */
  readonly explainedErrorPercent: number;
  /** green: within 3 %; amber: within 10 %; locked: beyond, the sliders only indicate. */
  readonly trust: 'green' | 'amber' | 'locked';
  readonly reason: string;
}

/** What a scenario predicts. Step times are measured x T_sim(scenario) / T_sim(identity). */
export interface Prediction {
  readonly scenario: Scenario;
  /** Median over the usual steps of the first rank (`Step.odd` tells the others). */
  readonly measuredStepUs: number;
  readonly predictedStepUs: number;
  readonly speedup: number;
  /** One per step of the timeline, predicted duration in microseconds. */
  readonly steps: Float64Array;
}

/** Which levers have anything to act on, and why not. */
export interface LeverState {
  readonly key: LeverKey;
  readonly available: boolean;
  readonly reason: string | undefined;
  /** Predicted median step with this class's cost removed (lever at infinity), microseconds. */
  readonly removedStepUs: number;
  /** The same for each step of the timeline, all ranks. */
  readonly removedStepsUs: Float64Array;
  /** Predicted duration of every step at a few settings, slowest first and without 1 and `Infinity`; empty where there is nothing to act on. */
  readonly curve: readonly { readonly factor: number; readonly stepsUs: Float64Array }[];
}
