import { f32, u32, u8 } from '../base/at.ts';
import { type RectBatch, type SceneRow } from '../layout/scene.ts';
import { type ChartPalette } from './palette.ts';
import { type Pen } from './pen.ts';
import { HATCH_FROM_HEIGHT_PX, LEVELS, opacityOf } from './rects.ts';
import { type InkTable, mixInks, type ReadPixels, readInks } from './strip-inks.ts';

/** A picture in memory and the canvas that shows it. Device pixels. */
export interface StripHost {
  readonly read: ReadPixels;
  /** A picture of at least this size: its pixels row by row, `stride` a row. What was in it may still be there. */
  readonly open: (width: number, height: number) => { readonly pixels: Uint32Array; readonly stride: number };
  /** The picture's first rows as an image, good until the next `open`. */
  readonly show: (width: number, height: number) => CanvasImageSource;
}

/** Draws rows of many rectangles as one image each: thousands of rectangles cost more than the pixels they cover. */
export interface StripPainter {
  /** Draws the rows it is good for and gives back the others. `dot`: CSS pixels a device pixel. */
  readonly draw: (
    pen: Pen,
    rects: RectBatch,
    rows: readonly SceneRow[],
    width: number,
    dot: number,
    highlight: number | undefined,
  ) => readonly SceneRow[];
}

/** Rows of fewer rectangles are drawn one by one. */
const STRIP_FROM_RECTS = 48;

const FILL_FROM_PIXELS = 12;

/** Where a row lies in the picture: one line that is stretched, or as high as the row. */
interface Strip {
  readonly row: SceneRow;
  readonly top: number;
  readonly lines: number;
}

/** A painter for one palette and one canvas. */
export function createStripPainter(palette: ChartPalette, host: StripHost): StripPainter {
  const inks = readInks(palette, host.read);
  const tables = new Map<number | undefined, InkTable>();
  const tableFor = (highlight: number | undefined): InkTable => {
    let table = tables.get(highlight);
    if (table === undefined) {
      table = mixInks(inks, LEVELS + 1, (tint, level) => opacityOf(tint, level, highlight));
      tables.set(highlight, table);
    }
    return table;
  };
  return {
    draw: (pen, rects, rows, width, dot, highlight) => {
      const table = tableFor(highlight);
      const strips: Strip[] = [];
      const others: SceneRow[] = [];
      let top = 0;
      for (const row of rows) {
        if (row.lastRect - row.firstRect < STRIP_FROM_RECTS) others.push(row);
        else {
          const lines = isOneLine(rects, row, table) ? 1 : Math.round(row.height / dot);
          strips.push({ row, top, lines });
          top += lines;
        }
      }
      if (strips.length === 0) return others;
      const dots = Math.round(width / dot);
      const { pixels, stride } = host.open(dots, top);
      for (const strip of strips) paintStrip(pixels, stride, dots, rects, strip, dot, table);
      const image = host.show(dots, top);
      pen.save();
      pen.globalAlpha = 1;
      pen.imageSmoothingEnabled = false;
      for (const { row, top: from, lines } of strips)
        pen.drawImage(image, 0, from, dots, lines, 0, row.y, dots * dot, row.height);
      pen.restore();
      return others;
    },
  };
}

/** Index into the table of inks. */
function inkOf(rects: RectBatch, i: number, table: InkTable): number {
  const level = (f32(rects.share, i) * LEVELS + 0.5) | 0;
  return Math.min(u8(rects.tint, i) * (LEVELS + 1) + level, table.plain.length - 1);
}

/** Whether all lines of the row are the same: no slices, no hatches. */
function isOneLine(rects: RectBatch, row: SceneRow, table: InkTable): boolean {
  const hatched = row.height >= HATCH_FROM_HEIGHT_PX;
  for (let i = row.firstRect; i < row.lastRect; i++) {
    if (f32(rects.height, i) < row.height - 0.01) return false;
    if (hatched && u8(table.side, inkOf(rects, i, table)) > 0) return false;
  }
  return true;
}

function paintStrip(
  pixels: Uint32Array,
  stride: number,
  dots: number,
  rects: RectBatch,
  { row, top, lines }: Strip,
  dot: number,
  table: InkTable,
): void {
  pixels.fill(0, top * stride, (top + lines) * stride);
  // `| 0` instead of Math.round: these lines run a hundred thousand times a frame.
  const perPx = 1 / dot;
  const rowDot = Math.round(row.y * perPx);
  for (let i = row.firstRect; i < row.lastRect; i++) {
    const ink = inkOf(rects, i, table);
    const left = (f32(rects.x, i) * perPx + 0.5) | 0;
    const right = Math.min(dots, left + Math.max(1, (f32(rects.width, i) * perPx + 0.5) | 0));
    const height = f32(rects.height, i);
    const first = lines === 1 ? 0 : ((f32(rects.y, i) - row.y) * perPx + 0.5) | 0;
    const last = lines === 1 ? 1 : Math.min(lines, first + ((height * perPx + 0.5) | 0));
    const side = height >= HATCH_FROM_HEIGHT_PX ? u8(table.side, ink) : 0;
    const tile = side > 0 ? table.tiles[ink] : undefined;
    if (tile !== undefined) paintTiled(pixels, stride, side, tile, left, right, top, first, last, rowDot);
    else paintPlain(pixels, stride, u32(table.plain, ink), left, right, top + first, top + last);
  }
}

function paintPlain(
  pixels: Uint32Array,
  stride: number,
  colour: number,
  left: number,
  right: number,
  first: number,
  last: number,
): void {
  for (let y = first; y < last; y++) {
    const line = y * stride;
    // `fill` is called, not compiled in: for a few pixels the loop is many times faster.
    if (right - left > FILL_FROM_PIXELS) pixels.fill(colour, line + left, line + right);
    else for (let x = line + left; x < line + right; x++) pixels[x] = colour;
  }
}

/** Hatches run on from mark to mark: their pixel is decided by its place on the canvas. */
function paintTiled(
  pixels: Uint32Array,
  stride: number,
  side: number,
  tile: Uint32Array,
  left: number,
  right: number,
  top: number,
  first: number,
  last: number,
  rowDot: number,
): void {
  const phase = left % side;
  let tileRow = (((rowDot + first) % side) + side) % side;
  for (let y = first; y < last; y++) {
    const line = (top + y) * stride;
    const tileLine = tileRow * side;
    let column = phase;
    for (let x = line + left; x < line + right; x++) {
      pixels[x] = tile[tileLine + column] ?? 0;
      if (++column === side) column = 0;
    }
    if (++tileRow === side) tileRow = 0;
  }
}
