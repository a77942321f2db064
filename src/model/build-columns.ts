import { at, f64, item, u16, u32, u8 } from '../base/at.ts';
import { type Diagnostic } from '../base/failure.ts';
import { formatCount } from '../base/format.ts';
import { giveBack } from '../base/give-back.ts';
import { say } from '../base/say.ts';
import { type EventColumns, type Scan } from '../ingest/event-columns.ts';
import { type AssignedLanes } from './assign-lanes.ts';
import { type FileClock } from './clock.ts';
import { KIND } from './event-kind.ts';
import { type MergedStrings } from './merge-strings.ts';
import { nestEvents } from './nest-events.ts';
import { type NumberedLane } from './number-lanes.ts';
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

/**
 * Puts the events of all files on one clock, sorts them by lane and time, and nests them. `laneNumbers[file][seed]` is the lane of a seed.
 * With `release`, each column of the scans is handed to it as soon as nobody here needs it any more.
 */
export function buildColumns(
  scans: readonly Scan[],
  assigned: readonly AssignedLanes[],
  laneNumbers: readonly Uint32Array[],
  lanes: readonly NumberedLane[],
  clocks: readonly FileClock[],
  merged: MergedStrings,
  release: (column: ArrayBufferView) => void = () => undefined,
): BuiltColumns {
  const files: FileTimes[] = [];
  let length = 0;
  scans.forEach(({ events }, file) => {
    const begin = length;
    length += events.length;
    files.push({ file, events, begin, end: length, kind: item(assigned, file).kind, clock: item(clocks, file) });
  });
  const laneCount = lanes.length;
  const { order, first } = groupByLane(assigned, laneNumbers, laneCount);
  for (const { lane } of assigned) giveBack(lane.buffer);

  const times: TimeColumns = {
    start: new Float64Array(length),
    end: new Float64Array(length),
    kind: new Uint8Array(length),
    far: new Uint8Array(length),
  };
  const file = new Uint16Array(length);
  const stretches: Stretch[] = [];
  let negative = 0;
  for (let l = 0; l < laneCount; l++) {
    const low = u32(first, l);
    const high = u32(first, l + 1);
    const read = readLane(files, order, low, high, times);
    negative += read.negative;
    if (!read.isSorted) sortLane(order, low, high, times);
    const owned = read.stretches.length > 1 ? stretchesOf(files, order, low, high) : read.stretches;
    for (const stretch of owned) {
      stretches.push(stretch);
      if (stretch.file > 0) file.fill(stretch.file, stretch.from, stretch.to);
    }
  }
  for (const { kind } of assigned) giveBack(kind.buffer);
  for (const { events } of scans) for (const column of [events.start, events.end]) release(column);

  const gather: Gather = { scans, stretches, order, length, release };
  const isSmall = scans.every(({ events }) => events.offset instanceof Uint32Array);
  const offset = numbers(
    gather,
    ({ events }) => events.offset,
    isSmall ? new Uint32Array(length) : new Float64Array(length),
  );
  const correlation = numbers(
    gather,
    ({ events, hints }) => hints?.correlation ?? events.correlation,
    new Float64Array(length),
  );
  const byteLength = words(gather, ({ events }) => events.byteLength);
  const name = words(gather, ({ events }) => events.name, merged.maps);
  const placeOf = placesOf(gather);
  giveBack(order.buffer);

  const { start, end, kind, far } = times;
  const lane = new Uint16Array(length);
  const row = new Uint16Array(length);
  const parent = new Int32Array(length);
  const rows = new Uint16Array(laneCount);
  let overlaps = 0;
  let folded = 0;
  for (let l = 0; l < laneCount; l++) {
    const low = u32(first, l);
    const high = u32(first, l + 1);
    if (low === high) continue;
    lane.fill(l, low, high);
    const { resolutionUs } = item(clocks, u16(file, low));
    const nesting = nestEvents(start, end, low, high, row, parent, resolutionUs);
    rows[l] = nesting.rows;
    // What is asynchronous may overlap.
    if (item(lanes, l).seed.group !== 'async') overlaps += nesting.overlaps;
    folded += nesting.folded;
  }
  const columns = { length, start, end, name, kind, lane, row, parent, file, offset, byteLength, correlation, far };
  return { columns, first, rows, placeOf, diagnostics: tell(negative, overlaps, folded) };
}

type TimeColumns = Pick<RunColumns, 'start' | 'end' | 'kind' | 'far'>;

/** What times on the run's clock are read from: a file whose events are [begin, end) in the list of all files. */
interface FileTimes {
  readonly file: number;
  readonly events: EventColumns;
  readonly begin: number;
  readonly end: number;
  readonly kind: Uint8Array;
  readonly clock: FileClock;
}

/** Events of one file side by side: order[from, to), in the list of all files from `begin` on. */
interface Stretch {
  readonly file: number;
  readonly begin: number;
  readonly from: number;
  readonly to: number;
}

/** Which files order[low, high) is of. A lane is of one file, save the last one where lanes were folded. */
function stretchesOf(files: readonly FileTimes[], order: Uint32Array, low: number, high: number): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (let from = low; from < high;) {
    const first = u32(order, from);
    const { file, begin, end } = item(
      files,
      files.findIndex((one) => first < one.end),
    );
    let to = from;
    while (to < high && u32(order, to) >= begin && u32(order, to) < end) to++;
    stretches.push({ file, begin, from, to });
    from = to;
  }
  return stretches;
}

/** Fills [low, high) with times on the run's clock; gives whether they are in order there, and how many events end before they start. */
function readLane(
  files: readonly FileTimes[],
  order: Uint32Array,
  low: number,
  high: number,
  into: TimeColumns,
): { readonly isSorted: boolean; readonly negative: number; readonly stretches: readonly Stretch[] } {
  const stretches = stretchesOf(files, order, low, high);
  let isSorted = stretches.length <= 1;
  let negative = 0;
  for (const { file, begin, from, to } of stretches) {
    const { events, kind: kinds, clock } = item(files, file);
    const { shiftNs, lowUs, highUs, lastUs } = clock;
    const { start, end } = events;
    let lastA = -Infinity;
    let lastB = Infinity;
    let lastTie = 0;
    for (let k = from; k < to; k++) {
      const i = u32(order, k) - begin;
      const fromUs = f64(start, i);
      const toUs = f64(end, i);
      const a = (Math.round(fromUs * 1000) + shiftNs) / 1000;
      const until = (Math.round((toUs > highUs && fromUs <= lastUs ? lastUs : toUs) * 1000) + shiftNs) / 1000;
      const b = until >= a ? until : a;
      const kind = u8(kinds, i);
      const tie = u8(TIE_BY_KIND, kind);
      into.start[k] = a;
      into.end[k] = b;
      into.kind[k] = kind;
      if (fromUs < lowUs || fromUs > highUs || toUs > highUs) into.far[k] = 1;
      if (!(until >= a)) negative++;
      if (!(a > lastA || (a === lastA && (b < lastB || (b === lastB && tie >= lastTie))))) isSorted = false;
      lastA = a;
      lastB = b;
      lastTie = tie;
    }
  }
  return { isSorted, negative, stretches };
}

/** Puts a lane in order: its stretch of `order`, and of the columns that are filled already. */
function sortLane(order: Uint32Array, low: number, high: number, { start, end, kind, far }: TimeColumns): void {
  const own = new Uint32Array(high - low);
  const tie = new Uint8Array(high - low);
  for (let k = 0; k < own.length; k++) {
    own[k] = k;
    tie[k] = u8(TIE_BY_KIND, u8(kind, low + k));
  }
  sortByTime(own, 0, own.length, { start: start.subarray(low, high), end: end.subarray(low, high), tie });
  giveBack(tie.buffer);
  permuteDoubles(start, low, own);
  permuteDoubles(end, low, own);
  permuteBytes(kind, low, own);
  permuteBytes(far, low, own);
  const unsorted = order.slice(low, high);
  for (let k = 0; k < own.length; k++) order[low + k] = u32(unsorted, u32(own, k));
  giveBack(unsorted.buffer);
  giveBack(own.buffer);
}

function permuteDoubles(column: Float64Array, low: number, own: Uint32Array): void {
  const before = column.slice(low, low + own.length);
  for (let k = 0; k < own.length; k++) column[low + k] = f64(before, u32(own, k));
  giveBack(before.buffer);
}

function permuteBytes(column: Uint8Array, low: number, own: Uint32Array): void {
  const before = column.slice(low, low + own.length);
  for (let k = 0; k < own.length; k++) column[low + k] = u8(before, u32(own, k));
  giveBack(before.buffer);
}

interface Gather {
  readonly scans: readonly Scan[];
  readonly stretches: readonly Stretch[];
  readonly order: Uint32Array;
  readonly length: number;
  readonly release: (column: ArrayBufferView) => void;
}

function numbers<T extends Uint32Array | Float64Array>(
  { scans, stretches, order, release }: Gather,
  columnOf: (scan: Scan) => Int32Array | Uint32Array | Float64Array,
  whole: T,
): T {
  const columns = scans.map(columnOf);
  for (const { file, begin, from, to } of stretches) {
    const column = item(columns, file);
    for (let k = from; k < to; k++) whole[k] = at(column, u32(order, k) - begin);
  }
  columns.forEach(release);
  return whole;
}

function words(
  { scans, stretches, order, length, release }: Gather,
  columnOf: (scan: Scan) => Uint32Array,
  maps: readonly (Uint32Array | undefined)[] = [],
): Uint32Array {
  const whole = new Uint32Array(length);
  const columns = scans.map(columnOf);
  for (const { file, begin, from, to } of stretches) {
    const column = item(columns, file);
    const map = maps[file];
    if (map === undefined) for (let k = from; k < to; k++) whole[k] = u32(column, u32(order, k) - begin);
    else for (let k = from; k < to; k++) whole[k] = u32(map, u32(column, u32(order, k) - begin));
  }
  columns.forEach(release);
  return whole;
}

/** Where each event of a scan stands now: one table a file, all parts of one. */
function placesOf({ scans, order, length }: Gather): readonly Uint32Array[] {
  const place = new Uint32Array(length);
  for (let k = 0; k < length; k++) place[u32(order, k)] = k;
  let begin = 0;
  return scans.map(({ events }) => place.subarray(begin, (begin += events.length)));
}

function tell(negative: number, overlaps: number, folded: number): Diagnostic[] {
  const list: Diagnostic[] = [
    {
      code: 'negative-duration',
      count: negative,
      message:
        negative === 1
          ? say`1 event ends before its start: drawn as an instant`
          : say`${formatCount(negative)} events end before their start: drawn as an instant`,
    },
    {
      code: 'overlap',
      count: overlaps,
      message:
        overlaps === 1
          ? say`1 event overlaps another one of the lane in part: kept, drawn on a row of its own`
          : say`${formatCount(overlaps)} events overlap another one of the lane in part: kept, drawn on a row of its own`,
    },
    {
      code: 'too-deep',
      count: folded,
      message:
        folded === 1
          ? say`1 event is nested too deep to be drawn on a row of its own`
          : say`${formatCount(folded)} events are nested too deep to be drawn on a row of its own`,
    },
  ];
  return list.filter(({ count }) => count > 0);
}
