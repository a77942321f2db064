import fc from 'fast-check';
import { expect, it } from 'vitest';
import { factorOf, positionOf, SLIDER_END, UNCHANGED, wordsOf } from './lever-scale.ts';

it('has the measured run, the slowest and the removed cost at fixed places', () => {
  expect(factorOf(UNCHANGED)).toBe(1);
  expect(factorOf(0)).toBe(0.25);
  expect(factorOf(SLIDER_END)).toBe(Number.POSITIVE_INFINITY);
  expect(positionOf(1)).toBe(UNCHANGED);
  expect(positionOf(Number.POSITIVE_INFINITY)).toBe(SLIDER_END);
});

it('comes back to the same factor within the three digits it keeps', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.25, max: 16, noNaN: true }), (factor) => {
      const back = factorOf(positionOf(factor));
      expect(Math.abs(back / factor - 1)).toBeLessThan(0.035);
    }),
  );
});

it('never gets slower as the slider moves right', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99 }), (position) => {
      expect(factorOf(position + 1)).toBeGreaterThanOrEqual(factorOf(position));
    }),
  );
});

it('speaks plainly', () => {
  expect([wordsOf(2), wordsOf(0.5), wordsOf(1), wordsOf(1.41), wordsOf(Number.POSITIVE_INFINITY)]).toEqual([
    '2× faster',
    '2× slower',
    'as measured',
    '1.4× faster',
    'cost removed',
  ]);
});
