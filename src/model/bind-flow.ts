import { f64, i32, item, u8 } from '../base/at.ts';
import { lowerBound, upperBound } from '../base/search.ts';
import { type Run } from './run-columns.ts';

/**
 * The event that a flow arrow is fastened to: the outermost event of the lane that starts at this very time and is wanted, else the
 * innermost wanted one that is open then; -1 where there is none. `wanted` holds 1 for the kinds that count.
 */
export function bindFlow(
  run: Run,
  laneIndex: number,
  timeUs: number,
  resolutionUs: number,
  wanted: Uint8Array,
): number {
  if (laneIndex < 0) return -1;
  const { start, end, kind, parent } = run.events;
  const { first, count } = item(run.lanes, laneIndex);
  const slack = resolutionUs / 2;
  const last = upperBound(start, timeUs + slack, first, first + count);
  for (let i = lowerBound(start, timeUs - slack, first, last); i < last; i++)
    if (u8(wanted, u8(kind, i)) === 1) return i;
  let event = last - 1;
  while (event >= first && (f64(end, event) + slack < timeUs || u8(wanted, u8(kind, event)) === 0))
    event = i32(parent, event);
  return event >= first ? event : -1;
}

/** A time of a file's own clock as microseconds of the run. */
export const runTime = (us: number, shiftNs: number): number => (Math.round(us * 1000) + shiftNs) / 1000;
