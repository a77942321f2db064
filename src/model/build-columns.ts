import { at, f64, item, u16, u32, u8 } from '../base/at.ts';
import { type Diagnostic } from '../base/failure.ts';
import { counted } from '../base/format.ts';
import { type Scan } from '../ingest/event-columns.ts';
import { type AssignedLanes } from './assign-lanes.ts';
import { type FileClock } from './clock.ts';
import { KIND } from './event-kind.ts';
import { type MergedStrings } from './merge-strings.ts';
import { nestEvents } from './nest-events.ts';
import { type RunColumns } from './run-columns.ts';
import { groupByLane, sortByTime } from './sort-events.ts';

/** Of events with the same start and end, the one of the outer kind stands outside: a span holds an op, an op holds a call. */
const OUTER_FIRST = [KIND.annotation, KIND.python, KIND.hostOp, KIND.runtime];
const TIE_BY_KIND = Uint8Array.from({ length: 16 }, (_, kind) =>
  OUTER_FIRST.includes(kind) ? OUTER_FIRST.indexOf(kind) : OUTER_FIRST.length,
);

export interface BuiltColumns {
  readonly columns: RunColumns;
  /** First event of each lane, and one entry more. */
  readonly first: Uint32Array;
  /** Rows of each lane. */
  readonly rows: Uint16Array;
  /** One table a file: where an event of the scan stands now. */
  readonly placeOf: readonly Uint32Array[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Puts the events of all files on one clock, sorts them by lane and time, and nests them. `laneNumbers[file][seed]` is the lane of a seed. */
export function buildColumns(
  scans: readonly Scan[],
  assigned: readonly AssignedLanes[],
  laneNumbers: readonly Uint32Array[],
  laneCount: number,
  clocks: readonly FileClock[],
  merged: MergedStrings,
): BuiltColumns {
  const length = scans.reduce((sum, scan) => sum + scan.events.length, 0);
  const raw = {
    lane: new Uint32Array(length),
    start: new Float64Array(length),
    end: new Float64Array(length),
    tie: new Uint8Array(length),
  };
  const begins: number[] = [];
  let base = 0;
  let negative = 0;
  scans.forEach(({ events }, file) => {
    begins.push(base);
    const numbers = item(laneNumbers, file);
    const { lane, kind } = item(assigned, file);
    const { shiftNs, highUs, lastUs } = item(clocks, file);
    for (let i = 0; i < events.length; i++) {
      const start = (Math.round(f64(events.start, i) * 1000) + shiftNs) / 1000;
      const endUs = f64(events.end, i) > highUs && f64(events.start, i) <= lastUs ? lastUs : f64(events.end, i);
      const end = (Math.round(endUs * 1000) + shiftNs) / 1000;
      raw.lane[base + i] = u32(numbers, u32(lane, i));
      raw.start[base + i] = start;
      raw.end[base + i] = end >= start ? end : start;
      raw.tie[base + i] = u8(TIE_BY_KIND, u8(kind, i));
      if (!(end >= start)) negative++;
    }
    base += events.length;
  });

  const { order, first } = groupByLane(raw.lane, laneCount);
  for (let l = 0; l < laneCount; l++) sortByTime(order, u32(first, l), u32(first, l + 1), raw);

  const place = new Uint32Array(length);
  for (let i = 0; i < length; i++) place[u32(order, i)] = i;
  const placeOf = scans.map(({ events }, file) => place.subarray(at(begins, file), at(begins, file) + events.length));
  const columns = gather(scans, assigned, clocks, merged, raw, placeOf);
  const { rows, overlaps, folded } = nestLanes(columns, first, laneCount, clocks);
  return { columns, first, rows, placeOf, diagnostics: tell(negative, overlaps, folded) };
}

interface RawColumns {
  readonly lane: Uint32Array;
  readonly start: Float64Array;
  readonly end: Float64Array;
}

function gather(
  scans: readonly Scan[],
  assigned: readonly AssignedLanes[],
  clocks: readonly FileClock[],
  merged: MergedStrings,
  raw: RawColumns,
  placeOf: readonly Uint32Array[],
): RunColumns {
  const length = raw.lane.length;
  const columns: RunColumns = {
    length,
    start: new Float64Array(length),
    end: new Float64Array(length),
    name: new Uint32Array(length),
    category: new Uint32Array(length),
    kind: new Uint8Array(length),
    lane: new Uint16Array(length),
    row: new Uint16Array(length),
    parent: new Int32Array(length),
    file: new Uint16Array(length),
    offset: new Float64Array(length),
    byteLength: new Uint32Array(length),
    correlation: new Float64Array(length),
    far: new Uint8Array(length),
  };
  let base = 0;
  scans.forEach(({ events }, file) => {
    const map = merged.maps[file];
    const { kind } = item(assigned, file);
    const correlation = scans[file]?.hints?.correlation ?? events.correlation;
    const { lowUs, highUs } = item(clocks, file);
    const places = item(placeOf, file);
    for (let i = 0; i < events.length; i++) {
      const place = u32(places, i);
      columns.start[place] = f64(raw.start, base + i);
      columns.end[place] = f64(raw.end, base + i);
      columns.lane[place] = u32(raw.lane, base + i);
      columns.name[place] = map === undefined ? u32(events.name, i) : u32(map, u32(events.name, i));
      columns.category[place] = map === undefined ? u32(events.category, i) : u32(map, u32(events.category, i));
      columns.kind[place] = u8(kind, i);
      columns.file[place] = file;
      columns.offset[place] = f64(events.offset, i);
      columns.byteLength[place] = u32(events.byteLength, i);
      columns.correlation[place] = f64(correlation, i);
      const start = f64(events.start, i);
      columns.far[place] = start < lowUs || start > highUs || f64(events.end, i) > highUs ? 1 : 0;
    }
    base += events.length;
  });
  return columns;
}

function nestLanes(columns: RunColumns, first: Uint32Array, laneCount: number, clocks: readonly FileClock[]) {
  const rows = new Uint16Array(laneCount);
  let overlaps = 0;
  let folded = 0;
  for (let l = 0; l < laneCount; l++) {
    const low = u32(first, l);
    const high = u32(first, l + 1);
    if (low === high) continue;
    const { resolutionUs } = item(clocks, u16(columns.file, low));
    const nesting = nestEvents(columns.start, columns.end, low, high, columns.row, columns.parent, resolutionUs);
    rows[l] = nesting.rows;
    overlaps += nesting.overlaps;
    folded += nesting.folded;
  }
  return { rows, overlaps, folded };
}

function tell(negative: number, overlaps: number, folded: number): Diagnostic[] {
  const list: Diagnostic[] = [
    {
      code: 'negative-duration',
      count: negative,
      message: `${counted(negative, 'event ends before its start', 'events end before their start')}: drawn as an instant`,
    },
    {
      code: 'overlap',
      count: overlaps,
      message: `${counted(overlaps, 'event overlaps', 'events overlap')} another one of the lane in part: kept, drawn on a row of its own`,
    },
    {
      code: 'too-deep',
      count: folded,
      message: `${counted(folded, 'event is', 'events are')} nested too deep to be drawn on a row of its own`,
    },
  ];
  return list.filter(({ count }) => count > 0);
}
