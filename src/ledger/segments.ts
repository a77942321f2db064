import { f64, u32, u8 } from '../base/at.ts';
import { giveBack } from '../base/give-back.ts';
import { upperBound } from '../base/search.ts';
import { CLASS_COUNT } from './classes.ts';

/** Stretches of time that do not overlap, in time order, each with one class and the event it rests on. Gaps are not listed. */
export interface Segments {
  readonly length: number;
  readonly start: Float64Array;
  readonly end: Float64Array;
  readonly class: Uint8Array;
  readonly event: Uint32Array;
}

export interface Spans {
  readonly start: Float64Array;
  readonly end: Float64Array;
}

/**
 * Flattens spans that may nest and overlap into segments: at each instant the lowest class code among the open spans wins.
 * The event of a segment is the outermost span of that class (the one that was open first; where a later one outlasts it,
 * the later from its start on). One sweep, O(n x classes).
 *
 *     op      ----------------          launch
 *     sync         ------------------   sync (comes first in CLASSES)
 *     result  lllllssssssssssssssssss
 *
 * @param order event indexes by ascending start; every one bears a class below CLASS_COUNT
 */
export function flattenSpans(spans: Spans, order: Uint32Array, classes: Uint8Array): Segments {
  const capacity = 2 * order.length;
  const start = new Float64Array(capacity);
  const end = new Float64Array(capacity);
  const cls = new Uint8Array(capacity);
  const event = new Uint32Array(capacity);
  const openEnd = new Float64Array(CLASS_COUNT).fill(-Infinity);
  const openEvent = new Uint32Array(CLASS_COUNT);
  const { start: begins, end: ends } = spans;
  const count = order.length;
  // One bit a class that may be open; a bit is cleared when its class is met closed.
  let open = 0;
  let length = 0;
  let cursor = -Infinity;
  let lastEnd = -Infinity;
  let lastClass = -1;
  let lastEvent = -1;
  for (let n = 0; n <= count; n++) {
    const index = n < count ? u32(order, n) : -1;
    const until = index < 0 ? Infinity : f64(begins, index);
    while (cursor < until) {
      let best = -1;
      let bestEnd = cursor;
      while (open !== 0) {
        best = 31 - Math.clz32(open & -open);
        bestEnd = f64(openEnd, best);
        if (bestEnd > cursor) break;
        open &= open - 1;
      }
      if (open === 0) {
        cursor = until;
        break;
      }
      const stop = bestEnd < until ? bestEnd : until;
      const holder = u32(openEvent, best);
      if (lastEnd === cursor && lastClass === best && lastEvent === holder) {
        end[length - 1] = stop;
      } else {
        start[length] = cursor;
        end[length] = stop;
        cls[length] = best;
        event[length] = holder;
        length++;
        lastClass = best;
        lastEvent = holder;
      }
      lastEnd = stop;
      cursor = stop;
    }
    if (index < 0) break;
    const code = u8(classes, index);
    const spanEnd = f64(ends, index);
    if (spanEnd > until && spanEnd > f64(openEnd, code)) {
      openEnd[code] = spanEnd;
      openEvent[code] = index;
      open |= 1 << code;
    }
  }
  const segments = {
    length,
    start: start.slice(0, length),
    end: end.slice(0, length),
    class: cls.slice(0, length),
    event: event.slice(0, length),
  };
  for (const column of [start, end, cls, event]) giveBack(column.buffer);
  return segments;
}

/** First segment that ends after `time`; `length` where there is none. */
export const segmentAfter = (segments: Segments, time: number): number => upperBound(segments.end, time);

/** Total time covered by the spans of one class, overlaps counted once. `order`: ascending start. */
export function unionLength(spans: Spans, order: Uint32Array, classes: Uint8Array, code: number): number {
  const { start, end } = spans;
  let total = 0;
  let reached = -Infinity;
  for (let n = 0; n < order.length; n++) {
    const index = u32(order, n);
    if (u8(classes, index) !== code) continue;
    const from = Math.max(f64(start, index), reached);
    const to = f64(end, index);
    if (to > from) {
      total += to - from;
      reached = to;
    }
  }
  return total;
}
