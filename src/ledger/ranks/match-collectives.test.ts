import { describe, expect, it } from 'vitest';
import { type CollectiveRun, collectiveTimeline } from '../../test/collective-run.ts';
import { COLLECTIVE_KINDS } from './collective-kinds.ts';
import { type CollectiveMatches, matchCollectives } from './match-collectives.ts';
import { shiftOf } from './shift-of.ts';

const matchesOf = (run: CollectiveRun): CollectiveMatches => matchCollectives(collectiveTimeline(run));
/** Each match as `kind@start0,start1 of r0,r1`. */
function listed(run: CollectiveRun): string[] {
  const timeline = collectiveTimeline(run);
  const { length, first, event, rank, kind } = matchCollectives(timeline);
  return Array.from({ length }, (_, m) => {
    const slice = [first[m]!, first[m + 1]!] as const;
    const starts = [...event.subarray(...slice)].map((index) => timeline.events.start[index]!);
    return `${COLLECTIVE_KINDS[kind[m]!]!.key}@${starts.join(',')} of ${[...rank.subarray(...slice)].join(',')}`;
  });
}
const group = (name: string, ranks: readonly number[], more: object = {}) => ({
  'Collective name': 'allreduce',
  'Process Group Name': name,
  'Process Group Ranks': `[${ranks.join(', ')}]`,
  'Group size': ranks.length,
  ...more,
});

describe('matchCollectives', () => {
  it('pairs by order of start where there are no arguments', () =>
    expect(
      listed({
        arrivals: [
          [0, 5],
          [40, 30],
        ],
        transferUs: [10, 10],
      }),
    ).toEqual(['allReduce@0,5 of 0,1', 'allReduce@40,30 of 0,1']));

  it('keeps groups apart', () =>
    expect(
      listed({
        arrivals: [[0, 1, 2, 3]],
        transferUs: [10],
        args: (_, rank) => (rank < 2 ? group('a', [0, 1]) : group('b', [2, 3])),
      }),
    ).toEqual(['allReduce@0,1 of 0,1', 'allReduce@2,3 of 2,3']));

  it('follows sequence numbers: a collective that one rank did not record is counted, the next ones still match', () => {
    const run = (m: number, rank: number) => group('a', [0, 1], { Seq: rank === 1 && m > 0 ? m + 1 : m });
    const matches = matchesOf({
      arrivals: [
        [0, 0],
        [20, 20],
        [40, 40],
      ],
      transferUs: [5, 5, 5],
      args: run,
    });
    expect([matches.length, matches.calls, matches.unmatched.missing]).toEqual([2, 6, 2]);
  });

  it('leaves out what gives different sizes', () => {
    const args = (_: number, rank: number) => group('a', [0, 1], { 'In msg nelems': 100 + rank, dtype: 'Float' });
    const matches = matchesOf({ arrivals: [[0, 0]], transferUs: [5], args });
    expect([matches.length, matches.unmatched.size]).toEqual([0, 2]);
  });

  it('reads the size of the message: the larger side times the bytes of its type', () => {
    const size = { 'In msg nelems': 100, 'Out msg nelems': 800, dtype: 'BFloat16' };
    const args = () => ({ ...group('a', [0, 1]), ...size, 'Collective name': '_allgather_base' });
    expect(matchesOf({ arrivals: [[0, 0]], transferUs: [5], args }).bytes[0]).toBe(1600);
  });

  it('counts what one rank alone recorded', () => {
    const matches = matchesOf({ arrivals: [[0, 0]], transferUs: [5], args: (_, rank) => group(`own ${rank}`, [rank]) });
    expect([matches.length, matches.unmatched.alone]).toEqual([0, 2]);
  });

  it('pairs sends with receives and makes no barrier of them', () => {
    const sends = [
      [0, 1],
      [1, 2],
    ];
    const args = (m: number, rank: number) => {
      const [source, target] = sends[m]!;
      if (rank === source) return { 'Collective name': 'send', 'Process Group Name': 'pp', 'Dst Rank': target };
      if (rank === target) return { 'Collective name': 'recv', 'Process Group Name': 'pp', 'Src Rank': source };
      return { 'Collective name': 'send', 'Process Group Name': 'pp' };
    };
    const run = {
      arrivals: [
        [0, 5, 9],
        [40, 30, 35],
      ],
      transferUs: [10, 10],
      args,
    };
    expect(listed(run)).toEqual(['pointToPoint@0,5 of 0,1', 'pointToPoint@30,35 of 1,2']);
    expect(matchesOf(run).unmatched.peer).toBe(2);
  });

  it('does not take a list of ranks that was cut short for the ranks', () => {
    const args = () => ({ 'Process Group Name': 'a', 'Process Group Ranks': '[0, 1, 2, ...]', 'Group size': 300 });
    const { groups } = matchesOf({ arrivals: [[0, 0]], transferUs: [5], args });
    expect(groups).toEqual([{ name: 'a', ranks: undefined, size: 300 }]);
  });
});

describe('shiftOf', () => {
  const ends = Float64Array.of(0, 10, 25, 26, 50, 90);
  it.each([0, 1, 2, 3])('finds a recording that begins %i collectives later, whatever its clock', (shift) =>
    expect(
      shiftOf(
        ends,
        ends.slice(shift, shift + 3).map((us) => us + 7777),
      ),
    ).toBe(shift),
  );
  it('takes the nearest where collectives come evenly', () =>
    expect(shiftOf(Float64Array.of(0, 10, 20, 30), Float64Array.of(19, 29))).toBe(2));
});
