import { describe, expect, it } from 'vitest';
import { ringAllReduceUs } from './collectives.ts';
import { EMPTY_JOB, type Job, type LayerJob } from './job.ts';
import { takeBatch, type LoaderBatch } from './loader.ts';
import { type SimulatedRank } from './records.ts';
import { simulate } from './simulate.ts';

// Answers worked out by hand: docs/replay.md, oracles O2 to O9.

const forward = (count: number, us: number): readonly LayerJob[] =>
  Array.from({ length: count }, () => ({ op: 'linear', forwardUs: [us], backwardUs: [] }));
const backward = (count: number, us: number): readonly LayerJob[] =>
  Array.from({ length: count }, () => ({ op: 'linear', forwardUs: [], backwardUs: [us] }));
const host = (job: Partial<Job['host']>): Job['host'] => ({ ...EMPTY_JOB.host, ...job });
const first = (job: Job): SimulatedRank => simulate(job).ranks[0]!;
const deviceEnd = (job: Job): number => Math.max(...first(job).device.map((event) => event.endUs));

describe('O2 launch bound: 10 launches, one every 10 us (call 8, Python 2), kernels of 5', () => {
  const job: Job = { ...EMPTY_JOB, host: host({ pythonUs: 2, launchUs: 8 }), layers: forward(10, 5) };
  it.each([
    ['as it is', job, 95],
    ['kernels twice as fast', { ...job, layers: forward(10, 2.5) }, 92.5],
    ['host twice as fast', { ...job, host: host({ pythonUs: 1, launchUs: 4 }) }, 50],
    ['host four times as fast', { ...job, host: host({ pythonUs: 0.5, launchUs: 2 }) }, 50],
  ])('%s', (_, turned, endUs) => expect(deviceEnd(turned)).toBe(endUs));
});

describe('O3 back-pressure: a queue of 2, launches of 1, kernels of 10', () => {
  const job: Job = { ...EMPTY_JOB, launchQueue: 2, host: host({ launchUs: 1 }), layers: forward(5, 10) };
  it.each([
    ['as it is', job, 30, 50],
    ['kernels twice as fast', { ...job, layers: forward(5, 5) }, 15, 25],
  ])('%s', (_, turned, hostEndUs, deviceEndUs) => {
    expect(first(turned).steps[0]!.endUs).toBe(hostEndUs);
    expect(deviceEnd(turned)).toBe(deviceEndUs);
  });
});

describe('O4 loader queue', () => {
  const loaderJob = (workers: number, prefetch: number, serviceUs: number, slowEvery = 0): Job => ({
    ...EMPTY_JOB,
    steps: 320,
    warmupSteps: 320,
    host: host({ stepUs: 100 }),
    loader: { workers, prefetch, fetchUs: serviceUs, prepUs: 0, jitter: 0, handlingUs: 0, slowEvery, slowFactor: 10 },
  });
  const meanStep = (job: Job): number => first(job).windowUs[1] / job.steps;

  it.each([
    [0, 1, 150, 250],
    [1, 2, 150, 150],
    [2, 2, 250, 125],
    [3, 2, 250, 100],
    [4, 1, 400, 100],
    [4, 2, 400, 100],
  ])('%d workers, prefetch %d, %d us a batch, 100 us of work: %d us a step', (workers, prefetch, serviceUs, stepUs) =>
    expect(meanStep(loaderJob(workers, prefetch, serviceUs))).toBeCloseTo(stepUs, 6),
  );

  it.each([
    [1, 68.75],
    [2, 43.75],
    [4, 21.875],
    [8, 21.875],
  ])('one slow batch in 16, prefetch %d: mean wait %d us', (prefetch, waitUs) =>
    expect(meanStep(loaderJob(4, prefetch, 150, 16)) - 100).toBeCloseTo(waitUs, 6),
  );

  it('issues a batch only when one is taken, W x P ahead', () => {
    const job = loaderJob(2, 2, 50);
    const batches: LoaderBatch[] = [];
    for (let i = 0; i < 8; i++) batches.push(takeBatch(job, 0, batches, 1000 * (i + 1)));
    expect(batches.map((batch) => batch.issuedUs)).toEqual([0, 0, 0, 0, 1000, 2000, 3000, 4000]);
  });
});

describe('O5 pageable copy: data 50 us, the device busy with the step before until 80, copy 4, host 10', () => {
  // The first step's kernel is launched at 50 + copy; its length makes the device busy until 80 us into the second step.
  const job = (dataUs: number, kernelUs: number): Job => ({
    ...EMPTY_JOB,
    steps: 2,
    loader: {
      workers: 0,
      prefetch: 1,
      fetchUs: dataUs,
      prepUs: 0,
      jitter: 0,
      handlingUs: 0,
      slowEvery: 0,
      slowFactor: 1,
    },
    host: host({ pythonUs: 10 }),
    input: { bytes: 4000, bandwidthGBps: 1, pinned: false },
    layers: forward(1, kernelUs),
  });
  const copyEnd = (turned: Job): number => {
    const rank = first(turned);
    return rank.host.filter((event) => event.name === 'cudaMemcpyAsync')[1]!.endUs - rank.steps[1]!.startUs;
  };
  it.each([
    ['the copy ends 4 after the device is free', job(50, 90), 84],
    ['without data loading: still', job(0, 90), 84],
    ['with a shorter kernel before and no data loading', job(0, 50), 44],
  ])('%s', (_, turned, endUs) => expect(copyEnd(turned)).toBe(endUs));
});

describe('O6 straggler: compute 10, 10, 10, 30, then an all-reduce of 5', () => {
  const job: Job = {
    ...EMPTY_JOB,
    ranks: 4,
    layers: forward(1, 10),
    straggler: { rank: 3, extraUs: 20, what: 'compute' },
    collectives: { buckets: 1, bytes: 4000, bandwidthGBps: 1.2, latencyUs: 0, overlapped: true },
  };
  it('ends at 35; the bars are 25, 25, 25 and 5', () => {
    const bars = simulate(job).ranks.map((rank) => rank.device[1]!);
    expect(bars.map((bar) => bar.endUs)).toEqual([35, 35, 35, 35]);
    expect(bars.map((bar) => bar.endUs - bar.startUs)).toEqual([25, 25, 25, 5]);
  });
  it('knows waiting from transfer', () => {
    const parts = simulate(job).ranks.map((rank) =>
      rank.truth
        .filter((piece) => piece.class === 'communication')
        .map((piece) => [piece.part, piece.endUs - piece.startUs]),
    );
    const late = [
      ['waiting', 20],
      ['transfer', 5],
    ];
    expect(parts).toEqual([late, late, late, [['transfer', 5]]]);
  });
  it('ends at 15 without the straggler', () => expect(deviceEnd({ ...job, straggler: undefined })).toBe(15));
});

describe('O9 DDP buckets: ready at 10, 20, 30, 40; an all-reduce of 15 each', () => {
  const job = (times: number): Job => ({
    ...EMPTY_JOB,
    ranks: 2,
    layers: backward(4, 10),
    collectives: { buckets: 4, bytes: 240_000, bandwidthGBps: 4 * times, latencyUs: 0, overlapped: true },
  });
  it.each([
    [1, 70],
    [2, 47.5],
    [3, 45],
    [1e12, 40],
  ])('links %d times as fast: ends at %d', (times, endUs) => expect(deviceEnd(job(times))).toBeCloseTo(endUs, 6));

  it('lets the optimizer wait for the last bucket', () => {
    const device = first({ ...job(1), optimizerUs: [3] }).device;
    expect(device.at(-1)).toMatchObject({ kind: 'kernel', startUs: 70, endUs: 73 });
  });

  it('hides nothing on the compute stream', () => {
    const turned = job(1);
    expect(deviceEnd({ ...turned, collectives: { ...turned.collectives!, overlapped: false } })).toBe(100);
  });
});

it('O8 ring all-reduce: 1 GiB, 8 ranks, 100 GB/s, 5 us a hop', () => {
  expect(ringAllReduceUs(2 ** 30, 8, 100, 5)).toBeCloseTo(18_860, -1);
  expect(ringAllReduceUs(2 ** 30, 8, 200, 5)).toBeCloseTo(9465, -1);
  expect(ringAllReduceUs(2 ** 30, 1, 100, 5)).toBe(0);
});
