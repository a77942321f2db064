import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at } from '../base/at.ts';
import { type MarkRow } from '../model/mark-row.ts';
import { busyUs, denseRow, numbersFrom } from '../test/dense-row.ts';
import { type ColumnStyle } from './column.ts';
import { createRectBuilder, type RectBuilder } from './rect-builder.ts';
import { type DotScale, levelFor } from './row-columns.ts';
import { inColumns } from '../test/in-columns.ts';
import { coarser, pushRow } from './row-rects.ts';

const HEIGHT = 20;

/** The rectangles in columns, and the time axis in columns: of a pixel, or of two where the row is dense. */
function layout(row: MarkRow, scale: DotScale, column: ColumnStyle): { rects: RectBuilder; scale: DotScale } {
  const rects = createRectBuilder();
  const grain = pushRow(rects, row, scale, { y: 0, height: HEIGHT, lane: 0, column, gap: false });
  return { rects: inColumns(rects, grain), scale: grain === 1 ? scale : { ...coarser(scale), dot: 1 } };
}

/** A window of the row that its summary is good for, so many pixels across. */
function viewOf(row: MarkRow, seed: number, dots: number): DotScale {
  const next = numbersFrom(seed);
  const start = at(row.start, 0);
  const whole = at(row.end, row.length - 1) - start;
  const least = Math.min(whole, at(row.summary!.bucketUs, 0) * dots);
  const span = least * (whole / least) ** next();
  const from = start + next() * (whole - span) - next() * 0.01 * span;
  return { start: from, end: from + span, dotsPerUs: dots / span, dots, dot: 1 };
}

type Check = (rects: RectBuilder, row: MarkRow, scale: DotScale, exact: RectBuilder) => void;

const law = (column: ColumnStyle, check: Check): void =>
  fc.assert(
    fc.property(
      fc.nat(),
      fc.integer({ min: 1024, max: 4000 }),
      fc.integer({ min: 8, max: 120 }),
      (seed, marks, dots) => {
        const row = denseRow(seed, marks);
        const given = viewOf(row, seed + 1, dots);
        const { rects, scale } = layout(row, given, column);
        if (levelFor(row.summary!, 1 / scale.dotsPerUs) < 0) return;
        check(rects, row, scale, layout({ ...row, summary: undefined }, given, column).rects);
      },
    ),
    { numRuns: 40 },
  );

const widthUs = (row: MarkRow, i: number): number => at(row.end, i) - at(row.start, i);
const list = (rects: RectBuilder): number[] => Array.from({ length: rects.length }, (_, i) => i);

describe('a row read from its summary, beside the exact reading', () => {
  it('draws the same marks of a pixel and more, edges within a pixel and a half of their times', () => {
    law('dominant', (rects, row, scale, exact) => {
      const wides = (batch: RectBuilder) =>
        list(batch).filter((i) => {
          const mark = at(batch.ref, i);
          return mark >= 0 && (at(row.start, mark) - scale.start) * scale.dotsPerUs < scale.dots - 3;
        });
      const own = wides(rects);
      expect(own.map((i) => at(rects.ref, i))).toEqual(wides(exact).map((i) => at(exact.ref, i)));
      for (const i of own) {
        const mark = at(rects.ref, i);
        const x0 = Math.max(0, (at(row.start, mark) - scale.start) * scale.dotsPerUs);
        const x1 = Math.min(scale.dots, (at(row.end, mark) - scale.start) * scale.dotsPerUs);
        expect(Math.abs(at(rects.x, i) - x0)).toBeLessThanOrEqual(1.51);
        expect(Math.abs(at(rects.x, i) + at(rects.width, i) - x1)).toBeLessThanOrEqual(1.51);
      }
    });
  });

  it('fills each column as the exact time of a stretch that is the column with its ends moved by at most half a bucket', () => {
    law('dominant', (rects, row, scale) => {
      const us = at(row.summary!.bucketUs, levelFor(row.summary!, 1 / scale.dotsPerUs));
      const { origin } = row.summary!;
      const dotUs = 1 / scale.dotsPerUs;
      const edge = (column: number) => origin + Math.round((scale.start + column * dotUs - origin) / us) * us;
      for (const i of list(rects)) {
        const column = at(rects.x, i);
        const beside = i > 0 && at(rects.ref, i - 1) >= 0;
        if (at(rects.ref, i) >= 0 || beside || column === 0 || column === scale.dots - 1) continue;
        const from = edge(column);
        const to = edge(column + 1);
        const share = (tint: number) => busyUs(row, tint, from, to, (length) => length < dotUs) / (to - from);
        const tint = at(rects.tint, i);
        expect(Math.abs(at(rects.share, i) - Math.min(1, share(tint)))).toBeLessThanOrEqual(1 / 255 + 1e-4);
        for (const other of row.tints) expect(share(other)).toBeLessThanOrEqual(share(tint) + 2 / 255 + 1e-4);
      }
    });
  });

  it('lets nothing vanish and draws no more than a rectangle a pixel', () => {
    law('dominant', (rects, row, scale) => {
      expect(rects.length).toBeLessThanOrEqual(scale.dots);
      const shown = new Uint8Array(scale.dots);
      let free = 0;
      for (const i of list(rects)) {
        expect(at(rects.x, i)).toBeGreaterThanOrEqual(free);
        free = at(rects.x, i) + at(rects.width, i);
        shown.fill(1, at(rects.x, i), free);
      }
      expect(free).toBeLessThanOrEqual(scale.dots);
      for (let m = 0; m < row.length; m++) {
        if (at(row.end, m) < scale.start || at(row.start, m) >= scale.end) continue;
        const x0 = Math.max(0, (at(row.start, m) - scale.start) * scale.dotsPerUs);
        const x1 = x0 + widthUs(row, m) * scale.dotsPerUs;
        const near = shown.subarray(Math.max(0, Math.floor(x0) - 1), Math.ceil(x1) + 2);
        if (!near.includes(1)) throw new Error(`mark ${m} at ${x0} is not to be seen`);
      }
    });
  });

  it('shows every tint of a stacked pixel', () => {
    law('stacked', (rects, row, scale) => {
      const heights = new Float64Array(scale.dots);
      for (const i of list(rects)) {
        expect(at(rects.height, i)).toBeGreaterThanOrEqual(1);
        if (at(rects.ref, i) >= 0) continue;
        for (let x = at(rects.x, i); x < at(rects.x, i) + at(rects.width, i); x++)
          heights[x] = at(heights, x) + at(rects.height, i);
      }
      expect(heights.filter((height) => height !== 0 && height !== HEIGHT)).toHaveLength(0);
      const tints = new Set(list(rects).map((i) => at(rects.tint, i)));
      const all = scale.start <= at(row.start, 0) && scale.end >= at(row.end, row.length - 1);
      if (all) expect([...tints].sort()).toEqual(row.tints);
    });
  });
});
