import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intersect, lengthWithin, subtract, totalLength, union, type Intervals } from './intervals.ts';

const stretches = fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 8 })), {
  maxLength: 12,
});
const setOf = (list: readonly (readonly [number, number])[]): Intervals =>
  union(
    Float64Array.from(list, ([a]) => a),
    Float64Array.from(list, ([a, length]) => a + length),
  );
/** Which of the unit cells [0, 64) a set covers. */
const cells = (set: Intervals): boolean[] =>
  Array.from({ length: 64 }, (_, cell) => set.some((a, i) => i % 2 === 0 && a <= cell && cell + 1 <= set[i + 1]!));

describe('union', () => {
  it('joins what touches and drops what is empty', () => {
    expect([
      ...setOf([
        [5, 2],
        [0, 3],
        [3, 0],
        [3, 1],
        [6, 4],
        [20, 0],
      ]),
    ]).toEqual([0, 4, 5, 10]);
  });
  it('is ascending and disjoint', () => {
    fc.assert(
      fc.property(stretches, (list) => {
        const set = setOf(list);
        for (let i = 1; i < set.length; i++) expect(set[i]!).toBeGreaterThan(set[i - 1]!);
      }),
    );
  });
  it('does not care about the order of its input', () => {
    fc.assert(
      fc.property(stretches, (list) => {
        expect(setOf([...list].reverse())).toEqual(setOf(list));
      }),
    );
  });
});

it('intersect and subtract agree with counting cells', () => {
  fc.assert(
    fc.property(stretches, stretches, (one, other) => {
      const [a, b] = [setOf(one), setOf(other)];
      const [inA, inB] = [cells(a), cells(b)];
      expect(cells(intersect(a, b))).toEqual(inA.map((on, i) => on && inB[i]!));
      expect(cells(subtract(a, b))).toEqual(inA.map((on, i) => on && !inB[i]!));
      expect(totalLength(intersect(a, b)) + totalLength(subtract(a, b))).toBe(totalLength(a));
    }),
  );
});

it('measures a set inside a window', () => {
  expect(lengthWithin(Float64Array.of(0, 4, 5, 10), 3, 6)).toBe(2);
  expect(lengthWithin(Float64Array.of(0, 4), 3, 3)).toBe(0);
});
