import { at, f64, u32 } from './at.ts';
import { giveBack } from './give-back.ts';

/**
 * Indexes of `keys` from the smallest key to the largest, equal ones in the order they came in. Meant for keys that rise in long runs, as the times of
 * one lane after the other do: neighbouring runs are merged until one is left.
 */
export function orderBy(keys: Float64Array): Uint32Array<ArrayBuffer> {
  let order = new Uint32Array(keys.length);
  let borders = [0];
  for (let i = 0; i < keys.length; i++) {
    order[i] = i;
    if (i > 0 && f64(keys, i) < f64(keys, i - 1)) borders.push(i);
  }
  borders.push(keys.length);
  let merged = borders.length > 2 ? new Uint32Array(keys.length) : order;
  while (borders.length > 2) {
    const next = [0];
    for (let r = 0; r + 1 < borders.length; r += 2) {
      const high = borders[r + 2] ?? at(borders, r + 1);
      mergeRuns(keys, order, merged, at(borders, r), at(borders, r + 1), high);
      next.push(high);
    }
    borders = next;
    [order, merged] = [merged, order];
  }
  if (merged !== order) giveBack(merged.buffer);
  return order;
}

function mergeRuns(
  keys: Float64Array,
  order: Uint32Array,
  merged: Uint32Array,
  low: number,
  middle: number,
  high: number,
): void {
  let a = low;
  let b = middle;
  for (let out = low; out < high; out++) {
    const left = b >= high || (a < middle && f64(keys, u32(order, a)) <= f64(keys, u32(order, b)));
    merged[out] = u32(order, left ? a++ : b++);
  }
}
