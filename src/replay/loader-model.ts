import { at } from '../base/at.ts';

export interface LoaderQueue {
  readonly workers: number;
  /** Batches ahead per worker. */
  readonly prefetch: number;
  /** What batch i costs one worker, microseconds; repeated in turn. */
  readonly batchUs: ArrayLike<number>;
  /** From taking batch i until the next is asked for, waiting apart; repeated in turn. */
  readonly consumeUs: ArrayLike<number>;
}

/** A queue in its steady state. Microseconds. */
export interface SteadyQueue {
  /** Mean wait for each batch of the pattern. */
  readonly waits: Float64Array;
  /** From batch to batch. */
  readonly paceUs: number;
}

/**
 * Mean wait for each batch of the pattern once the queue is in its steady state, and its pace. At most workers x prefetch batches are
 * under way, batch i is made by worker i mod workers, and they are taken in order (documentation of torch.utils.data):
 *
 *     issue_i = take_{i - W P};  ready_i = max(issue_i, ready_{i - W}) + S_i;  take_i = max(asked_i, ready_i)
 */
export function steadyQueue({ workers, prefetch, batchUs, consumeUs }: LoaderQueue): SteadyQueue {
  const period = Math.max(batchUs.length, consumeUs.length);
  const waits = new Float64Array(period);
  if (period === 0 || workers < 1) return { waits, paceUs: 0 };
  const ahead = workers * Math.max(1, prefetch);
  const warmRounds = Math.ceil((50 * workers + 2 * ahead) / period);
  const countedRounds = workers * Math.ceil(4 / workers);
  const total = (warmRounds + countedRounds) * period;
  const ready = new Float64Array(workers);
  const taken = new Float64Array(ahead);
  let asked = 0;
  let countedFrom = 0;
  for (let i = 0; i < total; i++) {
    if (i === warmRounds * period) countedFrom = asked;
    const issue = i < ahead ? 0 : at(taken, i % ahead);
    const worker = i % workers;
    const done = Math.max(issue, at(ready, worker)) + at(batchUs, i % batchUs.length);
    ready[worker] = done;
    const take = Math.max(asked, done);
    if (i >= warmRounds * period) waits[i % period] = at(waits, i % period) + (take - asked) / countedRounds;
    taken[i % ahead] = take;
    asked = take + at(consumeUs, i % consumeUs.length);
  }
  return { waits, paceUs: (asked - countedFrom) / (countedRounds * period) };
}

export const steadyWaits = (queue: LoaderQueue): Float64Array => steadyQueue(queue).waits;

/** Step time that lasts, microseconds: constant costs meet at max(T, S / W). */
export const lastingStepUs = (workers: number, batchUs: number, consumeUs: number): number =>
  workers < 1 ? batchUs + consumeUs : Math.max(consumeUs, batchUs / workers);

/** How much longer a batch takes where workers and the main thread share too few cores: max(1, (W c + c_main) / cores). */
export const crowding = (workers: number, batchCores: number, mainCores: number, cores: number): number =>
  Math.max(1, (workers * batchCores + mainCores) / cores);
