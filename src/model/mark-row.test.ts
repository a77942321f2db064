import { expect, it } from 'vitest';
import { buildMarkRow } from './mark-row.ts';
import { SUMMARY_FROM_MARKS } from './row-summary.ts';

const build = (marks: number) =>
  buildMarkRow(
    Float64Array.from({ length: marks }, (_, i) => 5 * i),
    Float64Array.from({ length: marks }, (_, i) => 5 * i + 2),
    Uint8Array.from({ length: marks }, (_, i) => (i % 2 === 0 ? 9 : 4)),
    Uint32Array.from({ length: marks }, (_, i) => 7 + i),
  );

it('names the tints that occur, ascending', () => {
  expect(build(3).tints).toEqual([4, 9]);
  expect(build(1).tints).toEqual([9]);
  expect(build(0).tints).toEqual([]);
});

it('sums up rows of many marks', () => {
  expect(build(10).summary).toBeUndefined();
  const { summary } = build(SUMMARY_FROM_MARKS);
  expect(summary?.share.length).toBe(2 * (summary?.bucket.length ?? 0));
});
