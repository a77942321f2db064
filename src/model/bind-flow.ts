import { f64, i32, item, u8 } from '../base/at.ts';
import { lowerBound } from '../base/search.ts';
import { type Run } from './run-columns.ts';

/** Finds the event that a flow arrow is fastened to, by lane and time; -1 where there is none. */
export type FlowBinder = (laneIndex: number, timeUs: number) => number;

/**
 * An arrow is fastened to the outermost event of the lane that starts at this very time and is wanted, else to the innermost wanted one that
 * is open then. `wanted` holds 1 for the kinds that count. Arrows come mostly in time order: each search begins where the last one ended.
 */
export function flowBinder(run: Run, resolutionUs: number, wanted: Uint8Array): FlowBinder {
  const { start, end, kind, parent } = run.events;
  const slack = resolutionUs / 2;
  let lastLane = -1;
  let low = 0;
  let high = 0;
  let near = 0;
  return (laneIndex, timeUs) => {
    if (laneIndex < 0) return -1;
    if (laneIndex !== lastLane) {
      const { first, count } = item(run.lanes, laneIndex);
      lastLane = laneIndex;
      low = first;
      high = first + count;
      near = first;
    }
    near = firstFrom(start, timeUs - slack, near, low, high);
    let i = near;
    for (; i < high && f64(start, i) <= timeUs + slack; i++) if (u8(wanted, u8(kind, i)) === 1) return i;
    let event = i - 1;
    while (event >= low && (f64(end, event) + slack < timeUs || u8(wanted, u8(kind, event)) === 0))
      event = i32(parent, event);
    return event >= low ? event : -1;
  };
}

/** First index in [low, high) whose start is at least `time`, looked for in growing strides from `near` on. */
function firstFrom(start: Float64Array, time: number, near: number, low: number, high: number): number {
  let stride = 8;
  if (near > low && f64(start, near - 1) >= time) {
    let to = near - 1;
    while (to - stride > low && f64(start, to - stride) >= time) {
      to -= stride;
      stride *= 2;
    }
    return lowerBound(start, time, Math.max(low, to - stride), to);
  }
  let from = near;
  while (from + stride < high && f64(start, from + stride) < time) {
    from += stride;
    stride *= 2;
  }
  return lowerBound(start, time, from, Math.min(high, from + stride + 1));
}

/** A time of a file's own clock as microseconds of the run. */
export const runTime = (us: number, shiftNs: number): number => (Math.round(us * 1000) + shiftNs) / 1000;
