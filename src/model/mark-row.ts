import { f64, u8 } from '../base/at.ts';
import { type LaneKey } from '../base/brand.ts';

/**
 * One drawable row of marks that do not overlap, with running totals so that the share of any tint in any
 * stretch of time is two look-ups: a frame costs O(pixels), not O(events). `row` is a depth inside its lane.
 */
export interface MarkRow {
  readonly length: number;
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** Which colour: see `TINTS` in ledger/tints.ts. */
  readonly tint: Uint8Array;
  /** Event index, or piece index on a ledger lane. */
  readonly ref: Uint32Array;
  /** The tints that occur, ascending. */
  readonly tints: readonly number[];
  /** (length + 1) x tints.length, row-major: time of each tint in the marks before index i. */
  readonly before: Float64Array;
}

/** What a lane of the chart shows. */
export type ChartLaneKind = 'ledger' | 'data' | 'host' | 'compute' | 'communication' | 'copy' | 'device' | 'note';

/** One lane of the Gantt chart: `rows[d]` holds the marks of depth d. */
export interface ChartLane {
  readonly key: LaneKey;
  readonly kind: ChartLaneKind;
  /** Index into `Timeline.ranks`. */
  readonly rank: number;
  readonly label: string;
  readonly rows: readonly MarkRow[];
}

/** Builds a row from marks sorted by start that do not overlap. */
export function buildMarkRow(start: Float64Array, end: Float64Array, tint: Uint8Array, ref: Uint32Array): MarkRow {
  const length = start.length;
  const tints = [...new Set(tint)].sort((a, b) => a - b);
  const column = new Uint8Array(256);
  tints.forEach((code, index) => (column[code] = index));
  const width = tints.length;
  const before = new Float64Array((length + 1) * width);
  for (let i = 0; i < length; i++) {
    for (let c = 0; c < width; c++) before[(i + 1) * width + c] = f64(before, i * width + c);
    const cell = (i + 1) * width + u8(column, u8(tint, i));
    before[cell] = f64(before, cell) + (f64(end, i) - f64(start, i));
  }
  return { length, start, end, tint, ref, tints, before };
}
