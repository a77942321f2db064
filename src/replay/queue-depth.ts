import { f64, u32 } from '../base/at.ts';
import { upperBound } from '../base/search.ts';
import { addEdge, type Draft, endOf } from './draft.ts';
import { type LaunchTable } from './launches.ts';
import { TOLERANCE_US } from './topo.ts';

const LONG_CALL = 20;
const LEAST_LONG_CALLS = 32;
const LEAST_SHARE = 0.8;

const lengthOf = (draft: Draft, node: number): number => f64(draft.end, node) - f64(draft.start, node);

/** What a launching call takes when nothing holds it back: the lower quartile, since half of all calls may be held back. Microseconds. */
function usualCallUs(draft: Draft, table: LaunchTable): number {
  const durations = new Float64Array(table.length);
  for (let i = 0; i < table.length; i++) durations[i] = lengthOf(draft, u32(table.call, i));
  return durations.sort()[durations.length >> 2] ?? 0;
}

/**
 * How many operations the launch queue holds, read off the trace: over calls longer than 20 usual ones, the most frequent
 * number of earlier operations unfinished when the call started. `undefined` where fewer than 32 calls are long, or
 * fewer than 80 % of them agree. Source: docs/replay.md, launch-queue back-pressure.
 */
export function calibrateQueueDepth(draft: Draft, table: LaunchTable): number | undefined {
  const longUs = LONG_CALL * usualCallUs(draft, table);
  const ends = new Float64Array(table.length);
  for (let i = 0; i < table.length; i++) ends[i] = f64(draft.end, u32(table.work, i));
  ends.sort();
  const counts = new Map<number, number>();
  let long = 0;
  for (let i = 0; i < table.length; i++) {
    const call = u32(table.call, i);
    if (lengthOf(draft, call) <= longUs || f64(draft.ownCap, call) !== Infinity) continue;
    const unfinished = i - upperBound(ends, f64(draft.start, call));
    long++;
    counts.set(unfinished, (counts.get(unfinished) ?? 0) + 1);
  }
  let depth = 0;
  let most = 0;
  for (const [unfinished, count] of counts) {
    if (count <= most) continue;
    most = count;
    depth = unfinished;
  }
  return long >= LEAST_LONG_CALLS && most >= LEAST_SHARE * long && depth > 0 ? depth : undefined;
}

/**
 * A call cannot return while the queue is full: it waits for the operation `depth` launches before it. Where that
 * operation ended inside the call, the call's own work is a usual launch, the rest is waiting. Gives the number of such calls.
 */
export function addQueueEdges(draft: Draft, table: LaunchTable, depth: number): number {
  const usualUs = usualCallUs(draft, table);
  let full = 0;
  for (let i = depth; i < table.length; i++) {
    const call = u32(table.call, i);
    const work = u32(table.work, i - depth);
    if (f64(draft.end, work) > f64(draft.end, call) + TOLERANCE_US) continue;
    addEdge(draft, 'queueFull', endOf(work), endOf(call));
    if (f64(draft.end, work) <= f64(draft.start, call)) continue;
    draft.ownCap[call] = Math.min(f64(draft.ownCap, call), usualUs);
    full++;
  }
  return full;
}
