import { type EventFilter } from '../scan/event-filter.ts';
import { type Interner } from '../scan/interner.ts';
import { TimeHistogram } from './time-histogram.ts';

/**
 * Keeps the events whose names may mark steps, the first event, and those without an end yet; counts all others by time. What a
 * file of any size leaves in memory is its names, its marks and the histogram.
 */
export class OutlineFilter implements EventFilter {
  met = 0;
  readonly histogram = new TimeHistogram();
  private known = new Int8Array(1 << 10).fill(-1);
  private readonly isMark: (name: string) => boolean;

  constructor(isMark: (name: string) => boolean) {
    this.isMark = isMark;
  }

  keeps(
    start: number,
    end: number,
    name: number,
    _correlation: number,
    _stream: number,
    byteLength: number,
    strings: Interner,
  ): boolean {
    const isFirst = this.met++ === 0;
    this.histogram.add(start, Number.isFinite(end) ? end : start, byteLength);
    return this.marks(name, strings) || isFirst || end === Infinity;
  }

  keepsFlow(): boolean {
    return false;
  }

  private marks(name: number, strings: Interner): boolean {
    if (name >= this.known.length) {
      const grown = new Int8Array(Math.max(name + 1, this.known.length * 2)).fill(-1);
      grown.set(this.known);
      this.known = grown;
    }
    if (this.known[name] === -1) this.known[name] = this.isMark(strings.text(name)) ? 1 : 0;
    return this.known[name] === 1;
  }
}
