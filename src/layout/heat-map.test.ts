import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cssPx } from '../base/brand.ts';
import { heatAt, heatBox, type HeatTable, layoutHeatMap } from './heat-map.ts';

const size = (width: number, height: number) => ({ width: cssPx(width), height: cssPx(height) });
const tableOf = (rows: number, columns: number, value: (row: number, column: number) => number): HeatTable => ({
  rows,
  columns,
  values: Float64Array.from({ length: rows * columns }, (_, i) => value(Math.floor(i / columns), i % columns)),
});
const anyTable = () =>
  fc
    .tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }), fc.nat(1000))
    .map(([rows, columns, seed]) => tableOf(rows, columns, (r, c) => ((r * 31 + c * 17 + seed) * 7919) % 101));

describe('layoutHeatMap', () => {
  it('gives each cell its box and its share of the largest', () => {
    const scene = layoutHeatMap(
      tableOf(2, 3, (row, column) => row * 3 + column),
      size(30, 20),
      { widestPx: 10 },
    );
    expect([...scene.x]).toEqual([0, 10, 20, 30]);
    expect([...scene.y]).toEqual([0, 10, 20]);
    expect([...scene.level].map((level) => Math.round(level * 5))).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('draws few cells no wider than they may be', () =>
    expect([
      ...layoutHeatMap(
        tableOf(1, 2, () => 1),
        size(500, 300),
      ).x,
    ]).toEqual([0, 40, 80]));

  it('keeps the largest of the steps that share a pixel', () => {
    const scene = layoutHeatMap(
      tableOf(1, 100, (_, column) => (column === 37 ? 9 : 1)),
      size(10, 5),
    );
    expect([...scene.level].map((level) => Math.round(level * 9))).toEqual([1, 1, 1, 9, 1, 1, 1, 1, 1, 1]);
  });

  it('leaves out what is not there', () => {
    const scene = layoutHeatMap(
      tableOf(1, 2, (_, column) => (column === 0 ? NaN : 4)),
      size(20, 5),
    );
    expect([...scene.level]).toEqual([NaN, 1]);
  });

  it('takes a common scale, and an empty table', () => {
    expect([
      ...layoutHeatMap(
        tableOf(1, 1, () => 4),
        size(20, 5),
        { most: 8 },
      ).level,
    ]).toEqual([0.5]);
    expect(
      layoutHeatMap(
        tableOf(0, 0, () => 0),
        size(20, 5),
      ).level,
    ).toHaveLength(0);
    expect([
      ...layoutHeatMap(
        tableOf(1, 1, () => 0),
        size(20, 5),
      ).level,
    ]).toEqual([0]);
  });
});

describe('heatAt', () => {
  it('finds in the middle of the box of any cell that cell', () => {
    fc.assert(
      fc.property(anyTable(), fc.integer({ min: 5, max: 90 }), fc.nat(), fc.nat(), (table, px, r, c) => {
        const scene = layoutHeatMap(table, size(px, px));
        const row = r % table.rows;
        const column = c % table.columns;
        const box = heatBox(scene, row, column)!;
        expect(box.width * box.height).toBeGreaterThan(0);
        const hit = heatAt(scene, box.x + box.width / 2, box.y + box.height / 2)!;
        expect(hit.firstRow <= row && row <= hit.lastRow).toBe(true);
        expect(hit.firstColumn <= column && column <= hit.lastColumn).toBe(true);
        expect(hit.box).toEqual(box);
      }),
    );
  });

  it('finds nothing beside the table', () => {
    const scene = layoutHeatMap(
      tableOf(2, 2, () => 1),
      size(20, 20),
    );
    expect([heatAt(scene, -1, 5), heatAt(scene, 20, 5), heatAt(scene, 5, 21), heatBox(scene, 2, 0)]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
