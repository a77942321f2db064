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
  const held = { width: 0 };
  const host: StripHost = {
    read: (side, paint) => {
      const tile = recordingCanvas();
      paint(tile.pen);
      const fill = tile.calls.find(({ op }) => op === 'fillRect')?.fillStyle;
      const bytes = new Uint8ClampedArray(4 * side * side);
      for (let pixel = 0; pixel < side * side; pixel++) {
        if (fill !== undefined) bytes.set([testPalette.fills.indexOf(String(fill)), 0, 0, 255], 4 * pixel);
        else if (pixel % side === 0) bytes.set([LINE, 0, 0, 255], 4 * pixel);
      }
      return { side, bytes };
    },
    open: (width, height) => {
      held.width = width;
      if (pixels.length < width * height) pixels = new Int32Array(width * height).fill(0xabcdef);
      return { pixels, stride: width };
    },
    show: () => ({}) as CanvasImageSource,
  };
  const pixel = (x: number, y: number) => {
    const [red, , , alpha] = new Uint8Array(pixels.buffer, 4 * (y * held.width + x), 4);
    return { red: red!, alpha: alpha! };
  };
  return { host, pixel };
}

/** Half the pixels hold two short marks of one tint, then the rows of ten pixels with one mark each. */
function sceneOf(kind: ChartLaneKind, tint: number, pixelRatio = 1): Scene {
  const short = Array.from({ length: 100 }, (_, i) => ({ start: i, end: i + 0.5, tint: i % 2 === 0 ? tint : 0 }));
  const long = Array.from({ length: 10 }, (_, i) => ({ start: 100 + 10 * i, end: 105 + 10 * i, tint }));
  const window = { start: micros(0), end: micros(200) };
  const size = { width: cssPx(200), height: cssPx(60) };
  return layoutGantt(ganttInput([laneOf('r0/x', kind, marksOf([...short, ...long]))], { window, size, pixelRatio }));
}

function record(scene: Scene, host: StripHost, highlight?: number) {
  const canvas = recordingCanvas();
  drawGantt(canvas.pen, scene, testPalette, { strips: createStripPainter(testPalette, host), highlight });
  expect([canvas.depth(), canvas.pen.globalAlpha, canvas.pen.imageSmoothingEnabled]).toEqual([0, 1, true]);
  const images = canvas.calls.filter(({ op }) => op === 'drawImage').map(({ args }) => args);
  const marks = canvas.calls.filter(({ fillStyle, op }) => op === 'fillRect' && String(fillStyle).startsWith('fill-'));
  return { images, marks };
}

describe('strips', () => {
  it('draw a row of many rectangles as one image, one line high where all its lines are alike', () => {
    const { host, pixel } = fakeHost();
    const scene = sceneOf('compute', tintCode('op'));
    const { images, marks } = record(scene, host);
    expect(marks).toHaveLength(0);
    expect(images).toEqual([[0, 0, 200, 1, 0, 0, 200, 17]]);
    for (let i = 0; i < scene.rects.length; i++) {
      const share = Math.round(at(scene.rects.share, i) * 8) / 8;
      for (const x of [at(scene.rects.x, i), at(scene.rects.x, i) + at(scene.rects.width, i) - 1])
        expect(pixel(x, 0)).toEqual({ red: at(scene.rects.tint, i), alpha: Math.round(255 * (0.3 + 0.7 * share)) });
    }
    expect(pixel(199, 0).alpha).toBe(0);
  });

  it('carry hatches where marks are full, phased by their place on the canvas', () => {
    const { host, pixel } = fakeHost();
    const { images } = record(sceneOf('compute', DATA), host);
    expect(images).toEqual([[0, 0, 200, 17, 0, 0, 200, 17]]);
    const side = Math.round(6 * Math.SQRT2);
    for (const y of [0, 7, 16]) {
      expect([0, 1, 2, 3].map((x) => pixel(120 + x, y).red)).toEqual(
        [0, 1, 2, 3].map((x) => ((120 + x) % side === 0 ? LINE : DATA)),
      );
      expect(pixel(0, y)).toEqual({ red: DATA, alpha: Math.round(255 * (0.3 + 0.35)) });
    }
  });

  it('are as sharp as the screen', () => {
    const { host } = fakeHost();
    const { images } = record(sceneOf('compute', DATA, 2), host);
    expect(images).toEqual([[0, 0, 400, 34, 0, 0, 200, 17]]);
  });

  it('stack slices as the layout does, in pairs of pixels where a pixel holds many marks', () => {
    const { host, pixel } = fakeHost();
    const marks = Array.from({ length: 400 }, (_, i) => ({
      start: i / 4,
      end: (i + 1) / 4,
      tint: i % (i % 16 < 8 ? 2 : 4) === 0 ? 1 : 0,
    }));
    const { images } = record(layoutGantt(ganttInput([laneOf('r0/ledger', 'ledger', marksOf(marks))])), host);
    expect(images).toEqual([[0, 0, 100, 28, 0, 0, 100, 28]]);
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
    const { host } = fakeHost();
    const few = layoutGantt(ganttInput([laneOf('r0/x', 'compute', marksOf([{ start: 5, end: 50, tint: 0 }]))]));
    const { images, marks } = record(few, host);
    expect([images.length, marks.length]).toEqual([0, 1]);
  });
});
