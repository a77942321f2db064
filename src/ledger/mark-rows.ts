import { at } from '../base/at.ts';
import { buildMarkRow, type MarkRow } from '../model/mark-row.ts';
import { type TimelineEvents } from '../model/timeline.ts';

/** Deeper rows are not drawn: no screen shows them. */
export const MAX_DRAWN_ROWS = 256;

/** Marks of some events by row. `order`: ascending start; `rowOf[n]`: row of order[n], where no two marks overlap. */
export function eventRows(
  events: TimelineEvents,
  order: Uint32Array,
  rowOf: Uint16Array,
  tints: Uint8Array,
): readonly MarkRow[] {
  const counts: number[] = [];
  for (let n = 0; n < order.length; n++) {
    const row = at(rowOf, n);
    if (row >= MAX_DRAWN_ROWS) continue;
    while (counts.length <= row) counts.push(0);
    counts[row] = at(counts, row) + 1;
  }
  const refs = counts.map((count) => new Uint32Array(count));
  const filled = new Uint32Array(counts.length);
  for (let n = 0; n < order.length; n++) {
    const ref = refs[at(rowOf, n)];
    if (ref === undefined) continue;
    const place = at(filled, at(rowOf, n));
    ref[place] = at(order, n);
    filled[at(rowOf, n)] = place + 1;
  }
  return refs.map((ref) => {
    const start = new Float64Array(ref.length);
    const end = new Float64Array(ref.length);
    const tint = new Uint8Array(ref.length);
    for (let m = 0; m < ref.length; m++) {
      const event = at(ref, m);
      start[m] = at(events.start, event);
      end[m] = at(events.end, event);
      tint[m] = at(tints, event);
    }
    return buildMarkRow(start, end, tint, ref);
  });
}

/** Gives each event the first row that is free at its start. `order`: ascending start. */
export function packRows(events: TimelineEvents, order: Uint32Array): Uint16Array {
  const rowOf = new Uint16Array(order.length);
  const freeAt: number[] = [];
  for (let n = 0; n < order.length; n++) {
    const event = at(order, n);
    let row = 0;
    while (row < freeAt.length && at(freeAt, row) > at(events.start, event)) row++;
    if (row >= MAX_DRAWN_ROWS) {
      rowOf[n] = MAX_DRAWN_ROWS;
      continue;
    }
    freeAt[row] = at(events.end, event);
    rowOf[n] = row;
  }
  return rowOf;
}
