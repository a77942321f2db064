import { describe, expect, it } from 'vitest';
import { bandwidthOf, collectiveKindCode } from '../ledger/ranks/collective-kinds.ts';
import { fitAlphaBeta, ringUs, transferAmong } from './alpha-beta.ts';
import { accountRun, costsOf, withBatch } from './cost.ts';
import { bestRate, cachedRate, concurrentFetchUs } from './input-pipeline.ts';
import { crowding, lastingStepUs, steadyWaits } from './loader-model.ts';
import { runSchedule } from './pipeline-schedule.ts';

/** Answers worked out by hand; the queue's were also found by an independent discrete-event simulation. */
describe('O4: a queue of loader workers', () => {
  const stepOf = (workers: number, prefetch: number, batchUs: number, consumeUs: number): number =>
    consumeUs + steadyWaits({ workers, prefetch, batchUs: [batchUs], consumeUs: [consumeUs] })[0]!;
  it.each([
    [1, 150, 150],
    [2, 250, 125],
    [3, 250, 100],
    [4, 400, 100],
  ])('%d workers, a batch in %d, a step of 100: %d', (workers, batchUs, stepUs) => {
    expect(lastingStepUs(workers, batchUs, 100)).toBe(stepUs);
    for (const prefetch of [1, 2]) expect(stepOf(workers, prefetch, batchUs, 100)).toBeCloseTo(stepUs, 6);
  });

  it.each([
    [1, 68.75],
    [2, 43.75],
    [4, 21.875],
    [8, 21.875],
  ])('every 16th batch ten times as slow, %d ahead: %d waited on average', (prefetch, meanUs) => {
    const batchUs = Array.from({ length: 16 }, (_, i) => (i === 7 ? 1500 : 150));
    const waits = steadyWaits({ workers: 4, prefetch, batchUs, consumeUs: [100] });
    expect(waits.reduce((sum, us) => sum + us, 0) / waits.length).toBeCloseTo(meanUs, 2);
  });

  it('workers that share too few cores are slower', () => {
    expect([crowding(4, 1, 1, 16), crowding(7, 1, 1, 4)]).toEqual([1, 2]);
  });
});

describe('O7: a pipeline of four stages, one forward one backward', () => {
  const run = (micro: number, { last = 1, chunks = 1, messageUs = 0 } = {}) =>
    runSchedule(
      {
        order: '1f1b',
        forwardUs: [1, 1, 1, last].map((us) => us * micro),
        backwardUs: [2, 2, 2, 2 * last].map((us) => us * micro),
        messageUs: [1, 1, 1].map((us) => us * messageUs * micro),
        latencyUs: 0,
      },
      micro,
      chunks,
    )!;
  it.each([
    [8, 33, 9 / 33],
    [16, 57, 9 / 57],
  ])('%d micro-batches: %d, of it bubble %d', (micro, totalUs, bubble) => {
    expect(run(micro)).toMatchObject({ totalUs, bubble: expect.closeTo(bubble, 9) });
  });
  it('a last stage half as slow again sets the pace: 3 + 36 + 6', () => expect(run(8, { last: 1.5 }).totalUs).toBe(45));
  it('two chunks a stage halve the bubble, three leave a third of it', () => {
    expect([2, 3].map((chunks) => run(8, { chunks }).totalUs)).toEqual([24 + 9 / 2, expect.closeTo(24 + 9 / 3, 9)]);
  });
  it('messages of half a unit between two stages in turn: filling and draining wait for one, and every second micro-batch for one each way', () => {
    const two = (micro: number) =>
      runSchedule(
        {
          order: '1f1b',
          forwardUs: [micro, micro],
          backwardUs: [2 * micro, 2 * micro],
          messageUs: [0.25 * micro],
          latencyUs: 0.25,
        },
        micro,
      )!;
    expect(two(4).totalUs).toBe(3 * 5 + 0.5 + 0.5 + 1);
    expect(two(8).totalUs).toBe(3 * 9 + 0.5 + 0.5 + 3 * 1);
  });
});

describe('O8: a ring all-reduce of 1 GiB among 8 ranks at 100 GB/s and 5 us a hop', () => {
  const bytes = 2 ** 30;
  it('takes 18 790 + 70, and 9 465 on links twice as fast', () => {
    expect(Math.round(ringUs('allReduce', 8, bytes, 100, 0)!)).toBe(18_790);
    expect(Math.round(ringUs('allReduce', 8, bytes, 100, 5)!)).toBe(18_860);
    expect(Math.round(ringUs('allReduce', 8, bytes, 200, 5)!)).toBe(9465);
  });
  it('has a bus bandwidth of 100 GB/s', () => {
    const us = ringUs('allReduce', 8, bytes, 100, 0)!;
    expect(bandwidthOf(collectiveKindCode('allReduce'), bytes, us, 8).busGBps).toBeCloseTo(100, 9);
  });
  it('its latency is found again from three sizes', () => {
    const sizes = [2 ** 20, 2 ** 24, 2 ** 30];
    const fit = fitAlphaBeta(
      sizes,
      sizes.map((size) => ringUs('allReduce', 8, size, 100, 5)!),
    )!;
    expect(fit.alphaUs).toBeCloseTo(70, 6);
    expect(fitAlphaBeta([1000, 2000], [10, 11])).toBeUndefined();
  });
  it('among 16 ranks it takes 30 hops and 15/8 of the bytes', () => {
    expect(transferAmong('allReduce', 18_860, 70, 8, 16)).toBeCloseTo(150 + (18_790 * 1.875) / 1.75, 6);
  });
});

describe('O11: cores for an input pipeline', () => {
  const stages = [
    { name: 'decode', perCoreSecond: 2.5, sequential: false },
    { name: 'crop', perCoreSecond: 10, sequential: false },
    { name: 'batch', perCoreSecond: 20, sequential: true },
  ];
  it('16 cores would give 29.1 a second, but batching runs on one: 20', () => {
    const { rate, limitedBy, cores } = bestRate(stages, 16);
    expect([rate, limitedBy]).toEqual([20, 'batch']);
    expect(cores).toEqual([8, 2, 1]);
    expect(
      bestRate(
        stages.map((stage) => ({ ...stage, sequential: false })),
        16,
      ).rate,
    ).toBeCloseTo(16 / 0.55, 9);
  });
});

describe('O12: 100 GB in a million samples, memory at 10 GB/s, disk at 0.5', () => {
  const rate = (cached: number, cap?: number) => Math.round(cachedRate(1e6, 100, cached, 10, 0.5, cap));
  it('5 000 a second from disk, 9 524 with half of it cached, 100 000 with all, at most what the GPU takes', () => {
    expect([rate(0), rate(0.5), rate(1), rate(1, 30_000)]).toEqual([5000, 9524, 100_000, 30_000]);
  });
  it('requests side by side hide latency until the link is full', () => {
    expect([1, 4, 64].map((k) => concurrentFetchUs(64, 20_000, k, 128e6, 1))).toEqual([1_280_000, 320_000, 128_000]);
  });
});

describe('O13: a device of 60 W idle and 300 W busy', () => {
  const watts = { gpus: 1, idleWatts: 60, busyWatts: 300 };
  it('a step of 0.2 s that is busy for 0.1 s takes 36 J; of 0.12 s, 31.2 J', () => {
    expect(costsOf(200_000, 100_000, watts).step.joules).toBeCloseTo(36, 9);
    expect(costsOf(120_000, 100_000, watts).step.joules).toBeCloseTo(31.2, 9);
  });
  it('price, building and carbon follow; what is not given is not told', () => {
    const { step, day, run } = costsOf(200_000, 100_000, {
      ...watts,
      gpus: 8,
      pue: 1.5,
      gramsPerKwh: 100,
      pricePerGpuHour: 3.6,
      stepsPerRun: 1000,
    });
    expect(step.price).toBeCloseTo(8 * 0.0002, 12);
    expect(step.joules).toBeCloseTo(8 * 36 * 1.5, 9);
    expect(step.grams).toBeCloseTo((8 * 36 * 1.5 * 100) / 3.6e6, 12);
    expect([Math.round(day.steps), Math.round(run!.seconds)]).toEqual([432_000, 200]);
    expect(costsOf(200_000, 100_000, { gpus: 1 }).step).toMatchObject({ price: undefined, joules: undefined });
  });
  it('making 8 GPUs of 150 kg, used for 30 000 hours: 40 g an hour, also where power is not told', () => {
    const made = { gpus: 8, embodiedGrams: 150_000, lifeHours: 30_000 };
    expect(costsOf(3.6e9, 0, made).step.grams).toBeCloseTo(40, 9);
    const both = costsOf(3.6e9, 0, { ...made, idleWatts: 100, busyWatts: 300, gramsPerKwh: 50 }).step;
    expect([both.grams, both.madeGrams]).toEqual([80, 40]);
    expect(costsOf(3.6e9, 0, { gpus: 8, embodiedGrams: 150_000 }).step.grams).toBeUndefined();
  });
  it('a step of 0.2 s with 32 samples: 160 a second, 36 J / 32 each', () => {
    const run = accountRun(200_000, 0.5, { ...watts, samplesPerStep: 32 });
    expect([run.samplesPerSecond, run.tokensPerSecond]).toEqual([160, undefined]);
    expect(run.joulesPerSample).toBeCloseTo(36 / 32, 9);
    const double = accountRun(300_000, 0.5, withBatch({ ...watts, samplesPerStep: 32, stepsPerRun: 100 }, 2));
    expect(double.samplesPerSecond).toBeCloseTo(64 / 0.3, 6);
    expect(double.costs.run?.seconds).toBeCloseTo(50 * 0.3, 9);
  });
});
