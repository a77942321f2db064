import { type CollectivesJob, type Job } from './job.ts';

/**
 * Time of a ring all-reduce once every rank has arrived, microseconds:
 * 2 (n - 1) hops of latency, and 2 (n - 1) / n of the bytes over the slowest link.
 */
export function ringAllReduceUs(bytes: number, ranks: number, bandwidthGBps: number, latencyUs: number): number {
  if (ranks < 2) return 0;
  return 2 * (ranks - 1) * latencyUs + (((2 * (ranks - 1)) / ranks) * bytes) / (bandwidthGBps * 1000);
}

/** Gradient buckets of a job; none where one rank trains alone. */
export function bucketCount(job: Job): number {
  const collectives = job.collectives;
  return collectives === undefined || job.ranks < 2 ? 0 : Math.min(collectives.buckets, job.layers.length);
}

const wholeFloats = (bytes: number): number => Math.round(bytes / 4) * 4;

/** Bytes of bucket `index` of `buckets`. */
export function bucketBytes({ bytes, firstBytes }: CollectivesJob, buckets: number, index: number): number {
  if (firstBytes === undefined || buckets < 2) return wholeFloats(bytes / buckets);
  return wholeFloats(index === 0 ? firstBytes : (bytes - firstBytes) / (buckets - 1));
}

/** False in the steps of gradient accumulation that keep their gradients to themselves. */
export const exchanges = (job: Job, step: number): boolean => (step + 1) % (job.collectives?.everySteps ?? 1) === 0;

/** How many buckets are full once `done` of the layers have gone backward: they fill evenly. */
export const bucketsFull = (job: Job, done: number): number =>
  Math.floor((done * bucketCount(job)) / Math.max(1, job.layers.length));
