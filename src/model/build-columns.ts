import { at, f64, item, u16, u32, u8 } from '../base/at.ts';
import { type Diagnostic } from '../base/failure.ts';
import { counted } from '../base/format.ts';
import { giveBack } from '../base/give-back.ts';
import { type EventColumns, type Scan } from '../ingest/event-columns.ts';
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
    negative += onOneClock(events, item(assigned, file), item(laneNumbers, file), item(clocks, file), raw, base);
    base += events.length;
  });

  const { order, first } = groupByLane(raw.lane, laneCount);
  for (let l = 0; l < laneCount; l++) sortByTime(order, u32(first, l), u32(first, l + 1), raw);

  const columns = emptyColumns(length);
  const place = new Uint32Array(length);
  const rows = new Uint16Array(laneCount);
  let overlaps = 0;
  let folded = 0;
  for (let l = 0; l < laneCount; l++) {
    const low = u32(first, l);
    const high = u32(first, l + 1);
    if (low === high) continue;
    columns.lane.fill(l, low, high);
    // A lane is of one file, save the last one where lanes were folded.
    let from = low;
    while (from < high) {
      const file = fileAt(begins, u32(order, from));
      const begin = at(begins, file);
      const { events, hints } = item(scans, file);
      const to = stretchOf(order, from, high, begin, begin + events.length);
      const source: Source = {
        events,
        begin,
        kind: item(assigned, file).kind,
        correlation: hints?.correlation ?? events.correlation,
        map: merged.maps[file],
        clock: item(clocks, file),
      };
      columns.file.fill(file, from, to);
      gather(source, raw, order, from, to, columns, place);
      from = to;
    }
    const { resolutionUs } = item(clocks, u16(columns.file, low));
    const nesting = nestEvents(columns.start, columns.end, low, high, columns.row, columns.parent, resolutionUs);
    rows[l] = nesting.rows;
    overlaps += nesting.overlaps;
    folded += nesting.folded;
  }
  for (const column of [order, raw.lane, raw.start, raw.end, raw.tie]) giveBack(column.buffer);
  const placeOf = scans.map(({ events }, file) => place.subarray(at(begins, file), at(begins, file) + events.length));
  return { columns, first, rows, placeOf, diagnostics: tell(negative, overlaps, folded) };
}

interface RawColumns {
  readonly lane: Uint32Array;
  readonly start: Float64Array;
  readonly end: Float64Array;
  readonly tie: Uint8Array;
}

/** Lane, times on the run's clock and tie of a file's events, written from `base` on; gives how many end before they start. */
function onOneClock(
  events: EventColumns,
  { lane, kind }: AssignedLanes,
  numbers: Uint32Array,
  { shiftNs, highUs, lastUs }: FileClock,
  raw: RawColumns,
  base: number,
): number {
  const { length, start, end } = events;
  let negative = 0;
  for (let i = 0; i < length; i++) {
    const fromUs = f64(start, i);
    const toUs = f64(end, i);
    const a = (Math.round(fromUs * 1000) + shiftNs) / 1000;
    const b = (Math.round((toUs > highUs && fromUs <= lastUs ? lastUs : toUs) * 1000) + shiftNs) / 1000;
    const k = base + i;
    raw.lane[k] = u32(numbers, u32(lane, i));
    raw.start[k] = a;
    raw.end[k] = b >= a ? b : a;
    raw.tie[k] = u8(TIE_BY_KIND, u8(kind, i));
    if (!(b >= a)) negative++;
  }
  return negative;
}

const emptyColumns = (length: number): RunColumns => ({
  length,
  start: new Float64Array(length),
  end: new Float64Array(length),
  name: new Uint32Array(length),
  kind: new Uint8Array(length),
  lane: new Uint16Array(length),
  row: new Uint16Array(length),
  parent: new Int32Array(length),
  file: new Uint16Array(length),
  offset: new Float64Array(length),
  byteLength: new Uint32Array(length),
  correlation: new Float64Array(length),
  far: new Uint8Array(length),
});

/** The file whose events begin last at or before an event's place in the list of all files. */
function fileAt(begins: readonly number[], index: number): number {
  let file = begins.length - 1;
  while (file > 0 && at(begins, file) > index) file--;
  return file;
}

/** Where the events of one file end in order[from, high). */
function stretchOf(order: Uint32Array, from: number, high: number, begin: number, end: number): number {
  let to = from;
  while (to < high && u32(order, to) >= begin && u32(order, to) < end) to++;
  return to;
}

/** What is gathered from one file. */
interface Source {
  readonly events: EventColumns;
  /** Where its events begin in the list of all files. */
  readonly begin: number;
  readonly kind: Uint8Array;
  readonly correlation: Float64Array;
  readonly map: Uint32Array | undefined;
  readonly clock: FileClock;
}

/** Fills the columns at [from, to) with the events that `order` names there, all of one file. */
function gather(
  { events, begin, kind, correlation, map, clock }: Source,
  raw: RawColumns,
  order: Uint32Array,
  from: number,
  to: number,
  columns: RunColumns,
  place: Uint32Array,
): void {
  const { name, offset, byteLength, start, end } = events;
  const { lowUs, highUs } = clock;
  for (let k = from; k < to; k++) {
    const all = u32(order, k);
    const i = all - begin;
    place[all] = k;
    columns.start[k] = f64(raw.start, all);
    columns.end[k] = f64(raw.end, all);
    columns.kind[k] = u8(kind, i);
    columns.offset[k] = f64(offset, i);
    columns.byteLength[k] = u32(byteLength, i);
    columns.correlation[k] = f64(correlation, i);
    const text = u32(name, i);
    columns.name[k] = map === undefined ? text : u32(map, text);
    const fromUs = f64(start, i);
    columns.far[k] = fromUs < lowUs || fromUs > highUs || f64(end, i) > highUs ? 1 : 0;
  }
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
