import { expect, it } from 'vitest';
import { formatInstant } from './format-instant.ts';

const plain = (text: string) => text.replaceAll('\u202f', ' ');

it('keeps the digits that the window can tell apart, and no more', () => {
  expect(plain(formatInstant(1_234_567.891, 2_000_000))).toBe('1235 ms');
  expect(plain(formatInstant(1_234_567.891, 2_000))).toBe('1234.568 ms');
  expect(plain(formatInstant(5.25, 1))).toBe('5.250 µs');
  expect(plain(formatInstant(0, 100_000))).toBe('0.00 ms');
});

it('says so where there is no number', () => {
  expect(formatInstant(Number.NaN, 1)).toBe('unknown');
});
