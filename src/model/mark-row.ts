import { u8 } from '../base/at.ts';
import { type LaneKey } from '../base/brand.ts';
import { buildRowSummary, type RowSummary } from './row-summary.ts';

/** One drawable row of marks that do not overlap. `row` is a depth inside its lane. */
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
  /** The row seen from afar, so that a frame costs O(pixels), not O(events); undefined for rows of few marks. */
  readonly summary: RowSummary | undefined;
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

/** Builds a row from marks sorted by start that do not overlap. The row's summary is built with it: call it off the page's thread. */
export function buildMarkRow(start: Float64Array, end: Float64Array, tint: Uint8Array, ref: Uint32Array): MarkRow {
  const seen = new Uint8Array(256);
  for (let i = 0; i < tint.length; i++) seen[u8(tint, i)] = 1;
  const tints: number[] = [];
  const column = new Uint8Array(256);
  for (let code = 0; code < 256; code++) if (u8(seen, code) === 1) column[code] = tints.push(code) - 1;
  return {
    length: start.length,
    start,
    end,
    tint,
    ref,
    tints,
    summary: buildRowSummary(start, end, tint, column, tints.length),
  };
}
