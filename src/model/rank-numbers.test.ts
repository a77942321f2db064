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
  it('keeps ranks distinct and says so', () => {
    const scans = [2, 2, 2].map((rank) => scanOf([], { distributedInfo: { rank, world_size: 8 } }));
    const { claims, diagnostics } = rankNumbers(scans);
    expect(claims).toEqual([2, 1, 3].map((rank) => ({ rank, worldSize: 8 })));
    expect(diagnostics.map(({ code, count }) => `${code} ${count}`)).toEqual(['rank-repeated 2']);
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
