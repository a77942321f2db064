import { describe, expect, it } from 'vitest';
import { type Timeline } from '../../model/timeline.ts';
import { EXAMPLE_JOBS } from '../../synth/example-jobs.ts';
import { type Job } from '../../synth/job.ts';
import { type SimulatedRun } from '../../synth/records.ts';
import { simulate } from '../../synth/simulate.ts';
import { timelineOfRun } from '../../test/timeline-of-job.ts';
import { buildLedger } from '../build-ledger.ts';
import { buildRunRanks, type RunRanks } from './run-ranks.ts';

async function ranksOf(job: Job): Promise<{ timeline: Timeline; ranks: RunRanks; run: SimulatedRun }> {
  const run = simulate(job);
  const timeline = await timelineOfRun(run);
  const ranks = buildRunRanks(timeline, buildLedger(timeline));
  if (ranks === undefined) throw new Error('one rank only');
  return { timeline, ranks, run };
}

const { job } = EXAMPLE_JOBS.find(({ id }) => id === 'ddp-straggler')!;

describe('a simulated run of four ranks', () => {
  it.each([
    [2, 'data', 40_000],
    [0, 'data', 25_000],
    [1, 'compute', 12_000],
  ] as const)('with rank %i late by its %s names it, and why', async (rank, what, extraUs) => {
    const { ranks } = await ranksOf({ ...job, steps: 4, straggler: { rank, what, extraUs } });
    expect(ranks.stragglers.map((straggler) => [straggler.rank, straggler.cause?.kind])).toEqual([[rank, what]]);
  });

  it.each([1, 2, 3])('whose ranks are alike names nobody (seed %i)', async (seed) => {
    const { ranks } = await ranksOf({ ...job, seed, steps: 4, straggler: undefined });
    expect(ranks.stragglers).toEqual([]);
  });

  it('waits as long as the simulator says, collective by collective', async () => {
    const { ranks, run } = await ranksOf({ ...job, steps: 3 });
    const { matches } = ranks.alignment;
    const truth = run.ranks.map(({ device }) =>
      device
        .filter(({ kind }) => kind === 'collective')
        .map(({ startUs, endUs, allArrivedUs }) => [allArrivedUs - startUs, endUs - allArrivedUs] as const),
    );
    expect(matches.length).toBe(truth[0]!.length);
    for (let m = 0; m < matches.length; m++) {
      for (let k = matches.first[m]!; k < matches.first[m + 1]!; k++) {
        const [waitingUs, transferUs] = truth[matches.rank[k]!]![m]!;
        expect(Math.abs(ranks.split!.waitingUs[k]! - waitingUs)).toBeLessThan(0.01);
        expect(Math.abs(ranks.split!.transferUs[k]! - transferUs)).toBeLessThan(0.01);
      }
    }
  });

  it('gives the bandwidth of the simulated links', async () => {
    const { ranks } = await ranksOf({
      ...job,
      steps: 2,
      collectives: { buckets: 3, bytes: 80_000_000, bandwidthGBps: 8, latencyUs: 0, overlapped: true },
    });
    expect(ranks.sums[0]!.busGBps).toBeCloseTo(8, 3);
  });
});
