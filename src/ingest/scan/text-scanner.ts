import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  endOfString,
  equalsBytes,
  INCOMPLETE,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  skipSpace,
  skipValue,
} from './bytes.ts';
import { EventParser } from './event-parser.ts';
import { EventSink } from './event-sink.ts';
import { Skipper } from './skipper.ts';
import { decodeText, parseMember } from './text.ts';

/** The largest event kept, and the largest top-level member read. */
export const MAX_EVENT_BYTES = 16 << 20;
export const MAX_MEMBER_BYTES = 4 << 20;
/** What is looked at before deciding what the file is. */
export const HEAD_BYTES = 64 << 10;

/** Zeros kept behind the bytes at hand, so that reading on a little past the end is harmless. */
const PADDING = 8;
const EVENT_LIST = new TextEncoder().encode('traceEvents');

/**
 * `head`: before the first byte that counts. `members`: in the top-level object, between members. `events`: in the event
 * list. `skipping`: in a value too large to hold. `seeking`: the header is damaged, look for the event list.
 * `resync`: the event list is damaged, look for the next whole event. `tail`: after the end. `hopeless`: no text at all.
 */
type State = 'head' | 'members' | 'events' | 'skipping' | 'seeking' | 'resync' | 'tail' | 'hopeless';

/**
 * Reads a trace's text chunk by chunk, wherever the chunks are cut; what it found is in `sink` and `members`.
 * Holds the bytes of one unfinished event or member, never more.
 */
export class TextScanner {
  readonly sink = new EventSink();
  /** Top-level members other than the event list, parsed; `undefined` where that could not be. */
  readonly members = new Map<string, unknown>();
  /** What the text is at top level; `lines`: events without a list around them; `other`: none of these. */
  root: 'unknown' | 'object' | 'array' | 'lines' | 'other' = 'unknown';
  /** The first bytes of the text. */
  head = new Uint8Array(0);
  hasEventList = false;
  /** The end of the top-level object or list was met. */
  sawEnd = false;
  /** The text ended before what it had begun. */
  cutShort = false;
  textBytes = 0;

  private state: State = 'head';
  private buffer = new Uint8Array(1 << 18);
  private length = 0;
  /** Where `buffer[0]` stands in the text. */
  private base = 0;
  /** Not worth trying again before this many bytes are at hand. */
  private enough = HEAD_BYTES;
  /** The last byte before `buffer[0]` that is no white space. */
  private lastByte = 0;
  private stalled = false;
  private final = false;
  private readonly parser = new EventParser();
  private readonly skipper = new Skipper();
  private afterSkip: 'members' | 'events' = 'events';

  /** Nothing more can come of this text. */
  get hopeless(): boolean {
    return this.state === 'hopeless';
  }

  push(chunk: Uint8Array): void {
    this.textBytes += chunk.length;
    this.append(chunk);
    if (this.length >= this.enough) this.advance();
  }

  /** Call once, after the last chunk. */
  finish(): void {
    this.final = true;
    this.advance();
    if (this.state === 'events' && this.root !== 'lines') this.cutShort = true;
    if (this.state === 'members' || this.state === 'skipping') this.cutShort = true;
    this.sink.finish();
  }

  private append(chunk: Uint8Array): void {
    const needed = this.length + chunk.length + PADDING;
    if (needed > this.buffer.length) {
      const grown = new Uint8Array(Math.max(needed, this.buffer.length * 2));
      grown.set(this.buffer.subarray(0, this.length));
      this.buffer = grown;
    }
    this.buffer.set(chunk, this.length);
    this.length += chunk.length;
    this.buffer.fill(0, this.length, this.length + PADDING);
  }

  private advance(): void {
    this.stalled = false;
    let i = 0;
    while (!this.stalled) i = this.step(i);
    this.lastByte = this.byteBefore(i);
    this.buffer.copyWithin(0, i, this.length);
    this.base += i;
    this.length -= i;
    this.buffer.fill(0, this.length, this.length + PADDING);
    // Doubling what is needed for another try keeps a huge value's cost linear.
    this.enough = this.length * 2;
  }

  /** Goes on from `i`; returns how far it came. Sets `stalled` where more bytes are needed. */
  private step(i: number): number {
    switch (this.state) {
      case 'head':
        return this.readHead(i);
      case 'members':
        return this.readMember(i);
      case 'events':
        return this.readEvents(i);
      case 'skipping':
        return this.skip(i);
      case 'seeking':
        return this.seekEvents(i);
      case 'resync':
        return this.resync(i);
      case 'tail':
        return this.readTail(i);
      case 'hopeless':
        return this.stall(this.length);
    }
  }

  private end(i: number): number {
    this.sawEnd = true;
    this.state = 'tail';
    return i;
  }

  private stall(i: number): number {
    this.stalled = true;
    return i;
  }

  private readHead(i: number): number {
    const { buffer, length } = this;
    this.head = buffer.slice(0, Math.min(length, HEAD_BYTES));
    if (buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf) i = 3;
    const first = skipSpace(buffer, i, length);
    if (first < 0 && !this.final) return this.stall(length);
    const c = buffer[first];
    const zeros = this.head.subarray(0, 512).filter((byte) => byte === 0).length;
    // A raw zero in a name is survivable; many mean UTF-16, and any before the first bracket mean no text.
    if (first < 0 || zeros > (c === OPEN_BRACKET || c === OPEN_BRACE ? 64 : 0)) {
      this.state = 'hopeless';
      return length;
    }
    if (c === OPEN_BRACKET) {
      this.root = 'array';
      this.hasEventList = true;
      this.state = 'events';
      return first + 1;
    }
    if (c === OPEN_BRACE) {
      const isEvent = this.parser.parse(buffer, first, length) > 0 && this.looksLikeEvent();
      this.root = isEvent ? 'lines' : 'object';
      this.state = isEvent ? 'events' : 'members';
      return isEvent ? first : first + 1;
    }
    this.root = 'other';
    this.state = 'resync';
    return first;
  }

  /** Members of a top-level object are not events, whatever they are called, unless they say so twice. */
  private looksLikeEvent(): boolean {
    const { phase, hasTime } = this.parser;
    return phase !== 0 && phase !== 0xff && (hasTime || phase === 0x4d);
  }

  private readMember(i: number): number {
    const { buffer, length } = this;
    let start = skipSpace(buffer, i, length);
    while (start >= 0 && buffer[start] === COMMA) start = skipSpace(buffer, start + 1, length);
    if (start < 0) return this.stall(length);
    if (buffer[start] === CLOSE_BRACE) {
      return this.end(start + 1);
    }
    const keyEnd = buffer[start] === QUOTE ? endOfString(buffer, start + 1, length) : -2;
    if (keyEnd < 0) return this.memberFailed(start, keyEnd);
    const colon = skipSpace(buffer, keyEnd + 1, length);
    if (colon < 0 || buffer[colon] !== COLON) return this.memberFailed(start, colon < 0 ? colon : -2);
    const value = skipSpace(buffer, colon + 1, length);
    if (value < 0) return this.memberFailed(start, value);
    if (buffer[value] === OPEN_BRACKET && equalsBytes(buffer, start + 1, keyEnd, EVENT_LIST)) {
      this.hasEventList = true;
      this.state = 'events';
      return value + 1;
    }
    const end = skipValue(buffer, value, length);
    if (end < 0) return this.memberFailed(start, end, value);
    this.keepMember(start + 1, keyEnd, value, end);
    return end;
  }

  private keepMember(keyStart: number, keyEnd: number, value: number, end: number): void {
    const key = decodeText(this.buffer.subarray(keyStart, keyEnd));
    if (end - value > MAX_MEMBER_BYTES) {
      this.sink.oddities.add('oversized-member');
      this.members.set(key, undefined);
      return;
    }
    const parsed = parseMember(this.buffer.subarray(value, end));
    if (parsed === undefined) this.sink.oddities.add('unreadable-member');
    this.members.set(key, parsed);
  }

  /** A member that is not whole: wait for the rest, pass over it if it is too large, or look for events beyond it. */
  private memberFailed(start: number, code: number, value = -1): number {
    const { buffer, length } = this;
    if (code === INCOMPLETE && !this.final) {
      if (length - start <= MAX_MEMBER_BYTES) return this.stall(start);
      if (value >= 0 && this.findEventList(start) < 0) {
        const keyEnd = endOfString(buffer, start + 1, length);
        this.members.set(decodeText(buffer.subarray(start + 1, keyEnd)), undefined);
        this.sink.oddities.add('oversized-member');
        return this.startSkipping(value, 'members');
      }
    }
    if (this.final && code === INCOMPLETE) this.cutShort = true;
    else this.sink.oddities.add('damaged-text');
    this.state = this.hasEventList ? 'resync' : 'seeking';
    return start;
  }

  private startSkipping(i: number, then: 'members' | 'events'): number {
    this.skipper.reset();
    this.afterSkip = then;
    this.state = 'skipping';
    return i;
  }

  private skip(i: number): number {
    const end = this.skipper.skip(this.buffer, i, this.length);
    if (end < 0) return this.stall(this.length);
    this.state = this.afterSkip;
    return end;
  }

  private readEvents(i: number): number {
    const { buffer, length, parser, sink, base } = this;
    for (;;) {
      let c = buffer[i] as number;
      while (c <= 0x20 || c === COMMA) {
        if (c === 0 && i >= length) return this.stall(length);
        c = buffer[++i] as number;
      }
      if (c !== OPEN_BRACE) {
        if (c === CLOSE_BRACKET && this.root !== 'lines') {
          if (this.root !== 'object') return this.end(i + 1);
          this.state = 'members';
          return i + 1;
        }
        return this.eventFailed(i);
      }
      const end = parser.parse(buffer, i, length);
      if (end < 0) {
        if (end !== INCOMPLETE) return this.eventFailed(i);
        if (this.final) return this.eventCut(i);
        if (length - i <= MAX_EVENT_BYTES) return this.stall(i);
        sink.oddities.add('oversized-event');
        return this.startSkipping(i, 'events');
      }
      if (end - i <= MAX_EVENT_BYTES) sink.add(parser, buffer, base + i, end - i);
      else sink.oddities.add('oversized-event');
      i = end;
    }
  }

  private eventFailed(i: number): number {
    this.sink.oddities.add('damaged-text');
    this.state = 'resync';
    return this.buffer[i] === OPEN_BRACE ? i + 1 : i;
  }

  /** The text ends within the event at `i`. Damage may have hidden whole events behind its `{`. */
  private eventCut(i: number): number {
    this.cutShort = true;
    this.state = 'resync';
    return i + 1;
  }

  /** The last byte before `i` that is no white space. */
  private byteBefore(i: number): number {
    while (--i >= 0) if ((this.buffer[i] as number) > 0x20) return this.buffer[i] as number;
    return this.lastByte;
  }

  /** Looks for the next whole event: an object that has a phase and a time (or is metadata), and is no member's value. */
  private resync(i: number): number {
    const { buffer, length, parser } = this;
    for (;;) {
      const start = buffer.indexOf(OPEN_BRACE, i);
      if (start < 0 || start >= length) return this.endOfResync(i);
      if (this.byteBefore(start) === COLON) {
        i = start + 1;
        continue;
      }
      const end = parser.parse(buffer, start, length);
      if (end === INCOMPLETE && !this.final && length - start <= MAX_EVENT_BYTES) return this.stall(start);
      if (end > 0 && this.looksLikeEvent()) {
        if (this.root === 'other' && !this.hasEventList) this.sink.oddities.add('no-beginning');
        this.hasEventList = true;
        this.state = 'events';
        return start;
      }
      i = start + 1;
    }
  }

  /** At the end of a damaged text: whole if its last bytes are those that end a trace. */
  private endOfResync(i: number): number {
    if (this.final && this.hasEventList && !this.sawEnd) {
      let last = this.length - 1;
      while (last > i && (this.buffer[last] as number) <= 0x20) last--;
      if (last >= i && this.buffer[last] !== CLOSE_BRACE && this.buffer[last] !== CLOSE_BRACKET) this.cutShort = true;
    }
    return this.stall(this.length);
  }

  private seekEvents(i: number): number {
    const found = this.findEventList(i);
    if (found < 0) return this.stall(this.final ? this.length : Math.max(i, this.length - 256));
    this.hasEventList = true;
    this.state = 'events';
    return found;
  }

  /** Index after the `[` of `"traceEvents": [` at or after `i`; -1 where there is none. */
  private findEventList(i: number): number {
    const { buffer, length } = this;
    for (let quote = buffer.indexOf(QUOTE, i); quote >= 0 && quote < length; quote = buffer.indexOf(QUOTE, quote + 1)) {
      const keyEnd = quote + 1 + EVENT_LIST.length;
      if (!equalsBytes(buffer, quote + 1, keyEnd, EVENT_LIST) || buffer[keyEnd] !== QUOTE) continue;
      const colon = skipSpace(buffer, keyEnd + 1, length);
      if (colon < 0 || buffer[colon] !== COLON) continue;
      const list = skipSpace(buffer, colon + 1, length);
      if (list >= 0 && buffer[list] === OPEN_BRACKET) return list + 1;
    }
    return -1;
  }

  private readTail(i: number): number {
    let start = skipSpace(this.buffer, i, this.length);
    while (start >= 0 && this.buffer[start] === COMMA) start = skipSpace(this.buffer, start + 1, this.length);
    if (start < 0) return this.stall(this.length);
    this.sink.oddities.add('trailing-text');
    this.state = 'resync';
    return start;
  }
}
