// Reads as many plain events of the list as it can into columns. What is not plain, and what the caller has not numbered
// yet, is left to the caller, which reads it with the reference scanner and makes it known here.
import * as event from './event';
import { forgetKnown, learnText, learnTrack, textNumber, trackNumber } from './known';
import * as at from './layout';
import { fraction, readDecimal, whole } from './values';

export { learnText, learnTrack };
export {
  BYTE_LENGTH,
  CATEGORY,
  CORRELATION,
  DEVICE,
  END,
  EXTRA_EVENT,
  EXTRA_KEY,
  EXTRA_NUMBER,
  EXTRA_ROWS,
  EXTRA_TEXT,
  FLOW_CATEGORY,
  FLOW_ID,
  FLOW_PHASE,
  FLOW_TIME,
  FLOW_TRACK,
  KEY_PLACES,
  KEY_TEXTS,
  KEYS,
  NAME,
  OFFSET,
  PHASES,
  ROWS,
  START,
  STREAM,
  TEXT,
  TRACK,
} from './layout';

const MAX_EVENT_BYTES: usize = 16 << 20;
const ABSURD_MICROS: f64 = 2678400000000;
const PARTS: i32 = 1000000000;

/** First of the keys that go to the sparse columns; as in scan/argument-keys.ts. */
const FIRST_EXTRA: i32 = 6;

/** Rows that wait to be taken out, until `clear`. */
export let rows: i32 = 0;
export let flowRows: i32 = 0;
export let extraRows: i32 = 0;

/** Whole microseconds of the first event; NaN before it. */
let origin: f64 = NaN;

export function setOrigin(micros: f64): void {
  origin = micros;
}

export function clear(): void {
  rows = 0;
  flowRows = 0;
  extraRows = 0;
  memory.fill(at.PHASES, 0, 1024);
}

/** Makes the number known that the caller gave to the text of an argument's key. */
export function learnKey(index: i32, number: i32): void {
  store<i32>(at.KEYS + <usize>index * 12, number, 8);
}

/**
 * Reads events from `p` (between events of the list) until one is not plain, not known or not whole, or until a batch is
 * full. Returns the address it came to: of white space, a comma or the `{` of the first event that was not taken.
 * `base` is the place in the file of the address TEXT.
 */
export function readEvents(p: usize, base: f64): usize {
  while (true) {
    if (rows === at.ROWS || flowRows === at.ROWS || extraRows > at.EXTRA_ROWS - at.MAX_NOTED) return p;
    let c = load<u8>(p);
    while (c <= 0x20 || c === 0x2c) {
      if (c === 0) return p;
      c = load<u8>(++p);
    }
    if (c !== 0x7b) return p;
    const end = event.readEvent(p);
    if (end === 0 || end - p > MAX_EVENT_BYTES || !take(p, end, base)) return p;
    const count = at.PHASES + ((<usize>event.phase) << 2);
    store<u32>(count, load<u32>(count) + 1);
    p = end;
  }
}

function take(p: usize, end: usize, base: f64): bool {
  switch (event.phase) {
    case 0x58: // X
      return takeEvent(base + <f64>(p - at.TEXT), <u32>(end - p));
    case 0x73: // s
    case 0x74: // t
    case 0x66: // f
      return takeFlow();
    case 0x69: // i, I, R: instants
    case 0x49:
    case 0x52:
      return takeInstant();
    case 0x43: // C: counters
      return true;
    default:
      return false;
  }
}

/** As in scan/decimal.ts, for fractions that are not negative. */
function sinceOrigin(units: f64, parts: i32): f64 {
  if (parts >= PARTS) {
    parts -= PARTS;
    units += 1;
  }
  return units + <f64>parts / <f64>PARTS;
}

function fits(value: f64): bool {
  return (value >= -2147483648 && value <= 2147483647) || value === 4294967295;
}

function takeEvent(offset: f64, byteLength: u32): bool {
  if (!event.hasTime || !event.hasDuration || isNaN(origin)) return false;
  if (event.timeWhole < 0 || event.durationWhole < 0 || event.durationWhole > ABSURD_MICROS) return false;
  if (!fits(event.stream) || !fits(event.device)) return false;
  const name = textNumber(event.name, event.nameLength);
  const category = textNumber(event.category, event.categoryLength);
  if (name < 0 || category < 0) return false;
  const track = trackNumber(event.process, event.processLength, event.thread, event.threadLength);
  if (track < 0 || !takeExtras()) return false;
  const row = <usize>rows;
  rows++;
  const units = event.timeWhole - origin;
  store<f64>(at.START + row * 8, sinceOrigin(units, event.timeFraction));
  store<f64>(at.END + row * 8, sinceOrigin(units + event.durationWhole, event.timeFraction + event.durationFraction));
  store<f64>(at.CORRELATION + row * 8, event.correlation);
  store<f64>(at.OFFSET + row * 8, offset);
  store<i32>(at.NAME + row * 4, name);
  store<i32>(at.CATEGORY + row * 4, category);
  store<i32>(at.TRACK + row * 4, track);
  store<i32>(at.STREAM + row * 4, <i32>(<i64>event.stream));
  store<i32>(at.DEVICE + row * 4, <i32>(<i64>event.device));
  store<u32>(at.BYTE_LENGTH + row * 4, byteLength);
  return true;
}

/** Writes what the event noted; `extraRows` moves only where all of it is plain and known. */
function takeExtras(): bool {
  let row = <usize>extraRows;
  for (let k = 0; k < event.notedCount; k++) {
    const entry = at.NOTED + <usize>k * 12;
    const key = load<i32>(entry);
    if (key < FIRST_EXTRA) continue;
    const start = <usize>load<u32>(entry, 4);
    const end = <usize>load<u32>(entry, 8);
    const keyNumber = load<i32>(at.KEYS + <usize>key * 12, 8);
    if (keyNumber < 0) return false;
    const c = load<u8>(start);
    let number: f64 = NaN;
    let text = 0;
    if (c - 0x30 < 10 || c === 0x2d || c === 0x2b || c === 0x2e) {
      if (readDecimal(start) !== end) return false;
      number = whole + <f64>fraction / <f64>PARTS;
    } else {
      const quoted: usize = c === 0x22 ? 1 : 0;
      text = textNumber(start + quoted, <i32>(end - start - 2 * quoted));
      if (text < 0) return false;
    }
    store<f64>(at.EXTRA_NUMBER + row * 8, number);
    store<i32>(at.EXTRA_EVENT + row * 4, rows);
    store<i32>(at.EXTRA_KEY + row * 4, keyNumber);
    store<i32>(at.EXTRA_TEXT + row * 4, text);
    row++;
  }
  extraRows = <i32>row;
  return true;
}

/** The id where it is an integer as one writes it, of at most 15 digits; -1 for all others. */
function flowId(): f64 {
  const first = load<u8>(event.id);
  if (event.idLength < 1 || event.idLength > 15 || (first === 0x30 && event.idLength > 1)) return -1;
  let value: u64 = 0;
  for (let k = 0; k < event.idLength; k++) {
    const c = load<u8>(event.id + <usize>k) - 0x30;
    if (c > 9) return -1;
    value = value * 10 + <u64>c;
  }
  return <f64>value;
}

function takeFlow(): bool {
  if (!event.hasTime || isNaN(origin) || event.timeWhole < 0) return false;
  const id = flowId();
  const category = textNumber(event.category, event.categoryLength);
  if (id < 0 || category < 0) return false;
  const track = trackNumber(event.process, event.processLength, event.thread, event.threadLength);
  if (track < 0) return false;
  const row = <usize>flowRows;
  flowRows++;
  store<f64>(at.FLOW_TIME + row * 8, sinceOrigin(event.timeWhole - origin, event.timeFraction));
  store<f64>(at.FLOW_ID + row * 8, id);
  store<i32>(at.FLOW_CATEGORY + row * 4, category);
  store<i32>(at.FLOW_TRACK + row * 4, track);
  store<u8>(at.FLOW_PHASE + row, <u8>event.phase);
  return true;
}

/** A row among the flows: its name in place of their category. */
function takeInstant(): bool {
  if (!event.hasTime || isNaN(origin) || event.timeWhole < 0) return false;
  const name = textNumber(event.name, event.nameLength);
  if (name < 0) return false;
  const track = trackNumber(event.process, event.processLength, event.thread, event.threadLength);
  if (track < 0) return false;
  const row = <usize>flowRows;
  flowRows++;
  store<f64>(at.FLOW_TIME + row * 8, sinceOrigin(event.timeWhole - origin, event.timeFraction));
  store<f64>(at.FLOW_ID + row * 8, 0);
  store<i32>(at.FLOW_CATEGORY + row * 4, name);
  store<i32>(at.FLOW_TRACK + row * 4, track);
  store<u8>(at.FLOW_PHASE + row, <u8>event.phase);
  return true;
}

/** Forgets everything, for the next file. */
export function forget(): void {
  clear();
  forgetKnown();
  origin = NaN;
  for (let k = 0; k < at.MAX_KEYS; k++) learnKey(k, -1);
}
