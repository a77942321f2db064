import { describe, expect, it } from 'vitest';
import { counted, formatBytes, formatCount, formatMicros, formatPercent } from './format.ts';

/** Thin spaces as plain ones, so that the tables below can be read. */
const plain = (text: string): string => text.replaceAll('\u202f', ' ');

describe('formatMicros', () => {
  it.each([
    [0, '0 µs'],
    [0.012, '12 ns'],
    [0.9996, '1.00 µs'],
    [4.31, '4.31 µs'],
    [431, '431 µs'],
    [999.6, '1.00 ms'],
    [12_345, '12.3 ms'],
    [176_300, '176 ms'],
    [999_600, '1.00 s'],
    [1_250_000, '1.25 s'],
    [150e6, '2 min 30 s'],
    [-12_345, '\u221212.3 ms'],
    [Number.NaN, 'unknown'],
  ])('%d us', (us, text) => expect(plain(formatMicros(us))).toBe(text));
  it('parts number and unit with a thin space', () => expect(formatMicros(431)).toBe('431\u202fµs'));
});

it.each([
  [0, '0 %'],
  [0.0001, '< 0.1 %'],
  [0.033, '3.3 %'],
  [0.334, '33 %'],
  [1, '100 %'],
  [-0.05, '\u22125.0 %'],
])('formatPercent %d', (share, text) => expect(plain(formatPercent(share))).toBe(text));

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [8_388_608, '8.4 MB'],
  [62e6, '62.0 MB'],
  [999_950_000, '1.0 GB'],
])('formatBytes %d', (bytes, text) => expect(plain(formatBytes(bytes))).toBe(text));

it.each([
  [7, '7'],
  [9999, '9999'],
  [75_718, '75 718'],
  [1_234_567, '1 234 567'],
  [-12_000, '\u221212 000'],
])('formatCount %d', (count, text) => expect(plain(formatCount(count))).toBe(text));

it('counted takes the words that go with the number', () => {
  expect(counted(1, 'event lies', 'events lie')).toBe('1 event lies');
  expect(counted(0, 'event lies', 'events lie')).toBe('0 events lie');
});
