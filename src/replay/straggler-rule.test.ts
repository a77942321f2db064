import { describe, expect, it } from 'vitest';
import { buildLedger } from '../ledger/build-ledger.ts';
import { EMPTY_JOB, type Job } from '../synth/job.ts';
import { timelineOfJob } from '../test/timeline-of-job.ts';
import { slowdownOf } from './actions/straggler-actions.ts';
import { buildGraph } from './build-graph.ts';
import { predict } from './predict.ts';
import { type Scenario } from './scenario.ts';

const FORWARD_KERNELS = 6;
const layers = (extraUs: number): Job['layers'] =>
  Array.from({ length: FORWARD_KERNELS }, () => ({
    op: 'linear' as const,
    forwardUs: [1000 + extraUs / FORWARD_KERNELS],
    backwardUs: [1800],
  }));

/** Four ranks; `evenUs`: forward work that each does beside its own; a straggler does `lateUs` more. */
const job = (evenUs: number, lateUs: number): Job => ({
  ...EMPTY_JOB,
  ranks: 4,
  steps: 6,
  warmupSteps: 2,
  host: { stepUs: 300, pythonUs: 5, thinkUs: 5, launchUs: 4, latencyUs: 5, handoffUs: 30, syncReturnUs: 5 },
  layers: layers(evenUs),
  optimizerUs: [200],
  collectives: { buckets: 2, bytes: 40_000_000, bandwidthGBps: 20, latencyUs: 10, overlapped: true },
  straggler: lateUs > 0 ? { rank: 2, extraUs: lateUs, what: 'compute' } : undefined,
  itemEachStep: true,
});

async function stepOf(simulated: Job, scenario: Scenario = { levers: {} }): Promise<number> {
  const timeline = await timelineOfJob(simulated);
  return predict(buildGraph(timeline, buildLedger(timeline)), scenario).prediction.predictedStepUs;
}

/** The straggler study's S = T / T_ideal, T_ideal with every rank at the mean; here against runs in which the work really is even. */
describe('slowdown by a straggler', () => {
  it.each([2000, 8000, 20_000])('%d us late: as if simulated with even work, within 1 %%', async (lateUs) => {
    const slow = job(0, lateUs);
    const measuredUs = await stepOf(slow);
    const predicted = slowdownOf(measuredUs, await stepOf(slow, { levers: { stragglers: 1 } }));
    const truth = slowdownOf(measuredUs, await stepOf(job(lateUs / 4, 0)));
    expect(truth).toBeGreaterThan(1.05);
    expect(Math.abs(predicted / truth - 1)).toBeLessThan(0.01);
  });

  it('the late rank repaired: as if simulated without it, within 1 %', async () => {
    const predictedUs = await stepOf(job(0, 8000), { levers: { stragglers: 1 }, ranks: [2] });
    expect(Math.abs(predictedUs / (await stepOf(job(0, 0))) - 1)).toBeLessThan(0.01);
  });
});
