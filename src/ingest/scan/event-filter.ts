import { type EventRows, type ExtraRows, type FlowRows } from './buffers.ts';
import { type PackedHistogram } from '../window/time-histogram.ts';
import { type Interner } from './interner.ts';

/** Decides which events a scan keeps, where it is not to keep all. Times are microseconds since the scan's origin. */
export interface EventFilter {
  /** Events offered so far. */
  readonly met: number;
  /**
   * `end` is Infinity for an event whose end is not known yet. `name` is a number of `strings`; `correlation` and
   * `stream` are -1 where absent.
   */
  readonly keeps: (
    start: number,
    end: number,
    name: number,
    correlation: number,
    stream: number,
    byteLength: number,
    strings: Interner,
  ) => boolean;
  readonly keepsFlow: (time: number) => boolean;
  /** What it counted of a part, and takes over from the filter of a part. */
  readonly counted?: () => PackedHistogram;
  readonly join?: (counted: PackedHistogram) => void;
}

const GONE = -1;

/** Moves the rows that the filter keeps to the front of a batch, extras with their events; how many rows are left. */
export class BatchSieve {
  private newRow = new Int32Array(0);

  events(rows: EventRows, count: number, filter: EventFilter, strings: Interner): number {
    if (this.newRow.length < count) this.newRow = new Int32Array(count);
    const columns = Object.values(rows);
    let kept = 0;
    for (let row = 0; row < count; row++) {
      const keeps = filter.keeps(
        rows.start[row] as number,
        rows.end[row] as number,
        rows.name[row] as number,
        rows.correlation[row] as number,
        rows.stream[row] as number,
        rows.byteLength[row] as number,
        strings,
      );
      this.newRow[row] = keeps ? kept : GONE;
      if (!keeps) continue;
      if (kept < row) moveRow(columns, row, kept);
      kept++;
    }
    return kept;
  }

  /** After `events` of the same batch. */
  extras(rows: ExtraRows, count: number): number {
    const columns = Object.values(rows);
    let kept = 0;
    for (let row = 0; row < count; row++) {
      const event = this.newRow[rows.event[row] as number] as number;
      if (event === GONE) continue;
      if (kept < row) moveRow(columns, row, kept);
      rows.event[kept++] = event;
    }
    return kept;
  }

  flows(rows: FlowRows, count: number, filter: EventFilter): number {
    const columns = Object.values(rows);
    let kept = 0;
    for (let row = 0; row < count; row++) {
      if (!filter.keepsFlow(rows.time[row] as number)) continue;
      if (kept < row) moveRow(columns, row, kept);
      kept++;
    }
    return kept;
  }
}

function moveRow(columns: readonly (Float64Array | Uint32Array | Int32Array | Uint8Array)[], from: number, to: number) {
  for (const column of columns) column[to] = column[from] as number;
}
