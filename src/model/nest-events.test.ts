import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_ROWS, nestEvents } from './nest-events.ts';

/** Nests stretches that are sorted by start, then longest first. */
function nest(list: readonly (readonly [number, number])[], resolutionUs = 0.001) {
  const row = new Uint16Array(list.length);
  const parent = new Int32Array(list.length);
  const start = Float64Array.from(list, ([a]) => a);
  const end = Float64Array.from(list, ([, b]) => b);
  const { rows, overlaps, folded } = nestEvents(start, end, 0, list.length, row, parent, resolutionUs);
  return { row: [...row], parent: [...parent], rows, overlaps, folded };
}

describe('nestEvents', () => {
  it('puts contained events below their parent', () => {
    expect(
      nest([
        [0, 10],
        [1, 4],
        [2, 3],
        [4, 6],
        [12, 13],
      ]),
    ).toEqual({
      row: [0, 1, 2, 1, 0],
      parent: [-1, 0, 1, 0, -1],
      rows: 3,
      overlaps: 0,
      folded: 0,
    });
  });
  it('puts a partly overlapping event on the first free row, counts it, and nests what lies in it', () => {
    expect(
      nest([
        [0, 20],
        [2, 8],
        [3, 4],
        [5, 12],
        [6, 7],
        [13, 14],
      ]),
    ).toEqual({
      row: [0, 1, 2, 2, 3, 1],
      parent: [-1, 0, 1, 0, 3, 0],
      rows: 4,
      overlaps: 1,
      folded: 0,
    });
  });
  it('takes an edge that stands out by a nanosecond as shared', () => {
    expect(
      nest([
        [0, 10],
        [5, 10.001],
        [10, 12],
      ]),
    ).toMatchObject({ row: [0, 1, 0], parent: [-1, 0, -1], overlaps: 0 });
  });
  it('lets an end stand out by one unit in files of whole microseconds', () => {
    const list = [
      [0, 10],
      [5, 11],
      [11, 12],
    ] as const;
    expect(nest(list, 1)).toMatchObject({ parent: [-1, 0, -1], overlaps: 0 });
    expect(nest(list, 0.001)).toMatchObject({ parent: [-1, -1, -1], overlaps: 1 });
  });
  it('does not nest instants into each other', () => {
    expect(
      nest([
        [5, 5],
        [5, 5],
        [5, 5],
      ]),
    ).toMatchObject({ row: [0, 0, 0], parent: [-1, -1, -1] });
  });
  it('folds what is nested too deep', () => {
    const deep = Array.from({ length: MAX_ROWS + 2 }, (_, i) => [i, 3 * MAX_ROWS - i] as const);
    expect(nest(deep)).toMatchObject({ rows: MAX_ROWS, folded: 2 });
  });
});

it('laws: rows never overlap, and a parent is the tightest event that contains its child', () => {
  const event = fc.tuple(fc.nat(30), fc.nat(12)).map(([a, length]) => [a, a + length] as const);
  fc.assert(
    fc.property(fc.array(event, { maxLength: 40 }), (unsorted) => {
      const list = [...unsorted].sort((a, b) => a[0] - b[0] || b[1] - a[1]);
      const { row, parent } = nest(list);
      list.forEach(([a, b], i) => {
        const up = parent[i]!;
        if (up >= 0) expect(list[up]![0] <= a && b <= list[up]![1] && row[up]! < row[i]!).toBe(true);
        else if (b > a) expect(list.slice(0, i).some(([c, d]) => c <= a && b <= d)).toBe(false);
        for (let j = 0; j < i; j++) {
          const [c, d] = list[j]!;
          if (row[j] === row[i]) expect(d <= a || c >= b).toBe(true);
        }
      });
    }),
  );
});
