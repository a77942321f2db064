import { argumentKey, CORRELATION, DEVICE, FIRST_EXTRA, STREAM } from './argument-keys.ts';
import {
  BACKSLASH,
  CLOSE_BRACE,
  COLON,
  COMMA,
  endOfString,
  equalsBytes,
  INCOMPLETE,
  MALFORMED,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  skipSpace,
  skipValue,
} from './bytes.ts';
import { NOT_A_NUMBER, readDecimal } from './decimal.ts';

/** Places in `EventParser.numbers`: each number takes two, whole and fraction. */
export const TIME = 0;
export const DURATION = 2;
const ARGUMENT = 4;

export const MAX_NOTED = 64;
/** Places in `EventParser.noted`: key (index into ARGUMENT_KEYS), first byte, byte after the last. */
export const NOTED_FIELDS = 3;

const KEY_PH = 0x7068;
const KEY_TS = 0x7473;
const KEY_ID = 0x6964;
const KEY_PID = 0x706964;
const KEY_TID = 0x746964;
const KEY_DUR = 0x647572;
const KEY_CAT = 0x636174;
const KEY_NAME = 0x6e616d65;
const KEY_ARGS = 0x61726773;
const KEY_ATTR = 0x61747472;
const KEY_ID2 = 0x696432;
const SCOPE = new TextEncoder().encode('scope');
const LOCAL = new TextEncoder().encode('local');
const GLOBAL = new TextEncoder().encode('global');

/**
 * Reads one event into fields of its own, which hold until the next call: byte ranges into the buffer, and numbers.
 * Nothing is allocated per event, and nothing is kept before the whole event has been seen.
 */
export class EventParser {
  /** ASCII code of a one-letter phase; 0 where there is none, 0xff where it is something else. */
  phase = 0;
  /** Where the event's `{` stands in the buffer. */
  eventStart = 0;
  hasTime = false;
  hasDuration = false;
  /** A member is a list that holds braces, as no member of an event is: brackets too many may have made it swallow the events behind it. */
  hasBracedList = false;
  nameStart = 0;
  nameEnd = 0;
  categoryStart = 0;
  categoryEnd = 0;
  processStart = 0;
  processEnd = 0;
  threadStart = 0;
  threadEnd = 0;
  idStart = 0;
  idEnd = 0;
  /** The id means something in its process only (`id2.local`). */
  isIdLocal = false;
  scopeStart = 0;
  scopeEnd = 0;
  correlation = -1;
  stream = -1;
  device = -1;
  /** Arguments other than the three above that somebody needs: NOTED_FIELDS numbers each. */
  notedCount = 0;
  readonly noted = new Int32Array(MAX_NOTED * NOTED_FIELDS);
  readonly numbers = new Float64Array(6);

  private valueStart = 0;
  private valueEnd = 0;

  /** Index after the event whose `{` stands at `i`, or INCOMPLETE, or MALFORMED. Needs a zero at `bytes[length]`. */
  parse(bytes: Uint8Array, i: number, length: number): number {
    this.reset();
    this.eventStart = i++;
    for (;;) {
      let c = bytes[i] as number;
      while (c <= 0x20 || c === COMMA) {
        if (c === 0 && i >= length) return INCOMPLETE;
        c = bytes[++i] as number;
      }
      if (c === CLOSE_BRACE) return i + 1;
      if (c !== QUOTE) return MALFORMED;
      const key = i + 1;
      const keyEnd = endOfString(bytes, key, length);
      if (keyEnd < 0) return keyEnd;
      i = keyEnd + 1;
      c = bytes[i] as number;
      while (c <= 0x20) {
        if (c === 0 && i >= length) return INCOMPLETE;
        c = bytes[++i] as number;
      }
      if (c !== COLON) return MALFORMED;
      c = bytes[++i] as number;
      while (c <= 0x20) {
        if (c === 0 && i >= length) return INCOMPLETE;
        c = bytes[++i] as number;
      }
      i = this.member(bytes, key, keyEnd - key, i, length);
      if (i < 0) return i;
    }
  }

  /** Whether the object read last is an event: other objects are none, whatever their members are called, unless they say so twice. */
  looksLikeEvent(): boolean {
    const { phase, hasTime } = this;
    return phase !== 0 && phase !== 0xff && (hasTime || phase === 0x4d);
  }

  private reset(): void {
    this.phase = 0;
    this.hasTime = this.hasDuration = this.hasBracedList = false;
    this.nameStart = this.nameEnd = 0;
    this.categoryStart = this.categoryEnd = 0;
    this.processStart = this.processEnd = 0;
    this.threadStart = this.threadEnd = 0;
    this.idStart = this.idEnd = 0;
    this.isIdLocal = false;
    this.scopeStart = this.scopeEnd = 0;
    this.correlation = this.stream = this.device = -1;
    this.notedCount = 0;
  }

  /** Takes the value at `i` of the member whose key begins at `key`; index after the value. */
  private member(bytes: Uint8Array, key: number, keyLength: number, i: number, length: number): number {
    if (bytes[i] === OPEN_BRACKET) {
      const end = skipValue(bytes, i, length);
      if (end > 0 && bytes.subarray(i, end).includes(OPEN_BRACE)) this.hasBracedList = true;
    }
    if (keyLength === SCOPE.length && equalsBytes(bytes, key, key + keyLength, SCOPE)) {
      const end = this.text(bytes, i, length);
      this.scopeStart = this.valueStart;
      this.scopeEnd = this.valueEnd;
      return end;
    }
    if (keyLength < 2 || keyLength > 4) return skipValue(bytes, i, length);
    let code = ((bytes[key] as number) << 8) | (bytes[key + 1] as number);
    for (let k = 2; k < keyLength; k++) code = (code << 8) | (bytes[key + k] as number);
    switch (code) {
      case KEY_TS: {
        const end = this.number(bytes, i, length, TIME);
        this.hasTime = end >= 0;
        return end === NOT_A_NUMBER ? skipValue(bytes, i, length) : end;
      }
      case KEY_DUR: {
        const end = this.number(bytes, i, length, DURATION);
        this.hasDuration = end >= 0;
        return end === NOT_A_NUMBER ? skipValue(bytes, i, length) : end;
      }
      case KEY_ARGS:
      case KEY_ATTR:
        return bytes[i] === OPEN_BRACE ? this.args(bytes, i, length) : skipValue(bytes, i, length);
      case KEY_PH: {
        const end = this.text(bytes, i, length);
        if (end < 0) return end;
        const letter = this.valueEnd - this.valueStart === 1 ? (bytes[this.valueStart] as number) : 0xff;
        this.phase = bytes[i] === QUOTE ? letter : phaseOfNumber(letter);
        return end;
      }
      case KEY_NAME: {
        const end = this.text(bytes, i, length);
        this.nameStart = this.valueStart;
        this.nameEnd = this.valueEnd;
        return end;
      }
      case KEY_CAT: {
        const end = this.text(bytes, i, length);
        this.categoryStart = this.valueStart;
        this.categoryEnd = this.valueEnd;
        return end;
      }
      case KEY_PID: {
        const end = this.text(bytes, i, length);
        this.processStart = this.valueStart;
        this.processEnd = this.valueEnd;
        return end;
      }
      case KEY_TID: {
        const end = this.text(bytes, i, length);
        this.threadStart = this.valueStart;
        this.threadEnd = this.valueEnd;
        return end;
      }
      case KEY_ID: {
        const end = this.text(bytes, i, length);
        this.idStart = this.valueStart;
        this.idEnd = this.valueEnd;
        return end;
      }
      case KEY_ID2:
        return bytes[i] === OPEN_BRACE ? this.nestedId(bytes, i, length) : skipValue(bytes, i, length);
      default:
        return skipValue(bytes, i, length);
    }
  }

  /** Sets the value's range: within the quotes of a string, else the whole value as written. */
  private text(bytes: Uint8Array, i: number, length: number): number {
    const end = skipValue(bytes, i, length);
    const quoted = bytes[i] === QUOTE ? 1 : 0;
    this.valueStart = i + quoted;
    this.valueEnd = end - quoted;
    return end;
  }

  /** Reads a number, or a string that holds one; white space may stand around it there. */
  private number(bytes: Uint8Array, i: number, length: number, slot: number): number {
    const quoted = bytes[i] === QUOTE;
    const start = quoted ? afterBlanks(bytes, i + 1) : i;
    const end = readDecimal(bytes, start, length, this.numbers, slot);
    if (end < 0) return end;
    const after = quoted ? afterBlanks(bytes, end) : end;
    const c = bytes[after] as number;
    if (quoted) return c === QUOTE ? after + 1 : c === 0 && after >= length ? INCOMPLETE : NOT_A_NUMBER;
    return c === COMMA || c === CLOSE_BRACE || c <= 0x20 ? end : NOT_A_NUMBER;
  }

  /** `{"local": "0x1"}` or `{"global": "0x1"}`: what stands for an id that says whose it is. Anything else is passed over. */
  private nestedId(bytes: Uint8Array, i: number, length: number): number {
    const end = skipValue(bytes, i, length);
    if (end < 0) return end;
    const key = skipSpace(bytes, i + 1, end);
    if (bytes[key] !== QUOTE) return end;
    const keyEnd = endOfString(bytes, key + 1, end);
    const isLocal = equalsBytes(bytes, key + 1, keyEnd, LOCAL);
    if (!isLocal && !equalsBytes(bytes, key + 1, keyEnd, GLOBAL)) return end;
    const colon = skipSpace(bytes, keyEnd + 1, end);
    if (bytes[colon] !== COLON) return end;
    if (this.text(bytes, skipSpace(bytes, colon + 1, end), end) < 0) return end;
    this.isIdLocal = isLocal;
    this.idStart = this.valueStart;
    this.idEnd = this.valueEnd;
    return end;
  }

  /** Reads the arguments object that opens at `i`; index after it. */
  private args(bytes: Uint8Array, i: number, length: number): number {
    i++;
    for (;;) {
      let c = bytes[i] as number;
      while (c <= 0x20 || c === COMMA) {
        if (c === 0 && i >= length) return INCOMPLETE;
        c = bytes[++i] as number;
      }
      if (c === CLOSE_BRACE) return i + 1;
      if (c !== QUOTE) return MALFORMED;
      const start = i + 1;
      const end = endOfString(bytes, start, length);
      if (end < 0) return end;
      i = end + 1;
      c = bytes[i] as number;
      while (c <= 0x20) {
        if (c === 0 && i >= length) return INCOMPLETE;
        c = bytes[++i] as number;
      }
      if (c !== COLON) return MALFORMED;
      c = bytes[++i] as number;
      while (c <= 0x20) {
        if (c === 0 && i >= length) return INCOMPLETE;
        c = bytes[++i] as number;
      }
      const key = argumentKey(bytes, start, end);
      i = key < 0 ? skipValue(bytes, i, length) : this.argument(bytes, key, i, length);
      if (i < 0) return i;
    }
  }

  private argument(bytes: Uint8Array, key: number, i: number, length: number): number {
    const end = skipValue(bytes, i, length);
    if (end < 0) return end;
    if (key < FIRST_EXTRA && (key === CORRELATION || key === STREAM || key === DEVICE)) {
      if (this.number(bytes, i, length, ARGUMENT) < 0) return end;
      const value = this.numbers[ARGUMENT] as number;
      if (key === CORRELATION) this.correlation = value;
      else if (key === STREAM) this.stream = value;
      else this.device = value;
    } else if (this.notedCount < MAX_NOTED) {
      const at = this.notedCount++ * NOTED_FIELDS;
      this.noted[at] = key;
      this.noted[at + 1] = i;
      this.noted[at + 2] = end;
    }
    return end;
  }
}

/** DFTracer 2 writes phases as numbers (`TracePhaseType` of its enumeration.h): 1 complete, 2 counter, 3 aggregated, 4 metadata. */
const phaseOfNumber = (digit: number): number =>
  digit === 0x31 ? 0x58 : digit === 0x32 ? 0x43 : digit === 0x33 ? 0x41 : digit === 0x34 ? 0x4d : digit;

/** Index after spaces and tabs: msprof ends times with an escaped tab, so that no spreadsheet takes them for numbers. */
function afterBlanks(bytes: Uint8Array, i: number): number {
  for (;;) {
    const c = bytes[i] as number;
    if (c === 0x20 || c === 0x09) i++;
    else if (c === BACKSLASH && bytes[i + 1] === 0x74) i += 2;
    else return i;
  }
}
