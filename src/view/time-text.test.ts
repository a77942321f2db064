import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { micros } from '../base/brand.ts';
import { anyTime } from '../test/any-view.ts';
import { formatSpan, formatTime, parseSpan, parseTime, wholeNs } from './time-text.ts';

describe('times in links', () => {
  it.each([
    [0, '0ms'],
    [0.001, '0.001us'],
    [450.5, '450.5us'],
    [12_300, '12.3ms'],
    [1_234_567.891, '1234.567891ms'],
    [12_345_678.901, '12.345678901s'],
    [-12_300, '-12.3ms'],
  ])('writes %d us as %s and reads it back', (time, text) => {
    expect(formatTime(micros(time))).toBe(text);
    expect(parseTime(text)).toBe(time);
  });

  it.each([
    ['450us', 450],
    ['1.5s', 1_500_000],
    ['7ns', 0.007],
    ['12.30ms', 12_300],
  ])('reads %s as a person would type it', (text, time) => expect(parseTime(text)).toBe(time));

  it.each(['', 'ms', '12', '12 ms', '1e3ms', '12.3.4ms', 'NaNms', '99999999999999999s', '1000001s', '٣ms'])(
    'refuses %j',
    (text) => expect(parseTime(text)).toBeUndefined(),
  );

  it('keeps every nanosecond that a profiler can write', () =>
    fc.assert(
      fc.property(anyTime, (time) => {
        expect(parseTime(formatTime(time))).toBe(time);
      }),
    ));

  it('comes within half a nanosecond of any time', () =>
    fc.assert(
      fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), (time) => {
        const read = parseTime(formatTime(micros(time))) ?? Number.NaN;
        expect(Math.abs(read - time)).toBeLessThanOrEqual(0.000_500_2);
        expect(read).toBe(wholeNs(time));
      }),
    ));

  it('reads a span of two times and nothing else', () => {
    const span = { start: micros(12_300), end: micros(45_000) };
    expect(parseSpan(formatSpan(span))).toEqual(span);
    expect(['12ms', '12ms~', '1ms~2ms~3ms', '~'].map(parseSpan)).toEqual([undefined, undefined, undefined, undefined]);
  });
});
