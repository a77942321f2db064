import { describe, expect, it } from 'vitest';
import { cssPx, micros } from '../base/brand.ts';
import { CLASSES, type ClassKey } from '../ledger/classes.ts';
import { laneOf, rowOf } from '../test/chart-lanes.ts';
import { layoutGainCurve } from './gain-curve.ts';
import { layoutLedgerBars } from './ledger-bar.ts';
import { layoutOverview, overviewPartAt, windowAfterDrag } from './overview.ts';

const classes = (some: Partial<Record<ClassKey, number>>): Record<ClassKey, number> => {
  const all = Object.fromEntries(CLASSES.map(({ key }) => [key, 0])) as Record<ClassKey, number>;
  return { ...all, ...some };
};

describe('ledger bars', () => {
  const show = (bar: { segments: readonly { class: string; x: number; width: number; label: string }[] } | undefined) =>
    bar?.segments.map((part) => `${part.class} ${part.x.toFixed(1)}+${part.width.toFixed(1)} ${part.label}`);

  it('puts measured and predicted on one scale, labels where they fit', () => {
    const bars = layoutLedgerBars(classes({ compute: 50, data: 50 }), classes({ compute: 50, data: 5 }), cssPx(400));
    expect(show(bars.measured)).toEqual(['compute 0.0+200.0 Compute', 'data 200.0+200.0 Data loading']);
    expect(show(bars.predicted)).toEqual(['compute 0.0+200.0 Compute', 'data 200.0+20.0 ']);
  });

  it('keeps a tiny class two pixels wide and the total exact', () => {
    const { measured } = layoutLedgerBars(classes({ compute: 1e6, gc: 1 }), undefined, cssPx(100));
    expect(show(measured)).toEqual(['compute 0.0+98.0 Compute', 'gc 98.0+2.0 ']);
    expect(measured.segments.map(({ share }) => share).reduce((a, b) => a + b)).toBeCloseTo(1, 12);
  });

  it('is empty for an empty step', () => {
    expect(layoutLedgerBars(classes({}), undefined, cssPx(100)).measured.segments).toEqual([]);
  });
});

describe('gain curve', () => {
  const size = { width: cssPx(106), height: cssPx(46) };

  it('runs from the slowest to infinity and marks where the gain is had', () => {
    const curve = layoutGainCurve(
      [
        { factor: 1, stepUs: 200 },
        { factor: Infinity, stepUs: 100 },
        { factor: 0.5, stepUs: 300 },
        { factor: 2, stepUs: 101 },
        { factor: 4, stepUs: 100 },
      ],
      size,
    );
    expect(curve.points.map(({ factor, x, y }) => `${factor}: ${x.toFixed(0)},${y.toFixed(1)}`)).toEqual([
      '0.5: 3,3.0',
      '1: 28,23.0',
      '2: 53,42.8',
      '4: 78,43.0',
      'Infinity: 103,43.0',
    ]);
    expect(curve.knee?.factor).toBe(2);
    expect(curve.path).toMatch(/^M3,3C/);
  });

  it('is level where nothing is gained, and empty without points', () => {
    const level = layoutGainCurve(
      [1, 2, Infinity].map((factor) => ({ factor, stepUs: 50 })),
      size,
    );
    expect(level.points.every(({ y }) => y === 23)).toBe(true);
    expect(level.knee).toBeUndefined();
    expect(layoutGainCurve([], size).path).toBe('');
  });
});

describe('overview', () => {
  const trace = { start: micros(0), end: micros(1000) };
  const size = { width: cssPx(100), height: cssPx(20) };
  const lane = laneOf('r0/ledger', 'ledger', rowOf('####dddddd', 100));
  const window = { start: micros(400), end: micros(600) };
  const scene = layoutOverview({ lane, trace, window, size });

  it('shows the whole trace and the window as a handle', () => {
    expect(scene.rects.length).toBe(2);
    expect(scene.handle).toEqual({ x: 40, width: 20 });
  });

  it('keeps the handle of a tiny window wide enough to hold, inside the strip', () => {
    const tiny = layoutOverview({ lane: undefined, trace, window: { start: micros(999.9), end: micros(1000) }, size });
    expect(tiny.handle).toEqual({ x: 94, width: 6 });
    expect(tiny.rects.length).toBe(0);
  });

  it('tells what a pointer takes hold of', () => {
    expect([10, 36, 42, 50, 58, 64, 80].map((x) => overviewPartAt(scene, cssPx(x)))).toEqual([
      'outside',
      'start',
      'start',
      'body',
      'end',
      'end',
      'outside',
    ]);
  });

  it('moves the window, an end of it, or marks a new one, always inside the trace', () => {
    const drag = (part: Parameters<typeof windowAfterDrag>[2], from: number, to: number): number[] => {
      const { start, end } = windowAfterDrag(scene, window, part, cssPx(from), cssPx(to));
      return [start, end];
    };
    expect(drag('body', 50, 60)).toEqual([500, 700]);
    expect(drag('body', 50, 200)).toEqual([800, 1000]);
    expect(drag('start', 40, 10)).toEqual([100, 600]);
    expect(drag('start', 40, 90)).toEqual([590, 600]);
    expect(drag('end', 60, 200)).toEqual([400, 1000]);
    expect(drag('outside', 90, 70)).toEqual([700, 900]);
  });
});
