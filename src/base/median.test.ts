import { expect, it } from 'vitest';
import { median, quantile } from './median.ts';

it('takes the middle value, or the mean of the middle two', () => {
  expect(median([5, 1, 3])).toBe(3);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([])).toBeNaN();
});

it('sorts numbers as numbers and leaves its input alone', () => {
  const values = Float64Array.of(10, 9, 100);
  expect(median(values)).toBe(10);
  expect([...values]).toEqual([10, 9, 100]);
});

it('interpolates between neighbours', () => {
  expect(quantile([0, 10], 0.25)).toBe(2.5);
  expect(quantile([1, 2, 3], 1)).toBe(3);
});
