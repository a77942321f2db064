import { at } from '../base/at.ts';

/** One stage of an input pipeline. */
export interface InputStage {
  readonly name: string;
  /** Minibatches that one core makes a second. */
  readonly perCoreSecond: number;
  /** It runs on one core at most. */
  readonly sequential: boolean;
}

export interface PipelineRate {
  /** Minibatches a second. */
  readonly rate: number;
  /** Cores for each stage, in order. */
  readonly cores: readonly number[];
  /** The stage that limits, where a sequential one does. */
  readonly limitedBy: string | undefined;
}

/**
 * The best rate that cores can give: max over shares of min over stages of cores_i x R_i, where the cores add up to no more than there are
 * and a sequential stage takes one at most (Plumber's linear program). The optimum has all stages at one rate X: cores_i = X / R_i, so
 * X = min(cores / sum(1 / R_i), least R of the sequential stages).
 */
export function bestRate(stages: readonly InputStage[], cores: number): PipelineRate {
  const shared = cores / stages.reduce((sum, { perCoreSecond }) => sum + 1 / perCoreSecond, 0);
  const narrowest = stages
    .filter(({ sequential }) => sequential)
    .reduce<InputStage | undefined>(
      (least, one) => (one.perCoreSecond < (least?.perCoreSecond ?? Infinity) ? one : least),
      undefined,
    );
  const rate = Math.min(shared, narrowest?.perCoreSecond ?? Infinity);
  return {
    rate,
    cores: stages.map(({ perCoreSecond }) => rate / perCoreSecond),
    limitedBy: narrowest !== undefined && narrowest.perCoreSecond < shared ? narrowest.name : undefined,
  };
}

/** Samples a second with a share of the data in memory: N / (c D / B_memory + (1 - c) D / B_disk), capped by what the rest of the job can take. */
export function cachedRate(
  samples: number,
  gigabytes: number,
  cached: number,
  memoryGBps: number,
  diskGBps: number,
  cap = Infinity,
): number {
  return Math.min(cap, samples / ((cached * gigabytes) / memoryGBps + ((1 - cached) * gigabytes) / diskGBps));
}

/** Fetching n items of one batch k at a time: max(latency n / k, bytes / bandwidth), microseconds. */
export const concurrentFetchUs = (items: number, latencyUs: number, k: number, bytes: number, gbps: number): number =>
  Math.max((latencyUs * items) / k, bytes / (gbps * 1000));

/** Start and end of every task of a pipeline schedule, each stage's tasks in the order in which it runs them. */
export interface PipelineSchedule {
  readonly totalUs: number;
  /** Share of all stages' time in which a stage does nothing. */
  readonly bubble: number;
}

/**
 * One forward, one backward (1F1B): stage s warms up with p - s - 1 forwards, then takes turns. Times per stage, microseconds. Equal
 * stages take (m + p - 1)(f + b), of which (p - 1) / (m + p - 1) is bubble.
 */
export function oneForwardOneBackward(
  microbatches: number,
  forwardUs: readonly number[],
  backwardUs: readonly number[],
): PipelineSchedule {
  const stages = forwardUs.length;
  const orders = forwardUs.map((_, s) => scheduleOf(microbatches, stages, s));
  const forward = forwardUs.map(() => new Float64Array(microbatches).fill(NaN));
  const backward = forwardUs.map(() => new Float64Array(microbatches).fill(NaN));
  const place = new Uint32Array(stages);
  const free = new Float64Array(stages);
  for (let left = 2 * stages * microbatches; left > 0;) {
    const before = left;
    for (let s = 0; s < stages; s++) {
      const task = orders[s]?.[at(place, s)];
      if (task === undefined) continue;
      const readyUs = task.forward
        ? s === 0
          ? 0
          : (forward[s - 1]?.[task.micro] ?? NaN)
        : s === stages - 1
          ? (forward[s]?.[task.micro] ?? NaN)
          : (backward[s + 1]?.[task.micro] ?? NaN);
      if (Number.isNaN(readyUs)) continue;
      const end = Math.max(at(free, s), readyUs) + at(task.forward ? forwardUs : backwardUs, s);
      const done = (task.forward ? forward : backward)[s];
      if (done !== undefined) done[task.micro] = end;
      free[s] = end;
      place[s] = at(place, s) + 1;
      left--;
    }
    if (left === before) break;
  }
  const totalUs = Math.max(...free);
  const busyUs = forwardUs.reduce((sum, us, s) => sum + microbatches * (us + at(backwardUs, s)), 0);
  return { totalUs, bubble: totalUs > 0 ? 1 - busyUs / (stages * totalUs) : 0 };
}

function scheduleOf(microbatches: number, stages: number, stage: number): { forward: boolean; micro: number }[] {
  const warm = Math.min(stages - stage - 1, microbatches);
  const order: { forward: boolean; micro: number }[] = [];
  for (let micro = 0; micro < warm; micro++) order.push({ forward: true, micro });
  for (let micro = 0; micro < microbatches; micro++) {
    if (warm + micro < microbatches) order.push({ forward: true, micro: warm + micro });
    order.push({ forward: false, micro });
  }
  return order;
}
