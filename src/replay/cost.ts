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
}

/** One step, or many: undefined where an input is missing. */
export interface Cost {
  readonly steps: number;
  readonly seconds: number;
  readonly price: number | undefined;
  readonly joules: number | undefined;
  readonly grams: number | undefined;
}

export interface Costs {
  readonly step: Cost;
  readonly day: Cost;
  /** undefined where the steps of a run are not given. */
  readonly run: Cost | undefined;
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
    embodiedGrams === undefined || lifeHours === undefined ? 0 : (gpus * embodiedGrams * seconds) / (lifeHours * 3600);
  return {
    steps,
    seconds,
    price: pricePerGpuHour === undefined ? undefined : (seconds / 3600) * gpus * pricePerGpuHour,
    joules,
    grams: used === undefined ? undefined : used + made,
  };
}
