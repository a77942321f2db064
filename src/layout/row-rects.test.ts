import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at } from '../base/at.ts';
import { type MarkRow } from '../model/mark-row.ts';
import { marksOf, rowOf } from '../test/chart-lanes.ts';
import { type ColumnStyle } from './column.ts';
import { createRectBuilder, type RectBuilder } from './rect-builder.ts';
import { type DotScale } from './row-columns.ts';
import { inColumns } from '../test/in-columns.ts';
import { coarser, pushRow } from './row-rects.ts';

const HEIGHT = 20;

function layout(row: MarkRow, window: { start: number; end: number }, dots: number, column: ColumnStyle, gap = false) {
  const scale: DotScale = { ...window, dotsPerUs: dots / (window.end - window.start), dots, dot: 1 };
  const rects = createRectBuilder(1);
  const grain = pushRow(rects, row, scale, { y: 0, height: HEIGHT, lane: 0, column, gap });
  return { rects: inColumns(rects, grain), scale: grain === 1 ? scale : { ...coarser(scale), dot: 1 } };
}

/** `a-` is mark 0 and the pixels it covers, a digit a summary with its share in tenths (`*` when full). */
function picture(rects: RectBuilder, dots: number): string {
  const cells = Array.from({ length: dots }, () => '.');
  for (let i = 0; i < rects.length; i++) {
    const ref = at(rects.ref, i);
    const tenths = Math.floor(at(rects.share, i) * 10 + 1e-6);
    for (let x = 0; x < at(rects.width, i); x++) {
      const cell = at(rects.x, i) + x;
      if (cells[cell] !== '.') throw new Error(`two rectangles at ${cell}`);
      cells[cell] = ref < 0 ? (tenths > 9 ? '*' : String(tenths)) : x === 0 ? String.fromCharCode(97 + ref) : '-';
    }
  }
  return cells.join('');
}

const draw = (text: string, unitUs: number, dots: number, gap = false): string => {
  const { rects } = layout(rowOf(text, unitUs), { start: 0, end: dots }, dots, 'dominant', gap);
  return picture(rects, dots);
};

describe('a row of marks', () => {
  it('draws marks of a pixel and more as themselves, edges rounded', () => {
    expect(draw('##..c.dddd', 1, 10)).toBe('a-..b.c---');
    expect(draw('.###.', 1.4, 7)).toBe('.a----.');
  });

  it('leaves one pixel free after marks of four pixels and more', () => {
    expect(draw('####cccc##', 1, 10, true)).toBe('a--.b--.c-');
  });

  it('sums up narrow marks by pixel', () => {
    expect(draw('#.#.#.#...c.......', 0.25, 5)).toBe('552..');
  });

  it.each([
    ['after a rounded-down edge', 4.1, 4.4, 'a---3c----'],
    ['after a rounded-up edge', 4.6, 4.9, 'a---3c----'],
  ])('gives a pixel to a short stall between two long kernels, %s', (_, from, to, expected) => {
    const row = marksOf([
      { start: 0, end: from, tint: 0 },
      { start: from, end: to, tint: 4 },
      { start: to, end: 10, tint: 0 },
    ]);
    const { rects } = layout(row, { start: 0, end: 10 }, 10, 'dominant');
    expect(picture(rects, 10)).toBe(expected);
    expect(at(rects.tint, 1)).toBe(4);
  });

  it('splits a narrow mark that lies across two pixels between them', () => {
    const across = { start: 2.75, end: 3.5, tint: 0 };
    const alone = layout(marksOf([across]), { start: 0, end: 5 }, 5, 'dominant');
    expect(picture(alone.rects, 5)).toBe('..25.');
    const followed = layout(marksOf([across, { start: 3.5, end: 3.75, tint: 0 }]), { start: 0, end: 5 }, 5, 'dominant');
    expect(picture(followed.rects, 5)).toBe('..27.');
  });

  it('shows marks of no length', () => {
    const row = marksOf([{ start: 2, end: 2, tint: 3 }]);
    const { rects } = layout(row, { start: 0, end: 5 }, 5, 'dominant');
    expect(picture(rects, 5)).toBe('..0..');
    expect(at(rects.tint, 0)).toBe(3);
  });

  it('clips marks that reach beyond the window', () => {
    const { rects } = layout(rowOf('########', 1), { start: 2, end: 4 }, 6, 'dominant');
    expect(picture(rects, 6)).toBe('a-----');
  });

  it('stacks the classes of a pixel in proportion, the first class at the bottom', () => {
    const { rects } = layout(rowOf('###d', 0.25), { start: 0, end: 4 }, 4, 'stacked');
    const slices = Array.from({ length: rects.length }, (_, i) => [
      at(rects.tint, i),
      at(rects.y, i),
      at(rects.height, i),
    ]);
    expect(slices).toEqual([
      [0, 5, 15],
      [4, 0, 5],
    ]);
  });
});

const rowOfMarks = fc
  .array(
    fc.record({
      skip: fc.oneof(
        fc.constant(0),
        fc.double({ min: 0, max: 3, noNaN: true }),
        fc.double({ min: 0, max: 0.02, noNaN: true }),
      ),
      length: fc.oneof(
        fc.constant(0),
        fc.double({ min: 0, max: 9, noNaN: true }),
        fc.double({ min: 0, max: 0.05, noNaN: true }),
      ),
      tint: fc.integer({ min: 0, max: 4 }),
    }),
    { maxLength: 120 },
  )
  .map((parts) => {
    let time = 0;
    return marksOf(
      parts.map(({ skip, length, tint }) => {
        const start = time + skip;
        time = start + length;
        return { start, end: time, tint };
      }),
    );
  });
const view = fc.record({
  start: fc.double({ min: 0, max: 60, noNaN: true }),
  span: fc.double({ min: 0.5, max: 200, noNaN: true }),
  dots: fc.integer({ min: 1, max: 80 }),
});

/** Share of `tint` in the pixel `column`, from the marks narrower than a pixel, the slow way. */
function shareOf(row: MarkRow, scale: DotScale, column: number, tint: number): number {
  const from = scale.start + column / scale.dotsPerUs;
  const to = from + 1 / scale.dotsPerUs;
  let us = 0;
  for (let i = 0; i < row.length; i++) {
    const narrow = (at(row.end, i) - at(row.start, i)) * scale.dotsPerUs < 1;
    if (narrow && at(row.tint, i) === tint)
      us += Math.max(0, Math.min(to, at(row.end, i)) - Math.max(from, at(row.start, i)));
  }
  return us * scale.dotsPerUs;
}

describe('laws of a row', () => {
  const law = (column: ColumnStyle, check: (rects: RectBuilder, row: MarkRow, scale: DotScale) => void): void =>
    fc.assert(
      fc.property(rowOfMarks, view, (row, { start, span, dots }) => {
        const { rects, scale } = layout(row, { start, end: start + span }, dots, column);
        check(rects, row, scale);
      }),
      { numRuns: 600 },
    );

  it('draws at most one rectangle a pixel, or one a pixel and class when stacked', () => {
    law('dominant', (rects, _row, scale) => expect(rects.length).toBeLessThanOrEqual(scale.dots));
    law('stacked', (rects, row, scale) => expect(rects.length).toBeLessThanOrEqual(scale.dots * row.tints.length));
  });

  it('keeps rectangles inside the plot, on whole pixels, left to right, apart', () => {
    law('dominant', (rects, _row, scale) => {
      let free = 0;
      for (let i = 0; i < rects.length; i++) {
        expect(at(rects.x, i)).toBeGreaterThanOrEqual(free);
        expect(at(rects.width, i)).toBeGreaterThanOrEqual(1);
        free = at(rects.x, i) + at(rects.width, i);
        expect(Number.isInteger(free)).toBe(true);
      }
      expect(free).toBeLessThanOrEqual(scale.dots);
    });
  });

  it('keeps slices inside the row and fills its height in every stacked pixel', () => {
    law('stacked', (rects, _row, scale) => {
      const heights = new Float64Array(scale.dots);
      let fits = true;
      for (let i = 0; i < rects.length; i++) {
        fits &&= at(rects.height, i) >= 1 && at(rects.y, i) >= 0;
        for (let x = 0; x < at(rects.width, i); x++) {
          const cell = at(rects.x, i) + x;
          heights[cell] = at(heights, cell) + at(rects.height, i);
        }
      }
      expect(fits).toBe(true);
      expect(heights.filter((height) => height !== 0 && height !== HEIGHT)).toHaveLength(0);
    });
  });

  it('lets no mark vanish: a rectangle stands within a pixel of each', () => {
    law('dominant', (rects, row, scale) => {
      for (let m = 0; m < row.length; m++) {
        const x0 = (at(row.start, m) - scale.start) * scale.dotsPerUs;
        const x1 = (at(row.end, m) - scale.start) * scale.dotsPerUs;
        if (at(row.end, m) < scale.start || at(row.start, m) >= scale.end) continue;
        const covered = Array.from({ length: rects.length }, (_, i) => i).some(
          (i) =>
            at(rects.x, i) <= Math.max(0, x0) + 1 &&
            at(rects.x, i) + at(rects.width, i) >= Math.min(scale.dots, x1) - 1,
        );
        const narrow = x1 - x0 < 1;
        const column = Math.min(scale.dots - 1, Math.max(0, Math.floor(x0)));
        const pixelShows = Array.from({ length: rects.length }, (_, i) => i).some(
          (i) => at(rects.x, i) <= column && column < at(rects.x, i) + at(rects.width, i),
        );
        expect(narrow ? pixelShows : covered).toBe(true);
      }
    });
  });

  it('gives exact shares to summaries, those of the class with most time', () => {
    law('dominant', (rects, row, scale) => {
      for (let i = 0; i < rects.length; i++) {
        if (at(rects.ref, i) >= 0) continue;
        const column = at(rects.x, i);
        const share = at(rects.share, i);
        expect(share).toBeCloseTo(Math.min(1, shareOf(row, scale, column, at(rects.tint, i))), 5);
        for (const tint of row.tints) expect(shareOf(row, scale, column, tint)).toBeLessThanOrEqual(share + 1e-5);
      }
    });
  });

  it('draws each edge of a wide mark within a pixel of its time', () => {
    law('dominant', (rects, row, scale) => {
      for (let i = 0; i < rects.length; i++) {
        const ref = at(rects.ref, i);
        if (ref < 0) continue;
        const x0 = Math.max(0, (at(row.start, ref) - scale.start) * scale.dotsPerUs);
        const x1 = Math.min(scale.dots, (at(row.end, ref) - scale.start) * scale.dotsPerUs);
        expect(Math.abs(at(rects.x, i) - x0)).toBeLessThanOrEqual(1 + 1e-6);
        expect(Math.abs(at(rects.x, i) + at(rects.width, i) - x1)).toBeLessThanOrEqual(1 + 1e-6);
      }
    });
  });
});
