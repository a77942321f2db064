import { describe, expect, it } from 'vitest';
import { scanOf, type TraceRow } from '../test/scan-of.ts';
import { alignClocks } from './clock.ts';

const HOUR = 3.6e9;
const rows = (...times: readonly (readonly [number, number])[]): TraceRow[] =>
  times.map(([ts, dur]) => ({ ts, dur, cat: 'cpu_op', name: 'op' }));
const codes = (scans: Parameters<typeof alignClocks>[0]): string[] =>
  alignClocks(scans).diagnostics.map(({ code, count }) => `${code} ${count}`);

describe('alignClocks', () => {
  it('starts the run at its earliest event', () => {
    const { clocks } = alignClocks([scanOf(rows([250, 10], [100, 10]))]);
    expect(clocks[0]).toMatchObject({ shiftNs: -100_000, resolutionUs: 1, farEvents: 0 });
  });
  it('takes the difference of epochs to the nanosecond', () => {
    const scan = { ...scanOf(rows([0.5, 1])), originMicros: 1_712_195_495_519_689 };
    const later = { ...scanOf(rows([0, 1]), { baseTimeNanoseconds: '1712195495000000007' }), originMicros: 519_690 };
    expect(alignClocks([scan, later]).clocks.map(({ shiftNs }) => shiftNs)).toEqual([-500, 507]);
  });
  it('sees whether a file counts whole microseconds', () => {
    expect(alignClocks([scanOf(rows([1, 2], [3, 0.25]))]).clocks[0]?.resolutionUs).toBe(0.001);
  });
  it('starts each file at 0 where they are more than an hour apart, and says so', () => {
    const scans = [scanOf(rows([HOUR, 1])), { ...scanOf(rows([7, 1])), originMicros: 9 * HOUR }];
    expect(alignClocks(scans).clocks.map(({ shiftNs }) => shiftNs)).toEqual([-HOUR * 1000, -7000]);
    expect(codes(scans)).toEqual(['clocks-apart 1']);
  });
  it('leaves an event at 0 or of absurd length out of the start of the run', () => {
    const near = Array.from({ length: 10 }, (_, i) => [5 * HOUR + i, 1] as const);
    const scan = scanOf(rows([0, 1], ...near));
    expect(alignClocks([scan]).clocks[0]).toMatchObject({
      shiftNs: -5 * HOUR * 1000,
      lowUs: expect.closeTo(4 * HOUR, -3),
    });
    expect(codes([scan])).toEqual(['far-event 1']);
    expect(codes([scanOf(rows(...near, [5 * HOUR, 9 * HOUR]))])).toEqual(['far-event 1']);
  });
  it.each([3, 4, 5])('leaves one event out of %i, wherever it stands', (count) => {
    const near = Array.from({ length: count - 1 }, (_, i) => [5 * HOUR + i * 10, 5] as const);
    for (const far of [0, 11 * HOUR]) {
      const { clocks } = alignClocks([scanOf(rows([far, 1], ...near))]);
      expect(clocks[0]).toMatchObject({ shiftNs: -5 * HOUR * 1000, lastUs: 5 * HOUR + count * 10 - 15, farEvents: 1 });
      expect(codes([scanOf(rows(...near, [far, 1]))])).toEqual(['far-event 1']);
    }
  });
  it('calls none of two events far, whichever comes first', () => {
    expect(codes([scanOf(rows([0, 1], [5 * HOUR, 1]))])).toEqual([]);
    expect(codes([scanOf(rows([5 * HOUR, 1], [0, 1]))])).toEqual([]);
  });
  it('keeps the window of a run that truly lasts for hours', () => {
    expect(codes([scanOf(rows(...Array.from({ length: 20 }, (_, i) => [i * HOUR, 1] as const)))])).toEqual([]);
  });
});
