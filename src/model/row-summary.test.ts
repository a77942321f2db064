import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { busyUs, denseRow } from '../test/dense-row.ts';
import { marksOf } from '../test/chart-lanes.ts';
import { LONG_BUCKETS, type RowSummary, SUMMARY_FROM_MARKS } from './row-summary.ts';
import { type MarkRow } from './mark-row.ts';

const bytesOf = ({ bucketUs }: RowSummary): number => bucketUs.buffer.byteLength;
const isShort = (bucketUs: number) => (us: number) => us < LONG_BUCKETS * bucketUs;

const law = (check: (row: MarkRow, summary: RowSummary) => void): void =>
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: SUMMARY_FROM_MARKS, max: 3000 }), (seed, marks) => {
      const row = denseRow(seed, marks);
      check(row, row.summary!);
    }),
    { numRuns: 15 },
  );

describe('the summary of a row', () => {
  it('is not made for rows of few marks', () => {
    expect(denseRow(1, SUMMARY_FROM_MARKS - 1).summary).toBeUndefined();
    expect(denseRow(1, SUMMARY_FROM_MARKS).summary).toBeDefined();
  });

  it('halves the time axis level by level down to a few marks a bucket', () => {
    const marks = Array.from({ length: 4096 }, (_, i) => ({ start: i, end: i + 0.5, tint: i % 2 }));
    const { summary } = marksOf(marks);
    expect([...summary!.bucketUs]).toEqual([4, 8, 16]);
    expect([...summary!.bucketAt]).toEqual([0, 1024, 1536, 1792]);
    expect([...summary!.share.subarray(0, 4)]).toEqual([64, 64, 64, 64]);
    expect(summary!.long).toHaveLength(0);
  });

  it('stands any marks: all at one instant, or over hours', () => {
    const instant = marksOf(Array.from({ length: 2000 }, () => ({ start: 7, end: 7, tint: 1 })));
    expect([...instant.summary!.share]).toEqual([1]);
    const hours = marksOf(Array.from({ length: 2000 }, (_, i) => ({ start: i * 5e6, end: i * 5e6 + 1e-3, tint: 1 })));
    expect(hours.summary!.bucketAt[1]).toBeGreaterThanOrEqual(500);
  });

  it('lives in one buffer, so that it crosses from the worker as one', () => {
    const summary = denseRow(3, 3000).summary!;
    for (const view of [summary.bucketAt, summary.longAt, summary.bucket, summary.share, summary.long])
      expect(view.buffer).toBe(summary.bucketUs.buffer);
    expect(structuredClone(summary)).toEqual(summary);
  });
});

describe('laws of the summary', () => {
  it('shares are the exact busy shares of short marks, within the quantum; 0 only where the tint is absent', () => {
    law((row, summary) => {
      const step = Math.max(1, Math.floor(summary.bucket.length / 40));
      for (let k = 0; k < summary.bucketUs.length; k++) {
        const us = summary.bucketUs[k]!;
        for (let j = summary.bucketAt[k]!; j < summary.bucketAt[k + 1]!; j += step) {
          const from = summary.origin + summary.bucket[j]! * us;
          row.tints.forEach((tint, c) => {
            const exact = busyUs(row, tint, from, from + us, isShort(us)) / us;
            const share = summary.share[j * row.tints.length + c]!;
            expect(Math.abs(share / 255 - exact)).toBeLessThanOrEqual(1 / 255 + 1e-5);
            if (exact > 0) expect(share).toBeGreaterThan(0);
          });
        }
      }
    });
  });

  it('every mark is in the buckets of each level or in its list', () => {
    law((row, summary) => {
      for (let k = 0; k < summary.bucketUs.length; k++) {
        const us = summary.bucketUs[k]!;
        const numbers = summary.bucket.subarray(summary.bucketAt[k], summary.bucketAt[k + 1]);
        const held = new Set(numbers);
        expect(held.size).toBe(numbers.length);
        const long = new Set(summary.long.subarray(summary.longAt[k], summary.longAt[k + 1]));
        let lost = 0;
        for (let i = 0; i < row.length; i++) {
          const short = isShort(us)(row.end[i]! - row.start[i]!);
          const found = short ? held.has(Math.floor((row.start[i]! - summary.origin) / us)) : long.has(i);
          if (!found || (short && long.has(i))) lost++;
        }
        expect(lost).toBe(0);
      }
    });
  });

  it('memory is bounded by the number of marks', () => {
    law((row, summary) => expect(bytesOf(summary)).toBeLessThan(row.length * (2.5 * (4 + row.tints.length) + 8)));
  });
});
