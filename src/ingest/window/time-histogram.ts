import { f64 } from '../../base/at.ts';

const FIRST_WIDTH_US = 16;
const FIRST_SLOTS = 1 << 12;
/** Beyond this many filled slots the slots become twice as wide: a trace of a minute keeps slots of a few milliseconds. */
const MOST_FILLED = 1 << 14;
const EMPTY = NaN;

/** One stretch of time with events that begin in it. */
export interface HistogramSlot {
  readonly startUs: number;
  readonly endUs: number;
  /** Earliest begin and latest end of its events. */
  readonly firstUs: number;
  readonly lastUs: number;
  readonly events: number;
  readonly bytes: number;
}

/** A histogram as plain data. */
export interface PackedHistogram {
  readonly widthUs: number;
  readonly slots: readonly HistogramSlot[];
}

/**
 * Counts events and bytes by the time at which they begin, in slots that widen as the trace grows. Only filled slots are held,
 * so that one event far from all others costs nothing.
 */
export class TimeHistogram {
  widthUs = FIRST_WIDTH_US;
  private filled = 0;
  private keys = new Float64Array(FIRST_SLOTS).fill(EMPTY);
  private first = new Float64Array(FIRST_SLOTS);
  private last = new Float64Array(FIRST_SLOTS);
  private events = new Float64Array(FIRST_SLOTS);
  private bytes = new Float64Array(FIRST_SLOTS);

  add(startUs: number, endUs: number, bytes: number): void {
    this.put(Math.floor(startUs / this.widthUs), startUs, endUs, 1, bytes);
    this.fit();
  }

  pack(): PackedHistogram {
    return { widthUs: this.widthUs, slots: this.slots() };
  }

  /** Adds what another counted, as if its events had been counted here: the slots of one width lie within those of twice the width. */
  join({ widthUs, slots }: PackedHistogram): void {
    if (widthUs > this.widthUs) this.rebuild(widthUs, this.keys.length);
    for (const { startUs, firstUs, lastUs, events, bytes } of slots) {
      this.put(Math.floor(startUs / this.widthUs), firstUs, lastUs, events, bytes);
      this.fit();
    }
  }

  /** In order of time. */
  slots(): HistogramSlot[] {
    const found: HistogramSlot[] = [];
    this.keys.forEach((key, slot) => {
      if (Number.isNaN(key)) return;
      found.push({
        startUs: key * this.widthUs,
        endUs: (key + 1) * this.widthUs,
        firstUs: this.first[slot] ?? 0,
        lastUs: this.last[slot] ?? 0,
        events: this.events[slot] ?? 0,
        bytes: this.bytes[slot] ?? 0,
      });
    });
    return found.sort((a, b) => a.startUs - b.startUs);
  }

  private fit(): void {
    if (this.filled > MOST_FILLED) this.rebuild(this.widthUs * 2, this.keys.length);
    else if (this.filled * 2 > this.keys.length) this.rebuild(this.widthUs, this.keys.length * 2);
  }

  private put(key: number, firstUs: number, lastUs: number, events: number, bytes: number): void {
    const { keys } = this;
    const mask = keys.length - 1;
    let slot = Math.imul(key | 0, 0x9e3779b1) >>> 7;
    for (slot &= mask; keys[slot] !== key; slot = (slot + 1) & mask) {
      if (!Number.isNaN(keys[slot])) continue;
      keys[slot] = key;
      this.first[slot] = Infinity;
      this.last[slot] = -Infinity;
      this.events[slot] = this.bytes[slot] = 0;
      this.filled++;
      break;
    }
    if (firstUs < (this.first[slot] ?? 0)) this.first[slot] = firstUs;
    if (lastUs > (this.last[slot] ?? 0)) this.last[slot] = lastUs;
    this.events[slot] = (this.events[slot] ?? 0) + events;
    this.bytes[slot] = (this.bytes[slot] ?? 0) + bytes;
  }

  private rebuild(widthUs: number, length: number): void {
    const { keys, first, last, events, bytes } = this;
    const ratio = widthUs / this.widthUs;
    this.widthUs = widthUs;
    this.filled = 0;
    this.keys = new Float64Array(length).fill(EMPTY);
    this.first = new Float64Array(length);
    this.last = new Float64Array(length);
    this.events = new Float64Array(length);
    this.bytes = new Float64Array(length);
    for (let slot = 0; slot < keys.length; slot++) {
      const key = f64(keys, slot);
      if (Number.isNaN(key)) continue;
      this.put(Math.floor(key / ratio), f64(first, slot), f64(last, slot), f64(events, slot), f64(bytes, slot));
    }
  }
}
