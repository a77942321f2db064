import { f64, i32, u16 } from '../base/at.ts';

/** Rows beyond this are folded into the last one: no screen shows them, and a broken file must not take all memory. */
export const MAX_ROWS = 4096;

/** Two clocks of one file may round a shared edge to neighbouring nanoseconds. */
const ROUNDING_US = 0.0015;

export interface Nesting {
  /** Rows used: deepest row + 1. */
  readonly rows: number;
  /** Events that overlap another one in part: neither contains the other. */
  readonly overlaps: number;
  /** Events put on the last row because no row was free. */
  readonly folded: number;
}

/**
 * Fills `row` and `parent` for the events [first, last) of one lane, sorted by start, then longest first.
 * Contained events lie one row below their parent; partly overlapping ones take the first free row below their own parent.
 * `resolutionUs`: how far an end may stand out of its parent and still count as inside (1 in files of whole microseconds, where
 * start and duration are cut separately).
 *
 * The stack, from an event to its parent and on, holds events each of which contains the next. An event that overlaps the top in part replaces it: whatever starts
 * later and fits the old top fits the new one too, so nothing is lost and each event is pushed and popped once.
 */
export function nestEvents(
  start: Float64Array,
  end: Float64Array,
  first: number,
  last: number,
  row: Uint16Array,
  parent: Int32Array,
  resolutionUs: number,
): Nesting {
  const slack = Math.max(ROUNDING_US, resolutionUs);
  let rowEnd = new Float64Array(16);
  let rows = 0;
  let overlaps = 0;
  let folded = 0;
  let top = -1;
  let topEnd = -Infinity;
  for (let i = first; i < last; i++) {
    const a = f64(start, i);
    const b = f64(end, i);
    let overlapped = false;
    while (top >= 0) {
      const left = topEnd - a;
      if (left > 0 && b <= topEnd + (left > ROUNDING_US ? slack : 0)) break;
      if (left > slack) overlapped = true;
      // What an event was put on is its parent.
      top = i32(parent, top);
      topEnd = top < 0 ? -Infinity : f64(end, top);
    }
    if (overlapped) overlaps++;
    parent[i] = top;
    let r = top < 0 ? 0 : u16(row, top) + 1;
    while (r < rows && f64(rowEnd, r) > a + ROUNDING_US) r++;
    if (r >= MAX_ROWS) {
      r = MAX_ROWS - 1;
      folded++;
    }
    if (r >= rows) {
      if (r >= rowEnd.length) rowEnd = longer(rowEnd);
      rowEnd[r] = -Infinity;
      rows = r + 1;
    }
    if (b > f64(rowEnd, r)) rowEnd[r] = b;
    row[i] = r;
    top = i;
    topEnd = b;
  }
  return { rows, overlaps, folded };
}

function longer(column: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const twice = new Float64Array(2 * column.length);
  twice.set(column);
  return twice;
}
