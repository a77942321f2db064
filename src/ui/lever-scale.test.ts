import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inEnglish } from '../base/say.ts';
import { LEVERS } from '../replay/levers.ts';
import { type LeverRow } from '../replay/levers/lever-row.ts';
import {
  type LeverScale,
  positionOf,
  SLIDER_END,
  spokenOf,
  typedOf,
  valueAt,
  valueTyped,
  wordsOf,
} from './lever-scale.ts';

const ROWS: readonly LeverRow[] = LEVERS;
const scaleOf = (key: string): LeverScale => {
  const row = ROWS.find((lever) => lever.key === key);
  if (row === undefined) throw new Error(key);
  return row;
};
const data = scaleOf('data');

it('has the slowest, the measured run and the removed cost at fixed places', () => {
  expect([0, SLIDER_END].map((position) => valueAt(data, position))).toEqual([0.25, Infinity]);
  expect(valueAt(data, positionOf(data, 1))).toBe(1);
  expect(positionOf(data, Infinity)).toBe(SLIDER_END);
});

describe.each(ROWS.map((row) => [row.key, row] as const))('the slider of %s', (_, row) => {
  it('comes back to the value, never falls as it moves right, and keeps within the ends', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 95, noNaN: true }), (position) => {
        const value = valueAt(row, position);
        expect(value).toBeGreaterThanOrEqual(row.min - 1e-9);
        expect(value).toBeLessThanOrEqual(row.max + 1e-9);
        expect(Math.abs(valueAt(row, positionOf(row, value)) - value)).toBeLessThanOrEqual(0.02 * Math.abs(value));
        expect(valueAt(row, position + 5)).toBeGreaterThanOrEqual(value);
      }),
      { numRuns: 50 },
    );
  });

  it('reads back what it would type', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), (position) => {
        const value = valueAt(row, position);
        const back = valueTyped({ ...row, min: row.min - 0.01 }, typedOf(row, value));
        expect(back).toBeDefined();
        expect(Math.abs((back ?? 0) / (value || 1) - (value === 0 ? 0 : 1)) < 0.02 || back === value).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});

it('speaks plainly, for eyes and for ears', () => {
  const said = (key: string, ...values: (number | undefined)[]): string[] =>
    values.map((value) => inEnglish(wordsOf(scaleOf(key), value)));
  expect(said('data', 2, 0.5, 1, 1.41, Infinity)).toEqual([
    '2× faster',
    '2× slower',
    'as measured',
    '1.4× faster',
    'cost removed',
  ]);
  expect(said('pinned', 0, 1)).toEqual(['as measured', 'done']);
  expect(said('overlap', -1, 0, 1)).toEqual(['taking turns', 'as measured', 'fully overlapped']);
  expect(said('swap', 0, 0.5, 1)).toEqual(['none', '0.5× as much', 'as measured']);
  expect(said('workers', undefined, 4)).toEqual(['as measured', '4']);
  expect(inEnglish(spokenOf(data, 2))).toBe('2 times faster');
  expect(inEnglish(spokenOf(scaleOf('cache'), 0.5))).toBe('50 per cent');
});

it('takes typed values in the unit of the lever and refuses what is none', () => {
  const typed = (key: string, ...texts: string[]): (number | undefined)[] =>
    texts.map((text) => valueTyped(scaleOf(key), text));
  expect(typed('data', '2', '1,5', '3x', 'inf', '0', '-1', 'fast', '50%')).toEqual([
    2,
    1.5,
    3,
    Infinity,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  expect(typed('workers', '4', '2.5', '65', 'inf')).toEqual([4, undefined, undefined, undefined]);
  expect(typed('cache', '50%', '0.5', '150%')).toEqual([0.5, 0.5, undefined]);
});
