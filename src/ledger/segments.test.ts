import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at } from '../base/at.ts';
import { flattenSpans, type Segments, unionLength } from './segments.ts';
import { sortByStart } from './start-order.ts';

const anySpans = fc.array(
  fc.record({
    start: fc.integer({ min: 0, max: 40 }),
    length: fc.integer({ min: -1, max: 15 }),
    cls: fc.integer({ min: 0, max: 14 }),
  }),
  { maxLength: 25 },
);
type SpanRow = { readonly start: number; readonly length: number; readonly cls: number };

function columnsOf(rows: readonly SpanRow[]) {
  const spans = {
    start: Float64Array.from(rows, (row) => row.start),
    end: Float64Array.from(rows, (row) => row.start + row.length),
  };
  const order = sortByStart(
    Uint32Array.from(rows, (_, index) => index),
    spans.start,
  );
  return { spans, order, classes: Uint8Array.from(rows, (row) => row.cls) };
}

function classAt(segments: Segments, time: number): number | undefined {
  for (let s = 0; s < segments.length; s++) {
    if (at(segments.start, s) <= time && time < at(segments.end, s)) return at(segments.class, s);
  }
  return undefined;
}

describe('flattenSpans', () => {
  it('gives each instant the lowest class that is open', () => {
    fc.assert(
      fc.property(anySpans, (rows) => {
        const { spans, order, classes } = columnsOf(rows);
        const segments = flattenSpans(spans, order, classes);
        for (let time = 0.5; time < 60; time++) {
          const open = rows.filter((row) => row.start <= time && time < row.start + row.length).map((row) => row.cls);
          expect(classAt(segments, time)).toBe(open.length > 0 ? Math.min(...open) : undefined);
        }
      }),
    );
  });

  it('gives segments in order without overlap, each inside the event it rests on', () => {
    fc.assert(
      fc.property(anySpans, (rows) => {
        const { spans, order, classes } = columnsOf(rows);
        const segments = flattenSpans(spans, order, classes);
        for (let s = 0; s < segments.length; s++) {
          const event = at(segments.event, s);
          expect(at(segments.end, s)).toBeGreaterThan(at(segments.start, s));
          if (s > 0) expect(at(segments.start, s)).toBeGreaterThanOrEqual(at(segments.end, s - 1));
          expect(at(classes, event)).toBe(at(segments.class, s));
          expect(at(spans.start, event)).toBeLessThanOrEqual(at(segments.start, s));
          expect(at(spans.end, event)).toBeGreaterThanOrEqual(at(segments.end, s));
        }
      }),
    );
  });

  it('shows the outermost call of a class, not the calls inside it', () => {
    const { spans, order, classes } = columnsOf([
      { start: 0, length: 10, cls: 12 },
      { start: 2, length: 3, cls: 12 },
    ]);
    expect([...flattenSpans(spans, order, classes).event]).toEqual([0]);
  });
});

describe('unionLength', () => {
  it('counts overlaps once', () => {
    const { spans, order, classes } = columnsOf([
      { start: 0, length: 4, cls: 0 },
      { start: 1, length: 9, cls: 1 },
      { start: 2, length: 4, cls: 0 },
      { start: 9, length: 1, cls: 0 },
    ]);
    expect(unionLength(spans, order, classes, 0)).toBe(7);
    expect(unionLength(spans, order, classes, 1)).toBe(9);
  });
});

describe('sortByStart', () => {
  it('sorts stably', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 })), (starts) => {
        const start = Float64Array.from(starts);
        const sorted = [
          ...sortByStart(
            Uint32Array.from(starts, (_, index) => index),
            start,
          ),
        ];
        const wanted = starts.map((_, index) => index).sort((a, b) => at(start, a) - at(start, b) || a - b);
        expect(sorted).toEqual(wanted);
      }),
    );
  });
});
