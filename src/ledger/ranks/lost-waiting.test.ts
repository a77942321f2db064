import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../base/say.ts';
import { collectiveTimeline } from '../../test/collective-run.ts';
import { timelineOf } from '../../test/timeline-of.ts';
import { type Timeline } from '../../model/timeline.ts';
import { buildLedger } from '../build-ledger.ts';
import { describeRanks } from './describe-ranks.ts';
import { buildRunRanks, type RunRanks } from './run-ranks.ts';

const ranksOf = (timeline: Timeline): RunRanks => buildRunRanks(timeline, buildLedger(timeline))!;

describe('time lost by waiting', () => {
  it('is none where compute hides the collective altogether', () => {
    const timeline = timelineOf(`
      r0 step    |..........
      r0 stream7 KKKKKKKKKKK
      r0 stream9 .NNNNNNNNN.
      r1 step    |..........
      r1 stream7 KKKKKKKKKKK
      r1 stream9 ........NN.
    `);
    const ranks = ranksOf(timeline);
    expect(ranks.standings.map(({ waitingUs, lostUs, named }) => [waitingUs, lostUs, named])).toEqual([
      [7000, 0, false],
      [0, 0, false],
    ]);
    expect(inEnglish(describeRanks(timeline, ranks)[0]!.text)).toContain('only beside other work');
  });

  it('is what waiting pushes out from under compute, never more', () => {
    const ranks = ranksOf(
      timelineOf(`
        r0 step    |..........
        r0 stream7 KKKKKK.....
        r0 stream9 .NNNNNNNNNN
        r1 step    |..........
        r1 stream7 KKKKK......
        r1 stream9 .......NNNN
      `),
    );
    expect(ranks.standings[0]).toMatchObject({ waitingUs: 6000, lostUs: 5000 });
    expect(ranks.standings[1]).toMatchObject({ causedUs: 5000, perStepUs: 5000, last: 1 });
  });

  it('counts an instant once where two collectives wait', () => {
    const ranks = ranksOf(
      timelineOf(`
        r0 step    |.........
        r0 stream8 NNNNNNNNN.
        r0 stream9 .NNNNNNNNN
        r1 step    |.........
        r1 stream7 KKKKKKK...
        r1 stream8 .......NN.
        r1 stream9 ........NN
      `),
    );
    expect(ranks.standings[0]).toMatchObject({ waitingUs: 14_000, lostUs: 7000 });
    expect(ranks.standings[1]!.score).toBeLessThanOrEqual(1);
  });
});

describe('the cause', () => {
  it('is compared from the step on where a rank did not record the collectives before', () => {
    const ranks = ranksOf(
      timelineOf(`
        r0 step    |.........|.........
        r0 stream7 KKKKKK....KKKKKK....
        r0 stream9 ......NNNN......NNNN
        r1 step    |.........|.........
        r1 stream7 ..........KKKKK.....
        r1 stream9 ...............NNNNN
      `),
    );
    expect(ranks.stragglers).toMatchObject([{ rank: 0, cause: { kind: 'compute', lateUs: 1000, causeUs: 1000 } }]);
  });

  it('is found across groups: a rank waits for data between the collectives of two groups', () => {
    const args = (m: number, rank: number) => {
      const members = m % 2 === 0 ? [rank - (rank % 2), rank - (rank % 2) + 1] : [rank % 2, (rank % 2) + 2];
      const name = m % 2 === 0 ? 'tp' : 'dp';
      return { 'Process Group Name': name, 'Process Group Ranks': `[${members.join(', ')}]`, 'Group size': 2 };
    };
    // Rank 0 reaches the second collective 3 ms after the others, each time.
    const arrivals = [0, 10_000, 20_000].flatMap((at) => [
      [at + 1000, at + 1000, at + 1000, at + 1000],
      [at + 6000, at + 6000, at + 3000, at + 6000],
    ]);
    const ranks = ranksOf(collectiveTimeline({ arrivals, transferUs: arrivals.map(() => 1000), args }));
    expect(ranks.standings.map(({ last }) => last)).toEqual([3, 0, 0, 0]);
    expect(ranks.stragglers).toMatchObject([{ rank: 0, cause: { kind: 'compute', lateUs: 3000, causeUs: 3000 } }]);
  });
});

it('a tie has no last', () => {
  const { standings } = ranksOf(collectiveTimeline({ arrivals: [[500, 500]], transferUs: [100] }));
  expect(standings.map(({ last }) => last)).toEqual([0, 0]);
});
