import { CLOSE_BRACKET, COLON, COMMA, INCOMPLETE, OPEN_BRACE } from './bytes.ts';
import { type EventParser } from './event-parser.ts';
import { type EventSink } from './event-sink.ts';
import { type Kernel } from './kernel.ts';
import { type TextWindow } from './text-window.ts';

/** The largest event kept. */
export const MAX_EVENT_BYTES = 16 << 20;

/**
 * Why reading stopped. `more`: all bytes at hand were read. `closed`: at the `]` that ends the list. `cut`: the event there goes
 * on beyond the bytes at hand. `damaged`: what stands there is no event.
 */
export type Halt = 'more' | 'closed' | 'cut' | 'damaged';

/** Reads whole events of the list into the sink: all that needs no decision about damage or the list's end. */
export class ListReader {
  halt: Halt = 'more';
  private readonly parser: EventParser;
  private readonly sink: EventSink;
  private readonly kernel: Kernel | undefined;

  constructor(parser: EventParser, sink: EventSink, kernel: Kernel | undefined) {
    this.parser = parser;
    this.sink = sink;
    this.kernel = kernel;
  }

  /** Reads on from `i`, between two events; index of what stopped it, which `halt` tells. */
  read({ bytes, length, base }: TextWindow, i: number): number {
    const { parser, sink, kernel } = this;
    for (;;) {
      if (kernel !== undefined) i = kernel.readEvents(i, base, sink);
      let c = bytes[i] as number;
      while (c <= 0x20 || c === COMMA) {
        if (c === 0 && i >= length) return this.stop('more', length);
        c = bytes[++i] as number;
      }
      if (c !== OPEN_BRACE) return this.stop(c === CLOSE_BRACKET ? 'closed' : 'damaged', i);
      const end = parser.parse(bytes, i, length);
      if (end < 0) return this.stop(end === INCOMPLETE ? 'cut' : 'damaged', i);
      if (parser.hasBracedList) {
        if (this.holdsEvents(bytes, i + 1, end, length)) return this.stop('damaged', i);
        parser.parse(bytes, i, length);
      }
      if (end - i <= MAX_EVENT_BYTES) {
        sink.add(parser, bytes, base + i, end - i);
        kernel?.learn(parser, bytes, sink);
      } else sink.oddities.add('oversized-event');
      i = end;
    }
  }

  /** Whether whole events stand in `bytes[i, end)`, other than as a member's value. The parser holds what it read last. */
  private holdsEvents(bytes: Uint8Array, i: number, end: number, length: number): boolean {
    for (let at = bytes.indexOf(OPEN_BRACE, i); at >= 0 && at < end; at = bytes.indexOf(OPEN_BRACE, at + 1)) {
      let before = at - 1;
      while ((bytes[before] as number) <= 0x20) before--;
      if (bytes[before] === COLON) continue;
      if (this.parser.parse(bytes, at, length) > 0 && this.parser.looksLikeEvent()) return true;
    }
    return false;
  }

  private stop(halt: Halt, i: number): number {
    this.halt = halt;
    return i;
  }
}
