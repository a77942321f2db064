import { describe, expect, it } from 'vitest';
import { at } from '../base/at.ts';
import { cssPx, micros } from '../base/brand.ts';
import { layoutGantt } from '../layout/gantt.ts';
import { type Scene } from '../layout/scene.ts';
import { tintCode } from '../ledger/tints.ts';
import { type ChartLaneKind } from '../model/mark-row.ts';
import { laneOf, marksOf } from '../test/chart-lanes.ts';
import { testPalette } from '../test/chart-palette.ts';
import { ganttInput } from '../test/gantt-input.ts';
import { recordingCanvas } from '../test/recording-canvas.ts';
import { drawGantt } from './gantt.ts';
import { createStripPainter, type StripHost } from './strips.ts';

const DATA = tintCode('data');
const LINE = 250;

/** A picture in memory whose colours tell what they are: red is the tint, a hatch is a line of 250 down the tile's left edge. */
function fakeHost() {
  let pixels = new Int32Array(0);
  const held = { width: 0, height: 0, shown: 0 };
  const host: StripHost = {
    read: (side, paint) => {
      const tile = recordingCanvas();
      paint(tile.pen);
      const fill = tile.calls.find(({ op }) => op === 'fillRect')?.fillStyle;
      const bytes = new Uint8ClampedArray(4 * side * side);
      for (let pixel = 0; pixel < side * side; pixel++) {
        if (fill !== undefined) bytes.set(colourOf(String(fill)), 4 * pixel);
        else if (pixel % side === 0) bytes.set([LINE, 0, 0, 255], 4 * pixel);
      }
      return { side, bytes };
    },
    open: (width, height) => {
      Object.assign(held, { width, height });
      pixels = new Int32Array(width * height).fill(0xabcdef);
      return pixels;
    },
    show: () => held.shown++,
  };
  const pixel = (x: number, y: number) => {
    const [red, green, , alpha] = new Uint8Array(pixels.buffer, 4 * (y * held.width + x), 4);
    return { red: red!, alpha: alpha!, behind: BEHIND[green!]! };
  };
  return { host, pixel, held };
}

/** Marks by their tint, what is behind them by a green of its own; nothing lies behind marks. */
function colourOf(fill: string): readonly number[] {
  const tint = testPalette.fills.indexOf(fill);
  if (tint >= 0) return [tint, 0, 0, 255];
  return fill === testPalette.background ? [0, 0, 0, 0] : [0, BEHIND.indexOf(fill), 0, 255];
}
const BEHIND = [testPalette.background, testPalette.grid, testPalette.group, testPalette.predicted];

/** Half the pixels hold two short marks of one tint, then the rows of ten pixels with one mark each. */
function sceneOf(kind: ChartLaneKind, tint: number, pixelRatio = 1): Scene {
  const short = Array.from({ length: 100 }, (_, i) => ({ start: i, end: i + 0.5, tint: i % 2 === 0 ? tint : 0 }));
  const long = Array.from({ length: 10 }, (_, i) => ({ start: 100 + 10 * i, end: 105 + 10 * i, tint }));
  const window = { start: micros(0), end: micros(200) };
  const size = { width: cssPx(200), height: cssPx(60) };
  return layoutGantt(ganttInput([laneOf('r0/x', kind, marksOf([...short, ...long]))], { window, size, pixelRatio }));
}

const manyMarks = (tint: number) => marksOf(Array.from({ length: 90 }, (_, i) => ({ start: i, end: i + 0.5, tint })));

function record(scene: Scene, host: StripHost, highlight?: number) {
  const canvas = recordingCanvas();
  drawGantt(canvas.pen, scene, testPalette, { strips: createStripPainter(testPalette, host), highlight });
  expect([canvas.depth(), canvas.pen.globalAlpha]).toEqual([0, 1]);
  const isGround = (fill: unknown): boolean => fill === testPalette.background || fill === testPalette.grid;
  const ground = canvas.calls.filter(({ fillStyle }) => isGround(fillStyle));
  const marks = canvas.calls.filter(({ fillStyle, op }) => op === 'fillRect' && String(fillStyle).startsWith('fill-'));
  return { ground, marks };
}

describe('strips', () => {
  it('draw a row of many rectangles, and what lies behind it, as one picture', () => {
    const { host, pixel, held } = fakeHost();
    const scene = sceneOf('compute', tintCode('op'));
    const { ground, marks } = record(scene, host);
    expect([ground.length, marks.length, held]).toEqual([0, 0, { width: 200, height: 60, shown: 1 }]);
    for (let i = 0; i < scene.rects.length; i++) {
      const share = Math.round(at(scene.rects.share, i) * 8) / 8;
      for (const x of [at(scene.rects.x, i), at(scene.rects.x, i) + at(scene.rects.width, i) - 1])
        for (const y of [0, 5, 16])
          expect(pixel(x, y)).toMatchObject({
            red: at(scene.rects.tint, i),
            alpha: Math.round(255 * (0.3 + 0.7 * share)),
          });
    }
    for (const [x, y] of [
      [199, 0],
      [5, 17],
      [5, 59],
    ] as const)
      expect(pixel(x, y).alpha).toBe(0);
  });

  it('have the grid, the band of the prediction and the slot of the rank behind them', () => {
    const { host, pixel } = fakeHost();
    const measured = ['r0/x', 'r1/x'].map((key) => laneOf(key, 'compute', manyMarks(0)));
    const predicted = [laneOf('r1/x', 'compute', manyMarks(0))];
    const scene = layoutGantt(ganttInput(measured, { predicted, size: { width: cssPx(400), height: cssPx(100) } }));
    record(scene, host);
    const behindAt = (x: number, y: number) => pixel(x, y).behind;
    const twin = scene.lanes.find((lane) => lane.predicted)!;
    const slot = scene.groups[0]!;
    const tick = Math.round(scene.ticks[1]!.x);
    expect(behindAt(399, slot.y + 1)).toBe(testPalette.group);
    expect([twin.y, twin.y + twin.height - 1].map((y) => behindAt(399, y))).toEqual(
      Array(2).fill(testPalette.predicted),
    );
    expect([twin.y - 1, twin.y + twin.height].map((y) => behindAt(399, y))).toEqual(
      Array(2).fill(testPalette.background),
    );
    expect([slot.y + slot.height + 17, 99].map((y) => behindAt(tick, y))).toEqual(Array(2).fill(testPalette.grid));
  });

  it('carry hatches where marks are full, phased by their place on the canvas', () => {
    const { host, pixel } = fakeHost();
    record(sceneOf('compute', DATA), host);
    const side = Math.round(6 * Math.SQRT2);
    for (const y of [0, 7, 16]) {
      expect([0, 1, 2, 3].map((x) => pixel(120 + x, y).red)).toEqual(
        [0, 1, 2, 3].map((x) => ((120 + x) % side === 0 ? LINE : DATA)),
      );
      expect(pixel(0, y)).toMatchObject({ red: DATA, alpha: Math.round(255 * (0.3 + 0.35)) });
    }
  });

  it('are as sharp as the screen', () => {
    const { host, pixel, held } = fakeHost();
    const scene = sceneOf('compute', DATA, 2);
    record(scene, host);
    expect(held).toEqual({ width: 400, height: 120, shown: 1 });
    const { lastRect } = scene.lanes[0]!.rows[0]!;
    const [x, width] = [at(scene.rects.x, lastRect - 1), at(scene.rects.width, lastRect - 1)];
    expect([2 * x - 1, 2 * x, 2 * (x + width) - 1, 2 * (x + width)].map((dot) => pixel(dot, 33).alpha)).toEqual([
      0, 255, 255, 0,
    ]);
  });

  it('stack slices as the layout does, in pairs of pixels where a pixel holds many marks', () => {
    const { host, pixel } = fakeHost();
    const marks = Array.from({ length: 400 }, (_, i) => ({
      start: i / 4,
      end: (i + 1) / 4,
      tint: i % (i % 16 < 8 ? 2 : 4) === 0 ? 1 : 0,
    }));
    record(layoutGantt(ganttInput([laneOf('r0/ledger', 'ledger', marksOf(marks))])), host);
    expect([0, 6, 7, 27].map((y) => pixel(51, y).red)).toEqual([1, 1, 0, 0]);
    expect([0, 13, 14, 27].map((y) => pixel(52, y).red)).toEqual([1, 1, 0, 0]);
  });

  it('dim all but the highlighted class', () => {
    const { host, pixel } = fakeHost();
    record(sceneOf('compute', DATA), host, DATA);
    const [own, other] = [pixel(121, 3).alpha, pixel(1, 3).alpha];
    expect([own, other < 0.25 * own]).toEqual([255, true]);
  });

  it('leave rows of few rectangles to be drawn one by one', () => {
    const { host, held } = fakeHost();
    const few = layoutGantt(ganttInput([laneOf('r0/x', 'compute', marksOf([{ start: 5, end: 50, tint: 0 }]))]));
    const { marks } = record(few, host);
    expect([held.shown, marks.length]).toEqual([0, 1]);
  });
});
