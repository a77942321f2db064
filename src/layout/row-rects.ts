import { at } from '../base/at.ts';
import { lowerBound } from '../base/search.ts';
import { type MarkRow } from '../model/mark-row.ts';
import { columnTotals, pushColumn, type ColumnStyle } from './column.ts';
import { pushRect, type RectBuilder } from './rect-builder.ts';

/** The time axis of one frame in device pixels. `dot` is the size of a device pixel in CSS pixels. */
export interface DotScale {
  readonly start: number;
  readonly end: number;
  readonly dotsPerUs: number;
  /** Device pixels across. */
  readonly dots: number;
  readonly dot: number;
}

/** Where a row is drawn, and how. `y` and `height` in CSS pixels; `lane` is an index into `Scene.lanes`. */
export interface RowPlace {
  readonly y: number;
  readonly height: number;
  readonly lane: number;
  readonly column: ColumnStyle;
  /** Leave one device pixel free at the right of marks of four and more. */
  readonly gap: boolean;
}

const GAP_FROM_DOTS = 4;

const FIRST_STRIDE = 8;

/**
 * First index > from whose start is >= time, searched outwards from `guess` (the last pixel held about as many marks):
 * doubling strides, then bisection; O(log of the distance), and few look-ups far apart in memory.
 */
function seek(start: Float64Array, time: number, from: number, length: number, guess: number): number {
  let low = from + 1;
  let high = length;
  if (low >= high) return low;
  let stride = FIRST_STRIDE;
  let probe = Math.max(low, Math.min(high - 1, guess));
  if (at(start, probe) < time) {
    while (probe < high && at(start, probe) < time) {
      low = probe + 1;
      probe += stride;
      stride *= 2;
    }
    high = Math.min(high, probe);
  } else {
    while (probe >= low && at(start, probe) >= time) {
      high = probe;
      probe -= stride;
      stride *= 2;
    }
    low = Math.max(low, probe + 1);
  }
  return lowerBound(start, time, low, high);
}

/**
 * Appends the rectangles of one row: at most one a device pixel for `dominant` columns, at most one a tint and device
 * pixel for `stacked` ones. O(pixels x log marks), whatever the number of marks.
 *
 * A mark of a device pixel and more is drawn as itself, edges rounded to device pixels. Narrower marks are summed up
 * by pixel column. Rectangles of a row never overlap: where a narrow mark shares a pixel with a wide one, the wide one
 * gives that pixel up (unless it has no other), so that a short stall between two long kernels is seen. Every edge is
 * within one device pixel of its time.
 */
export function pushRow(rects: RectBuilder, row: MarkRow, scale: DotScale, place: RowPlace): void {
  const { start, end, tint, ref, length } = row;
  const { dotsPerUs, dots, dot } = scale;
  const gapFrom = place.gap ? GAP_FROM_DOTS : Infinity;
  let free = 0;
  let wide = -1;
  let wideLeft = 0;
  let held = FIRST_STRIDE;
  let i = lowerBound(end, scale.start);
  while (i < length && at(start, i) < scale.end) {
    const x0 = (at(start, i) - scale.start) * dotsPerUs;
    const x1 = (at(end, i) - scale.start) * dotsPerUs;
    if (x1 - x0 >= 1) {
      const left = Math.max(free, Math.min(dots - 1, Math.round(Math.max(0, x0))));
      if (left >= dots) break;
      if (wide >= 0) pushWide(rects, tint, ref, wide, wideLeft, free, gapFrom, dot, place);
      wide = i;
      wideLeft = left;
      free = Math.max(left + 1, Math.round(Math.min(dots, x1)));
      i++;
      continue;
    }
    const column = Math.max(0, Math.min(dots - 1, Math.floor(x0)));
    const columnEnd = scale.start + (column + 1) / dotsPerUs;
    let last = seek(start, columnEnd, i, length, i + held);
    if (last - 1 > i && (at(end, last - 1) - at(start, last - 1)) * dotsPerUs >= 1) last--;
    if (wide >= 0) {
      if (free > column && free - wideLeft > 1) free = column;
      pushWide(rects, tint, ref, wide, wideLeft, free, gapFrom, dot, place);
      wide = -1;
    }
    const columnStart = scale.start + column / dotsPerUs;
    const cutsIn = i > 0 && at(end, i - 1) > columnStart && (at(end, i - 1) - at(start, i - 1)) * dotsPerUs < 1;
    if (free <= column) {
      columnTotals(row, cutsIn ? i - 1 : i, last, columnStart, columnEnd, dotsPerUs);
      pushColumn(rects, row, at(tint, i), column * dot, dot, place.y, place.height, place.lane, place.column);
      free = column + 1;
    }
    held = last - i;
    i = last;
    const spills = at(end, last - 1) > columnEnd && free === column + 1 && column + 1 < dots;
    const spillEnd = columnEnd + 1 / dotsPerUs;
    if (spills && (last >= length || at(start, last) >= spillEnd)) {
      columnTotals(row, last - 1, last, columnEnd, spillEnd, dotsPerUs);
      pushColumn(
        rects,
        row,
        at(tint, last - 1),
        (column + 1) * dot,
        dot,
        place.y,
        place.height,
        place.lane,
        place.column,
      );
      free = column + 2;
    }
  }
  if (wide >= 0) pushWide(rects, tint, ref, wide, wideLeft, free, gapFrom, dot, place);
}

function pushWide(
  rects: RectBuilder,
  tint: Uint8Array,
  ref: Uint32Array,
  mark: number,
  left: number,
  right: number,
  gapFrom: number,
  dot: number,
  place: RowPlace,
): void {
  const width = right - left >= gapFrom ? right - left - 1 : right - left;
  pushRect(rects, left * dot, place.y, width * dot, place.height, at(tint, mark), 1, at(ref, mark), place.lane);
}
