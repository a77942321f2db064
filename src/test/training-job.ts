import fc from 'fast-check';
import { EMPTY_JOB, type Job } from '../synth/job.ts';

/** Whole nanoseconds: what a trace can hold. */
const us = (min: number, max: number) => fc.integer({ min: 1000 * min, max: 1000 * max }).map((ns) => ns / 1000);

const kernels = (max: number) => fc.array(us(20, 400), { minLength: 1, maxLength: max });
const layers = fc.array(
  fc.record({
    op: fc.constantFrom('conv2d' as const, 'linear' as const, 'attention' as const, 'batch_norm' as const),
    forwardUs: kernels(1),
    backwardUs: kernels(2),
  }),
  { minLength: 2, maxLength: 5 },
);
const host = fc.record({
  stepUs: us(20, 400),
  pythonUs: us(2, 12),
  thinkUs: us(2, 10),
  launchUs: us(3, 8),
  latencyUs: us(3, 8),
  handoffUs: us(10, 60),
  syncReturnUs: us(2, 8),
});
const loader = fc.record({
  workers: fc.integer({ min: 0, max: 3 }),
  prefetch: fc.integer({ min: 1, max: 3 }),
  fetchUs: us(500, 12_000),
  prepUs: us(500, 8_000),
  jitter: fc.constantFrom(0, 0.05),
  handlingUs: us(50, 1700),
  slowEvery: fc.constant(0),
  slowFactor: fc.constant(1),
});
const input = fc.record({
  bytes: fc.integer({ min: 100_000, max: 10_000_000 }),
  bandwidthGBps: fc.constantFrom(6, 12, 24),
  pinned: fc.boolean(),
});
const collectives = fc
  .record({
    buckets: fc.integer({ min: 2, max: 4 }),
    bytes: fc.integer({ min: 4_000_000, max: 40_000_000 }),
    bandwidthGBps: fc.constantFrom(5, 10, 40),
    latencyUs: us(2, 20),
    overlapped: fc.boolean(),
  })
  .chain((found) =>
    fc.boolean().map((first) => (first ? { ...found, firstBytes: Math.round(found.bytes / 80) * 4 } : found)),
  );
const straggler = fc.record({
  rank: fc.constantFrom(0, 1),
  extraUs: us(200, 3000),
  what: fc.constantFrom('data' as const, 'compute' as const),
});

/** A run goes on as it was recorded: its random draws come back after so many steps. */
const RECORDED_STEPS = 6;

/** A plausible training of a few milliseconds a step: one or more ranks, loader warm, six steps recorded, `loss.item()` or not. */
export const trainingJob = (): fc.Arbitrary<Job> =>
  fc
    .record({
      seed: fc.nat(),
      ranks: fc.integer({ min: 1, max: 3 }),
      loader,
      host,
      layers,
      optimizerUs: fc.array(us(20, 100), { minLength: 1, maxLength: 2 }),
      input: fc.option(input, { nil: undefined }),
      collectives: fc.option(collectives, { nil: undefined }),
      straggler: fc.option(straggler, { nil: undefined }),
      itemEachStep: fc.boolean(),
      kernelJitter: fc.constantFrom(0, 0.05),
      hostJitter: fc.constantFrom(0, 0.05),
    })
    .map((job) => ({
      ...EMPTY_JOB,
      ...job,
      straggler: job.ranks > 1 && job.collectives !== undefined ? job.straggler : undefined,
      // Something in each step holds the host to the pace of the device.
      itemEachStep: job.itemEachStep || job.input?.pinned !== false,
      steps: RECORDED_STEPS,
      warmupSteps: 2 * RECORDED_STEPS,
      repeatSteps: RECORDED_STEPS,
    }));
