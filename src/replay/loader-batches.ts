import { f64 } from '../base/at.ts';
import { studentT } from '../base/student.ts';

/** Takings of batches from workers: batch i is made by worker i mod workers, and asked for when batch i - ahead is taken. Microseconds. */
export interface Takings {
  readonly workers: number;
  /** Batches under way at most: workers x prefetch. */
  readonly ahead: number;
  /** When each batch was taken. */
  readonly takenUs: Float64Array;
  /** 1: the call waited for its batch, so it was ready when it was taken. */
  readonly waited: Uint8Array;
  /** 1: taken in a usual step: only from these are others told. Absent: all are. */
  readonly usual?: Uint8Array;
}

/** So many times steadier than the calls are long must takings be to be the workers' own. */
const STEADIER = 3;
const FEWEST = 4;

/**
 * For each worker true where its batches are taken far more evenly than the calls that take them are long: each call makes up for what went before it, so it
 * waits, however shortly. Calls that find their batches ready add their own ups and downs to the rest.
 */
export function keepsTime(lengthsUs: Float64Array, takenUs: Float64Array, workers: number): readonly boolean[] {
  const apart = takenUs.subarray(workers).map((us, i) => us - f64(takenUs, i));
  const steadier = (far: Float64Array, long: Float64Array): boolean =>
    Math.max(deviation(far) * STEADIER, 1) < deviation(long);
  const any = apart.length >= FEWEST && steadier(apart, lengthsUs);
  return Array.from({ length: workers }, (_, worker) => {
    const own = (_us: number, i: number): boolean => i % workers === worker;
    return any && steadier(apart.filter(own), lengthsUs.filter(own));
  });
}

/** Standard deviation. */
function deviation(values: Float64Array): number {
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  return Math.sqrt(values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / values.length);
}

/** True where the workers are the pace of the run: in every round of them a call waits. The first call may wait for their start. */
export function workersPace({ workers, waited }: Takings): boolean {
  let since = 0;
  for (const one of waited.subarray(1)) {
    since = one === 1 ? 0 : since + 1;
    if (since >= workers) return false;
  }
  return waited.length > workers;
}

/** When the worker began batch `i`, at the latest: asked for, and done with its batch before. `readyUs` holds the worker's earlier batches. */
const beganUs = ({ ahead, workers, takenUs }: Takings, readyUs: Float64Array, i: number): number =>
  Math.max(i < ahead ? -Infinity : f64(takenUs, i - ahead), i < workers ? -Infinity : f64(readyUs, i - workers));

/** What batches cost their workers. Microseconds. */
export interface PaceTimes {
  readonly costUs: Float64Array;
  /** 1: the takings tell it; else it is taken from the others. */
  readonly told: Uint8Array;
  /** Squares of how far the told costs are from their mean, summed, and their degrees of freedom: one less than figures told. */
  readonly squares: number;
  readonly freedom: number;
}

/** Where takings tell no spread, this share of the cost is taken. */
const USUAL_SPREAD = 0.05;

/** How far the mean of some batches that are not told may be off for each of them (95 %; to be divided by the root of their number), as loaders with batches alike tell together. */
export function costSpread(paces: readonly PaceTimes[], meanUs: number): number {
  const freedom = paces.reduce((sum, pace) => sum + pace.freedom, 0);
  const squares = paces.reduce((sum, pace) => sum + pace.squares, 0);
  return studentT(freedom) * (freedom > 0 ? Math.sqrt(squares / freedom) : USUAL_SPREAD * meanUs);
}

/**
 * What each batch cost its worker where the workers are the pace. Between two batches that were waited for a worker was never idle but for want of
 * an order, so its batches between are known together: they are taken to cost the same. Others cost the mean of these, or what their taking allows.
 */
export function paceTimes(takings: Takings): PaceTimes {
  const { workers, ahead, takenUs, waited, usual } = takings;
  const count = takenUs.length;
  const cost = new Float64Array(count).fill(NaN);
  const all: { readonly us: number; readonly batches: number; readonly isUsual: boolean }[] = [];
  for (let k = workers; k < count; k++) {
    if (waited[k] !== 1) continue;
    let from = k - workers;
    while (from >= workers && waited[from] !== 1 && ahead > workers) from -= workers;
    if (waited[from] !== 1 && ahead > workers) continue;
    const us = equalCost(takings, from, k);
    for (let j = from + workers; j <= k; j += workers) cost[j] = us;
    all.push({ us, batches: (k - from) / workers, isUsual: usual?.[k] !== 0 });
  }
  const told = Uint8Array.from(cost, (us) => (Number.isNaN(us) ? 0 : 1));
  const chains = all.some(({ isUsual }) => isUsual) ? all.filter(({ isUsual }) => isUsual) : all;
  const batches = chains.reduce((sum, chain) => sum + chain.batches, 0);
  const mean = chains.reduce((sum, chain) => sum + chain.us * chain.batches, 0) / batches;
  const readyUs = new Float64Array(count);
  const costUs = cost.map((us, i) => {
    const began = beganUs(takings, readyUs, i);
    const seenUs = Number.isFinite(began) ? Math.max(0, f64(takenUs, i) - began) : NaN;
    // A batch that was waited for took its worker until then, if not longer; another no longer than that.
    const likelyUs = Number.isNaN(seenUs) ? mean : waited[i] === 1 ? Math.max(mean, seenUs) : Math.min(mean, seenUs);
    const own = Number.isNaN(us) ? likelyUs : us;
    readyUs[i] = Number.isFinite(began) ? Math.min(f64(takenUs, i), began + own) : f64(takenUs, i);
    return own;
  });
  const squares = chains.reduce((sum, chain) => sum + chain.batches * (chain.us - mean) ** 2, 0);
  return { costUs, told, squares, freedom: Math.max(0, chains.length - 1) };
}

const HALVINGS = 40;

/** The one cost of a worker's batches after `from`, ready when taken, with which batch `to` is ready when it is taken. */
function equalCost({ workers, ahead, takenUs }: Takings, from: number, to: number): number {
  const readyUs = (us: number): number => {
    let ready = f64(takenUs, from);
    for (let j = from + workers; j <= to; j += workers)
      ready = Math.max(ready, j < ahead ? -Infinity : f64(takenUs, j - ahead)) + us;
    return ready;
  };
  let high = ((f64(takenUs, to) - f64(takenUs, from)) / (to - from)) * workers;
  if (readyUs(high) <= f64(takenUs, to)) return high;
  let low = 0;
  for (let k = 0; k < HALVINGS; k++) {
    const middle = (low + high) / 2;
    if (readyUs(middle) > f64(takenUs, to)) high = middle;
    else low = middle;
  }
  return low;
}

/**
 * Where only some batches are waited for: such a batch was ready when it was taken, and its worker began it when it was asked for or done
 * with the one before. The others cost less than would have been noticed: `unnoticed` is the share of that which they are taken to cost. 0 gives
 * the most that a longer queue can gain, 1 the most that a shorter one can lose. Batches begun before the trace cost the mean of their like.
 */
export function burstTimes(takings: Takings, unnoticed: number): Float64Array {
  const { takenUs, waited } = takings;
  const readyUs = new Float64Array(takenUs.length);
  const costUs = takenUs.map((taken, i) => {
    const began = beganUs(takings, readyUs, i);
    const mostUs = Math.max(0, taken - began);
    const us = waited[i] === 1 ? mostUs : mostUs * unnoticed;
    readyUs[i] = Number.isFinite(began) ? began + us : taken;
    return Number.isFinite(began) ? us : NaN;
  });
  const meanOf = (wanted: number): number => {
    const told = costUs.filter((us, i) => !Number.isNaN(us) && waited[i] === wanted);
    return told.length > 0 ? told.reduce((sum, us) => sum + us, 0) / told.length : 0;
  };
  return costUs.map((us, i) => (Number.isNaN(us) ? meanOf(waited[i] ?? 0) : us));
}
