import { describe, expect, it } from 'vitest';
import { cssPx, micros } from '../base/brand.ts';
import { layoutStepLines, layoutTicks } from '../layout/axis.ts';
import { layoutOverview } from '../layout/overview.ts';
import { type Box } from '../layout/scene.ts';
import { layoutSteps } from '../layout/steps-strip.ts';
import { laneOf, rowOf } from '../test/chart-lanes.ts';
import { paletteColours, testPalette } from '../test/chart-palette.ts';
import { type RecordingCanvas, recordingCanvas } from '../test/recording-canvas.ts';
import { drawAxis } from './axis.ts';
import { drawOverlay, type Overlay } from './overlay.ts';
import { drawHandle } from './overview.ts';
import { drawSteps } from './steps.ts';

const size = { width: cssPx(400), height: cssPx(40) };
const window = { start: micros(0), end: micros(100) };
const box = (x: number, y: number, width: number): Box => ({
  x: cssPx(x),
  y: cssPx(y),
  width: cssPx(width),
  height: cssPx(10),
});

function record(draw: (canvas: RecordingCanvas) => void): RecordingCanvas {
  const canvas = recordingCanvas();
  draw(canvas);
  expect(canvas.depth()).toBe(0);
  for (const colour of canvas.colours()) expect(paletteColours).toContain(colour);
  return canvas;
}
const textsOf = (canvas: RecordingCanvas): unknown[] =>
  canvas.calls.filter(({ op }) => op === 'fillText').map(({ args }) => args[0]);

describe('drawAxis', () => {
  it('writes step names that fit and every tick inside the strip', () => {
    const steps = [0, 80].map((start) => ({
      rank: 0,
      name: 'ProfilerStep#12',
      start: micros(start),
      end: micros(start + 80),
      event: -1,
    }));
    const canvas = record(({ pen }) =>
      drawAxis(
        pen,
        {
          scene: {
            ticks: layoutTicks(window, size.width),
            stepLines: layoutStepLines(steps, 0, window, size.width),
            flags: [],
          },
          size,
        },
        testPalette,
      ),
    );
    expect(textsOf(canvas)).toEqual(['ProfilerStep#12', '#12', '0\u202fµs', '50\u202fµs', '100\u202fµs']);
    for (const { op, args } of canvas.calls)
      if (op === 'fillText') expect(Number(args[1]) + String(args[0]).length * 6).toBeLessThanOrEqual(400);
  });
});

describe('drawOverlay', () => {
  const overlay = (parts: Partial<Overlay>): RecordingCanvas =>
    record(({ pen }) => drawOverlay(pen, { size, ...parts }, testPalette));

  it('only clears where nothing is given', () => {
    expect(overlay({}).calls.map(({ op }) => op)).toEqual(['clearRect']);
  });

  it('outlines hover once and the selection with a halo', () => {
    const { calls } = overlay({ hover: box(10, 0, 30), selection: box(50, 0, 0.2) });
    const outlines = calls.filter(({ op }) => op === 'strokeRect');
    expect(outlines.map(({ strokeStyle, args }) => [strokeStyle, args[0], args[2]])).toEqual([
      ['hover', 10, 30],
      ['halo', 50, 1],
      ['selection', 50, 1],
    ]);
  });

  it('names the range in its middle and keeps the chip of the crosshair inside', () => {
    const canvas = overlay({
      range: { box: box(100, 0, 200), label: '50 us' },
      crosshair: { x: cssPx(398), label: '99.5 us' },
    });
    const texts = canvas.calls.filter(({ op }) => op === 'fillText');
    expect(texts.map(({ args }) => [args[0], args[1]])).toEqual([
      ['50 us', 185],
      ['99.5 us', 353],
    ]);
  });

  it('leads an arrow from the end of the launch to the start of the kernel', () => {
    const { calls } = overlay({ arrows: [{ from: box(10, 0, 20), to: box(100, 20, 50), strong: true }] });
    expect(calls.find(({ op }) => op === 'moveTo')?.args).toEqual([30, 5]);
    expect(calls.filter(({ op }) => op === 'moveTo').at(-1)?.args).toEqual([100, 25]);
  });
});

describe('drawSteps', () => {
  const scene = layoutSteps(Float64Array.of(10, 10, 10, 10, 40), 1, size);

  it('draws a bar a step, a mark over the outlier', () => {
    const { calls } = record(({ pen }) => drawSteps(pen, scene, testPalette));
    expect(calls.filter(({ fillStyle, op }) => op === 'fillRect' && fillStyle === 'fill-compute')).toHaveLength(5);
    expect(calls.filter(({ fillStyle, op }) => op === 'fillRect' && fillStyle === 'selection')).toHaveLength(1);
  });

  it('veils what is not selected', () => {
    const { calls } = record(({ pen }) =>
      drawSteps(pen, scene, testPalette, { selected: { first: 1, last: 2 }, hover: 0 }),
    );
    expect(calls.filter(({ fillStyle, op }) => op === 'fillRect' && fillStyle === 'background')).toHaveLength(3);
    expect(calls.filter(({ op }) => op === 'strokeRect')).toHaveLength(1);
  });
});

it('drawHandle veils all but the handle', () => {
  const lane = laneOf('r0/ledger', 'ledger', rowOf('####dddd##', 10));
  const scene = layoutOverview({ lane, trace: window, window: { start: micros(25), end: micros(50) }, size });
  const { calls } = record(({ pen }) => drawHandle(pen, scene, testPalette));
  const veils = calls.filter(({ fillStyle, globalAlpha }) => fillStyle === 'background' && globalAlpha < 1);
  expect(veils.map(({ args }) => [args[0], args[2]])).toEqual([
    [0, 100],
    [200, 200],
  ]);
});
