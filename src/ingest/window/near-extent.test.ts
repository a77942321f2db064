import { describe, expect, it } from 'vitest';
import { nearExtent } from './near-extent.ts';
import { TimeHistogram } from './time-histogram.ts';

const HOUR = 3.6e9;

function histogram(times: readonly (readonly [start: number, end: number])[]): TimeHistogram {
  const histogram = new TimeHistogram();
  for (const [start, end] of times) histogram.add(start, end, 100);
  return histogram;
}
const extentOf = (...times: readonly (readonly [number, number])[]) => nearExtent(histogram(times).slots());

describe('the extent of a file', () => {
  it('leaves one of at least three events out, and a far end', () => {
    expect(extentOf([0, 1], [5 * HOUR, 5 * HOUR + 9], [5 * HOUR + 50, 5 * HOUR + 60])).toEqual({
      firstUs: 5 * HOUR,
      lastUs: 5 * HOUR + 60,
    });
    expect(extentOf([0, 5], [10, 15], [20, 9 * HOUR])).toEqual({ firstUs: 0, lastUs: 15 });
  });
  it('is that of all events where they lie far apart', () => {
    const hourly = Array.from({ length: 20 }, (_, k) => [k * HOUR, k * HOUR + 1] as const);
    expect(extentOf(...hourly)).toEqual({ firstUs: 0, lastUs: 19 * HOUR + 1 });
    expect(extentOf([0, 1], [5 * HOUR, 5 * HOUR + 1])).toEqual({ firstUs: 0, lastUs: 5 * HOUR + 1 });
  });
});

describe('the histogram of a file', () => {
  const times = Array.from(
    { length: 60_000 },
    (_, k) => [(k * 7919) % 4_000_037, ((k * 7919) % 4_000_037) + 30] as const,
  );
  it('counts every event once, in slots that widen', () => {
    const { slots, events, bytes } = { slots: histogram(times).slots(), events: 60_000, bytes: 6_000_000 };
    expect(slots.length).toBeLessThan(1 << 14);
    expect(slots.reduce((sum, slot) => sum + slot.events, 0)).toBe(events);
    expect(slots.reduce((sum, slot) => sum + slot.bytes, 0)).toBe(bytes);
    expect(slots.every(({ startUs, endUs, firstUs }) => startUs <= firstUs && firstUs < endUs)).toBe(true);
  });
  it('is the same in parts', () => {
    const whole = histogram(times).pack();
    for (const cut of [10, 5000, 59_000]) {
      const first = histogram(times.slice(0, cut));
      first.join(histogram(times.slice(cut)).pack());
      expect(first.pack()).toEqual(whole);
    }
  });
});
