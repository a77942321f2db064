import { f64, item, u32, u8 } from '../base/at.ts';
import { giveBack } from '../base/give-back.ts';
import { type AssignedLanes } from './assign-lanes.ts';

/** Keys that order events of one lane: start, then longest first, then `tie` ascending, then as they stand. */
export interface SortKeys {
  readonly start: Float64Array;
  readonly end: Float64Array;
  readonly tie: Uint8Array;
}

/**
 * Groups events by lane, those of a lane as they stand in their files: `order` counts the events of all files one after the other, `first`
 * has one entry more than there are lanes. `numbers[file][seed]` is the lane of a seed, `lane` an event's seed, `counts` the events of each seed.
 */
export function groupByLane(
  files: readonly Pick<AssignedLanes, 'lane' | 'counts'>[],
  numbers: readonly Uint32Array[],
  lanes: number,
): { readonly order: Uint32Array; readonly first: Uint32Array } {
  const first = new Uint32Array(lanes + 1);
  files.forEach(({ counts }, file) => {
    counts.forEach((count, seed) => {
      const after = u32(item(numbers, file), seed) + 1;
      first[after] = u32(first, after) + count;
    });
  });
  for (let l = 0; l < lanes; l++) first[l + 1] = u32(first, l + 1) + u32(first, l);
  const next = first.slice();
  const order = new Uint32Array(u32(first, lanes));
  let begin = 0;
  files.forEach(({ lane }, file) => {
    const numberOf = item(numbers, file);
    for (let i = 0; i < lane.length; i++) {
      const l = u32(numberOf, u32(lane, i));
      const k = u32(next, l);
      order[k] = begin + i;
      next[l] = k + 1;
    }
    begin += lane.length;
  });
  return { order, first };
}

/**
 * Sorts order[low, high) by the keys: merges the runs that are already in order, so that files written in order cost one pass,
 * and a mix of a few ordered sources (ops, runtime calls) costs a pass a doubling. Stable; no comparator.
 */
export function sortByTime(order: Uint32Array, low: number, high: number, keys: SortKeys): void {
  let runs = findRuns(order, low, high, keys);
  if (runs.length <= 2) return;
  let from = order.slice(low, high);
  let to = new Uint32Array(high - low);
  while (runs.length > 2) {
    const merged: number[] = [];
    for (let r = 0; r + 1 < runs.length; r += 2) {
      const begin = item(runs, r);
      const middle = item(runs, r + 1);
      merge(from, to, begin, middle, runs[r + 2] ?? middle, keys);
      merged.push(begin);
    }
    merged.push(high - low);
    runs = merged;
    const swap = from;
    from = to;
    to = swap;
  }
  order.set(from, low);
  giveBack(from.buffer);
  giveBack(to.buffer);
}

/** Places after `low` where a run in order begins, then the end. */
function findRuns(order: Uint32Array, low: number, high: number, keys: SortKeys): readonly number[] {
  const { start } = keys;
  const runs = [0];
  let last = low < high ? f64(start, u32(order, low)) : 0;
  for (let k = low + 1; k < high; k++) {
    const a = f64(start, u32(order, k));
    if (a < last || (a === last && before(u32(order, k), u32(order, k - 1), keys))) runs.push(k - low);
    last = a;
  }
  runs.push(high - low);
  return runs;
}

/** Merges [low, middle) and [middle, high). Only where both reach into each other do they go event by event: the rest is copied as it stands. */
function merge(from: Uint32Array, to: Uint32Array, low: number, middle: number, high: number, keys: SortKeys): void {
  const { start } = keys;
  let a = middle < high ? placeBehind(from, low, middle, u32(from, middle), keys) : middle;
  const last = a < middle ? placeBefore(from, middle, high, u32(from, middle - 1), keys) : middle;
  let b = middle;
  let out = a;
  to.set(from.subarray(low, a), low);
  while (a < middle && b < last) {
    const left = u32(from, a);
    const right = u32(from, b);
    const x = f64(start, left);
    const y = f64(start, right);
    if (y < x || (y === x && before(right, left, keys))) {
      to[out++] = right;
      b++;
    } else {
      to[out++] = left;
      a++;
    }
  }
  to.set(from.subarray(a, middle), out);
  to.set(from.subarray(b, high), out + middle - a);
}

/** First place of the run [low, high) whose event stands behind the given one. */
function placeBehind(run: Uint32Array, low: number, high: number, event: number, keys: SortKeys): number {
  while (low < high) {
    const half = (low + high) >>> 1;
    if (before(event, u32(run, half), keys)) high = half;
    else low = half + 1;
  }
  return low;
}

/** First place of the run [low, high) whose event does not stand before the given one. */
function placeBefore(run: Uint32Array, low: number, high: number, event: number, keys: SortKeys): number {
  while (low < high) {
    const half = (low + high) >>> 1;
    if (before(u32(run, half), event, keys)) low = half + 1;
    else high = half;
  }
  return low;
}

function before(i: number, j: number, keys: SortKeys): boolean {
  const { start, end, tie } = keys;
  const a = f64(start, i);
  const b = f64(start, j);
  if (a !== b) return a < b;
  const c = f64(end, i);
  const d = f64(end, j);
  if (c !== d) return c > d;
  return u8(tie, i) < u8(tie, j);
}
