import { item } from '../base/at.ts';
import { drawnAs, type Job } from './job.ts';
import { draw, PURPOSES, vary } from './random.ts';

/** When one batch was asked for, made and taken. Worker -1 is the main thread. Microseconds. */
export interface LoaderBatch {
  readonly batch: number;
  readonly worker: number;
  readonly issuedUs: number;
  readonly startedUs: number;
  readonly fetchedUs: number;
  readonly readyUs: number;
  readonly arrivedUs: number;
  readonly takenUs: number;
  readonly endUs: number;
}

/** Time to fetch and to prepare one batch, before any queueing. */
export function batchCost(job: Job, rank: number, batch: number): { fetchUs: number; prepUs: number } {
  const loader = job.loader;
  if (loader === undefined) return { fetchUs: 0, prepUs: 0 };
  const slow = loader.slowEvery > 0 && batch % loader.slowEvery === Math.floor((loader.slowEvery - 1) / 2);
  const factor =
    vary(1, loader.jitter, draw(job.seed, PURPOSES.loader, rank, drawnAs(job, batch))) * (slow ? loader.slowFactor : 1);
  const late = job.straggler?.what === 'data' && job.straggler.rank === rank ? job.straggler.extraUs : 0;
  return { fetchUs: loader.fetchUs * factor + late, prepUs: loader.prepUs * factor };
}

/**
 * The next batch, asked for by the main thread at `arrivedUs`. `earlier` holds all batches before it.
 *
 * With W workers and P batches in flight for each, batch i belongs to worker i mod W, and
 *   issued(i)  = taken(i - W P), at first 0;
 *   started(i) = max(issued(i), ready(i - W));
 *   ready(i)   = started(i) + fetch + prep;
 *   taken(i)   = max(arrived(i), ready(i)), in order; the main thread goes on `handlingUs` later.
 * With 0 workers the main thread makes the batch itself.
 */
export function takeBatch(job: Job, rank: number, earlier: readonly LoaderBatch[], arrivedUs: number): LoaderBatch {
  const batch = earlier.length;
  const { fetchUs, prepUs } = batchCost(job, rank, batch);
  const workers = job.loader?.workers ?? 0;
  if (workers === 0) {
    const readyUs = arrivedUs + fetchUs + prepUs;
    return {
      batch,
      worker: -1,
      issuedUs: arrivedUs,
      startedUs: arrivedUs,
      fetchedUs: arrivedUs + fetchUs,
      readyUs,
      arrivedUs,
      takenUs: readyUs,
      endUs: readyUs,
    };
  }
  const inFlight = workers * (job.loader?.prefetch ?? 1);
  const issuedUs = batch < inFlight ? 0 : item(earlier, batch - inFlight).takenUs;
  const startedUs = batch < workers ? issuedUs : Math.max(issuedUs, item(earlier, batch - workers).readyUs);
  const fetchedUs = startedUs + fetchUs;
  const readyUs = fetchedUs + prepUs;
  const takenUs = Math.max(arrivedUs, readyUs);
  const endUs = takenUs + (job.loader?.handlingUs ?? 0);
  return { batch, worker: batch % workers, issuedUs, startedUs, fetchedUs, readyUs, arrivedUs, takenUs, endUs };
}

/** The main thread's time in the loader for one batch, cut where the awaited batch changes stage. */
export function waitParts(
  batch: LoaderBatch,
): readonly { untilUs: number; part: 'behind' | 'fetch' | 'prep' | 'handling' }[] {
  return [
    { untilUs: Math.min(batch.startedUs, batch.takenUs), part: 'behind' },
    { untilUs: Math.min(batch.fetchedUs, batch.takenUs), part: 'fetch' },
    { untilUs: batch.takenUs, part: 'prep' },
    { untilUs: batch.endUs, part: 'handling' },
  ];
}
