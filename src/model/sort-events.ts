import { f64, u32, u8 } from '../base/at.ts';

/** Keys that order events of one lane: start, then longest first, then `tie` ascending, then as they stand. */
export interface SortKeys {
  readonly start: Float64Array;
  readonly end: Float64Array;
  readonly tie: Uint8Array;
}

/** Groups event indexes by lane, in file order: `first` has one entry more than there are lanes. */
export function groupByLane(
  lane: Uint32Array,
  lanes: number,
): { readonly order: Uint32Array; readonly first: Uint32Array } {
  const first = new Uint32Array(lanes + 1);
  for (let i = 0; i < lane.length; i++) first[u32(lane, i) + 1] = u32(first, u32(lane, i) + 1) + 1;
  for (let l = 0; l < lanes; l++) first[l + 1] = u32(first, l + 1) + u32(first, l);
  const next = first.slice();
  const order = new Uint32Array(lane.length);
  for (let i = 0; i < lane.length; i++) {
    const l = u32(lane, i);
    order[u32(next, l)] = i;
    next[l] = u32(next, l) + 1;
  }
  return { order, first };
}

/**
 * Sorts order[low, high) by the keys: merges the runs that are already in order, so that files written in order cost one pass,
 * and a mix of a few ordered sources (ops, runtime calls) costs a pass a doubling. Stable; no comparator.
 */
export function sortByTime(order: Uint32Array, low: number, high: number, keys: SortKeys): void {
  let runs = findRuns(order, low, high, keys);
  if (runs.length <= 2) return;
  let from: Uint32Array = order;
  let to: Uint32Array = new Uint32Array(order.length);
  while (runs.length > 2) {
    const merged = new Uint32Array((runs.length >> 1) + 1);
    let count = 0;
    for (let r = 0; r + 1 < runs.length; r += 2) {
      const middle = u32(runs, r + 1);
      const end = r + 2 < runs.length ? u32(runs, r + 2) : middle;
      merge(from, to, u32(runs, r), middle, end, keys);
      merged[count++] = u32(runs, r);
    }
    merged[count++] = high;
    runs = merged.subarray(0, count);
    const swap = from;
    from = to;
    to = swap;
  }
  if (from !== order) order.set(from.subarray(low, high), low);
}

/** Places where a run in order begins, then `high`. */
function findRuns(order: Uint32Array, low: number, high: number, keys: SortKeys): Uint32Array {
  let count = 1;
  for (let i = low + 1; i < high; i++) if (before(u32(order, i), u32(order, i - 1), keys)) count++;
  const runs = new Uint32Array(count + 1);
  let r = 0;
  runs[r++] = low;
  for (let i = low + 1; i < high; i++) if (before(u32(order, i), u32(order, i - 1), keys)) runs[r++] = i;
  runs[r] = high;
  return runs;
}

function merge(from: Uint32Array, to: Uint32Array, low: number, middle: number, high: number, keys: SortKeys): void {
  let a = low;
  let b = middle;
  for (let out = low; out < high; out++) {
    if (b >= high || (a < middle && !before(u32(from, b), u32(from, a), keys))) to[out] = u32(from, a++);
    else to[out] = u32(from, b++);
  }
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
