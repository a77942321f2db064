import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { micros } from '../base/brand.ts';
import { clampWindow, fitWindow, minSpanUs, panWindow, spanUs, type TimeWindow, zoomAround } from './zoom.ts';

const bounds: TimeWindow = { start: micros(0), end: micros(1e9) };
const anyWindow = fc
  .tuple(fc.double({ min: 0, max: 0.99e9, noNaN: true }), fc.double({ min: 1, max: 1e7, noNaN: true }))
  .map(([start, span]): TimeWindow => ({ start: micros(start), end: micros(start + span) }));
const anyFactor = fc.double({ min: 0.01, max: 100, noNaN: true });
const anyShare = fc.double({ min: 0, max: 1, noNaN: true });
const inside = (window: TimeWindow, all: TimeWindow): boolean =>
  window.start >= all.start && window.end <= all.end && window.start < window.end;

describe('zoom', () => {
  it('keeps the fixed point where it is on the screen, away from the bounds', () => {
    fc.assert(
      fc.property(anyWindow, anyFactor, anyShare, (window, factor, share) => {
        const at = window.start + share * spanUs(window);
        const next = zoomAround(window, factor, at, bounds);
        fc.pre(next.start > bounds.start && next.end < bounds.end);
        expect((at - next.start) / spanUs(next)).toBeCloseTo(share, 4);
      }),
    );
  });

  it('stays inside the bounds and above the least span, whatever it is asked', () => {
    const anyNumber = fc.double();
    fc.assert(
      fc.property(anyWindow, anyNumber, anyNumber, (window, factor, at) => {
        const next = zoomAround(window, factor, at, bounds);
        expect(inside(next, bounds)).toBe(true);
        if (spanUs(window) > minSpanUs(bounds) * 1.01)
          expect(spanUs(next)).toBeGreaterThanOrEqual(minSpanUs(bounds) * 0.99);
        expect(inside(panWindow(window, at, bounds), bounds)).toBe(true);
      }),
    );
  });

  it('comes back when zoomed in and out again around the same instant', () => {
    fc.assert(
      fc.property(anyWindow, fc.double({ min: 1, max: 100, noNaN: true }), anyShare, (window, factor, share) => {
        const at = window.start + share * spanUs(window);
        const back = zoomAround(zoomAround(window, factor, at, bounds), 1 / factor, at, bounds);
        expect(back.start).toBeCloseTo(window.start, 4);
        expect(back.end).toBeCloseTo(window.end, 4);
      }),
    );
  });

  it('halves the span by a factor of 2', () => {
    const window = { start: micros(100), end: micros(300) };
    expect(zoomAround(window, 2, 100, bounds)).toEqual({ start: 100, end: 200 });
    expect(zoomAround(window, 2, 300, bounds)).toEqual({ start: 200, end: 300 });
    expect(zoomAround(window, 0.5, 200, bounds)).toEqual({ start: 0, end: 400 });
  });

  it('pans with the span kept and stops at the ends', () => {
    const window = { start: micros(100), end: micros(300) };
    expect(panWindow(window, 50, bounds)).toEqual({ start: 150, end: 350 });
    expect(panWindow(window, -500, bounds)).toEqual({ start: 0, end: 200 });
    expect(panWindow(window, 5e9, bounds)).toEqual({ start: 1e9 - 200, end: 1e9 });
  });

  it('fits a stretch with a margin, and an instant with the least span', () => {
    expect(fitWindow({ start: micros(1000), end: micros(2000) }, bounds, 0.1)).toEqual({ start: 900, end: 2100 });
    const instant = fitWindow({ start: micros(5), end: micros(5) }, { start: micros(0), end: micros(10) });
    expect(spanUs(instant)).toBeCloseTo(0.01, 9);
    expect(fitWindow({ start: micros(0), end: micros(1e9) }, bounds)).toEqual(bounds);
  });

  it('clamps by moving first and narrowing only where it must', () => {
    expect(clampWindow({ start: micros(-50), end: micros(50) }, bounds)).toEqual({ start: 0, end: 100 });
    expect(clampWindow({ start: micros(-1), end: micros(2e9) }, bounds)).toEqual(bounds);
  });

  it('shows 10 ns in a trace of a minute, and never fewer doubles than a screen has columns', () => {
    expect(minSpanUs({ start: micros(0), end: micros(6e7) })).toBe(0.01);
    fc.assert(
      fc.property(fc.double({ min: 1, max: 1e13, noNaN: true }), (end) => {
        const span = minSpanUs({ start: micros(0), end: micros(end) });
        const column = span / 2048;
        expect(end - column).not.toBe(end);
      }),
    );
  });
});
