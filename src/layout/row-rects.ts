import { lowerBound } from '../base/search.ts';
import { type MarkRow } from '../model/mark-row.ts';
import { type ColumnStyle, dropColumn, pushColumn, startColumns } from './column.ts';
import { pushRect, type RectBuilder, reserveRects } from './rect-builder.ts';
import { type StepShift } from './align-steps.ts';
import { createRowColumns, type DotScale, HELD, copyColumn, readColumns } from './row-columns.ts';

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
const HAIR_DOTS = 1e-3;

/** From this many marks a device pixel on, a column is two device pixels wide. */
const DENSE_FROM_MARKS = 3;

/** True where single pixels would tell nothing of single marks: two are summed up together. `first`: the first mark that meets the window. */
const isDense = (row: MarkRow, { end, dots }: DotScale, first: number): boolean =>
  (row.start[first + DENSE_FROM_MARKS * dots] ?? Infinity) < end;

/** The same axis in pairs of device pixels. */
export const coarser = ({ start, end, dotsPerUs, dots, dot }: DotScale): DotScale => ({
  start,
  end,
  dotsPerUs: dotsPerUs / 2,
  dots: Math.ceil(dots / 2),
  dot: 2 * dot,
});

/** Never outlives a row. */
const columns = createRowColumns();

/**
 * Appends the rectangles of one row: at most one a device pixel for `dominant` columns, at most one a tint and device
 * pixel for `stacked` ones. O(pixels), whatever the number of marks.
 *
 * A mark of a device pixel and more is drawn as itself, edges rounded to device pixels. Narrower marks are summed up
 * by pixel column. Rectangles of a row never overlap: where a narrow mark shares a pixel with a wide one, the wide one
 * gives that pixel up (unless it has no other), so that a short stall between two long kernels is seen. Every edge is
 * within one device pixel of its time. Where the row's summary is read, columns stand for whole buckets of at most
 * a pixel: all ends are within half a pixel more, shares within 1/255. Where a device pixel holds many marks
 * (`isDense`), all this is said of pairs of device pixels. Gives back the width of a column, CSS pixels.
 */
export function pushRow(rects: RectBuilder, row: MarkRow, exact: DotScale, place: RowPlace): number {
  const first = lowerBound(row.end, exact.start);
  const scale = isDense(row, exact, first) ? coarser(exact) : exact;
  readColumns(columns, row, scale, first);
  startColumns();
  const { held, wideFrom, wideTo, wideCount } = columns;
  const { tints } = row;
  const { dots, dot } = scale;
  reserveRects(rects, wideCount + dots);
  const gapFrom = place.gap ? GAP_FROM_DOTS : Infinity;
  let free = 0;
  let next = 0;
  let open = -1;
  let openLeft = 0;
  // Typed arrays are read bare: calls to the readers of base/at.ts are not compiled in here, and cost more than the rest.
  let nextX = wideCount > 0 ? (wideFrom[0] ?? 0) : Infinity;
  for (let column = 0; column <= dots; column++) {
    const atEnd = column === dots;
    const here = atEnd ? 0 : (held[column] ?? 0);
    if (!atEnd && here === 0) continue;
    while (nextX < column || (atEnd && next < wideCount)) {
      const left = Math.max(free, Math.min(dots - 1, Math.round(Math.max(0, nextX))));
      if (left < dots) {
        if (open >= 0) pushWide(rects, open, openLeft, free, gapFrom, dot, place);
        open = next;
        openLeft = left;
        free = Math.max(left + 1, Math.round(Math.min(dots, wideTo[next] ?? 0)));
      }
      next++;
      nextX = next < wideCount ? (wideFrom[next] ?? 0) : Infinity;
    }
    if (atEnd) {
      // Inside the loop: V8 compiles a loop that runs long without what follows it, and falls back each time it leaves.
      if (open >= 0) pushWide(rects, open, openLeft, free, gapFrom, dot, place);
      return dot;
    }
    const tail = here !== HELD;
    held[column] = 0;
    let shown = free <= column && !(tail && nextX < column + 1);
    if (open >= 0 && !tail) {
      if ((wideTo[open] ?? 0) >= column + 1) {
        // Only buckets reach under a wide mark: what they hold lies before its start or after its end.
        shown = openLeft === column && free - openLeft > 1;
        if (shown) openLeft++;
        else if (openLeft < column && column + 1 < dots) copyColumn(columns, column, column + 1);
      } else {
        if (free > column && free - openLeft > 1) free = column;
        shown = free <= column;
        pushWide(rects, open, openLeft, free, gapFrom, dot, place);
        open = -1;
        if (shown) free = column + 1;
      }
    } else if (shown) free = column + 1;
    if (shown) pushColumn(rects, columns, tints, column, dot, exact.dot, place);
    else dropColumn(columns, column);
  }
  return dot;
}

/**
 * The same for a row of which each stretch stands elsewhere: the predicted run with its steps moved to their measured
 * starts. What lies outside all stretches is not drawn.
 */
export function pushShifted(
  rects: RectBuilder,
  row: MarkRow,
  exact: DotScale,
  place: RowPlace,
  shifts: readonly StepShift[],
): number {
  const { start, dotsPerUs, dot } = exact;
  let grain = dot;
  for (const { from, to, us } of shifts) {
    const dots = Math.round((to - from) / dot);
    // A hair later: a mark that ends where the step begins belongs to the step before.
    const begins = start + (from / dot + HAIR_DOTS) / dotsPerUs + us;
    const first = rects.length;
    grain = pushRow(rects, row, { start: begins, end: begins + dots / dotsPerUs, dotsPerUs, dots, dot }, place);
    for (let i = first; i < rects.length; i++) {
      const x = rects.x[i] ?? 0;
      rects.x[i] = x + from;
      // Pairs of device pixels may reach a pixel past an odd end.
      rects.width[i] = Math.min(rects.width[i] ?? 0, to - from - x);
    }
  }
  return grain;
}

/** `open`: which of the wide marks. */
function pushWide(
  rects: RectBuilder,
  open: number,
  left: number,
  right: number,
  gapFrom: number,
  dot: number,
  place: RowPlace,
): void {
  const width = right - left >= gapFrom ? right - left - 1 : right - left;
  const { y, height, lane } = place;
  pushRect(rects, left * dot, y, width * dot, height, columns.wideTint[open] ?? 0, 1, columns.wideRef[open] ?? 0, lane);
}
