import { type Ledger } from '../ledger/ledger.ts';

/** What the user knows of the machine; what is absent is not told. */
export interface CostInputs {
  /** Price of one GPU for an hour, in any currency. */
  readonly pricePerGpuHour?: number;
  readonly gpus: number;
  /** Power of one GPU, watts. */
  readonly idleWatts?: number;
  readonly busyWatts?: number;
  /** Power usage effectiveness of the building: total over computing, 1 or more. */
  readonly pue?: number;
  /** Carbon intensity of the electricity, grams of CO2 a kilowatt-hour. */
  readonly gramsPerKwh?: number;
  /** Carbon of making one GPU, grams, and the hours that it will be used. */
  readonly embodiedGrams?: number;
  readonly lifeHours?: number;
  /** Steps of a whole run. */
  readonly stepsPerRun?: number;
  /** Work of a step, all ranks together. */
  readonly samplesPerStep?: number;
  readonly tokensPerStep?: number;
}

/** One step, or many: undefined where an input is missing. */
export interface Cost {
  readonly steps: number;
  readonly seconds: number;
  readonly price: number | undefined;
  readonly joules: number | undefined;
  /** Of the electricity and of making the GPUs, as far as either is given. */
  readonly grams: number | undefined;
  /** Of these, what making the GPUs took. */
  readonly madeGrams: number | undefined;
}

export interface Costs {
  readonly step: Cost;
  readonly day: Cost;
  /** undefined where the steps of a run are not given. */
  readonly run: Cost | undefined;
}

/** A run at one pace, measured or predicted: what a second brings, and what a step, a day and the run cost. */
export interface AccountedRun {
  readonly stepUs: number;
  /** Share of a step in which the device works. */
  readonly busyShare: number;
  readonly samplesPerSecond: number | undefined;
  readonly tokensPerSecond: number | undefined;
  readonly joulesPerSample: number | undefined;
  readonly costs: Costs;
}

const SECONDS_A_DAY = 86_400;
const JOULES_A_KWH = 3.6e6;

/**
 * Money, energy and carbon: price = T n p / 3600; E = n (P_idle T + (P_busy - P_idle) t_busy) PUE; carbon = E I, plus the share of making the
 * GPU that T takes of its life. `stepUs`: step time; `busyUs`: of it, the time a GPU works. Source: Henderson et al., experiment-impact-tracker.
 */
export function costsOf(stepUs: number, busyUs: number, inputs: CostInputs): Costs {
  const one = (steps: number): Cost => costOf(steps, stepUs * 1e-6, busyUs * 1e-6, inputs);
  const { stepsPerRun } = inputs;
  return {
    step: one(1),
    day: one(stepUs > 0 ? SECONDS_A_DAY / (stepUs * 1e-6) : 0),
    run: stepsPerRun === undefined ? undefined : one(stepsPerRun),
  };
}

function costOf(steps: number, stepS: number, busyS: number, inputs: CostInputs): Cost {
  const { pricePerGpuHour, gpus, idleWatts, busyWatts, pue = 1, gramsPerKwh, embodiedGrams, lifeHours } = inputs;
  const seconds = steps * stepS;
  const busy = Math.min(busyS, stepS);
  const joules =
    idleWatts === undefined || busyWatts === undefined
      ? undefined
      : steps * gpus * (idleWatts * stepS + (busyWatts - idleWatts) * busy) * pue;
  const used = joules === undefined || gramsPerKwh === undefined ? undefined : (joules / JOULES_A_KWH) * gramsPerKwh;
  const made =
    embodiedGrams === undefined || lifeHours === undefined
      ? undefined
      : (gpus * embodiedGrams * seconds) / (lifeHours * 3600);
  return {
    steps,
    seconds,
    price: pricePerGpuHour === undefined ? undefined : (seconds / 3600) * gpus * pricePerGpuHour,
    joules,
    grams: used === undefined && made === undefined ? undefined : (used ?? 0) + (made ?? 0),
    madeGrams: made,
  };
}

/** Share of a mean step in which the device of a rank works: computes, communicates or copies. */
export function busyShare(ledger: Ledger, rank: number): number {
  const summary = ledger.summary.find((row) => row.rank === rank);
  if (summary === undefined || summary.meanStepUs <= 0) return 0;
  const { compute, communication, copy } = summary.classes;
  return (compute + communication + copy) / summary.meanStepUs;
}

/** The same job with a batch so many times as large: a step brings more, and a run of the same work has fewer of them. */
export function withBatch(inputs: CostInputs, times = 1): CostInputs {
  const { samplesPerStep, tokensPerStep, stepsPerRun } = inputs;
  return {
    ...inputs,
    ...(samplesPerStep !== undefined && { samplesPerStep: samplesPerStep * times }),
    ...(tokensPerStep !== undefined && { tokensPerStep: tokensPerStep * times }),
    ...(stepsPerRun !== undefined && { stepsPerRun: stepsPerRun / times }),
  };
}

/** `stepUs`: the step that is told, microseconds; `busy`: as `busyShare` has it. */
export function accountRun(stepUs: number, busy: number, inputs: CostInputs): AccountedRun {
  const perSecond = (amount: number | undefined): number | undefined =>
    amount === undefined || stepUs <= 0 ? undefined : amount / (stepUs * 1e-6);
  const costs = costsOf(stepUs, busy * stepUs, inputs);
  const { joules } = costs.step;
  const { samplesPerStep, tokensPerStep } = inputs;
  return {
    stepUs,
    busyShare: busy,
    samplesPerSecond: perSecond(samplesPerStep),
    tokensPerSecond: perSecond(tokensPerStep),
    joulesPerSample: joules === undefined || samplesPerStep === undefined ? undefined : joules / samplesPerStep,
    costs,
  };
}
