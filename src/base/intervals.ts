import { at } from './at.ts';

/**
 * Sets of half-open stretches of time as flat arrays [start0, end0, start1, end1...], ascending and disjoint.
 * Touching stretches are one; empty ones are none. Any unit.
 */
export type Intervals = Float64Array;

/** The set covered by `count` stretches in any order, overlapping as they like. */
export function union(start: ArrayLike<number>, end: ArrayLike<number>, count = start.length): Intervals {
  let sorted = true;
  for (let i = 1; i < count && sorted; i++) sorted = at(start, i) >= at(start, i - 1);
  const order = new Uint32Array(count);
  for (let i = 0; i < count; i++) order[i] = i;
  if (!sorted) order.sort((a, b) => at(start, a) - at(start, b));
  const out = new Float64Array(count * 2);
  let length = 0;
  for (let k = 0; k < count; k++) {
    const i = at(order, k);
    const a = at(start, i);
    const b = at(end, i);
    if (!(b > a)) continue;
    if (length > 0 && a <= at(out, length - 1)) {
      if (b > at(out, length - 1)) out[length - 1] = b;
    } else {
      out[length++] = a;
      out[length++] = b;
    }
  }
  return out.slice(0, length);
}

/** Sum of the lengths. */
export function totalLength(set: Intervals): number {
  let sum = 0;
  for (let i = 0; i < set.length; i += 2) sum += at(set, i + 1) - at(set, i);
  return sum;
}

/** What lies in both. */
export function intersect(one: Intervals, other: Intervals): Intervals {
  const out = new Float64Array(one.length + other.length);
  let length = 0;
  let i = 0;
  let j = 0;
  while (i < one.length && j < other.length) {
    const a = Math.max(at(one, i), at(other, j));
    const b = Math.min(at(one, i + 1), at(other, j + 1));
    if (a < b) {
      out[length++] = a;
      out[length++] = b;
    }
    if (at(one, i + 1) <= at(other, j + 1)) i += 2;
    else j += 2;
  }
  return out.slice(0, length);
}

/** What lies in `one` and not in `other`. */
export function subtract(one: Intervals, other: Intervals): Intervals {
  const out = new Float64Array(one.length + other.length);
  let length = 0;
  let j = 0;
  for (let i = 0; i < one.length; i += 2) {
    const b = at(one, i + 1);
    let cursor = at(one, i);
    while (j < other.length && at(other, j + 1) <= cursor) j += 2;
    for (let k = j; k < other.length && at(other, k) < b; k += 2) {
      if (at(other, k) > cursor) {
        out[length++] = cursor;
        out[length++] = at(other, k);
      }
      cursor = Math.max(cursor, at(other, k + 1));
    }
    if (cursor < b) {
      out[length++] = cursor;
      out[length++] = b;
    }
  }
  return out.slice(0, length);
}

/** Length of what lies in `set` between `from` and `to`. */
export function lengthWithin(set: Intervals, from: number, to: number): number {
  return to > from ? totalLength(intersect(set, Float64Array.of(from, to))) : 0;
}
