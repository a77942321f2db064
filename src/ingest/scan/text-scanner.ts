import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  endOfString,
  INCOMPLETE,
  MALFORMED,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  skipSpace,
  skipValue,
} from './bytes.ts';
import { EventParser } from './event-parser.ts';
import { EventSink, type SinkColumns } from './event-sink.ts';
import { joinPart, type SinkPart } from './join-part.ts';
import { type Kernel } from './kernel.ts';
import { ListReader, MAX_EVENT_BYTES } from './list-reader.ts';
import { Skipper } from './skipper.ts';
import { decodeText, parseMember } from './text.ts';
import { TextWindow } from './text-window.ts';

/** The largest top-level member read. */
export const MAX_MEMBER_BYTES = 4 << 20;
/** What is looked at before deciding what the file is. */
export const HEAD_BYTES = 64 << 10;

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
  private readonly window: TextWindow;
  private readonly reader: ListReader;
  /** Not worth trying again before this many bytes are at hand. */
  private enough = HEAD_BYTES;
  private stalled = false;
  private final = false;
  private readonly parser = new EventParser();
  private readonly skipper = new Skipper();
  private afterSkip: 'members' | 'events' = 'events';

  /** With a kernel, plain events are read by it; the scan is the same. The kernel must not be used by anyone else meanwhile. */
  constructor(kernel?: Kernel) {
    this.window = new TextWindow(kernel?.room);
    this.reader = new ListReader(this.parser, this.sink, kernel);
  }

  /** Nothing more can come of this text. */
  get hopeless(): boolean {
    return this.state === 'hopeless';
  }

  push(chunk: Uint8Array): void {
    this.textBytes += chunk.length;
    this.window.append(chunk);
    if (this.window.length >= this.enough) this.advance();
  }

  /** Whether all bytes so far were read and the next may begin an event of the list. */
  isBetweenEvents(): boolean {
    if (this.state === 'events' && this.window.length > 0) this.advance();
    return this.state === 'events' && this.window.length === 0;
  }

  /**
   * Takes over what another has read from here on, and goes on at `to`. Whether that was possible: only between two events can both agree
   * on what they read, and only by one origin on when it was.
   */
  join(part: SinkPart, from: number, to: number): boolean {
    if (from !== this.textBytes || part.origin !== this.sink.origin || !this.isBetweenEvents()) return false;
    joinPart(this.sink, part);
    this.textBytes = to;
    this.window.jump(to);
    return true;
  }

  /** All columns. Call once, after the last chunk. */
  finish(): SinkColumns {
    this.final = true;
    this.advance();
    if (this.state === 'events' && this.root !== 'lines') this.cutShort = true;
    if (this.state === 'members' || this.state === 'skipping') this.cutShort = true;
    return this.sink.finish();
  }

  private advance(): void {
    this.stalled = false;
    let i = 0;
    while (!this.stalled) i = this.step(i);
    this.window.drop(i);
    // Doubling what is needed for another try keeps a huge value's cost linear.
    this.enough = this.window.length * 2;
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
        return this.stall(this.window.length);
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
    const { bytes, length } = this.window;
    this.head = bytes.slice(0, Math.min(length, HEAD_BYTES));
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) i = 3;
    const first = skipSpace(bytes, i, length);
    if (first < 0 && !this.final) return this.stall(length);
    const c = bytes[first];
    // A run of zeros, as a file has where a disk never wrote it, counts as one.
    const zeros = this.head.subarray(0, 512).filter((byte, k) => byte === 0 && this.head[k + 1] !== 0).length;
    // A raw zero is survivable in a text that begins as a trace does or speaks of events; many mean UTF-16.
    const mayBeText = c === OPEN_BRACKET || c === OPEN_BRACE || this.window.mentionsEvents(this.head.length);
    if (first < 0 || zeros > (mayBeText ? 64 : 0)) {
      this.state = 'hopeless';
      return length;
    }
    if (c === OPEN_BRACKET) {
      this.root = 'array';
      this.hasEventList = !this.holdsTraces(first + 1);
      this.state = this.hasEventList ? 'events' : 'seeking';
      return first + 1;
    }
    if (c === OPEN_BRACE) {
      const end = this.parser.parse(bytes, first, length);
      const list = this.window.findEventList(first);
      // A bracket too many, early in the list, gives the root the members of an event.
      const isEvent = end > 0 && this.parser.looksLikeEvent() && (list < 0 || list >= end);
      this.root = isEvent ? 'lines' : 'object';
      this.state = isEvent ? 'events' : 'members';
      return isEvent ? first : first + 1;
    }
    this.root = 'other';
    this.state = 'resync';
    return first;
  }

  /** Whether the first entry of a list is itself a trace: traces put into one list. */
  private holdsTraces(i: number): boolean {
    const { bytes, length } = this.window;
    const first = skipSpace(bytes, i, length);
    if (first < 0 || bytes[first] !== OPEN_BRACE) return false;
    const list = this.window.findEventList(first);
    if (list < 0) return false;
    const end = this.parser.parse(bytes, first, length);
    return end === INCOMPLETE || (end > list && !this.parser.looksLikeEvent());
  }

  private readMember(i: number): number {
    const { bytes, length } = this.window;
    let start = skipSpace(bytes, i, length);
    while (start >= 0 && bytes[start] === COMMA) start = skipSpace(bytes, start + 1, length);
    if (start < 0) return this.stall(length);
    if (bytes[start] === CLOSE_BRACE) {
      return this.end(start + 1);
    }
    const keyEnd = bytes[start] === QUOTE ? endOfString(bytes, start + 1, length) : -2;
    if (keyEnd < 0) return this.memberFailed(start, keyEnd);
    const colon = skipSpace(bytes, keyEnd + 1, length);
    if (colon < 0 || bytes[colon] !== COLON) return this.memberFailed(start, colon < 0 ? colon : -2);
    const value = skipSpace(bytes, colon + 1, length);
    if (value < 0) return this.memberFailed(start, value);
    if (bytes[value] === OPEN_BRACKET && this.window.isEventList(start + 1, keyEnd)) {
      this.hasEventList = true;
      this.state = 'events';
      return value + 1;
    }
    const first = bytes[value] === OPEN_BRACKET ? this.holdsEvents(value + 1) : MALFORMED;
    if (first === INCOMPLETE) return this.memberFailed(start, INCOMPLETE, value);
    if (first >= 0) {
      this.sink.oddities.add('list-misnamed');
      this.hasEventList = true;
      this.state = 'events';
      return first;
    }
    const end = skipValue(bytes, value, length);
    if (end < 0) return this.memberFailed(start, end, value);
    const isRead = this.keepMember(start + 1, keyEnd, value, end);
    // A member that can be read wraps the trace. Else a bracket too many makes it swallow what follows it, the list of events too.
    const list = isRead && bytes[value] !== OPEN_BRACE ? -1 : this.window.findEventList(value, end);
    if (list >= 0 && !isRead) return this.memberFailed(value, MALFORMED);
    if (list >= 0 && !this.hasEventList) {
      this.hasEventList = true;
      this.state = 'events';
      return list;
    }
    // Or it is that list, its name damaged; or holds it, where damage put a brace into its name.
    const mayHide = !this.hasEventList && (!isRead || bytes[value] === OPEN_BRACE);
    if (mayHide && this.findEvent(value, end) >= 0) return this.memberFailed(value, MALFORMED);
    return end;
  }

  /** Index of the first entry of a list where that is an event; INCOMPLETE, or MALFORMED where it is none. */
  private holdsEvents(i: number): number {
    const { bytes, length } = this.window;
    const first = skipSpace(bytes, i, length);
    if (first < 0 || bytes[first] !== OPEN_BRACE) return first < 0 ? INCOMPLETE : MALFORMED;
    const end = this.parser.parse(bytes, first, length);
    if (end === INCOMPLETE) return INCOMPLETE;
    return end > 0 && this.parser.looksLikeEvent() ? first : MALFORMED;
  }

  /** Whether the member could be read. */
  private keepMember(keyStart: number, keyEnd: number, value: number, end: number): boolean {
    const key = decodeText(this.window.bytes.subarray(keyStart, keyEnd));
    if (end - value > MAX_MEMBER_BYTES) {
      this.sink.oddities.add('oversized-member');
      this.members.set(key, undefined);
      return true;
    }
    const parsed = parseMember(this.window.bytes.subarray(value, end));
    if (parsed === undefined) this.sink.oddities.add('unreadable-member');
    this.members.set(key, parsed);
    return parsed !== undefined;
  }

  /** A member that is not whole: wait for the rest, pass over it if it is too large, or look for events beyond it. */
  private memberFailed(start: number, code: number, value = -1): number {
    const { bytes, length } = this.window;
    if (code === INCOMPLETE && !this.final) {
      if (length - start <= MAX_MEMBER_BYTES) return this.stall(start);
      if (value >= 0 && this.window.findEventList(start) < 0) {
        const keyEnd = endOfString(bytes, start + 1, length);
        this.members.set(decodeText(bytes.subarray(start + 1, keyEnd)), undefined);
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
    const end = this.skipper.skip(this.window.bytes, i, this.window.length);
    if (end < 0) return this.stall(this.window.length);
    this.state = this.afterSkip;
    return end;
  }

  private readEvents(i: number): number {
    const { length } = this.window;
    i = this.reader.read(this.window, i);
    switch (this.reader.halt) {
      case 'more':
        return this.stall(length);
      case 'damaged':
        return this.eventFailed(i);
      case 'closed':
        if (this.root === 'lines') return this.eventFailed(i);
        if (this.root !== 'object') return this.end(i + 1);
        this.state = 'members';
        return i + 1;
      case 'cut':
        if (this.final) return this.eventCut(i);
        if (length - i <= MAX_EVENT_BYTES) return this.stall(i);
        if (this.findEvent(i + 1, length) >= 0) return this.eventFailed(i);
        this.sink.oddities.add('oversized-event');
        return this.startSkipping(i, 'events');
    }
  }

  private eventFailed(i: number): number {
    this.sink.oddities.add('damaged-text');
    this.state = 'resync';
    return this.window.bytes[i] === OPEN_BRACE ? i + 1 : i;
  }

  /** The text ends within the event at `i`. Damage may have hidden whole events behind its `{`. */
  private eventCut(i: number): number {
    this.cutShort = true;
    this.state = 'resync';
    return i + 1;
  }

  /** Looks for the next whole event: an object that has a phase and a time (or is metadata), and is no member's value. */
  private resync(i: number): number {
    const { length } = this.window;
    const found = this.findEvent(i, length);
    if (found >= 0) {
      if (this.root === 'other' && !this.hasEventList) this.sink.oddities.add('no-beginning');
      this.hasEventList = true;
      this.state = 'events';
      return found;
    }
    return -found - 1 < length ? this.stall(-found - 1) : this.endOfResync(i);
  }

  /** Index of the first whole event at or after `i` and before `until`; else -1 minus the place from which more bytes may show one. */
  private findEvent(i: number, until: number): number {
    const { bytes, length } = this.window;
    for (;;) {
      const start = this.window.indexOf(OPEN_BRACE, i);
      if (start < 0 || start >= until) return -1 - length;
      i = start + 1;
      if (this.window.byteBefore(start) === COLON) continue;
      const end = this.parser.parse(bytes, start, length);
      if (end === INCOMPLETE && !this.final && length - start <= MAX_EVENT_BYTES) return -1 - start;
      if (end > 0 && this.parser.looksLikeEvent()) return start;
    }
  }

  /** At the end of a damaged text: whole if its last bytes are those that end a trace. */
  private endOfResync(i: number): number {
    if (this.final && this.hasEventList && !this.sawEnd) {
      let last = this.window.length - 1;
      while (last > i && (this.window.bytes[last] as number) <= 0x20) last--;
      if (last >= i && this.window.bytes[last] !== CLOSE_BRACE && this.window.bytes[last] !== CLOSE_BRACKET)
        this.cutShort = true;
    }
    return this.stall(this.window.length);
  }

  private seekEvents(i: number): number {
    const { length } = this.window;
    const list = this.window.findEventList(i);
    // The key of the list may itself be damaged: then the first whole event tells where it is.
    const event = this.findEvent(i, list < 0 ? length : list);
    if (event < 0 && list < 0) return this.stall(this.final ? length : Math.max(i, Math.min(-event - 1, length - 256)));
    this.hasEventList = true;
    this.state = 'events';
    return event >= 0 ? event : list;
  }

  private readTail(i: number): number {
    let start = skipSpace(this.window.bytes, i, this.window.length);
    while (start >= 0 && this.window.bytes[start] === COMMA)
      start = skipSpace(this.window.bytes, start + 1, this.window.length);
    if (start < 0) return this.stall(this.window.length);
    this.sink.oddities.add('trailing-text');
    this.state = 'resync';
    return start;
  }
}
