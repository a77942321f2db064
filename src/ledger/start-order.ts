import { f64, item, u32 } from '../base/at.ts';

/**
 * Sorts event indexes by start, in place of a comparator sort: lanes come sorted already, so the ascending runs are found
 * and merged pairwise, O(n log runs). Stable: events that start together keep their order.
 */
export function sortByStart(indexes: Uint32Array, start: Float64Array): Uint32Array {
  let runs = [0];
  let last = -Infinity;
  for (let i = 0; i < indexes.length; i++) {
    const own = f64(start, u32(indexes, i));
    if (own < last) runs.push(i);
    last = own;
  }
  let from: Uint32Array = indexes;
  let to: Uint32Array = new Uint32Array(runs.length > 1 ? indexes.length : 0);
  while (runs.length > 1) {
    const merged: number[] = [];
    for (let r = 0; r < runs.length; r += 2) {
      const low = item(runs, r);
      const middle = runs[r + 1] ?? indexes.length;
      const high = runs[r + 2] ?? indexes.length;
      mergeRuns(from, to, start, low, middle, high);
      merged.push(low);
    }
    [from, to] = [to, from];
    runs = merged;
  }
  return from;
}

function mergeRuns(from: Uint32Array, to: Uint32Array, start: Float64Array, low: number, middle: number, high: number) {
  let left = low;
  let right = middle;
  let out = low;
  while (left < middle && right < high) {
    const a = u32(from, left);
    const b = u32(from, right);
    if (f64(start, a) <= f64(start, b)) {
      to[out++] = a;
      left++;
    } else {
      to[out++] = b;
      right++;
    }
  }
  while (left < middle) to[out++] = u32(from, left++);
  while (right < high) to[out++] = u32(from, right++);
}
