import { type EventFilter } from '../scan/event-filter.ts';
import { type Interner } from '../scan/interner.ts';
import { type PackedHistogram, TimeHistogram } from './time-histogram.ts';

/**
 * Keeps the events whose names may mark steps, the first event, and those without an end yet; counts all others by time. What a
 * file of any size leaves in memory is its names, its marks and the histogram.
 */
export class OutlineFilter implements EventFilter {
  met = 0;
  readonly histogram = new TimeHistogram();
  private known = new Int8Array(1 << 10).fill(-1);
  private readonly isMark: (name: string) => boolean;
  private readonly isPart: boolean;

  /** `isPart`: of a file that another reads from its beginning, whose first event is not kept. */
  constructor(isMark: (name: string) => boolean, isPart = false) {
    this.isMark = isMark;
    this.isPart = isPart;
  }

  counted(): PackedHistogram {
    return this.histogram.pack();
  }

  join(counted: PackedHistogram): void {
    this.histogram.join(counted);
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
    const isFirst = this.met++ === 0 && !this.isPart;
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
