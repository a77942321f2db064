import { describe, expect, it } from 'vitest';
import { EMPTY_JOB, type Job } from './job.ts';
import { pipelineOrder } from './pipeline-program.ts';
import { simulate } from './simulate.ts';

const SHORT = { forward: 'F', backward: 'B' } as const;
const orderOf = (...order: Parameters<typeof pipelineOrder>): string =>
  pipelineOrder(...order)
    .map(({ pass }) => SHORT[pass])
    .join('');
/** With the number of the chunk behind each pass. */
const chunksOf = (...order: Parameters<typeof pipelineOrder>): string =>
  pipelineOrder(...order)
    .map(({ pass, chunk }) => `${SHORT[pass]}${chunk}`)
    .join(' ');

/** Four equal stages, forward 1 ms and backward 2 ms a micro-batch. */
const job = (microbatches: number, order: 'gpipe' | '1f1b', late = 0, chunks = 1): Job => ({
  ...EMPTY_JOB,
  ranks: 4,
  layers: [{ op: 'linear', forwardUs: [1000 * microbatches], backwardUs: [2000 * microbatches] }],
  pipeline: { microbatches, order, chunks, bytes: 0, bandwidthGBps: 1, latencyUs: 0 },
  straggler: late > 0 ? { rank: 3, extraUs: late * microbatches, what: 'compute' } : undefined,
});
const lengthMs = (one: Job): number =>
  Math.max(...simulate(one).ranks.map(({ windowUs: [start, end] }) => end - start)) / 1000;

describe('a simulated pipeline', () => {
  it('runs one forward and one backward in turn, after a warm-up that is longest on the first stage', () => {
    expect([0, 1, 2, 3].map((stage) => orderOf({ order: '1f1b', microbatches: 5 }, 4, stage))).toEqual([
      'FFFFBFBBBB',
      'FFFBFBFBBB',
      'FFBFBFBFBB',
      'FBFBFBFBFB',
    ]);
    expect(orderOf({ order: 'gpipe', microbatches: 3 }, 4, 0)).toBe('FFFBBB');
  });

  it.each([
    [8, 33],
    [16, 57],
  ])('%d micro-batches of four stages take (m + p - 1)(f + b) = %d ms', (microbatches, ms) => {
    expect(lengthMs(job(microbatches, '1f1b'))).toBeCloseTo(ms);
    expect(lengthMs(job(microbatches, 'gpipe'))).toBeCloseTo(ms);
  });

  it('with two chunks a stage: warm-up 2 (p - s - 1) + (v - 1) p, a chunk for as many micro-batches as there are stages', () => {
    const interleaved = { order: '1f1b' as const, microbatches: 4, chunks: 2 };
    expect(chunksOf(interleaved, 2, 0)).toBe('F0 F0 F1 F1 F0 B1 F0 B1 F1 B0 F1 B0 B1 B1 B0 B0');
    expect(chunksOf(interleaved, 2, 1)).toBe('F0 F0 F1 B1 F1 B1 F0 B0 F0 B0 F1 B1 F1 B1 B0 B0');
    const micros = pipelineOrder(interleaved, 2, 0).filter(({ pass }) => pass === 'forward');
    expect(micros.map(({ micro }) => micro)).toEqual([0, 1, 0, 1, 2, 3, 2, 3]);
  });

  it.each([
    [1, 33],
    [2, 24 + 9 / 2],
    [4, 24 + 9 / 4],
  ])('%d chunks a stage divide the bubble: %d ms', (chunks, ms) => {
    expect(lengthMs(job(8, '1f1b', 0, chunks))).toBeCloseTo(ms);
  });

  it('follows its slowest stage: the last takes 1.5 times as long', () => {
    expect(lengthMs(job(8, '1f1b', 1500))).toBeCloseTo(3 + 36 + 6);
  });
});
