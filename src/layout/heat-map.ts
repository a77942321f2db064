import { f64 } from '../base/at.ts';
import { type CssPx, cssPx } from '../base/brand.ts';
import { type Box, type Size } from './scene.ts';

/** A table of numbers to draw: a heat map of ranks and steps, or who waited for whom. */
export interface HeatTable {
  readonly rows: number;
  readonly columns: number;
  /** rows x columns, row-major; NaN where there is nothing. */
  readonly values: Float64Array;
}

/** Cells in CSS pixels, row by row. A cell stands for one or several rows and columns of the table: the largest of their values. */
export interface HeatScene {
  readonly width: CssPx;
  readonly height: CssPx;
  readonly rows: number;
  readonly columns: number;
  /** Rows and columns of cells that are drawn; at most those of the table, at most one a pixel. */
  readonly drawnRows: number;
  readonly drawnColumns: number;
  /** Left edge of each drawn column and top of each drawn row, and the far edge as the last: whole pixels. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** First table column of each drawn column and first table row of each drawn row, and their count as the last. */
  readonly firstColumn: Uint32Array;
  readonly firstRow: Uint32Array;
  /** drawnRows x drawnColumns: 0..1 of `most`; NaN where there is nothing. */
  readonly level: Float32Array;
  /** The value that is drawn full. */
  readonly most: number;
}

export interface HeatOptions {
  /** The value drawn full; the largest of the table unless given. One scale for several pictures. */
  readonly most?: number;
  /** Rows higher and columns wider than this leave the rest empty. */
  readonly widestPx?: number;
  readonly highestPx?: number;
}

const WIDEST_PX = 40;
const HIGHEST_PX = 24;

/** Lays a table out over the size, no cell narrower or lower than a pixel; O(rows x columns). */
export function layoutHeatMap(table: HeatTable, size: Size, options: HeatOptions = {}): HeatScene {
  const { rows, columns, values } = table;
  const across = spread(columns, size.width, options.widestPx ?? WIDEST_PX);
  const down = spread(rows, size.height, options.highestPx ?? HIGHEST_PX);
  const drawnColumns = across.first.length - 1;
  const drawnRows = down.first.length - 1;
  const largest = new Float64Array(drawnRows * drawnColumns).fill(NaN);
  let most = 0;
  for (let r = 0; r < drawnRows; r++) {
    for (let row = down.first[r] ?? 0; row < (down.first[r + 1] ?? 0); row++) {
      for (let c = 0; c < drawnColumns; c++) {
        const cell = r * drawnColumns + c;
        for (let column = across.first[c] ?? 0; column < (across.first[c + 1] ?? 0); column++) {
          const value = f64(values, row * columns + column);
          if (Number.isNaN(value) || f64(largest, cell) >= value) continue;
          largest[cell] = value;
          if (value > most) most = value;
        }
      }
    }
  }
  const full = options.most ?? most;
  const level = Float32Array.from(largest, (value) => (full > 0 ? Math.min(1, Math.max(0, value / full)) : value * 0));
  return {
    width: size.width,
    height: size.height,
    rows,
    columns,
    drawnRows,
    drawnColumns,
    x: across.edge,
    y: down.edge,
    firstColumn: across.first,
    firstRow: down.first,
    level,
    most: full,
  };
}

/** Shares `count` table lines out over `px` pixels: edges in whole pixels, and which line each drawn one begins with. */
function spread(
  count: number,
  px: number,
  widestPx: number,
): { readonly edge: Float32Array; readonly first: Uint32Array } {
  const drawn = Math.max(0, Math.min(count, Math.floor(px)));
  const pitch = drawn === 0 ? 0 : Math.min(widestPx, px / drawn);
  const edge = Float32Array.from({ length: drawn + 1 }, (_, i) => Math.round(i * pitch));
  const first = Uint32Array.from({ length: drawn + 1 }, (_, i) => (drawn === 0 ? 0 : Math.floor((i * count) / drawn)));
  return { edge, first };
}

/** What is under a point: table rows and columns, both [first, last]. */
export interface HeatHit {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
  readonly box: Box;
}

/** The cell under a point; undefined beside the table. */
export function heatAt(scene: HeatScene, x: number, y: number): HeatHit | undefined {
  const column = lineAt(scene.x, x);
  const row = lineAt(scene.y, y);
  if (column < 0 || row < 0) return undefined;
  return {
    firstRow: scene.firstRow[row] ?? 0,
    lastRow: (scene.firstRow[row + 1] ?? 1) - 1,
    firstColumn: scene.firstColumn[column] ?? 0,
    lastColumn: (scene.firstColumn[column + 1] ?? 1) - 1,
    box: boxOf(scene, row, column),
  };
}

/** The box of a table cell, such as the selected one; undefined outside the table. */
export function heatBox(scene: HeatScene, row: number, column: number): Box | undefined {
  const r = drawnOf(scene.firstRow, row, scene.rows);
  const c = drawnOf(scene.firstColumn, column, scene.columns);
  return r < 0 || c < 0 ? undefined : boxOf(scene, r, c);
}

const boxOf = (scene: HeatScene, row: number, column: number): Box => ({
  x: cssPx(scene.x[column] ?? 0),
  y: cssPx(scene.y[row] ?? 0),
  width: cssPx((scene.x[column + 1] ?? 0) - (scene.x[column] ?? 0)),
  height: cssPx((scene.y[row + 1] ?? 0) - (scene.y[row] ?? 0)),
});

function lineAt(edges: Float32Array, px: number): number {
  if (!(px >= 0)) return -1;
  for (let i = 0; i + 1 < edges.length; i++) if (px < (edges[i + 1] ?? 0)) return i;
  return -1;
}

function drawnOf(first: Uint32Array, line: number, count: number): number {
  if (!(line >= 0 && line < count)) return -1;
  for (let i = 0; i + 1 < first.length; i++) if (line < (first[i + 1] ?? 0)) return i;
  return -1;
}
