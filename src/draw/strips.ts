import { type RectBatch, type SceneRow, SHARE_LEVELS } from '../layout/scene.ts';
import { type ChartPalette } from './palette.ts';
import { type Pen } from './pen.ts';
import { HATCH_FROM_HEIGHT_PX, opacityOf } from './rects.ts';
import { type InkTable, mixInks, type ReadPixels, readInks } from './strip-inks.ts';

/** A picture in memory and the canvas that shows it. Device pixels. */
export interface StripHost {
  readonly read: ReadPixels;
  /** A picture of at least this size: its pixels row by row, `stride` a row. What was in it may still be there. */
  readonly open: (width: number, height: number) => { readonly pixels: Int32Array; readonly stride: number };
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
      table = mixInks(inks, SHARE_LEVELS + 1, (tint, level) => opacityOf(tint, level, highlight));
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

/** Whether all lines of the row are the same: no slices, no hatches. */
function isOneLine(rects: RectBatch, row: SceneRow, { side }: InkTable): boolean {
  const { height, tint, share } = rects;
  const hatched = row.height >= HATCH_FROM_HEIGHT_PX;
  for (let i = row.firstRect; i < row.lastRect; i++) {
    if ((height[i] ?? 0) < row.height - 0.01) return false;
    if (hatched && (side[inkOf(tint[i] ?? 0, share[i] ?? 0)] ?? 0) > 0) return false;
  }
  return true;
}

/** Index into the table of inks. Here and below typed arrays are read bare: these lines run for every mark of every frame. */
const inkOf = (tint: number, share: number): number => tint * (SHARE_LEVELS + 1) + ((share * SHARE_LEVELS + 0.5) | 0);

function paintStrip(
  pixels: Int32Array,
  stride: number,
  dots: number,
  rects: RectBatch,
  strip: Strip,
  dot: number,
  table: InkTable,
): void {
  const { top, lines } = strip;
  pixels.fill(0, top * stride, (top + lines) * stride);
  if (lines === 1) paintLine(pixels, top * stride, dots, rects, strip.row, 1 / dot, table);
  else paintLines(pixels, stride, dots, rects, strip, 1 / dot, table);
}

function paintLine(
  pixels: Int32Array,
  line: number,
  dots: number,
  rects: RectBatch,
  { firstRect, lastRect }: SceneRow,
  perPx: number,
  { plain }: InkTable,
): void {
  const { x, width, tint, share } = rects;
  const lastInk = plain.length - 1;
  for (let i = firstRect; i < lastRect; i++) {
    const colour = plain[Math.min(lastInk, inkOf(tint[i] ?? 0, share[i] ?? 0))] ?? 0;
    const left = ((x[i] ?? 0) * perPx + 0.5) | 0;
    const right = Math.min(dots, left + Math.max(1, ((width[i] ?? 0) * perPx + 0.5) | 0));
    // `fill` is called, not compiled in: for a few pixels the loop is many times faster.
    if (right - left > FILL_FROM_PIXELS) pixels.fill(colour, line + left, line + right);
    else for (let at = line + left; at < line + right; at++) pixels[at] = colour;
  }
}

function paintLines(
  pixels: Int32Array,
  stride: number,
  dots: number,
  rects: RectBatch,
  { row, top, lines }: Strip,
  perPx: number,
  { plain, side: sides, tiles }: InkTable,
): void {
  const { x, y, width, height, tint, share } = rects;
  const lastInk = plain.length - 1;
  const rowTop = row.y;
  const rowDot = Math.round(rowTop * perPx);
  for (let i = row.firstRect; i < row.lastRect; i++) {
    const ink = Math.min(lastInk, inkOf(tint[i] ?? 0, share[i] ?? 0));
    const left = ((x[i] ?? 0) * perPx + 0.5) | 0;
    const right = Math.min(dots, left + Math.max(1, ((width[i] ?? 0) * perPx + 0.5) | 0));
    const high = height[i] ?? 0;
    const first = (((y[i] ?? 0) - rowTop) * perPx + 0.5) | 0;
    const last = Math.min(lines, first + ((high * perPx + 0.5) | 0));
    const side = high >= HATCH_FROM_HEIGHT_PX ? (sides[ink] ?? 0) : 0;
    if (side > 0) {
      paintTiled(pixels, stride, side, tiles[ink] ?? NO_TILE, left, right, top, first, last, rowDot);
      continue;
    }
    const colour = plain[ink] ?? 0;
    const until = (top + last) * stride;
    if (right - left === 1) for (let at = (top + first) * stride + left; at < until; at += stride) pixels[at] = colour;
    else
      for (let line = (top + first) * stride; line < until; line += stride) {
        if (right - left > FILL_FROM_PIXELS) pixels.fill(colour, line + left, line + right);
        else for (let at = line + left; at < line + right; at++) pixels[at] = colour;
      }
  }
}

const NO_TILE = new Int32Array(0);

/** Hatches run on from mark to mark: their pixel is decided by its place on the canvas. */
function paintTiled(
  pixels: Int32Array,
  stride: number,
  side: number,
  tile: Int32Array,
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
