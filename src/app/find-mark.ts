import { at } from '../base/at.ts';
import { lowerBound } from '../base/search.ts';
import { type ChartLane } from '../model/mark-row.ts';
import { type Selection } from '../view/view-state.ts';

/** Half a nanosecond: links hold whole nanoseconds. */
const TOLERANCE_US = 0.0005;

/** A mark of the chart: `ref` is an event, or a piece on a ledger lane. */
export interface Mark {
  readonly lane: ChartLane;
  readonly row: number;
  /** Index into the row. */
  readonly index: number;
  readonly kind: 'event' | 'piece';
  readonly ref: number;
}

/** A selection without a row where the first row is meant, so that links stay short. */
export const plainSelection = ({ lane, start, row, instant }: Selection): Selection =>
  instant === true ? { lane, start, instant } : row === undefined || row === 0 ? { lane, start } : { lane, start, row };

/** The mark a selection names; undefined where the lanes hold none such. O(rows x log marks). */
export function findMark(lanes: readonly ChartLane[], selection: Selection): Mark | undefined {
  const lane = lanes.find((candidate) => candidate.key === selection.lane);
  if (lane === undefined || selection.instant === true) return undefined;
  const rows = selection.row === undefined ? lane.rows.keys() : [selection.row];
  for (const row of rows) {
    const index = indexAt(lane, row, selection.start);
    if (index !== undefined) return markAt(lane, row, index);
  }
  return undefined;
}

export function markAt(lane: ChartLane, row: number, index: number): Mark | undefined {
  const marks = lane.rows[row];
  if (marks === undefined || index < 0 || index >= marks.length) return undefined;
  return { lane, row, index, kind: lane.kind === 'ledger' ? 'piece' : 'event', ref: at(marks.ref, index) };
}

function indexAt(lane: ChartLane, row: number, start: number): number | undefined {
  const marks = lane.rows[row];
  if (marks === undefined) return undefined;
  const index = lowerBound(marks.start, start - TOLERANCE_US);
  return index < marks.length && at(marks.start, index) <= start + TOLERANCE_US ? index : undefined;
}
