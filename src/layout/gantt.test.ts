import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at } from '../base/at.ts';
import { cssPx, laneKey, micros } from '../base/brand.ts';
import { type ChartLaneKind } from '../model/mark-row.ts';
import { type Step } from '../model/timeline.ts';
import { laneOf, marksOf, rowOf } from '../test/chart-lanes.ts';
import { ganttInput } from '../test/gantt-input.ts';
import { zoomAround } from '../view/zoom.ts';
import { layoutGantt } from './gantt.ts';
import { createRectBuilder } from './rect-builder.ts';
import { type Scene } from './scene.ts';

const lanes = [
  laneOf('r0/ledger', 'ledger', rowOf('####dddd####', 10)),
  laneOf('r0/host/1/1', 'host', rowOf('oooooooooo', 10), rowOf('.rrr', 10), rowOf('.....r', 10)),
  laneOf('r0/gpu0/stream7', 'compute', rowOf('####....####', 10)),
  laneOf('r0/gpu0/copies', 'copy', rowOf('....mmmm', 10)),
];

/** One line a lane: place, and how many rectangles its rows hold. */
const show = (scene: Scene): string[] =>
  scene.lanes.map(
    ({ lane, predicted, y, height, rows }) =>
      `${predicted ? 'predicted' : 'lane'} ${lane} at ${y}+${height}: ${rows.map((row) => row.lastRect - row.firstRect).join(' ')}`,
  );

describe('layoutGantt', () => {
  it('stacks lanes by kind, host rows by depth', () => {
    expect(show(layoutGantt(ganttInput(lanes)))).toEqual([
      'lane 0 at 0+28: 3',
      'lane 1 at 32+36: 1 1 1',
      'lane 2 at 72+18: 2',
      'lane 3 at 94+14: 1',
    ]);
  });

  it('folds a host lane to its outermost row and leaves hidden lanes out', () => {
    const scene = layoutGantt(
      ganttInput(lanes, { folded: new Set([laneKey('r0/host/1/1')]), hidden: new Set([laneKey('r0/gpu0/stream7')]) }),
    );
    expect(show(scene)).toEqual(['lane 0 at 0+28: 3', 'lane 1 at 32+12: 1', 'lane 3 at 48+14: 1']);
  });

  it('draws predicted twins thinner, directly under their lanes', () => {
    const predicted = [
      laneOf('r0/gpu0/stream7', 'compute', rowOf('##', 10)),
      laneOf('r0/ledger', 'ledger', rowOf('##dd', 10)),
    ];
    expect(show(layoutGantt(ganttInput(lanes, { predicted })))).toEqual([
      'lane 0 at 0+28: 3',
      'predicted 1 at 29+14: 2',
      'lane 1 at 47+36: 1 1 1',
      'lane 2 at 87+18: 2',
      'predicted 0 at 106+10: 1',
      'lane 3 at 120+14: 1',
    ]);
  });

  it('lays out only what meets the viewport', () => {
    const scene = layoutGantt(
      ganttInput(lanes, { scrollTop: cssPx(50), size: { width: cssPx(100), height: cssPx(30) } }),
    );
    expect(show(scene)).toEqual(['lane 1 at -18+36: 1 1', 'lane 2 at 22+18: 2']);
    expect(scene.contentHeight).toBe(120);
  });

  it('puts a group slot above each rank where there are several', () => {
    const two = [laneOf('r0/ledger', 'ledger', rowOf('##')), laneOf('r1/ledger', 'ledger', rowOf('##'))];
    const scene = layoutGantt(ganttInput(two));
    expect(scene.groups.map(({ rank, y }) => `${rank} at ${y}`)).toEqual(['0 at 0', '1 at 54']);
    expect(show(scene)).toEqual(['lane 0 at 22+28: 1', 'lane 1 at 76+28: 1']);
  });

  it('labels marks that have room: ledger pieces by class and length, kernels by their own name', () => {
    const labelsOf = (kind: ChartLaneKind, classNames?: readonly string[]): string[] => {
      const { labels } = layoutGantt(
        ganttInput([laneOf('r0/x', kind, rowOf('####dddd#', 10))], {
          window: { start: micros(0), end: micros(90) },
          size: { width: cssPx(360), height: cssPx(200) },
          strings: ['void at::native::reduce_kernel<512, 1>(Op)', 'aten::conv2d'],
          names: Uint32Array.of(0, 1, 1),
          classNames,
        }),
      );
      return labels.map(({ text, x, maxWidth }) => `${x}+${maxWidth} ${text}`);
    };
    expect(labelsOf('ledger')).toEqual([
      '4+152 Compute 40.0\u202fµs',
      '164+152 Data loading 40.0\u202fµs',
      '324+32 Compute',
    ]);
    expect(labelsOf('ledger', ['计算'])[0]).toBe('4+152 计算 40.0\u202fµs');
    expect(labelsOf('compute')).toEqual(['4+151 reduce_kernel', '164+151 conv2d']);
    expect(labelsOf('host')).toEqual(['4+151 void at::native::reduce_kernel<512, 1>(Op)', '164+151 aten::conv2d']);
  });

  it('draws lines at step starts with the names that fit', () => {
    const steps = [0, 40, 80].map((start, i): Step => ({
      rank: 0,
      name: `Step#${i}`,
      start: micros(start),
      end: micros(start + 40),
      event: -1,
    }));
    const { stepLines } = layoutGantt(ganttInput(lanes, { steps }));
    expect(stepLines.map(({ x, width, label }) => `${x}+${width} ${label}`)).toEqual([
      '0+40 Step#0',
      '40+40 Step#1',
      '80+20 ',
    ]);
  });

  it('reuses the builder it is given', () => {
    const builder = createRectBuilder(1);
    const first = layoutGantt(ganttInput(lanes), builder);
    const again = layoutGantt(ganttInput(lanes), builder);
    expect(again.rects.x).toBe(builder.x);
    expect(again.rects.length).toBe(first.rects.length);
  });

  it('rounds to device pixels', () => {
    const scene = layoutGantt(
      ganttInput([laneOf('r0/ledger', 'ledger', rowOf('.###', 0.4))], {
        window: { start: micros(0), end: micros(2) },
        size: { width: cssPx(3), height: cssPx(40) },
        pixelRatio: 2,
      }),
    );
    expect([at(scene.rects.x, 0), at(scene.rects.width, 0)]).toEqual([0.5, 2]);
  });
});

describe('laws of the chart', () => {
  it('keeps the fixed point of a zoom within half a pixel', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 99, noNaN: true }),
        fc.double({ min: 0.5, max: 4000, noNaN: true }),
        (time, factor) => {
          const lane = laneOf('r0/gpu0/stream7', 'compute', marksOf([{ start: time, end: time + 50, tint: 0 }]));
          const size = { width: cssPx(800), height: cssPx(50) };
          const bounds = { start: micros(-1000), end: micros(1000) };
          const window = { start: micros(0), end: micros(100) };
          const before = layoutGantt(ganttInput([lane], { window, size }));
          const after = layoutGantt(ganttInput([lane], { window: zoomAround(window, factor, time, bounds), size }));
          expect(Math.abs(at(before.rects.x, 0) - time * 8)).toBeLessThanOrEqual(0.5);
          expect(Math.abs(at(after.rects.x, 0) - time * 8)).toBeLessThanOrEqual(0.5 + 1e-6);
        },
      ),
    );
  });

  it('draws no more than a few rectangles a pixel of each row on screen, however many marks', () => {
    const rectsOf = (tintOf: (i: number) => number) => {
      const marks = Array.from({ length: 20_000 }, (_, i) => ({
        start: i * 0.005,
        end: i * 0.005 + 0.004,
        tint: tintOf(i),
      }));
      const lane = laneOf('r0/ledger', 'ledger', marksOf(marks));
      const stream = laneOf('r0/gpu0/stream7', 'compute', marksOf(marks));
      return layoutGantt(ganttInput([lane, stream])).rects.length;
    };
    // Five tints in other shares from one pixel to the next; and one picture that every pixel repeats.
    const restless = (i: number) => Math.floor(5 * Math.abs(Math.sin(i * i)));
    expect(rectsOf(restless)).toBeGreaterThan(100);
    expect(rectsOf(restless)).toBeLessThanOrEqual(100 * 5 + 100);
    expect(rectsOf((i) => i % 5)).toBe(5 + 1);
  });
});
