import { giveBack } from '../../base/give-back.ts';
import { type EventColumns, type ExtraColumns, type FlowColumns } from '../event-columns.ts';

type Column = Float64Array | Uint32Array | Int32Array | Uint8Array;
type Columns = Readonly<Record<string, Column>>;

/** In place of a row: an end has none; what was met, but is not to be kept. */
export const NO_ROW = -1;
export const LEFT_OUT = -2;

const GONE = new Uint8Array(0);
const FIRST_ROWS = 1 << 12;
const SEGMENT_ROWS = 1 << 15;

/**
 * Columns that grow by whole segments, so that nothing is copied or held twice while a file is read. `join` joins them
 * column by column and lets each column's segments go at once: at most one column is held twice. A column that was made for small
 * integers becomes one of doubles, segment by segment, where a value does not fit.
 */
class SegmentedColumns<T extends Columns> {
  length = 0;
  /** The segment that is being filled, and how many of its rows are. */
  tail: T;
  filled = 0;
  private room = FIRST_ROWS;
  private readonly full: T[] = [];
  private readonly make: (rows: number) => T;

  constructor(make: (rows: number) => T) {
    this.make = make;
    this.tail = make(FIRST_ROWS);
  }

  /** Counts one more row, and returns its place in `tail`. */
  next(): number {
    if (this.filled === this.room) this.startSegment();
    this.length++;
    return this.filled++;
  }

  /** Takes over the first `count` rows of `rows`. */
  append(rows: T, count: number): void {
    for (let taken = 0; taken < count;) {
      if (this.filled === this.room) this.startSegment();
      const some = Math.min(count - taken, this.room - this.filled);
      for (const key in this.tail) this.fill(key, (rows[key] as Column).subarray(taken, taken + some));
      this.filled += some;
      this.length += some;
      taken += some;
    }
  }

  /** Sets a value at a place of `tail`, whatever the column was made for. */
  put(key: keyof T, at: number, value: number): void {
    const column = this.tail[key] as Column;
    column[at] = value;
    if (column[at] !== value) this.widened(key)[at] = value;
  }

  private fill(key: keyof T, values: Column): void {
    const column = this.tail[key] as Column;
    column.set(values, this.filled);
    if (column.constructor === values.constructor) return;
    for (let k = 0; k < values.length; k++) {
      if (column[this.filled + k] !== values[k]) return this.widened(key).set(values, this.filled);
    }
  }

  private widened(key: keyof T): Column {
    const wide = new Float64Array(this.tail[key] as Column);
    this.tail = { ...this.tail, [key]: wide };
    return wide;
  }

  /** The rows as segments, each no longer than its rows. Nothing may be added afterwards. */
  segments(): T[] {
    const tail = Object.fromEntries(Object.entries(this.tail).map(([key, rows]) => [key, rows.slice(0, this.filled)]));
    return this.filled === 0 ? this.full : [...this.full, tail as T];
  }

  /** Takes over whole segments, which nobody else uses any more, behind its own rows. */
  adopt(segments: readonly T[]): void {
    if (this.filled > 0) this.full.push(trimmed(this.tail, this.filled));
    for (const segment of segments) {
      this.full.push(segment);
      for (const key in segment) {
        this.length += (segment[key] as Column).length;
        break;
      }
    }
    this.tail = this.make(FIRST_ROWS);
    this.room = FIRST_ROWS;
    this.filled = 0;
  }

  /** The rows so far as whole columns of their own. */
  copy(): T & { readonly length: number } {
    return this.joined(false);
  }

  /** The rows as whole columns. Call once: the segments are gone then. */
  join(): T & { readonly length: number } {
    return this.joined(true);
  }

  /** Frees the rows: nobody wants them any more. */
  drop(): void {
    for (const segment of [...this.full.splice(0), this.tail])
      for (const key in segment) giveBack((segment[key] as Column).buffer);
  }

  private joined(last: boolean): T & { readonly length: number } {
    const segments = [...this.full, trimmed(this.tail, this.filled)].map((segment) => ({ ...segment }));
    const joined: Record<string, Column> = {};
    for (const key in this.tail) {
      const widest = segments.find((segment) => segment[key] instanceof Float64Array) ?? this.tail;
      const whole = new ((widest[key] as Column).constructor as new (length: number) => Column)(this.length);
      let at = 0;
      for (const segment of segments) {
        const part = segment[key] as Column;
        whole.set(part, at);
        at += part.length;
        if (!last) continue;
        giveBack(part.buffer);
        (segment as Record<string, Column>)[key] = GONE;
      }
      joined[key] = whole;
    }
    return { length: this.length, ...(joined as T) };
  }

  private startSegment(): void {
    this.full.push(this.tail);
    this.room = SEGMENT_ROWS;
    this.tail = this.make(SEGMENT_ROWS);
    this.filled = 0;
  }
}

function trimmed<T extends Columns>(segment: T, rows: number): T {
  const entries = Object.entries(segment).map(([key, column]) => [key, column.subarray(0, rows)] as const);
  return Object.fromEntries(entries) as T;
}

type Rows<T> = { readonly [Key in Exclude<keyof T, 'length'>]: T[Key] };

export type EventRows = Rows<EventColumns>;
export type FlowRows = Rows<FlowColumns>;
export type ExtraRows = Rows<ExtraColumns>;

/** Begins, ends and moments of asynchronous work in file order, until the end of the file lets them be matched. */
export interface AsyncMarks {
  readonly length: number;
  /** ASCII code. */
  readonly phase: Uint8Array;
  /** Of a begin its row of the events, of an instant its row of the flows; else `NO_ROW` or `LEFT_OUT`. */
  readonly row: Int32Array;
  /** Number of its tree (`AsyncTrees`). */
  readonly tree: Uint32Array;
  /** Indexes into the strings. */
  readonly name: Uint32Array;
  readonly category: Uint32Array;
  /** The (pid, tid) pair as written. */
  readonly track: Uint32Array;
  readonly time: Float64Array;
}

export type AsyncRows = Rows<AsyncMarks>;

export type EventBuffer = SegmentedColumns<EventRows>;
export type FlowBuffer = SegmentedColumns<FlowRows>;
export type ExtraBuffer = SegmentedColumns<ExtraRows>;

export const createEvents = (): EventBuffer =>
  new SegmentedColumns<EventRows>((rows) => ({
    start: new Float64Array(rows),
    end: new Float64Array(rows),
    name: new Uint32Array(rows),
    category: new Uint32Array(rows),
    track: new Uint32Array(rows),
    correlation: new Int32Array(rows),
    stream: new Int32Array(rows),
    device: new Int32Array(rows),
    offset: new Uint32Array(rows),
    byteLength: new Uint32Array(rows),
  }));

export const createFlows = (): FlowBuffer =>
  new SegmentedColumns((rows) => ({
    phase: new Uint8Array(rows),
    id: new Float64Array(rows),
    category: new Uint32Array(rows),
    track: new Uint32Array(rows),
    time: new Float64Array(rows),
  }));

export const createExtras = (): ExtraBuffer =>
  new SegmentedColumns((rows) => ({
    event: new Uint32Array(rows),
    key: new Uint32Array(rows),
    number: new Float64Array(rows),
    text: new Uint32Array(rows),
  }));

export const createAsyncMarks = (): SegmentedColumns<AsyncRows> =>
  new SegmentedColumns<AsyncRows>((rows) => ({
    phase: new Uint8Array(rows),
    row: new Int32Array(rows),
    tree: new Uint32Array(rows),
    name: new Uint32Array(rows),
    category: new Uint32Array(rows),
    track: new Uint32Array(rows),
    time: new Float64Array(rows),
  }));

export type MarkRows = Pick<MarkBuffer, 'row' | 'track' | 'time'>;

/** B and E events in file order, until the end of the file lets them be matched. */
export class MarkBuffer {
  length = 0;
  /** Row of the event a B opened; `NO_ROW` for an E, `LEFT_OUT` for a B that is not kept. */
  row = new Int32Array(64);
  track = new Uint32Array(64);
  time = new Float64Array(64);

  /** Nothing may be added afterwards. */
  rows(): MarkRows {
    const { row, track, time, length } = this;
    return { row: row.slice(0, length), track: track.slice(0, length), time: time.slice(0, length) };
  }

  add(row: number, track: number, time: number): void {
    const at = this.length++;
    if (at === this.row.length) {
      this.row = doubled(this.row, new Int32Array(at * 2));
      this.track = doubled(this.track, new Uint32Array(at * 2));
      this.time = doubled(this.time, new Float64Array(at * 2));
    }
    this.row[at] = row;
    this.track[at] = track;
    this.time[at] = time;
  }
}

function doubled<T extends Column>(old: T, grown: T): T {
  grown.set(old);
  return grown;
}
