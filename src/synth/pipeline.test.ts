import { describe, expect, it } from 'vitest';
import { EMPTY_JOB, type Job } from './job.ts';
import { pipelineOrder } from './pipeline-program.ts';
import { simulate } from './simulate.ts';

const SHORT = { forward: 'F', backward: 'B' } as const;
const orderOf = (...[order, microbatches, stages, stage]: Parameters<typeof pipelineOrder>): string =>
  pipelineOrder(order, microbatches, stages, stage)
    .map((pass) => SHORT[pass])
    .join('');

/** Four equal stages, forward 1 ms and backward 2 ms a micro-batch. */
const job = (microbatches: number, order: 'gpipe' | '1f1b', late = 0): Job => ({
  ...EMPTY_JOB,
  ranks: 4,
  layers: [{ op: 'linear', forwardUs: [1000 * microbatches], backwardUs: [2000 * microbatches] }],
  pipeline: { microbatches, order, bytes: 0, bandwidthGBps: 1, latencyUs: 0 },
  straggler: late > 0 ? { rank: 3, extraUs: late * microbatches, what: 'compute' } : undefined,
});
const lengthMs = (one: Job): number =>
  Math.max(...simulate(one).ranks.map(({ windowUs: [start, end] }) => end - start)) / 1000;

describe('a simulated pipeline', () => {
  it('runs one forward and one backward in turn, after a warm-up that is longest on the first stage', () => {
    expect([0, 1, 2, 3].map((stage) => orderOf('1f1b', 5, 4, stage))).toEqual([
      'FFFFBFBBBB',
      'FFFBFBFBBB',
      'FFBFBFBFBB',
      'FBFBFBFBFB',
    ]);
    expect(orderOf('gpipe', 3, 4, 0)).toBe('FFFBBB');
  });

  it.each([
    [8, 33],
    [16, 57],
  ])('%d micro-batches of four stages take (m + p - 1)(f + b) = %d ms', (microbatches, ms) => {
    expect(lengthMs(job(microbatches, '1f1b'))).toBeCloseTo(ms);
    expect(lengthMs(job(microbatches, 'gpipe'))).toBeCloseTo(ms);
  });

  it('follows its slowest stage: the last takes 1.5 times as long', () => {
    expect(lengthMs(job(8, '1f1b', 1500))).toBeCloseTo(3 + 36 + 6);
  });
});
