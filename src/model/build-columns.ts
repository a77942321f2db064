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

  const { name, offset, byteLength, correlation, place } = gather(scans, stretches, order, merged);
  for (const { events } of scans)
    for (const column of [events.name, events.offset, events.byteLength, events.correlation]) release(column);
  for (const { hints } of scans) if (hints?.correlation !== undefined) release(hints.correlation);
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
  return { columns, first, rows, placeOf: placesOf(scans, place), diagnostics: tell(negative, overlaps, folded) };
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
  if (files.length === 1) return low < high ? [{ file: 0, begin: 0, from: low, to: high }] : [];
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
  permuteDoubles(start, end, low, own);
  permuteRest(order, kind, far, low, own);
  giveBack(own.buffer);
}

function permuteDoubles(one: Float64Array, other: Float64Array, low: number, own: Uint32Array): void {
  const before = one.slice(low, low + own.length);
  const otherBefore = other.slice(low, low + own.length);
  for (let k = 0; k < own.length; k++) {
    one[low + k] = f64(before, u32(own, k));
    other[low + k] = f64(otherBefore, u32(own, k));
  }
  giveBack(before.buffer);
  giveBack(otherBefore.buffer);
}

function permuteRest(order: Uint32Array, kind: Uint8Array, far: Uint8Array, low: number, own: Uint32Array): void {
  const before = order.slice(low, low + own.length);
  const kindBefore = kind.slice(low, low + own.length);
  const farBefore = far.slice(low, low + own.length);
  for (let k = 0; k < own.length; k++) {
    const from = u32(own, k);
    order[low + k] = u32(before, from);
    kind[low + k] = u8(kindBefore, from);
    far[low + k] = u8(farBefore, from);
  }
  for (const column of [before, kindBefore, farBefore]) giveBack(column.buffer);
}

/** What the scans say of each event beside its times, in the order of the timeline; `place` is where an event of all files one after the other stands. */
interface Gathered {
  readonly name: Uint32Array;
  readonly offset: Uint32Array | Float64Array;
  readonly byteLength: Uint32Array;
  readonly correlation: Float64Array;
  readonly place: Uint32Array;
}

function gather(
  scans: readonly Scan[],
  stretches: readonly Stretch[],
  order: Uint32Array,
  merged: MergedStrings,
): Gathered {
  const { length } = order;
  const isSmall = scans.every(({ events }) => events.offset instanceof Uint32Array);
  const into: Gathered = {
    name: new Uint32Array(length),
    offset: isSmall ? new Uint32Array(length) : new Float64Array(length),
    byteLength: new Uint32Array(length),
    correlation: new Float64Array(length),
    place: new Uint32Array(length),
  };
  for (const stretch of stretches)
    gatherStretch(item(scans, stretch.file), stretch, order, merged.maps[stretch.file], into);
  return into;
}

/** One loop for all columns: the order is read once, and the columns of a lane lie about as it does. */
function gatherStretch(
  { events, hints }: Scan,
  { begin, from, to }: Stretch,
  order: Uint32Array,
  map: Uint32Array | undefined,
  into: Gathered,
): void {
  const { name, offset, byteLength } = events;
  const correlation = hints?.correlation ?? events.correlation;
  for (let k = from; k < to; k++) {
    const place = u32(order, k);
    const i = place - begin;
    into.place[place] = k;
    into.name[k] = u32(name, i);
    into.offset[k] = at(offset, i);
    into.byteLength[k] = u32(byteLength, i);
    into.correlation[k] = at(correlation, i);
  }
  if (map !== undefined) for (let k = from; k < to; k++) into.name[k] = u32(map, u32(into.name, k));
}

/** Where each event of a scan stands now: one table a file, all parts of one. */
function placesOf(scans: readonly Scan[], place: Uint32Array): readonly Uint32Array[] {
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
