import { at } from '../base/at.ts';

/**
 * Sorts event indexes by start, in place of a comparator sort: lanes come sorted already, so the ascending runs are found
 * and merged pairwise, O(n log runs). Stable: events that start together keep their order.
 */
export function sortByStart(indexes: Uint32Array, start: Float64Array): Uint32Array {
  let runs = [0];
  for (let i = 1; i < indexes.length; i++) {
    if (at(start, at(indexes, i)) < at(start, at(indexes, i - 1))) runs.push(i);
  }
  let from: Uint32Array = indexes;
  let to: Uint32Array = new Uint32Array(runs.length > 1 ? indexes.length : 0);
  while (runs.length > 1) {
    const merged: number[] = [];
    for (let r = 0; r < runs.length; r += 2) {
      const low = at(runs, r);
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
  for (let out = low; out < high; out++) {
    const takeLeft = left < middle && (right >= high || at(start, at(from, left)) <= at(start, at(from, right)));
    to[out] = at(from, takeLeft ? left++ : right++);
  }
}
