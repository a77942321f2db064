import { at } from '../base/at.ts';
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
  let length = 0;
  let cursor = -Infinity;
  for (let n = 0; n <= order.length; n++) {
    const index = n < order.length ? at(order, n) : -1;
    const until = index < 0 ? Infinity : at(spans.start, index);
    while (cursor < until) {
      let best = 0;
      while (best < CLASS_COUNT && at(openEnd, best) <= cursor) best++;
      if (best === CLASS_COUNT) {
        cursor = until;
        break;
      }
      const stop = Math.min(until, at(openEnd, best));
      const last = length - 1;
      if (length > 0 && at(end, last) === cursor && at(cls, last) === best && at(event, last) === at(openEvent, best)) {
        end[last] = stop;
      } else {
        start[length] = cursor;
        end[length] = stop;
        cls[length] = best;
        event[length] = at(openEvent, best);
        length++;
      }
      cursor = stop;
    }
    if (index < 0) break;
    const code = at(classes, index);
    if (at(spans.end, index) > Math.max(at(openEnd, code), until)) {
      openEnd[code] = at(spans.end, index);
      openEvent[code] = index;
    }
  }
  return {
    length,
    start: start.slice(0, length),
    end: end.slice(0, length),
    class: cls.slice(0, length),
    event: event.slice(0, length),
  };
}

/** First segment that ends after `time`; `length` where there is none. */
export const segmentAfter = (segments: Segments, time: number): number => upperBound(segments.end, time);

/** Total time covered by the spans of one set, overlaps counted once. `order`: ascending start. */
export function unionLength(spans: Spans, order: Uint32Array, wanted: (index: number) => boolean): number {
  let total = 0;
  let reached = -Infinity;
  for (let n = 0; n < order.length; n++) {
    const index = at(order, n);
    if (!wanted(index)) continue;
    const from = Math.max(at(spans.start, index), reached);
    const to = at(spans.end, index);
    if (to > from) {
      total += to - from;
      reached = to;
    }
  }
  return total;
}
