import { CLOSE_BRACE, COLON, equalsBytes, OPEN_BRACKET, QUOTE, skipSpace } from './bytes.ts';

/** Zeros kept behind the bytes at hand, so that reading on a little past the end is harmless; the kernel reads 16 at once. */
const PADDING = 32;
const FIRST_CAPACITY = 1 << 18;
const PHASE_KEY = new TextEncoder().encode('"ph"');
const EVENT_LIST = new TextEncoder().encode('traceEvents');

/** Where a window's bytes are held. */
export interface TextRoom {
  /** Room for `capacity` bytes whose first `used` are those of `bytes`, which is not used any more. */
  readonly grow: (bytes: Uint8Array<ArrayBuffer>, used: number, capacity: number) => Uint8Array<ArrayBuffer>;
}

export const HEAP_ROOM: TextRoom = {
  grow: (bytes, used, capacity) => {
    const grown = new Uint8Array(capacity);
    grown.set(bytes.subarray(0, used));
    return grown;
  },
};

/** The part of a text that is at hand: `bytes[0, length)`, with zeros behind it, which begins at `base` of the text. */
export class TextWindow {
  bytes: Uint8Array<ArrayBuffer>;
  length = 0;
  base = 0;
  /** The last byte before `bytes[0]` that is no white space. */
  private lastByte = 0;
  private readonly room: TextRoom;

  constructor(room: TextRoom = HEAP_ROOM, base = 0) {
    this.room = room;
    this.base = base;
    this.bytes = room.grow(new Uint8Array(0), 0, FIRST_CAPACITY);
    this.bytes.fill(0, 0, PADDING);
  }

  append(chunk: Uint8Array): void {
    const needed = this.length + chunk.length + PADDING;
    if (needed > this.bytes.length) {
      this.bytes = this.room.grow(this.bytes, this.length, Math.max(needed, this.bytes.length * 2));
    }
    this.bytes.set(chunk, this.length);
    this.length += chunk.length;
    this.bytes.fill(0, this.length, this.length + PADDING);
  }

  /** Goes on at `base` of the text, before which the last event ends; call with no bytes at hand. */
  jump(base: number): void {
    this.base = base;
    this.lastByte = CLOSE_BRACE;
  }

  /** Lets go of the first `count` bytes. */
  drop(count: number): void {
    this.lastByte = this.byteBefore(count);
    this.bytes.copyWithin(0, count, this.length);
    this.base += count;
    this.length -= count;
    this.bytes.fill(0, this.length, this.length + PADDING);
  }

  /** The last byte before `i` that is no white space; 0 where there is none. */
  byteBefore(i: number): number {
    while (--i >= 0) if ((this.bytes[i] as number) > 0x20) return this.bytes[i] as number;
    return this.lastByte;
  }

  /** Index of the next `byte` at or after `i`; -1 where there is none at hand. */
  indexOf(byte: number, i: number): number {
    const found = this.bytes.indexOf(byte, i);
    return found < this.length ? found : -1;
  }

  /** Whether the first `length` bytes hold the key of a phase, as every event does. */
  mentionsEvents(length: number): boolean {
    for (let i = this.indexOf(QUOTE, 0); i >= 0 && i < length; i = this.indexOf(QUOTE, i + 1)) {
      if (equalsBytes(this.bytes, i, i + PHASE_KEY.length, PHASE_KEY)) return true;
    }
    return false;
  }

  /** Whether the key `bytes[start, end)` is that of the event list. */
  isEventList(start: number, end: number): boolean {
    return equalsBytes(this.bytes, start, end, EVENT_LIST);
  }

  /** Index after the `[` of `"traceEvents": [` at or after `i` and before `until`; -1 where there is none at hand. */
  findEventList(i: number, until: number = this.length): number {
    const { bytes, length } = this;
    for (let quote = this.indexOf(QUOTE, i); quote >= 0 && quote < until; quote = this.indexOf(QUOTE, quote + 1)) {
      const keyEnd = quote + 1 + EVENT_LIST.length;
      if (bytes[keyEnd] !== QUOTE || !this.isEventList(quote + 1, keyEnd)) continue;
      const colon = skipSpace(bytes, keyEnd + 1, length);
      if (colon < 0 || bytes[colon] !== COLON) continue;
      const list = skipSpace(bytes, colon + 1, length);
      if (list >= 0 && bytes[list] === OPEN_BRACKET) return list + 1;
    }
    return -1;
  }
}
