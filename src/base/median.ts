import { at } from './at.ts';
import { giveBack } from './give-back.ts';

/** Where up to so many numbers are sorted: one place for all, since thousands of small arrays would wait for the garbage collector. */
const desk = new Float64Array(2048);

/** Value that a share `q` (0..1) of the numbers lies below, by linear interpolation; NaN where there are none. The input is left as it is. */
export function quantile(values: ArrayLike<number>, q: number): number {
  const count = values.length;
  if (count === 0) return Number.NaN;
  const sorted = count <= desk.length ? desk.subarray(0, count) : new Float64Array(count);
  for (let i = 0; i < count; i++) sorted[i] = at(values, i);
  sorted.sort();
  const place = Math.min(Math.max(q, 0), 1) * (count - 1);
  const below = Math.floor(place);
  const low = at(sorted, below);
  const high = at(sorted, Math.min(below + 1, count - 1));
  if (count > desk.length) giveBack(sorted.buffer);
  return low + (high - low) * (place - below);
}

/** Middle value; the mean of the two middle ones for an even count; NaN where there are none. */
export const median = (values: ArrayLike<number>): number => quantile(values, 0.5);

/** NaN where there are none. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += at(values, i);
  return sum / values.length;
}
