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
