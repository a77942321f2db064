import fc from 'fast-check';
import { expect, it } from 'vitest';
import { buildMarkRow } from './mark-row.ts';

it('keeps running totals of each tint', () => {
  const row = buildMarkRow(
    Float64Array.of(0, 5, 10),
    Float64Array.of(2, 8, 11),
    Uint8Array.of(9, 4, 9),
    Uint32Array.of(7, 8, 9),
  );
  expect(row.tints).toEqual([4, 9]);
  expect([...row.before]).toEqual([0, 0, 0, 2, 3, 2, 3, 3]);
});

it('two look-ups give what a sum over the marks gives', () => {
  const mark = fc.record({ gap: fc.nat(5), length: fc.nat(9), tint: fc.nat(3) });
  fc.assert(
    fc.property(fc.array(mark, { maxLength: 20 }), fc.nat(20), fc.nat(20), (marks, from, to) => {
      let time = 0;
      const start = Float64Array.from(marks, ({ gap, length }) => (time += gap + length) - length);
      const end = start.map((a, i) => a + marks[i]!.length);
      const row = buildMarkRow(
        start,
        end,
        Uint8Array.from(marks, ({ tint }) => tint),
        new Uint32Array(marks.length),
      );
      const [low, high] = [Math.min(from, to, marks.length), Math.min(Math.max(from, to), marks.length)];
      row.tints.forEach((tint, column) => {
        const sum = marks
          .slice(low, high)
          .reduce((total, { tint: own, length }) => total + (own === tint ? length : 0), 0);
        const width = row.tints.length;
        expect(row.before[high * width + column]! - row.before[low * width + column]!).toBe(sum);
      });
    }),
  );
});
