import { inEnglish } from '../base/say.ts';
import { describe, expect, it } from 'vitest';
import { EMPTY_JOB, type LoaderJob } from '../synth/job.ts';
import { timelineOfJob } from '../test/timeline-of-job.ts';
import { timelineOfRows } from '../test/timeline-of.ts';
import { inferWorkers } from './infer-workers.ts';

const LOADER: LoaderJob = {
  workers: 0,
  prefetch: 2,
  fetchUs: 20_000,
  prepUs: 40_000,
  jitter: 0,
  handlingUs: 1500,
  slowEvery: 0,
  slowFactor: 1,
};

/** A job whose steps compute for 20 ms, with a batch every step that costs 60 ms. */
const inferred = async (loader: Partial<LoaderJob>, warmupSteps = 0) => {
  const timeline = await timelineOfJob({
    ...EMPTY_JOB,
    steps: 16,
    warmupSteps,
    loader: { ...LOADER, ...loader },
    host: { ...EMPTY_JOB.host, stepUs: 100, thinkUs: 10, launchUs: 5, latencyUs: 5 },
    layers: [{ op: 'linear', forwardUs: [10_000], backwardUs: [10_000] }],
    itemEachStep: true,
  });
  return inferWorkers(timeline, 0);
};

describe('inferWorkers', () => {
  it('no workers: what a batch costs is the call itself', async () => {
    const { pace, batchUs } = await inferred({ workers: 0 });
    expect(pace).toBe('main-thread');
    expect(batchUs).toBeCloseTo(60_000, -2);
  });
  it('enough workers: nothing is waited for once the queue is full', async () => {
    expect((await inferred({ workers: 6 }, 8)).pace).toBe('keeps-up');
  });
  it('enough workers from a cold start: only the first batch', async () => {
    expect((await inferred({ workers: 6 })).pace).toBe('first');
  });
  it('one worker too slow: every batch is waited for', async () => {
    expect((await inferred({ workers: 1 }, 4)).pace).toBe('saturated');
  });
  it('two workers that start together: bursts every second batch tell how many and what a batch costs', async () => {
    const { pace, workers, batchUs } = await inferred({ workers: 2, prepUs: 80_000 }, 0);
    expect([pace, workers]).toEqual(['bursts', 2]);
    expect(batchUs! / 100_000).toBeCloseTo(1, 1);
  });
  it('a slow batch now and then is told as such', async () => {
    const { pace, can } = await inferred({ workers: 4, jitter: 0.3, slowEvery: 7, slowFactor: 6 }, 8);
    expect(pace).toBe('irregular');
    expect(inEnglish(can)).toContain('prefetch_factor');
  });
  it('calls as long as those after a long pause take over what is ready: nothing is waited for', () => {
    const steps = [30, 30, 30, 200, 30, 30, 30, 200, 30, 30];
    let now = 0;
    const rows = steps.flatMap((stepMs, k) => {
      const ts = now;
      now += stepMs * 1000;
      const call = 'enumerate(DataLoader)#_MultiProcessingDataLoaderIter.__next__';
      const row = (name: string, cat: string, from: number, dur: number) => ({
        ph: 'X',
        name,
        cat,
        ts: from,
        dur,
        pid: 1,
        tid: 1,
      });
      return [
        row(`ProfilerStep#${k}`, 'user_annotation', ts, stepMs * 1000),
        row(call, 'user_annotation', ts, k === 1 ? 1400 : 5000 + (k % 3) * 300),
        row('aten::addmm', 'cpu_op', ts + 6000, stepMs * 1000 - 6000),
      ];
    });
    expect(inferWorkers(timelineOfRows(rows), 0).pace).toBe('keeps-up');
  });
  it('no loader: nothing to say', async () => {
    expect(
      inferWorkers(
        await timelineOfJob({ ...EMPTY_JOB, layers: [{ op: 'linear', forwardUs: [10], backwardUs: [10] }] }),
        0,
      ).pace,
    ).toBe('none');
  });
});

it('an evaluation has a loader of its own: its batches do not blur the pace of the training', () => {
  const CALL = 'enumerate(DataLoader)#_MultiProcessingDataLoaderIter.__next__';
  const row = (name: string, ts: number, dur: number) => ({ cat: 'user_annotation', name, pid: 1, tid: 1, ts, dur });
  const training = Array.from({ length: 12 }, (_, k) => row(CALL, k * 30_000, 1400));
  const evaluated = Array.from({ length: 12 }, (_, k) => row(CALL, 500_000 + k * 30_000, 25_000));
  const mark = row('evaluate', 499_000, 400_000);
  const apart = inferWorkers(timelineOfRows([...training, mark, ...evaluated]), 0);
  expect([apart.pace, apart.calls]).toEqual(['keeps-up', 12]);
  expect(inEnglish(apart.cannot)).toContain('Batches taken inside an evaluation (12) are not counted here.');
  expect(inferWorkers(timelineOfRows([mark, ...evaluated]), 0)).toMatchObject({ pace: 'saturated', calls: 12 });
});

it('calls of a step that medians leave out do not blur what a batch costs', () => {
  const row = (name: string, ts: number, dur: number) => ({ cat: 'user_annotation', name, pid: 1, tid: 1, ts, dur });
  const CALL = 'enumerate(DataLoader)#_MultiProcessingDataLoaderIter.__next__';
  const taken = (stepsUs: readonly number[]) =>
    stepsUs.flatMap((us, k) => {
      const ts = stepsUs.slice(0, k).reduce((sum, one) => sum + one, 0);
      return [row(`ProfilerStep#${k}`, ts, us), row(CALL, ts + 5, us > 4000 ? us - 3800 : 200)];
    });
  const steps = [4000, 9000, 4000, 9000, 4000, 9000, 4000, 9000];
  const usual = inferWorkers(timelineOfRows(taken(steps)), 0);
  expect(usual).toMatchObject({ pace: 'bursts', workers: 2, calls: 8, batchUs: 13_000 });
  const last = inferWorkers(timelineOfRows(taken([...steps.slice(0, -1), 30_000])), 0);
  expect(last).toMatchObject({ pace: 'bursts', workers: 2, calls: 7, batchUs: 13_000 });
  // The workers start up in an odd first step: that it waits for its batch is told, and that none after it does.
  const first = inferWorkers(timelineOfRows(taken([30_000, 4000, 4000, 4000, 4000, 4000, 4000])), 0);
  expect(first).toMatchObject({ pace: 'first', calls: 6 });
  expect(inEnglish(first.can)).toContain('26.2');
});
