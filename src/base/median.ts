import { at } from './at.ts';

/** Value that a share `q` (0..1) of the numbers lies below, by linear interpolation; NaN where there are none. The input is left as it is. */
export function quantile(values: ArrayLike<number>, q: number): number {
  if (values.length === 0) return Number.NaN;
  const sorted = Float64Array.from(values).sort();
  const place = Math.min(Math.max(q, 0), 1) * (sorted.length - 1);
  const below = Math.floor(place);
  const low = at(sorted, below);
  const high = at(sorted, Math.min(below + 1, sorted.length - 1));
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
