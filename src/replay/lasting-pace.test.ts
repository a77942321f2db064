import { describe, expect, it } from 'vitest';
import { EMPTY_JOB, type Job } from '../synth/job.ts';
import { simulateSteps } from '../synth/simulate.ts';
import { graphOfJob } from '../test/turn-knob.ts';
import { replay } from './replay.ts';
import { medianPrediction, medianStep, stepTimes } from './step-times.ts';

const MS = 1000;
const HOST = { stepUs: 50, pythonUs: 5, thinkUs: 5, launchUs: 5, latencyUs: 5, handoffUs: 20, syncReturnUs: 5 };
const LOADER = { workers: 0, prefetch: 2, prepUs: 0, jitter: 0, handlingUs: 0, slowEvery: 0, slowFactor: 1 };

/** Two ranks whose main threads load; the second is 2 ms late by its loader. Nothing but the pageable copy of the next batch holds a host. */
const late: Job = {
  ...EMPTY_JOB,
  ranks: 2,
  steps: 6,
  warmupSteps: 6,
  host: HOST,
  loader: { ...LOADER, fetchUs: 8 * MS },
  layers: [{ op: 'linear', forwardUs: [100], backwardUs: [200] }],
  optimizerUs: [20],
  input: { bytes: 100_000, bandwidthGBps: 10, pinned: false },
  collectives: { buckets: 1, bytes: 20_000_000, bandwidthGBps: 5, latencyUs: 5, overlapped: false },
  straggler: { rank: 1, extraUs: 2 * MS, what: 'data' },
};

/** Step that lasts of the first rank: far from the start, no profiler. */
function lasting(job: Job): number {
  const steps = simulateSteps({ ...job, warmupSteps: 0, steps: 60 })[0]!.slice(-6);
  return steps.reduce((sum, { startUs, endUs }) => sum + endUs - startUs, 0) / steps.length;
}

describe('the pace that lasts', () => {
  it('is told where faster messages leave a rank more steps until the late one holds it up than are recorded', async () => {
    const graph = await graphOfJob(late);
    const replayed = replay(graph, { levers: { communication: 8 } });
    const truthUs = lasting({
      ...late,
      collectives: { ...late.collectives!, bandwidthGBps: 40, latencyUs: 5 / 8 },
    });
    // The replayed steps begin with ranks that a profiler made start together: the first rank runs ahead.
    expect(Math.min(...stepTimes(graph, replayed.time).subarray(0, 6))).toBeLessThan(0.9 * truthUs);
    expect(replayed.pace!.paceUs / truthUs).toBeCloseTo(1, 2);
    expect(replayed.pace!.measuredUs / lasting(late)).toBeCloseTo(1, 2);
  });

  it('is not told where the recorded steps last and the replayed ones do', async () => {
    const graph = await graphOfJob({ ...late, straggler: undefined });
    expect(replay(graph, { levers: { compute: 2 } }).pace).toBeUndefined();
  });

  it('gives the replayed times back as they came', async () => {
    const graph = await graphOfJob(late);
    const { time } = replay(graph, { levers: { communication: 8 } });
    const first = time.slice();
    expect(replay(graph, { levers: { communication: 8 } }).time).toEqual(first);
    const recorded = replay(graph, { levers: {} }).time;
    expect(Math.max(...recorded.map((us, v) => Math.abs(us - graph.observed[v]!)))).toBeLessThan(1e-3);
  });

  it('counts steps that communicate and steps that do not alike, though the first recorded step is odd', async () => {
    const jittered: Job = { ...late, straggler: undefined, kernelJitter: 0.05, repeatSteps: 6, warmupSteps: 12 };
    const slow = { ...jittered, collectives: { ...jittered.collectives!, bytes: 60_000_000 } };
    const graph = await graphOfJob(slow);
    const stepUsual = graph.stepUsual.map((one, k) => (k % 6 === 0 ? 0 : one));
    const replayed = replay({ ...graph, stepUsual }, { levers: { accumulation: 2 } });
    const truth = lasting({ ...slow, collectives: { ...slow.collectives, everySteps: 2 } }) / lasting(slow);
    expect(replayed.pace!.paceUs / replayed.pace!.measuredUs / truth).toBeCloseTo(1, 2);
  });
});

describe('with the floor of the device', () => {
  /** Nothing ever waits for the device, which is as busy as the host. */
  const running: Job = {
    ...EMPTY_JOB,
    steps: 6,
    warmupSteps: 2,
    host: { ...HOST, stepUs: 3000 },
    layers: [{ op: 'linear', forwardUs: [1000], backwardUs: [1500] }],
    optimizerUs: [100],
  };

  it('a host that outruns its device goes at the pace of the device, and no faster with a faster host still', async () => {
    const graph = await graphOfJob(running);
    const pace = (framework: number): number => medianPrediction(graph, replay(graph, { levers: { framework } }));
    expect(medianStep(graph, graph.observed)).toBeGreaterThan(3000);
    expect(pace(4)).toBeCloseTo(2600, -1);
    expect(pace(16)).toBeCloseTo(pace(4), -1);
  });

  it('holds where ranks meet and rounds tell the pace', async () => {
    const graph = await graphOfJob({
      ...running,
      ranks: 2,
      collectives: { buckets: 1, bytes: 4_000_000, bandwidthGBps: 20, latencyUs: 5, overlapped: false },
      straggler: { rank: 1, extraUs: 300, what: 'compute' },
    });
    const workUs = 1000 + 1500 + 100 + 300 + 200 + 10;
    for (const framework of [4, 16])
      expect(medianPrediction(graph, replay(graph, { levers: { framework } }))).toBeGreaterThan(0.98 * workUs);
  });
});
