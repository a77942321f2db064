import { f64, u16, u32, u8 } from '../base/at.ts';
import { buildMarkRow, type MarkRow } from '../model/mark-row.ts';
import { type TimelineEvents } from '../model/timeline.ts';

/** Deeper rows are not drawn: no screen shows them. */
export const MAX_DRAWN_ROWS = 256;

/**
 * Marks of some events by row. `order`: the events by ascending start, or the first of those that stand in this order already;
 * `rowOf[n]`: row of the n-th of them, where no two marks overlap.
 */
export function eventRows(
  events: TimelineEvents,
  order: Uint32Array | number,
  rowOf: Uint16Array,
  tints: Uint8Array,
): readonly MarkRow[] {
  const begin = rowBegins(rowOf);
  const rows = begin.length - 1;
  const drawn = u32(begin, rows);
  // One array of each kind for all rows: each row is a part of it.
  const start = new Float64Array(drawn);
  const end = new Float64Array(drawn);
  const tint = new Uint8Array(drawn);
  const ref = new Uint32Array(drawn);
  const next = begin.slice();
  for (let n = 0; n < rowOf.length; n++) {
    const row = u16(rowOf, n);
    if (row >= rows) continue;
    const event = typeof order === 'number' ? order + n : u32(order, n);
    const m = u32(next, row);
    next[row] = m + 1;
    start[m] = f64(events.start, event);
    end[m] = f64(events.end, event);
    tint[m] = u8(tints, event);
    ref[m] = event;
  }
  return Array.from({ length: rows }, (_, row) => {
    const from = u32(begin, row);
    const to = u32(begin, row + 1);
    return buildMarkRow(
      start.subarray(from, to),
      end.subarray(from, to),
      tint.subarray(from, to),
      ref.subarray(from, to),
    );
  });
}

/** Where the marks of each drawn row begin when they stand row by row, and their number at the end. */
function rowBegins(rowOf: Uint16Array): Uint32Array {
  const counts = new Uint32Array(MAX_DRAWN_ROWS);
  let deepest = -1;
  for (let n = 0; n < rowOf.length; n++) {
    const row = u16(rowOf, n);
    if (row >= MAX_DRAWN_ROWS) continue;
    counts[row] = u32(counts, row) + 1;
    if (row > deepest) deepest = row;
  }
  const begin = new Uint32Array(deepest + 2);
  for (let row = 0; row <= deepest; row++) begin[row + 1] = u32(begin, row) + u32(counts, row);
  return begin;
}

/** Gives each event the first row that is free at its start. `order`: ascending start. */
export function packRows(events: TimelineEvents, order: Uint32Array): Uint16Array {
  const { start, end } = events;
  const rowOf = new Uint16Array(order.length);
  const freeAt = new Float64Array(MAX_DRAWN_ROWS).fill(-Infinity);
  for (let n = 0; n < order.length; n++) {
    const event = u32(order, n);
    const from = f64(start, event);
    let row = 0;
    while (row < MAX_DRAWN_ROWS && f64(freeAt, row) > from) row++;
    rowOf[n] = row;
    if (row < MAX_DRAWN_ROWS) freeAt[row] = f64(end, event);
  }
  return rowOf;
}
