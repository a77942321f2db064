import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { item } from '../../base/at.ts';
import { type Timeline } from '../../model/timeline.ts';
import { anyCollectiveRun, type CollectiveRun, collectiveTimeline } from '../../test/collective-run.ts';
import { timelineOf } from '../../test/timeline-of.ts';
import { buildLedger } from '../build-ledger.ts';
import { CLASS_COUNT, classCode } from '../classes.ts';
import { buildRunRanks, type RunRanks, type RunRanksOptions } from './run-ranks.ts';
import { waitingIntervals } from './waiting-intervals.ts';

function ranksOf(timeline: Timeline, options?: RunRanksOptions): RunRanks {
  const ranks = buildRunRanks(timeline, buildLedger(timeline), options);
  if (ranks === undefined) throw new Error('one rank only');
  return ranks;
}
const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);

/** O6 of the design, a millisecond a column: compute 10, 10, 10, 30, then an all-reduce of 5. */
const O6 = `
  r0 step    |..................................
  r0 main    L.........L........................
  r0 stream7 KKKKKKKKKK.........................
  r0 stream9 ..........NNNNNNNNNNNNNNNNNNNNNNNNN
  r1 step    |..................................
  r1 main    L.........L........................
  r1 stream7 KKKKKKKKKK.........................
  r1 stream9 ..........NNNNNNNNNNNNNNNNNNNNNNNNN
  r2 step    |..................................
  r2 main    L.........L........................
  r2 stream7 KKKKKKKKKK.........................
  r2 stream9 ..........NNNNNNNNNNNNNNNNNNNNNNNNN
  r3 step    |..................................
  r3 main    L.............................L....
  r3 stream7 KKKKKKKKKKKKKKKKKKKKKKKKKKKKKK.....
  r3 stream9 ..............................NNNNN
`;

describe('a straggler (O6)', () => {
  const ranks = ranksOf(timelineOf(O6));

  it('makes each of the others wait 20 ms, and transfers 5 ms', () => {
    expect([...ranks.split!.waitingUs]).toEqual([20_000, 20_000, 20_000, 0]);
    expect([...ranks.split!.transferUs]).toEqual([5000, 5000, 5000, 5000]);
    expect([...ranks.split!.waitsFor]).toEqual([3, 3, 3, -1]);
  });

  it('is named with its cause: it computes 20 ms longer', () => {
    expect(ranks.stragglers).toMatchObject([{ rank: 3, cause: { kind: 'compute', lateUs: 20_000, causeUs: 20_000 } }]);
    expect(ranks.standings[3]).toMatchObject({ last: 1, causedUs: 60_000, waitingUs: 0, named: true });
    expect(ranks.standings[3]!.score).toBeCloseTo(20 / 35, 6);
  });

  it('splits the exposed communication of each step', () => {
    expect([...ranks.exposed!.waitingUs]).toEqual([20_000, 20_000, 20_000, 0]);
    expect([...ranks.exposed!.transferUs]).toEqual([5000, 5000, 5000, 5000]);
  });

  it('is found all the same on clocks that disagree (O15)', () => {
    const skewed = collectiveTimeline({ arrivals: [[10, 10, 10, 30]], transferUs: [5], clockUs: [0, 1000, 0, 0] });
    const { split, stragglers, alignment } = ranksOf(skewed);
    expect([...split!.waitingUs]).toEqual([20, 20, 20, 0]);
    expect([stragglers[0]!.rank, alignment.offsetsUs[1]]).toEqual([3, 1000]);
  });
});

it('one rank has no ranks to compare', () => {
  const timeline = timelineOf('r0 stream7 KKNN');
  expect(buildRunRanks(timeline, buildLedger(timeline))).toBeUndefined();
});

it('blames the loader of a late rank', () => {
  const text = `
    r0 step    |................
    r0 main    DDLL.............
    r0 stream7 ..KK.............
    r0 stream9 ....NNNNNNNNNNNN.
    r1 step    |................
    r1 main    DDDDDDDDDDLL.....
    r1 stream7 ..........KK.....
    r1 stream9 ............NNNN.
    r2 step    |................
    r2 main    DDLL.............
    r2 stream7 ..KK.............
    r2 stream9 ....NNNNNNNNNNNN.
  `;
  expect(ranksOf(timelineOf(text)).stragglers).toMatchObject([{ rank: 1, cause: { kind: 'data', causeUs: 8000 } }]);
});

describe('scope', () => {
  const args = () => ({ 'Process Group Name': 'dp', 'Process Group Ranks': '[0, 1, 2, 3]', 'Group size': 4 });
  const run = { arrivals: [[0, 1, 2, 3]], transferUs: [100] };
  const scopes = (options: RunRanksOptions, more: Partial<CollectiveRun> = {}) =>
    ranksOf(collectiveTimeline({ ...run, ...more }), options).sums.map(({ scope }) => scope);

  it('is the interconnect inside a host, the network between hosts, unknown where nobody says', () => {
    expect(scopes({ gpusPerHost: 4 }, { args })).toEqual(['interconnect']);
    expect(scopes({ gpusPerHost: 2 }, { args })).toEqual(['network']);
    expect(scopes({}, { args })).toEqual(['unknown']);
    expect(scopes({ gpusPerHost: 2 })).toEqual(['network']);
  });

  it('follows the names of hosts', () =>
    expect(scopes({}, { header: (rank) => ({ hostname: `node${rank % 2}` }) })).toEqual(['network']));
});

describe('slow links', () => {
  it('finds the pair whose messages take twice as long', () => {
    const args = (_: number, rank: number) => ({
      'Collective name': 'allreduce',
      'Process Group Name': `pair${Math.floor(rank / 2)}`,
      'In msg nelems': 1_000_000,
      dtype: 'Float',
    });
    const timeline = collectiveTimeline({ arrivals: [Array.from({ length: 8 }, () => 10)], transferUs: [400], args });
    const slower = timeline.events.end.map((end, i) => {
      const lane = timeline.lanes[timeline.events.lane[i]!]!;
      return lane.stream === 9 && lane.rank >= 4 && lane.rank < 6 ? end + 400 : end;
    });
    const { slowLinks } = ranksOf({ ...timeline, events: { ...timeline.events, end: slower } });
    expect(slowLinks).toMatchObject([{ ranks: [4, 5], busGBps: 5, othersGBps: 10, others: 3 }]);
  });
});

describe('laws', () => {
  it('waiting and transfer make up each bar; rows of the matrix are waiting, columns what was caused', () => {
    fc.assert(
      fc.property(anyCollectiveRun(), (run) => {
        const timeline = collectiveTimeline(run);
        const { alignment, split, matrix, standings } = ranksOf(timeline);
        const { event } = alignment.matches;
        event.forEach((index, k) => {
          const bar = timeline.events.end[index]! - timeline.events.start[index]!;
          expect(split!.waitingUs[k]! + split!.transferUs[k]!).toBeCloseTo(bar, 6);
        });
        const count = timeline.ranks.length;
        for (const { rank, waitingUs, causedUs } of standings) {
          expect(sum(matrix.subarray(rank * count, (rank + 1) * count))).toBeCloseTo(waitingUs, 6);
          expect(sum(standings.map((other) => matrix[other.rank * count + rank]!))).toBeCloseTo(causedUs, 6);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('finds the arrivals and transfers that the run was made of', () => {
    fc.assert(
      fc.property(anyCollectiveRun(), (run) => {
        const { split, alignment } = ranksOf(collectiveTimeline(run));
        const { matches } = alignment;
        run.arrivals.forEach((own, m) => {
          const last = Math.max(...own);
          const members = split!.waitingUs.subarray(matches.first[m], matches.first[m + 1]);
          expect([...members].map(Math.round)).toEqual(own.map((at) => last - at));
          expect(own[split!.lastArriver[m]!]).toBe(last);
        });
      }),
      { numRuns: 100 },
    );
  });

  it('swapping ranks swaps what is found', () => {
    fc.assert(
      fc.property(anyCollectiveRun(), (run) => {
        const turned = { ...run, arrivals: run.arrivals.map((own) => [...own].reverse()) };
        const straight = ranksOf(collectiveTimeline(run)).standings;
        const back = [...ranksOf(collectiveTimeline(turned)).standings].reverse();
        expect(back.map(({ waitingUs }) => Math.round(waitingUs))).toEqual(
          straight.map(({ waitingUs }) => Math.round(waitingUs)),
        );
        const ties = run.arrivals.some((own) => new Set(own).size < own.length);
        if (!ties) expect(back.map(({ named }) => named)).toEqual(straight.map(({ named }) => named));
      }),
      { numRuns: 60 },
    );
  });

  it('exposed waiting, transfer and the untold make up the communication of each step', () => {
    fc.assert(
      fc.property(anyCollectiveRun(), (run) => {
        const timeline = collectiveTimeline(run);
        const ledger = buildLedger(timeline);
        const { exposed, members, split, alignment } = buildRunRanks(timeline, ledger)!;
        timeline.ranks.forEach(({ firstStep }, rank) => {
          const communication = item(ledger.ranks, rank).perStep[classCode('communication')]!;
          const parts =
            exposed!.waitingUs[firstStep]! + exposed!.transferUs[firstStep]! + exposed!.untoldUs[firstStep]!;
          expect(parts).toBeCloseTo(communication, 6);
          const { waiting, transfer } = waitingIntervals(timeline, alignment.matches, split!, members, rank);
          expect((waiting.length % 2) + (transfer.length % 2)).toBe(0);
        });
        expect(exposed!.waitingUs.length * CLASS_COUNT).toBe(sum(ledger.ranks.map(({ perStep }) => perStep.length)));
      }),
      { numRuns: 60 },
    );
  });
});
