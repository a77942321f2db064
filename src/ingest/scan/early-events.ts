import { EventParser, TIME } from './event-parser.ts';

/** So many events near each other settle the origin, or else so many in all, or so many bytes of them. */
const AGREEING_EVENTS = 4;
const MOST_EVENTS = 64;
const MOST_BYTES = 1 << 20;
/** Instants before the first events: more of them are let go. */
const MOST_KEPT = 64;
/** Times this far from the origin (11 days) no longer hold their nanoseconds in a double. */
const FAR_MICROS = 1e12;

interface EarlyEvent {
  readonly text: Uint8Array;
  readonly offset: number;
  /** Whole microseconds. */
  readonly time: number;
}

/**
 * Holds a file's first timed events until it is plain which time most of them are near. The first time alone will not
 * do: one event at 0, or far off, would cost all others the nanoseconds of an epoch time.
 */
export class EarlyEvents {
  private readonly held: EarlyEvent[] = [];
  private bytes = 0;
  private kept = 0;

  /** Keeps the event that `parser` has just read; whether it is the last to be held. */
  hold(parser: EventParser, bytes: Uint8Array, offset: number, byteLength: number): boolean {
    const time = parser.numbers[TIME] as number;
    this.push(parser, bytes, offset, byteLength, time);
    this.bytes += byteLength;
    return (
      this.near(time) >= AGREEING_EVENTS || this.held.length - this.kept >= MOST_EVENTS || this.bytes >= MOST_BYTES
    );
  }

  /** The same for an event that says nothing of where the origin is: it keeps its place among the others. */
  keep(parser: EventParser, bytes: Uint8Array, offset: number, byteLength: number): void {
    if (this.kept === MOST_KEPT) return;
    this.kept++;
    this.push(parser, bytes, offset, byteLength, NaN);
  }

  private push(parser: EventParser, bytes: Uint8Array, offset: number, byteLength: number, time: number): void {
    const text = new Uint8Array(byteLength + 1);
    text.set(bytes.subarray(parser.eventStart, parser.eventStart + byteLength));
    this.held.push({ text, offset, time });
  }

  /** The first time that the most events are near; NaN where there is none. */
  origin(): number {
    let best = NaN;
    let most = 0;
    for (const { time } of this.held) {
      const near = this.near(time);
      if (near <= most) continue;
      most = near;
      best = time;
    }
    return best;
  }

  /** Reads the held events once more, in their order, and lets them go. */
  release(take: (parser: EventParser, bytes: Uint8Array, offset: number, byteLength: number) => void): void {
    const parser = new EventParser();
    for (const { text, offset } of this.held.splice(0)) {
      parser.parse(text, 0, text.length - 1);
      take(parser, text, offset, text.length - 1);
    }
  }

  private near(time: number): number {
    return this.held.filter((other) => Math.abs(other.time - time) <= FAR_MICROS).length;
  }
}
