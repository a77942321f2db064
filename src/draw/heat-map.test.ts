import { describe, expect, it } from 'vitest';
import { cssPx } from '../base/brand.ts';
import { heatBox, type HeatTable, layoutHeatMap } from '../layout/heat-map.ts';
import { paletteColours, testPalette } from '../test/chart-palette.ts';
import { recordingCanvas } from '../test/recording-canvas.ts';
import { drawHeatMap, type HeatMapOptions } from './heat-map.ts';

const table = (columns: number, values: readonly number[]): HeatTable => ({
  rows: values.length / columns,
  columns,
  values: Float64Array.from(values),
});

function drawn(heat: HeatTable, width: number, height: number, options: Partial<HeatMapOptions> = {}) {
  const scene = layoutHeatMap(heat, { width: cssPx(width), height: cssPx(height) });
  const canvas = recordingCanvas();
  drawHeatMap(canvas.pen, scene, testPalette, { tint: 4, ...options });
  expect(canvas.depth()).toBe(0);
  for (const colour of canvas.colours()) expect(paletteColours).toContain(colour);
  return { scene, cells: canvas.calls.filter(({ op }) => op === 'fillRect'), canvas };
}

describe('drawHeatMap', () => {
  it('draws a cell the stronger the fuller it is, and none where there is nothing', () => {
    const { cells } = drawn(table(2, [10, 5, NaN, 0]), 40, 40);
    expect(cells.map(({ args, globalAlpha }) => [args[0], args[1], Number(globalAlpha.toFixed(2))])).toEqual([
      [20, 0, 0.53],
      [0, 0, 1],
    ]);
    expect(new Set(cells.map(({ fillStyle }) => fillStyle))).toEqual(new Set([testPalette.fills[4]]));
  });

  it('joins narrow cells of one shade', () => {
    const { cells } = drawn(
      table(
        100,
        Array.from({ length: 100 }, (_, i) => (i < 60 ? 8 : 4)),
      ),
      100,
      10,
    );
    expect(cells.map(({ args }) => [args[0], args[2]])).toEqual([
      [60, 40],
      [0, 60],
    ]);
  });

  it('outlines what is hovered and what is selected', () => {
    const heat = table(2, [1, 2, 3, 4]);
    const { scene } = drawn(heat, 40, 40);
    const { canvas } = drawn(heat, 40, 40, { hover: heatBox(scene, 0, 0), selected: heatBox(scene, 1, 1) });
    const strokes = canvas.calls.filter(({ op }) => op === 'strokeRect');
    expect(strokes.map(({ strokeStyle, args }) => [strokeStyle, args[0]])).toEqual([
      ['hover', 0.5],
      ['halo', 20.5],
      ['selection', 20.5],
    ]);
  });
});
