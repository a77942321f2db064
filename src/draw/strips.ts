import { type RectBatch, type Scene, type SceneRow, SHARE_LEVELS } from '../layout/scene.ts';
import { type ChartPalette } from './palette.ts';
import { HATCH_FROM_HEIGHT_PX, opacityOf } from './rects.ts';
import { type InkTable, mixInks, type ReadPixels, readInks } from './strip-inks.ts';

/** A picture in memory of a canvas's size, in device pixels. */
export interface StripHost {
  readonly read: ReadPixels;
  /** Its pixels row by row. What was in it may still be there. */
  readonly open: (width: number, height: number) => Int32Array;
  /** Puts the picture on the canvas, in place of all that is there. */
  readonly show: () => void;
}

/** Draws rows of many rectangles pixel by pixel: thousands of rectangles cost more than the pixels they cover. */
export interface StripPainter {
  /**
   * Draws background, bands, grid and the rows it is good for, and gives back the other rows. Draws nothing and gives
   * undefined where no row has that many rectangles.
   */
  readonly draw: (scene: Scene, highlight: number | undefined) => readonly SceneRow[] | undefined;
}

/** Rows of fewer rectangles are drawn one by one. */
const STRIP_FROM_RECTS = 48;

const isStrip = ({ firstRect, lastRect }: SceneRow): boolean => lastRect - firstRect >= STRIP_FROM_RECTS;

const FILL_FROM_PIXELS = 12;

interface Picture {
  readonly pixels: Int32Array;
  /** Device pixels across, down, and a CSS pixel. */
  readonly dots: number;
  readonly lines: number;
  readonly perPx: number;
}

/** A painter for one palette and one canvas. */
export function createStripPainter(palette: ChartPalette, host: StripHost): StripPainter {
  const inks = readInks(palette, host.read);
  const tables = new Map<string, InkTable>();
  const tableFor = (highlight: number | undefined, predicted: boolean): InkTable => {
    const name = `${highlight} ${predicted}`;
    let table = tables.get(name);
    if (table === undefined) {
      const ground = predicted ? inks.predicted : inks.background;
      table = mixInks(inks, ground, SHARE_LEVELS + 1, (tint, level) => opacityOf(tint, level, highlight));
      tables.set(name, table);
    }
    return table;
  };
  return {
    draw: (scene, highlight) => {
      const others: SceneRow[] = [];
      for (const { rows } of scene.lanes) for (const row of rows) if (!isStrip(row)) others.push(row);
      if (scene.lanes.every(({ rows }) => !rows.some(isStrip))) return undefined;
      const perPx = 1 / scene.dot;
      const dots = Math.round(scene.width * perPx);
      const lines = Math.round(scene.height * perPx);
      const picture: Picture = { pixels: host.open(dots, lines), dots, lines, perPx };
      paintLanes(picture, scene, tableFor(highlight, false), tableFor(highlight, true));
      host.show();
      return others;
    },
  };
}

/** Paints every line of the picture once, from the top down: background and grid, bands of lanes, their rows; then the slots of ranks. */
function paintLanes(picture: Picture, scene: Scene, table: InkTable, predictedTable: InkTable): void {
  const { pixels, dots, lines, perPx } = picture;
  const plainLine = ruledLine(picture, scene, table);
  const predictedLine = ruledLine(picture, scene, predictedTable);
  const lineOf = (y: number): number => Math.max(0, Math.min(lines, Math.round(y * perPx)));
  let done = 0;
  const groundTo = (to: number, ground: Int32Array): void => {
    if (to <= done) return;
    pixels.set(ground, done * dots);
    repeatLine(pixels, dots, done, to);
    done = to;
  };
  for (const { y, height, predicted, rows } of scene.lanes) {
    groundTo(lineOf(y), plainLine);
    const ground = predicted ? predictedLine : plainLine;
    for (const row of rows) {
      if (!isStrip(row)) continue;
      const from = lineOf(row.y);
      groundTo(from, ground);
      done = lineOf(row.y + row.height);
      pixels.set(ground, from * dots);
      paintRow(picture, from, done, scene.rects, row, predicted ? predictedTable : table);
    }
    groundTo(lineOf(y + height), ground);
  }
  groundTo(lines, plainLine);
  for (const { y, height } of scene.groups) pixels.fill(table.group, lineOf(y) * dots, lineOf(y + height) * dots);
}

/** One line of background with the grid across it. */
function ruledLine({ dots, perPx }: Picture, { ticks }: Scene, { ground, grid }: InkTable): Int32Array {
  const line = new Int32Array(dots).fill(ground);
  for (const tick of ticks) {
    const left = Math.round(Math.round(tick.x) * perPx);
    line.fill(grid, left, left + Math.max(1, Math.round(perPx)));
  }
  return line;
}

/** Copies line `from` to all below it, up to line `to`: each time as many as there are by then. */
function repeatLine(pixels: Int32Array, dots: number, from: number, to: number): void {
  const first = from * dots;
  const all = (to - from) * dots;
  for (let done = dots; done < all; done *= 2)
    pixels.copyWithin(first + done, first, first + Math.min(done, all - done));
}

/** Index into the table of inks. Here and below typed arrays are read bare: these lines run for every mark of every frame. */
const inkOf = (tint: number, share: number): number => tint * (SHARE_LEVELS + 1) + ((share * SHARE_LEVELS + 0.5) | 0);

/** Rectangles of the row at hand whose lines are not all alike: slices and hatches. Never outlives a row. */
let uneven = new Int32Array(1024);

/** Lines [from, to) of the picture; the first holds the ground already. */
function paintRow(picture: Picture, from: number, to: number, rects: RectBatch, row: SceneRow, table: InkTable): void {
  const { pixels, dots, perPx } = picture;
  const { x, width, height, tint, share } = rects;
  const { plain, side } = table;
  const { firstRect, lastRect } = row;
  const lastInk = plain.length - 1;
  const line = from * dots;
  const whole = row.height - 0.01;
  const hatched = row.height >= HATCH_FROM_HEIGHT_PX;
  if (uneven.length < lastRect - firstRect) uneven = new Int32Array(2 * (lastRect - firstRect));
  let count = 0;
  for (let i = firstRect; i < lastRect; i++) {
    const ink = Math.min(lastInk, inkOf(tint[i] ?? 0, share[i] ?? 0));
    if ((height[i] ?? 0) < whole || (hatched && (side[ink] ?? 0) > 0)) {
      uneven[count++] = i;
      continue;
    }
    const colour = plain[ink] ?? 0;
    const left = ((x[i] ?? 0) * perPx + 0.5) | 0;
    const right = Math.min(dots, left + Math.max(1, ((width[i] ?? 0) * perPx + 0.5) | 0));
    // `fill` is called, not compiled in: for a few pixels the loop is many times faster.
    if (right - left > FILL_FROM_PIXELS) pixels.fill(colour, line + left, line + right);
    else for (let at = line + left; at < line + right; at++) pixels[at] = colour;
  }
  repeatLine(pixels, dots, from, to);
  if (count > 0) paintUneven(picture, rects, count, from, to, row.y, table);
}

function paintUneven(
  { pixels, dots, perPx }: Picture,
  rects: RectBatch,
  count: number,
  from: number,
  to: number,
  rowTop: number,
  { plain, side: sides, tiles }: InkTable,
): void {
  const { x, y, width, height, tint, share } = rects;
  const lastInk = plain.length - 1;
  for (let n = 0; n < count; n++) {
    const i = uneven[n] ?? 0;
    const ink = Math.min(lastInk, inkOf(tint[i] ?? 0, share[i] ?? 0));
    const left = ((x[i] ?? 0) * perPx + 0.5) | 0;
    const right = Math.min(dots, left + Math.max(1, ((width[i] ?? 0) * perPx + 0.5) | 0));
    const high = height[i] ?? 0;
    const first = from + ((((y[i] ?? 0) - rowTop) * perPx + 0.5) | 0);
    const last = Math.min(to, first + ((high * perPx + 0.5) | 0));
    const side = high >= HATCH_FROM_HEIGHT_PX ? (sides[ink] ?? 0) : 0;
    if (side > 0) {
      paintTiled(pixels, dots, side, tiles[ink] ?? NO_TILE, left, right, first, last);
      continue;
    }
    const colour = plain[ink] ?? 0;
    const until = last * dots;
    if (right - left === 1) for (let at = first * dots + left; at < until; at += dots) pixels[at] = colour;
    else
      for (let line = first * dots; line < until; line += dots) {
        if (right - left > FILL_FROM_PIXELS) pixels.fill(colour, line + left, line + right);
        else for (let at = line + left; at < line + right; at++) pixels[at] = colour;
      }
  }
}

const NO_TILE = new Int32Array(0);

/** Hatches run on from mark to mark: their pixel is decided by its place on the canvas. */
function paintTiled(
  pixels: Int32Array,
  dots: number,
  side: number,
  tile: Int32Array,
  left: number,
  right: number,
  first: number,
  last: number,
): void {
  const phase = left % side;
  let tileRow = first % side;
  for (let y = first; y < last; y++) {
    const line = y * dots;
    const tileLine = tileRow * side;
    let column = phase;
    for (let at = line + left; at < line + right; at++) {
      pixels[at] = tile[tileLine + column] ?? 0;
      if (++column === side) column = 0;
    }
    if (++tileRow === side) tileRow = 0;
  }
}
