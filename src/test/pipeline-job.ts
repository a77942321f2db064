import fc from 'fast-check';
import { EMPTY_JOB, type Job } from '../synth/job.ts';

const us = (min: number, max: number) => fc.integer({ min: 1000 * min, max: 1000 * max }).map((ns) => ns / 1000);

/** A plausible pipeline of two to four equal stages that the device paces, six steps recorded, with `loss.item()`. */
export const pipelineJob = (): fc.Arbitrary<Job> =>
  fc
    .record({
      seed: fc.nat(),
      ranks: fc.integer({ min: 2, max: 4 }),
      layers: fc.array(
        fc.record({
          op: fc.constantFrom('linear' as const, 'attention' as const),
          forwardUs: us(2000, 6000).map((one) => [one]),
          backwardUs: us(4000, 12_000).map((one) => [one]),
        }),
        { minLength: 1, maxLength: 3 },
      ),
      host: fc.record({
        stepUs: us(20, 400),
        pythonUs: us(2, 8),
        thinkUs: us(2, 6),
        launchUs: us(3, 6),
        latencyUs: us(3, 8),
        handoffUs: us(10, 60),
        syncReturnUs: us(2, 8),
      }),
      optimizerUs: fc.array(us(20, 400), { minLength: 1, maxLength: 2 }),
      pipeline: fc.record({
        microbatches: fc.constantFrom(2, 4, 8),
        order: fc.constantFrom('gpipe' as const, '1f1b' as const),
        bytes: fc.integer({ min: 1_000_000, max: 8_000_000 }),
        bandwidthGBps: fc.constantFrom(5, 12, 25, 50, 100),
        latencyUs: us(2, 10),
      }),
    })
    .map((job) => ({ ...EMPTY_JOB, ...job, itemEachStep: true, steps: 6, warmupSteps: 2, repeatSteps: 6 }));
