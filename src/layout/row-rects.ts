import { f64, u32, u8 } from '../base/at.ts';
import { type MarkRow } from '../model/mark-row.ts';
import { pushColumn, type ColumnStyle } from './column.ts';
import { pushRect, type RectBuilder } from './rect-builder.ts';
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
 * a pixel: all ends are within half a pixel more, shares within 1/255.
 */
export function pushRow(rects: RectBuilder, row: MarkRow, scale: DotScale, place: RowPlace): void {
  readColumns(columns, row, scale);
  const { held, wide, wideCount } = columns;
  const { dotsPerUs, dots, dot } = scale;
  const gapFrom = place.gap ? GAP_FROM_DOTS : Infinity;
  let free = 0;
  let next = 0;
  let open = -1;
  let openLeft = 0;
  let nextX = wideCount > 0 ? (f64(row.start, u32(wide, 0)) - scale.start) * dotsPerUs : Infinity;
  for (let column = 0; column <= dots; column++) {
    const atEnd = column === dots;
    if (!atEnd && u8(held, column) === 0) continue;
    while (nextX < column || (atEnd && next < wideCount)) {
      const mark = u32(wide, next);
      const left = Math.max(free, Math.min(dots - 1, Math.round(Math.max(0, nextX))));
      if (left < dots) {
        if (open >= 0) pushWide(rects, row, open, openLeft, free, gapFrom, dot, place);
        open = mark;
        openLeft = left;
        free = Math.max(left + 1, Math.round(Math.min(dots, (f64(row.end, mark) - scale.start) * dotsPerUs)));
      }
      next++;
      nextX = next < wideCount ? (f64(row.start, u32(wide, next)) - scale.start) * dotsPerUs : Infinity;
    }
    if (atEnd) {
      // Inside the loop: V8 compiles a loop that runs long without what follows it, and falls back each time it leaves.
      if (open >= 0) pushWide(rects, row, open, openLeft, free, gapFrom, dot, place);
      return;
    }
    const tail = u8(held, column) !== HELD;
    held[column] = 0;
    let shown = free <= column && !(tail && nextX < column + 1);
    if (open >= 0 && !tail) {
      if ((f64(row.end, open) - scale.start) * dotsPerUs >= column + 1) {
        // Only buckets reach under a wide mark: what they hold lies before its start or after its end.
        shown = openLeft === column && free - openLeft > 1;
        if (shown) openLeft++;
        else if (openLeft < column && column + 1 < dots) copyColumn(columns, column, column + 1);
        pushColumn(shown ? rects : undefined, columns, row.tints, column, dot, place);
        continue;
      }
      if (free > column && free - openLeft > 1) free = column;
      shown = free <= column;
      pushWide(rects, row, open, openLeft, free, gapFrom, dot, place);
      open = -1;
    }
    pushColumn(shown ? rects : undefined, columns, row.tints, column, dot, place);
    if (shown) free = column + 1;
  }
}

function pushWide(
  rects: RectBuilder,
  row: MarkRow,
  mark: number,
  left: number,
  right: number,
  gapFrom: number,
  dot: number,
  place: RowPlace,
): void {
  const width = right - left >= gapFrom ? right - left - 1 : right - left;
  const { y, height, lane } = place;
  pushRect(rects, left * dot, y, width * dot, height, u8(row.tint, mark), 1, u32(row.ref, mark), lane);
}
