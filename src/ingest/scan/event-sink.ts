import { isAsyncInstant, isInstant } from '../../base/is-instant.ts';
import { type EventColumns, type FlowColumns, type Scan, type Track, type TrackLabel } from '../event-columns.ts';
import { ARGUMENT_KEYS, FIRST_EXTRA, LABEL_LABELS, LABEL_NAME, LABEL_SORT_INDEX } from './argument-keys.ts';
import { QUOTE } from './bytes.ts';
import { isAsyncBegin, isAsyncEnd, matchAsync } from './async-spans.ts';
import { AsyncTrees } from './async-trees.ts';
import {
  type AsyncMarks,
  createAsyncMarks,
  createEvents,
  createExtras,
  createFlows,
  LEFT_OUT,
  MarkBuffer,
  NO_ROW,
} from './buffers.ts';
import { NOT_A_NUMBER, PARTS, readDecimal, sinceOrigin } from './decimal.ts';
import { EarlyEvents } from './early-events.ts';
import { type EventFilter } from './event-filter.ts';
import { DURATION, type EventParser, NOTED_FIELDS, TIME } from './event-parser.ts';
import { Interner } from './interner.ts';
import { NOT_DRAWN, Oddities } from './oddities.ts';
import { matchPairs } from './pairs.ts';
import { decodeText } from './text.ts';
import { TrackTable } from './tracks.ts';

/** No step of a training run lasts a month: Kineto has written 2^64 - 1 ns and the like for events it never saw end. */
const ABSURD_MICROS = 31 * 24 * 3600 * 1e6;

/** In the year 5138. */
const LATEST_MICROS = 1e17;

/** `{}` */
const EMPTY_BYTES = 2;

const LABEL_KINDS: readonly TrackLabel['kind'][] = [
  'process_name',
  'process_labels',
  'thread_name',
  'process_sort_index',
  'thread_sort_index',
];
const LABEL_ARGUMENTS = new Map<TrackLabel['kind'], number>([
  ['process_name', LABEL_NAME],
  ['process_labels', LABEL_LABELS],
  ['thread_name', LABEL_NAME],
  ['process_sort_index', LABEL_SORT_INDEX],
  ['thread_sort_index', LABEL_SORT_INDEX],
]);

export type SinkColumns = Pick<Scan, 'events' | 'flows' | 'extras' | 'tracks'>;

/** Where parsed events end up: columns for those with a duration, flows, labels, and counts of what is left out. */
export class EventSink {
  readonly events = createEvents();
  readonly flows = createFlows();
  readonly extras = createExtras();
  readonly strings = new Interner();
  readonly tracks = new TrackTable();
  readonly labels: TrackLabel[] = [];
  readonly oddities = new Oddities();
  /** Entries of the event list by phase (its ASCII code), drawn or not. */
  readonly phases = new Uint32Array(256);
  /** Whole microseconds of the first event with a time that others share (see `EarlyEvents`); NaN until that is plain. */
  origin = NaN;
  /** Where not all events are to be kept. */
  filter: EventFilter | undefined;

  readonly marks = new MarkBuffer();
  readonly asyncMarks = createAsyncMarks();
  readonly asyncTrees = new AsyncTrees();
  /** Events that were met by other sinks, whose parts were joined to this one. */
  metInParts = 0;

  private readonly early = new EarlyEvents();
  private readonly extraKeys = new Map<number, number>();
  private readonly scratch = new Float64Array(2);

  /** Takes the event that `parser` has just read from `bytes`; `offset` is where its text begins in the file. */
  add(parser: EventParser, bytes: Uint8Array, offset: number, byteLength: number): void {
    const phase = parser.phase;
    (this.phases[phase] as number)++;
    if (Number.isNaN(this.origin) && parser.hasTime && isTimed(phase)) {
      if (this.early.hold(parser, bytes, offset, byteLength)) this.settle();
    } else if (Number.isNaN(this.origin) && parser.hasTime && isInstant(phase))
      this.early.keep(parser, bytes, offset, byteLength);
    else this.take(parser, bytes, offset, byteLength);
  }

  /** Events with a duration so far, kept or not. */
  get met(): number {
    return this.filter === undefined ? this.events.length : this.filter.met + this.metInParts;
  }

  /** All columns, B and E matched. Call once, after the last event. */
  finish(): SinkColumns {
    if (Number.isNaN(this.origin)) this.settle();
    if (this.origin > LATEST_MICROS) this.oddities.add('nanosecond-times');
    for (const [phase, code] of NOT_DRAWN) {
      const count = this.phases[phase] as number;
      if (count > 0) this.oddities.add(code, count);
    }
    const events = this.events.join();
    const flows = this.flows.join();
    const tracks = this.match(events, flows, this.asyncMarks.join(), this.oddities);
    const odd = this.strings.countOdd();
    if (odd > 0) this.oddities.add('odd-name', odd);
    return { events, flows, extras: this.extras.join(), tracks };
  }

  /** Frees the columns of a scan that was given up. */
  drop(): void {
    for (const columns of [this.events, this.flows, this.extras, this.asyncMarks]) columns.drop();
  }

  private settle(): void {
    this.origin = this.early.origin();
    this.early.release((parser, bytes, offset, byteLength) => this.take(parser, bytes, offset, byteLength));
  }

  private take(parser: EventParser, bytes: Uint8Array, offset: number, byteLength: number): void {
    const { phase } = parser;
    switch (phase) {
      case 0x58: // X
        if (this.hasTime(parser)) this.addRow(parser, bytes, offset, byteLength, false);
        return;
      case 0x42: // B
      case 0x45: // E
        if (!this.hasTime(parser)) return;
        this.marks.add(
          phase === 0x42 ? this.addRow(parser, bytes, offset, byteLength, true) : NO_ROW,
          this.trackOf(parser, bytes),
          this.timeOf(parser),
        );
        return;
      case 0x73: // s
      case 0x74: // t
      case 0x66: // f
        this.addFlow(parser, bytes, phase);
        return;
      case 0x4d: // M
        this.addLabel(parser, bytes);
        return;
      case 0x69: // i, I, R: instants
      case 0x49:
      case 0x52:
        this.addInstant(parser, bytes, phase);
        return;
      case 0x62: // b, n, e; S, T, p, F
      case 0x6e:
      case 0x65:
      case 0x53:
      case 0x54:
      case 0x70:
      case 0x46:
        this.addAsync(parser, bytes, offset, byteLength);
        return;
      case 0:
        this.oddities.add(byteLength === EMPTY_BYTES ? 'empty-entry' : 'no-phase');
        return;
      default:
        if (!NOT_DRAWN.has(phase)) this.oddities.add('unknown-phase');
    }
  }

  /** Copies of the columns so far; an event without an end yet lasts to the latest time met. */
  soFar(): SinkColumns {
    const events = this.events.copy();
    const flows = this.flows.copy();
    const tracks = this.match(events, flows, this.asyncMarks.copy(), new Oddities());
    return { events, flows, extras: this.extras.copy(), tracks };
  }

  /** Gives spans their ends; all tracks. */
  private match(events: EventColumns, flows: FlowColumns, marks: AsyncMarks, oddities: Oddities): readonly Track[] {
    matchPairs(events, this.marks, oddities);
    const tracks = this.tracks.finish();
    return [...tracks, ...matchAsync(events, flows, marks, tracks, (id) => this.strings.text(id), oddities)];
  }

  trackOf(parser: EventParser, bytes: Uint8Array): number {
    return this.tracks.track(bytes, parser.processStart, parser.processEnd, parser.threadStart, parser.threadEnd);
  }

  /** Index into the strings of an argument's key. */
  extraKey(key: number): number {
    const known = this.extraKeys.get(key);
    if (known !== undefined) return known;
    const text = new TextEncoder().encode(ARGUMENT_KEYS[key]);
    const id = this.strings.intern(text, 0, text.length);
    this.extraKeys.set(key, id);
    return id;
  }

  private hasTime(parser: EventParser): boolean {
    if (!parser.hasTime) {
      this.oddities.add('no-start-time');
      return false;
    }
    if (Math.abs(parser.numbers[TIME] as number) > Number.MAX_SAFE_INTEGER) this.oddities.add('coarse-time');
    return true;
  }

  private timeOf(parser: EventParser): number {
    return sinceOrigin(parser.numbers[TIME] as number, parser.numbers[TIME + 1] as number, this.origin);
  }

  /** Adds a row; which one, or `LEFT_OUT`. `isOpen`: its end is not known yet. */
  private addRow(parser: EventParser, bytes: Uint8Array, offset: number, byteLength: number, isOpen: boolean): number {
    const { events, strings, filter } = this;
    const start = this.timeOf(parser);
    const end = isOpen ? start : this.endOf(parser, start);
    const name = strings.intern(bytes, parser.nameStart, parser.nameEnd);
    const until = isOpen ? Infinity : end;
    if (filter?.keeps(start, until, name, parser.correlation, parser.stream, byteLength, strings) === false)
      return LEFT_OUT;
    const at = events.next();
    const row = events.length - 1;
    const rows = events.tail;
    rows.start[at] = start;
    rows.end[at] = end;
    rows.name[at] = name;
    rows.category[at] = strings.intern(bytes, parser.categoryStart, parser.categoryEnd);
    rows.track[at] = this.trackOf(parser, bytes);
    rows.stream[at] = this.small(parser.stream);
    rows.device[at] = this.small(parser.device);
    rows.byteLength[at] = byteLength;
    events.put('correlation', at, parser.correlation);
    events.put('offset', at, offset);
    if (parser.notedCount > 0) this.addExtras(parser, bytes, row);
    return row;
  }

  private endOf(parser: EventParser, start: number): number {
    if (!parser.hasDuration) {
      this.oddities.add('no-duration');
      return start;
    }
    const whole = parser.numbers[DURATION] as number;
    const fraction = parser.numbers[DURATION + 1] as number;
    if (whole < 0 || fraction < 0) {
      this.oddities.add('negative-duration');
      return start;
    }
    if (whole > ABSURD_MICROS) {
      this.oddities.add('absurd-duration');
      return start;
    }
    return sinceOrigin(
      (parser.numbers[TIME] as number) - this.origin + whole,
      (parser.numbers[TIME + 1] as number) + fraction,
      0,
    );
  }

  private small(value: number): number {
    const integer = value | 0;
    // Kineto writes "no stream" as -1, and in some versions as the same 32 bits without a sign.
    if (integer === value || value === 0xffffffff) return integer;
    this.oddities.add('bad-stream');
    return -1;
  }

  private addFlow(parser: EventParser, bytes: Uint8Array, phase: number): void {
    if (!this.hasTime(parser) || !this.keepsMoment(parser)) return;
    const { strings } = this;
    const whole = plainInteger(bytes, parser.idStart, parser.idEnd);
    const id = whole >= 0 ? whole : -1 - strings.intern(bytes, parser.idStart, parser.idEnd);
    const category = strings.intern(bytes, parser.categoryStart, parser.categoryEnd);
    this.addMoment(parser, bytes, phase, id, category);
  }

  private addAsync(parser: EventParser, bytes: Uint8Array, offset: number, byteLength: number): void {
    if (!this.hasTime(parser)) return;
    const { phase } = parser;
    if (parser.idEnd === parser.idStart) this.oddities.add('async-no-id');
    const name = this.strings.intern(bytes, parser.nameStart, parser.nameEnd);
    const row = isAsyncBegin(phase)
      ? this.addRow(parser, bytes, offset, byteLength, true)
      : isAsyncEnd(phase)
        ? NO_ROW
        : this.keepsMoment(parser)
          ? this.addMoment(parser, bytes, phase, 0, name)
          : LEFT_OUT;
    const at = this.asyncMarks.next();
    const rows = this.asyncMarks.tail;
    rows.phase[at] = phase;
    rows.row[at] = row;
    rows.tree[at] = this.asyncTrees.treeOf(parser, bytes);
    rows.name[at] = name;
    rows.category[at] = this.strings.intern(bytes, parser.categoryStart, parser.categoryEnd);
    rows.track[at] = this.trackOf(parser, bytes);
    rows.time[at] = this.timeOf(parser);
  }

  private addInstant(parser: EventParser, bytes: Uint8Array, phase: number): void {
    if (!parser.hasTime || !this.keepsMoment(parser)) return;
    this.addMoment(parser, bytes, phase, 0, this.strings.intern(bytes, parser.nameStart, parser.nameEnd));
  }

  private keepsMoment(parser: EventParser): boolean {
    return this.filter?.keepsFlow(this.timeOf(parser)) !== false;
  }

  private addMoment(parser: EventParser, bytes: Uint8Array, phase: number, id: number, text: number): number {
    const at = this.flows.next();
    const rows = this.flows.tail;
    rows.phase[at] = phase;
    rows.id[at] = id;
    rows.category[at] = text;
    rows.track[at] = this.trackOf(parser, bytes);
    rows.time[at] = this.timeOf(parser);
    return this.flows.length - 1;
  }

  private addLabel(parser: EventParser, bytes: Uint8Array): void {
    const name = decodeText(bytes.subarray(parser.nameStart, parser.nameEnd));
    const kind = LABEL_KINDS.find((known) => known === name);
    if (kind === undefined) return;
    const wanted = LABEL_ARGUMENTS.get(kind);
    for (let k = 0; k < parser.notedCount * NOTED_FIELDS; k += NOTED_FIELDS) {
      if (parser.noted[k] !== wanted) continue;
      const start = parser.noted[k + 1] as number;
      const quoted = bytes[start] === QUOTE ? 1 : 0;
      this.labels.push({
        kind,
        process: decodeText(bytes.subarray(parser.processStart, parser.processEnd)),
        thread: decodeText(bytes.subarray(parser.threadStart, parser.threadEnd)),
        value: decodeText(bytes.subarray(start + quoted, (parser.noted[k + 2] as number) - quoted)),
      });
    }
  }

  private addExtras(parser: EventParser, bytes: Uint8Array, row: number): void {
    for (let k = 0; k < parser.notedCount * NOTED_FIELDS; k += NOTED_FIELDS) {
      const key = parser.noted[k] as number;
      if (key < FIRST_EXTRA) continue;
      const start = parser.noted[k + 1] as number;
      const end = parser.noted[k + 2] as number;
      const number = this.numberIn(bytes, start, end);
      const quoted = bytes[start] === QUOTE ? 1 : 0;
      const text = number === undefined ? this.strings.intern(bytes, start + quoted, end - quoted) : 0;
      const at = this.extras.next();
      const rows = this.extras.tail;
      rows.event[at] = row;
      rows.key[at] = this.extraKey(key);
      rows.number[at] = number ?? NaN;
      rows.text[at] = text;
    }
  }

  /** The number that `bytes[start, end)` is; undefined for anything else, such as a string. */
  numberIn(bytes: Uint8Array, start: number, end: number): number | undefined {
    const read = readDecimal(bytes, start, bytes.length, this.scratch, 0);
    if (read === NOT_A_NUMBER || read !== end) return undefined;
    return (this.scratch[0] as number) + (this.scratch[1] as number) / PARTS;
  }
}

/** X, B, E, s, t, f, and asynchronous ones: those that go by the origin. */
const isTimed = (phase: number): boolean =>
  phase === 0x58 ||
  phase === 0x42 ||
  phase === 0x45 ||
  phase === 0x73 ||
  phase === 0x74 ||
  phase === 0x66 ||
  isAsyncBegin(phase) ||
  isAsyncEnd(phase) ||
  isAsyncInstant(phase);

/** The integer that `bytes[start, end)` writes as one does, with at most 15 digits; -1 for all other texts. */
function plainInteger(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  if (length < 1 || length > 15 || (bytes[start] === 0x30 && length > 1)) return -1;
  let value = 0;
  for (let i = start; i < end; i++) {
    const digit = (bytes[i] as number) - 0x30;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}
