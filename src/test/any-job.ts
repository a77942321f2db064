import fc from 'fast-check';
import { EMPTY_JOB, type Job } from '../synth/job.ts';

/** Whole nanoseconds: what a trace can hold. */
const us = (max: number, min = 0) => fc.integer({ min: 1000 * min, max: 1000 * max }).map((ns) => ns / 1000);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const kernels = fc.array(us(60, 1), { maxLength: 2 });

const layers = fc.array(
  fc.record({
    op: fc.constantFrom('conv2d' as const, 'linear' as const, 'attention' as const),
    forwardUs: kernels,
    backwardUs: kernels,
  }),
  { minLength: 1, maxLength: 5 },
);
const loader = fc.record({
  workers: fc.integer({ min: 0, max: 3 }),
  prefetch: fc.integer({ min: 1, max: 3 }),
  fetchUs: us(300),
  prepUs: us(300),
  jitter: fc.constantFrom(0, 0.3),
  handlingUs: us(20),
  slowEvery: fc.constantFrom(0, 3),
  slowFactor: fc.constant(4),
});
const host = fc.record({
  stepUs: us(40),
  pythonUs: us(10),
  thinkUs: us(10),
  launchUs: us(8),
  latencyUs: us(8),
  handoffUs: us(20),
  syncReturnUs: us(5),
});
const input = fc.record({
  bytes: fc.integer({ min: 10_000, max: 1_000_000 }),
  bandwidthGBps: fc.constant(10),
  pinned: fc.boolean(),
});
const collectives = fc.record({
  buckets: fc.integer({ min: 1, max: 4 }),
  bytes: fc.integer({ min: 400, max: 400_000 }),
  bandwidthGBps: fc.constant(5),
  latencyUs: us(5),
  overlapped: fc.boolean(),
});

/** A small random job: one to three ranks, up to four steps, every mechanism on or off. */
export const anyJob = (): fc.Arbitrary<Job> =>
  fc
    .record({
      seed: fc.nat(),
      ranks: fc.integer({ min: 1, max: 3 }),
      steps: fc.integer({ min: 1, max: 3 }),
      warmupSteps: fc.integer({ min: 0, max: 1 }),
      loader: maybe(loader),
      host,
      layers,
      optimizerUs: fc.array(us(20, 1), { maxLength: 2 }),
      input: maybe(input),
      collectives: maybe(collectives),
      straggler: maybe(
        fc.record({
          rank: fc.constant(0),
          extraUs: us(200),
          what: fc.constantFrom('data' as const, 'compute' as const),
        }),
      ),
      launchQueue: fc.constantFrom(1, 2, 5, 1024),
      itemEachStep: fc.boolean(),
      kernelJitter: fc.constantFrom(0, 0.2),
      hostJitter: fc.constantFrom(0, 0.2),
    })
    .map((job) => ({ ...EMPTY_JOB, ...job }));
