import { describe, expect, it } from 'vitest';
import { scanOf } from '../test/scan-of.ts';
import { deviceNames, rankNumbers } from './rank-numbers.ts';

const ranksOf = (...infos: readonly unknown[]): readonly number[] =>
  rankNumbers(infos.map((distributedInfo) => scanOf([], { distributedInfo }))).claims.map(({ rank }) => rank);

describe('rankNumbers', () => {
  it('takes the rank a file claims, as number or text, else its place in the list', () => {
    expect(ranksOf({ rank: 3 }, { rank: '7' }, undefined)).toEqual([3, 7, 2]);
  });
  it('gives a file without a rank the next free number', () => {
    expect(ranksOf(undefined, { rank: 0 }, { rank: 1 })).toEqual([2, 0, 1]);
  });
  it('takes what the user tells of the files that do not say their rank, before their names', () => {
    const scans = [
      scanOf([], {}, 'trace-1.json'),
      scanOf([], { distributedInfo: { rank: 0 } }),
      scanOf([], {}, 'trace-2.json'),
    ];
    const { claims, diagnostics } = rankNumbers(scans, [7, 5]);
    expect(claims.map(({ rank, from }) => `${rank} ${from ?? 'file'}`)).toEqual(['7 told', '0 file', '5 told']);
    expect(diagnostics).toEqual([]);
  });
  it('falls back to the name where the user tells a number that is taken', () => {
    const scans = [scanOf([], {}, 'trace-1.json'), scanOf([], {}, 'trace-2.json')];
    expect(rankNumbers(scans, [4, 4]).claims.map(({ rank }) => rank)).toEqual([4, 2]);
  });
  it('keeps ranks distinct and says so', () => {
    const scans = [2, 2, 2].map((rank) => scanOf([], { distributedInfo: { rank, world_size: 8 } }));
    const { claims, diagnostics } = rankNumbers(scans);
    expect(claims).toEqual([2, 1, 3].map((rank) => ({ rank, worldSize: 8 })));
    expect(diagnostics.map(({ code, count }) => `${code} ${count}`)).toEqual(['rank-repeated 2']);
  });
  it.each([
    [
      ['rank10.json', 'rank2.json'],
      [10, 2],
    ],
    [
      ['job_rank-3.pt.trace.json.gz', 'job_rank-0.pt.trace.json.gz'],
      [3, 0],
    ],
    [
      ['a_r7.json', 'a_r5.json'],
      [7, 5],
    ],
    [
      ['trace-1.json.gz', 'trace-0.json.gz'],
      [1, 0],
    ],
  ])('reads the rank from names such as %j', (names, expected) => {
    const { claims, diagnostics } = rankNumbers(names.map((name) => scanOf([], {}, name)));
    expect(claims.map(({ rank }) => rank)).toEqual(expected);
    expect(diagnostics).toMatchObject([{ code: 'rank-from-name', count: names.length }]);
  });
  it.each([
    ['that repeat', ['a-1.json', 'b-1.json']],
    ['of which one is missing', ['rank5.json', 'other.json']],
  ])('takes no numbers from names %s, and asks', (_, names) => {
    const { claims, diagnostics } = rankNumbers(names.map((name) => scanOf([], {}, name)));
    expect(claims.map(({ rank }) => rank)).toEqual([0, 1]);
    expect(diagnostics).toMatchObject([{ code: 'rank-unknown', count: 2 }]);
  });
  it('does not ask about a single file, nor read its name', () => {
    const { claims, diagnostics } = rankNumbers([scanOf([], {}, 'rank9.json')]);
    expect([claims[0]!.rank, diagnostics]).toEqual([0, []]);
  });
  it('lets what a file says win over names', () => {
    const scans = [scanOf([], { distributedInfo: { rank: 1 } }, 'rank0.json'), scanOf([], {}, 'rank1.json')];
    expect(rankNumbers(scans).claims.map(({ rank }) => rank)).toEqual([1, 2]);
  });
  it.each([-1, 1.5, 'zero', null])('does not believe rank %s', (rank) => expect(ranksOf({ rank })).toEqual([0]));
});

describe('deviceNames', () => {
  const header = { deviceProperties: [{ id: 0, name: 'A' }, { id: 1, name: 'B' }, 'odd', { id: 2 }] };
  it('names the devices in use, each name once', () => {
    expect(deviceNames(header, new Set([1]))).toBe('B');
    expect(deviceNames(header, new Set([0, 1]))).toBe('A, B');
    expect(deviceNames(header, new Set([9]))).toBeUndefined();
    expect(deviceNames({}, new Set([0]))).toBeUndefined();
  });
  it('takes a name that all listed devices share, whatever the job calls its device', () => {
    expect(
      deviceNames(
        {
          deviceProperties: [
            { id: 0, name: 'A' },
            { id: 1, name: 'A' },
          ],
        },
        new Set([9]),
      ),
    ).toBe('A');
  });
});
