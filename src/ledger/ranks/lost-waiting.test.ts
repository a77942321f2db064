import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../base/say.ts';
import { collectiveTimeline } from '../../test/collective-run.ts';
import { timelineOf } from '../../test/timeline-of.ts';
import { type Timeline } from '../../model/timeline.ts';
import { buildLedger } from '../build-ledger.ts';
import { describeRanks, whyLate } from './describe-ranks.ts';
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

describe('an odd first step', () => {
  // Rank 1 reaches the first all-reduce 90 ms late, and each of the six after it 1 ms late. A usual step takes 10 ms.
  const drawing = (compute: string, collective: string): string => `
    r0 step    |${'.'.repeat(99)}${'|.........'.repeat(6)}
    r0 stream7 KKKKK${'.'.repeat(95)}${'KKKKK.....'.repeat(6)}
    r0 stream9 .....${'N'.repeat(95)}${'.....NNNNN'.repeat(6)}
    r1 step    |${'.'.repeat(99)}${'|.........'.repeat(6)}
    r1 stream7 ${'K'.repeat(95)}.....${compute.repeat(6)}
    r1 stream9 ${'.'.repeat(95)}NNNNN${collective.repeat(6)}
  `;
  const timeline = timelineOf(drawing('KKKKKK....', '......NNNN'));
  const ranks = ranksOf(timeline);
  const sentences = describeRanks(timeline, ranks).map(({ id, text }) => [id, inEnglish(text)] as const);

  it('counts in the sums, not in what is lost a step', () => {
    expect(ranks.standings[1]).toMatchObject({ causedUs: 96_000, perStepUs: 1000, named: true });
    expect(ranks.standings[1]!.score).toBeCloseTo(0.1, 9);
    expect(ranks.stragglers).toMatchObject([{ rank: 1, cause: { kind: 'compute', causeUs: 1000 } }]);
    expect(sentences[0]![1]).toContain('1.00\u202fms a step waiting for it (10\u202f% of the step)');
  });

  it('is said to be left out', () =>
    expect(sentences.find(([id]) => id === 'odd-steps')?.[1]).toContain('(2 over all ranks)'));

  it('names nobody for a delay of the first step alone', () => {
    const even = drawing('KKKKK.....', '.....NNNNN');
    expect(ranksOf(timelineOf(even)).standings.map(({ causedUs, named }) => [causedUs, named])).toEqual([
      [0, false],
      [90_000, false],
    ]);
  });
});

it('of two ranks one began later than the other, not than the middle one', () => {
  const cause = {
    kind: 'start',
    lateUs: 2,
    causeUs: 2,
    looked: 1,
    excessUs: new Float64Array(0),
    evidence: -1,
    match: 0,
  } as const;
  expect(inEnglish(whyLate(cause, 2))).toContain('later than the other rank');
  expect(inEnglish(whyLate(cause, 3))).toContain('later than the middle rank');
});

it('a tie has no last', () => {
  const { standings } = ranksOf(collectiveTimeline({ arrivals: [[500, 500]], transferUs: [100] }));
  expect(standings.map(({ last }) => last)).toEqual([0, 0]);
});
