import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cssPx } from '../base/brand.ts';
import { testPalette } from '../test/chart-palette.ts';
import { recordingCanvas } from '../test/recording-canvas.ts';
import { drawOverlay, type Overlay, type Traces } from './overlay.ts';

const size = { width: cssPx(400), height: cssPx(100) };
const box = (x: number, y: number, width: number, height: number) => ({
  x: cssPx(x),
  y: cssPx(y),
  width: cssPx(width),
  height: cssPx(height),
});
const anyBox = fc
  .tuple(fc.integer({ min: -50, max: 390 }), fc.integer({ min: 0, max: 80 }), fc.integer({ min: 0, max: 300 }))
  .map(([x, y, width]) => box(x, y, width, 18));
const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: undefined });
const anyOverlay: fc.Arbitrary<Overlay> = fc.record({
  size: fc.constant(size),
  hover: maybe(anyBox),
  selection: maybe(anyBox),
  crosshair: maybe(fc.integer({ min: 0, max: 399 }).map((x) => ({ x: cssPx(x), label: '' }))),
  arrows: fc.oneof(
    fc.constant([]),
    fc.tuple(anyBox, anyBox).map(([from, to]) => [{ from, to, strong: true }]),
  ),
});

const WIDEST_PX = 4;

/** Which pixels are not empty after the calls, judged by the rectangles they touch; outlines as if all were as wide as the widest. */
function painted(draw: (pen: ReturnType<typeof recordingCanvas>['pen']) => void, before: Set<number>): Set<number> {
  const canvas = recordingCanvas();
  draw(canvas.pen);
  const pixels = new Set(before);
  for (const { op, args } of canvas.calls) {
    if (op !== 'clearRect' && op !== 'fillRect' && op !== 'strokeRect') continue;
    const edge = op === 'strokeRect' ? WIDEST_PX / 2 : 0;
    const [x = 0, y = 0, width = 0, height = 0] = args.map(Number);
    for (let px = Math.max(0, Math.floor(x - edge)); px < Math.min(400, x + width + edge); px++)
      for (let py = Math.max(0, Math.floor(y - edge)); py < Math.min(100, y + height + edge); py++)
        if (op === 'clearRect') pixels.delete(px * 100 + py);
        else pixels.add(px * 100 + py);
  }
  return pixels;
}

it('law: an overlay drawn over the traces of the last one leaves what it leaves on an empty canvas', () => {
  fc.assert(
    fc.property(anyOverlay, anyOverlay, (first, second) => {
      let traces: Traces;
      const after = painted((pen) => (traces = drawOverlay(pen, first, testPalette)), new Set());
      const both = painted((pen) => drawOverlay(pen, second, testPalette, traces), after);
      const alone = painted((pen) => drawOverlay(pen, second, testPalette), new Set());
      expect([...both].sort()).toEqual([...alone].sort());
    }),
    { numRuns: 40 },
  );
});

it('clears no more than it must where little was drawn', () => {
  const canvas = recordingCanvas();
  const traces = drawOverlay(canvas.pen, { size, hover: box(10, 10, 30, 18) }, testPalette);
  expect(traces?.map(({ width, height }) => width * height < 50 * 40)).toEqual([true]);
});
