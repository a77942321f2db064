// One event of the list, read into the variables below; the same reading as scan/event-parser.ts, which is the reference.
import { KEY_PLACES, KEYS, MAX_NOTED, NOTED } from './layout';
import { endOfString, fraction, hasBraces, readDecimal, readNumber, skipValue, whole } from './values';

const KEY_PH: u32 = 0x7068;
const KEY_TS: u32 = 0x7473;
const KEY_ID: u32 = 0x6964;
const KEY_PID: u32 = 0x706964;
const KEY_TID: u32 = 0x746964;
const KEY_DUR: u32 = 0x647572;
const KEY_CAT: u32 = 0x636174;
const KEY_NAME: u32 = 0x6e616d65;
const KEY_ARGS: u32 = 0x61726773;
const KEY_ATTR: u32 = 0x61747472;

/** Keys below this one have a column of their own, or belong to metadata; as in scan/argument-keys.ts. */
const CORRELATION: i32 = 0;
const STREAM: i32 = 1;
const DEVICE: i32 = 2;

export let phase: u32 = 0;
export let hasTime: bool = false;
export let timeWhole: f64 = 0;
export let timeFraction: i32 = 0;
export let hasDuration: bool = false;
export let durationWhole: f64 = 0;
export let durationFraction: i32 = 0;
export let name: usize = 0;
export let nameLength: i32 = 0;
export let category: usize = 0;
export let categoryLength: i32 = 0;
export let process: usize = 0;
export let processLength: i32 = 0;
export let thread: usize = 0;
export let threadLength: i32 = 0;
export let id: usize = 0;
export let idLength: i32 = 0;
export let correlation: f64 = -1;
export let stream: f64 = -1;
export let device: f64 = -1;
/** Entries in NOTED. */
export let notedCount: i32 = 0;

let valueStart: usize = 0;
let valueLength: i32 = 0;

function reset(): void {
  phase = 0;
  hasTime = false;
  hasDuration = false;
  name = category = process = thread = id = 0;
  nameLength = categoryLength = processLength = threadLength = idLength = 0;
  correlation = stream = device = -1;
  notedCount = 0;
}

/** Address of the first byte at or after `p` that is neither white space nor, where `commas`, a comma; 0 at the end. */
function skipSpace(p: usize): usize {
  let c = load<u8>(p);
  while (c <= 0x20) {
    if (c === 0) return 0;
    c = load<u8>(++p);
  }
  return p;
}

function skipSpaceAndCommas(p: usize): usize {
  let c = load<u8>(p);
  while (c <= 0x20 || c === 0x2c) {
    if (c === 0) return 0;
    c = load<u8>(++p);
  }
  return p;
}

/** Address of the value of the member whose key ends with the quote at `keyEnd`. */
function valueAfter(keyEnd: usize): usize {
  const colon = skipSpace(keyEnd + 1);
  return colon === 0 || load<u8>(colon) !== 0x3a ? 0 : skipSpace(colon + 1);
}

/** Address after the event whose `{` stands at `p`; 0 where it is not whole, or not plain. */
export function readEvent(p: usize): usize {
  reset();
  p++;
  while (true) {
    p = skipSpaceAndCommas(p);
    if (p === 0) return 0;
    const c = load<u8>(p);
    if (c === 0x7d) return p + 1;
    if (c !== 0x22) return 0;
    const key = p + 1;
    const keyEnd = endOfString(key);
    if (keyEnd === 0) return 0;
    p = valueAfter(keyEnd);
    if (p === 0) return 0;
    p = readMember(key, <u32>(keyEnd - key), p);
    if (p === 0) return 0;
  }
}

/** As in scan/event-parser.ts. */
function phaseOfNumber(digit: u32): u32 {
  return digit === 0x31 ? 0x58 : digit === 0x32 ? 0x43 : digit === 0x34 ? 0x4d : digit;
}

function readText(p: usize): usize {
  const end = skipValue(p);
  if (end === 0) return 0;
  const quoted: usize = load<u8>(p) === 0x22 ? 1 : 0;
  valueStart = p + quoted;
  valueLength = <i32>(end - quoted - valueStart);
  return end;
}

function readMember(key: usize, length: u32, p: usize): usize {
  // A list with braces is left to the reader in TypeScript: events may be lost in it.
  if (load<u8>(p) === 0x5b && hasBraces(p, skipValue(p))) return 0;
  if (length < 2 || length > 4) return skipValue(p);
  let code = ((<u32>load<u8>(key)) << 8) | (<u32>load<u8>(key, 1));
  for (let k: u32 = 2; k < length; k++) code = (code << 8) | (<u32>load<u8>(key + k));
  switch (code) {
    case KEY_TS: {
      p = readNumber(p);
      hasTime = true;
      timeWhole = whole;
      timeFraction = fraction;
      return p;
    }
    case KEY_DUR: {
      p = readNumber(p);
      hasDuration = true;
      durationWhole = whole;
      durationFraction = fraction;
      return p;
    }
    case KEY_ARGS:
    case KEY_ATTR:
      return load<u8>(p) === 0x7b ? readArguments(p) : skipValue(p);
    case KEY_PH: {
      const isLetter = load<u8>(p) === 0x22;
      p = readText(p);
      phase = valueLength === 1 ? <u32>load<u8>(valueStart) : 0xff;
      if (!isLetter) phase = phaseOfNumber(phase);
      return p;
    }
    case KEY_NAME: {
      p = readText(p);
      name = valueStart;
      nameLength = valueLength;
      return p;
    }
    case KEY_CAT: {
      p = readText(p);
      category = valueStart;
      categoryLength = valueLength;
      return p;
    }
    case KEY_PID: {
      p = readText(p);
      process = valueStart;
      processLength = valueLength;
      return p;
    }
    case KEY_TID: {
      p = readText(p);
      thread = valueStart;
      threadLength = valueLength;
      return p;
    }
    case KEY_ID: {
      p = readText(p);
      id = valueStart;
      idLength = valueLength;
      return p;
    }
    default:
      return skipValue(p);
  }
}

/** Which key this is: its place in KEYS, or -1. */
function keyOf(key: usize, length: u32): i32 {
  if (length > 63) return -1;
  const index = <i32>load<i8>(KEY_PLACES + (((<usize>length) << 8) | (<usize>load<u8>(key))));
  if (index < 0) return -1;
  const text = <usize>load<u32>(KEYS + <usize>index * 12);
  for (let k: usize = 1; k < length; k++) if (load<u8>(key + k) !== load<u8>(text + k)) return -1;
  return index;
}

function readArguments(p: usize): usize {
  p++;
  while (true) {
    p = skipSpaceAndCommas(p);
    if (p === 0) return 0;
    const c = load<u8>(p);
    if (c === 0x7d) return p + 1;
    if (c !== 0x22) return 0;
    const key = p + 1;
    const keyEnd = endOfString(key);
    if (keyEnd === 0) return 0;
    p = valueAfter(keyEnd);
    if (p === 0) return 0;
    const index = keyOf(key, <u32>(keyEnd - key));
    p = index < 0 ? skipValue(p) : readArgument(index, p);
    if (p === 0) return 0;
  }
}

function readArgument(index: i32, p: usize): usize {
  if (index <= DEVICE) {
    const end = readNumber(p);
    if (end === 0) return 0;
    if (index === CORRELATION) correlation = whole;
    else if (index === STREAM) stream = whole;
    else device = whole;
    return end;
  }
  const end = skipValue(p);
  if (end === 0 || notedCount === MAX_NOTED) return 0;
  const entry = NOTED + <usize>notedCount * 12;
  notedCount++;
  store<i32>(entry, index);
  store<u32>(entry, <u32>p, 4);
  store<u32>(entry, <u32>end, 8);
  return end;
}
