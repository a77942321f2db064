import { f32, i32 } from '../base/at.ts';
import { pushRect, type RectBuilder } from './rect-builder.ts';
import { type RowColumns } from './row-columns.ts';

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

/** Appends the rectangles of one column and empties it; only empties it where `rects` is undefined. */
export function pushColumn(
  rects: RectBuilder | undefined,
  columns: RowColumns,
  tints: readonly number[],
  column: number,
  dot: number,
  place: ColumnPlace,
): void {
  const { width, share } = columns;
  const first = column * width;
  if (rects !== undefined) {
    let best = 0;
    let most = 0;
    let total = 0;
    for (let c = 0; c < width; c++) {
      const own = f32(share, first + c);
      total += own;
      if (own > most) {
        best = c;
        most = own;
      }
    }
    if (place.column === 'stacked' && most < total)
      pushSlices(rects, share, first, width, tints, best, total, column, dot, place);
    else {
      const shown = place.column === 'stacked' ? 1 : Math.min(1, most);
      pushRect(rects, column * dot, place.y, dot, place.height, tints[best] ?? 0, shown, -1, place.lane);
    }
  }
  for (let c = 0; c < width; c++) share[first + c] = 0;
}

/** Height of each slice of the column at hand, in device pixels. */
const slices = new Int32Array(256);

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
  place: ColumnPlace,
): void {
  const { y, height, lane } = place;
  const dots = Math.round(height / dot);
  const scale = dots / total;
  let others = 0;
  for (let c = 0; c < width; c++) {
    const own = f32(share, first + c);
    const slice = own > 0 ? Math.max(1, Math.floor(own * scale + 0.5)) : 0;
    slices[c] = slice;
    if (c !== best) others += slice;
  }
  slices[best] = Math.max(1, dots - others);
  const x = column * dot;
  let bottom = dots;
  for (let c = 0; c < width && bottom > 0; c++) {
    const slice = Math.min(bottom, i32(slices, c));
    if (slice === 0) continue;
    bottom -= slice;
    pushRect(rects, x, y + bottom * dot, dot, slice * dot, tints[c] ?? 0, 1, -1, lane);
  }
}
