import { pushRect, type RectBuilder } from './rect-builder.ts';
import { type RowColumns } from './row-columns.ts';
import { SHARE_LEVELS } from './scene.ts';

/**
 * How a pixel column that holds several marks is drawn.
 * `dominant`: one rectangle in the tint with most time, its share of the column recorded.
 * `stacked`: one slice a tint, heights in proportion to time: the ledger zoomed out hides no class.
 */
export type ColumnStyle = 'dominant' | 'stacked';

/** Where a column is drawn: as RowPlace in row-rects.ts. */
interface ColumnPlace {
  readonly y: number;
  readonly height: number;
  readonly lane: number;
  readonly column: ColumnStyle;
}

/** Height of each slice of the column at hand, in device pixels; and the rectangle that shows the same tint in the column before. */
const slices = new Int32Array(256);
const lastSlice = new Int32Array(256);

/** The rectangle of a single tint that the last column was drawn as, and where it may be continued. */
const open = { rect: -1, column: -1, ink: -1, x: 0 };

/** Call before the columns of a row: nothing is joined to rectangles of the row before. */
export function startColumns(): void {
  open.rect = -1;
  lastSlice.fill(-1);
}

/**
 * Appends the rectangles of one column of width `dot` and empties it. Neighbours that look alike become one rectangle.
 * `line`: height of a device pixel, CSS pixels.
 */
export function pushColumn(
  rects: RectBuilder,
  columns: RowColumns,
  tints: readonly number[],
  column: number,
  dot: number,
  line: number,
  place: ColumnPlace,
): void {
  // Typed arrays are read bare here: these lines run a hundred thousand times a frame.
  const { width, share } = columns;
  const first = column * width;
  let best = 0;
  let most = 0;
  let total = 0;
  for (let c = 0; c < width; c++) {
    const own = share[first + c] ?? 0;
    total += own;
    if (own > most) {
      best = c;
      most = own;
    }
  }
  if (place.column === 'stacked' && most < total)
    pushSlices(rects, share, first, width, tints, best, total, column, dot, line, place);
  else {
    const shown = place.column === 'stacked' ? 1 : Math.min(1, most);
    const tint = tints[best] ?? 0;
    const level = (shown * SHARE_LEVELS + 0.5) | 0;
    const ink = tint * (SHARE_LEVELS + 1) + level;
    if (open.ink === ink && open.column === column && open.rect === rects.length - 1)
      rects.width[open.rect] = (column + 1) * dot - open.x;
    else {
      open.rect = rects.length;
      open.ink = ink;
      open.x = column * dot;
      pushRect(rects, open.x, place.y, dot, place.height, tint, shown, -1, place.lane);
    }
    open.column = column + 1;
  }
  for (let c = 0; c < width; c++) share[first + c] = 0;
}

/** Empties a column that is not drawn. */
export function dropColumn({ width, share }: RowColumns, column: number): void {
  // `fill` is a call: for a few cells the loop is many times faster.
  for (let cell = column * width; cell < (column + 1) * width; cell++) share[cell] = 0;
}

/** True where a rectangle of this height ends where the column begins. */
const joins = (rects: RectBuilder, i: number, column: number, dot: number, height: number): boolean =>
  Math.abs((rects.x[i] ?? 0) + (rects.width[i] ?? 0) - column * dot) < dot / 4 &&
  rects.height[i] === Math.fround(height);

/** Slices from the bottom up in class order; every tint that is there gets a device pixel, the largest pays for it. */
function pushSlices(
  rects: RectBuilder,
  share: Float32Array,
  first: number,
  width: number,
  tints: readonly number[],
  best: number,
  total: number,
  column: number,
  dot: number,
  line: number,
  place: ColumnPlace,
): void {
  const { y, height, lane } = place;
  const dots = Math.round(height / line);
  const scale = dots / total;
  let others = 0;
  for (let c = 0; c < width; c++) {
    const own = share[first + c] ?? 0;
    const slice = own > 0 ? Math.max(1, (own * scale + 0.5) | 0) : 0;
    slices[c] = slice;
    if (c !== best) others += slice;
  }
  slices[best] = Math.max(1, dots - others);
  const x = column * dot;
  let bottom = dots;
  for (let c = 0; c < width && bottom > 0; c++) {
    const slice = Math.min(bottom, slices[c] ?? 0);
    if (slice === 0) continue;
    bottom -= slice;
    const top = y + bottom * line;
    const last = lastSlice[c] ?? -1;
    if (last >= 0 && rects.y[last] === Math.fround(top) && joins(rects, last, column, dot, slice * line))
      rects.width[last] = (column + 1) * dot - (rects.x[last] ?? 0);
    else {
      lastSlice[c] = rects.length;
      pushRect(rects, x, top, dot, slice * line, tints[c] ?? 0, 1, -1, lane);
    }
  }
}
