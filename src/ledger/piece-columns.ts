import { f64, i32, u8 } from '../base/at.ts';
import { classCode } from './classes.ts';
import { type Pieces, RULES, type RuleKey } from './ledger.ts';

export const ruleCode = (key: RuleKey): number => RULES.findIndex((row) => row.key === key);

/**
 * Collects the pieces of one rank in time order. Pieces are cut at the given instants (step boundaries); neighbours that
 * say the same are joined, and so are touching kernels (the first stays as their evidence).
 */
export class PieceColumns {
  private capacity = 1024;
  private length = 0;
  private start = new Float64Array(this.capacity);
  private end = new Float64Array(this.capacity);
  private cls = new Uint8Array(this.capacity);
  private rule = new Uint8Array(this.capacity);
  private cause = new Int32Array(this.capacity);
  private next = new Int32Array(this.capacity);
  private cut = 0;
  private readonly compute = classCode('compute');

  /** @param cuts ascending instants at which every piece ends */
  constructor(private readonly cuts: Float64Array) {}

  /** Appends [from, to); `from` must be where the last piece ended. Empty stretches are dropped. */
  push(from: number, to: number, cls: number, rule: number, cause: number, next: number): void {
    let low = from;
    while (low < to) {
      while (this.cut < this.cuts.length && f64(this.cuts, this.cut) <= low) this.cut++;
      const high = this.cut < this.cuts.length ? Math.min(to, f64(this.cuts, this.cut)) : to;
      this.append(low, high, cls, rule, cause, next);
      low = high;
    }
  }

  finish(): Omit<Pieces, 'sub'> {
    const { length } = this;
    return {
      length,
      start: this.start.slice(0, length),
      end: this.end.slice(0, length),
      class: this.cls.slice(0, length),
      rule: this.rule.slice(0, length),
      cause: this.cause.slice(0, length),
      next: this.next.slice(0, length),
    };
  }

  private append(low: number, high: number, cls: number, rule: number, cause: number, next: number): void {
    const last = this.length - 1;
    const joins =
      last >= 0 &&
      u8(this.cls, last) === cls &&
      u8(this.rule, last) === rule &&
      i32(this.next, last) === next &&
      (cls === this.compute || i32(this.cause, last) === cause) &&
      !(this.cut > 0 && f64(this.cuts, this.cut - 1) === low);
    if (joins) {
      this.end[last] = high;
      return;
    }
    if (this.length === this.capacity) this.grow();
    this.start[this.length] = low;
    this.end[this.length] = high;
    this.cls[this.length] = cls;
    this.rule[this.length] = rule;
    this.cause[this.length] = cause;
    this.next[this.length] = next;
    this.length++;
  }

  private grow(): void {
    this.capacity *= 2;
    this.start = grown(this.start, new Float64Array(this.capacity));
    this.end = grown(this.end, new Float64Array(this.capacity));
    this.cls = grown(this.cls, new Uint8Array(this.capacity));
    this.rule = grown(this.rule, new Uint8Array(this.capacity));
    this.cause = grown(this.cause, new Int32Array(this.capacity));
    this.next = grown(this.next, new Int32Array(this.capacity));
  }
}

function grown<T extends { set(from: T): void }>(old: T, fresh: T): T {
  fresh.set(old);
  return fresh;
}
