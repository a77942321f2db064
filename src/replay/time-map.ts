import { at } from '../base/at.ts';
import { upperBound } from '../base/search.ts';

/** A monotone map from measured to predicted time: linear between knots, shifted before the first and after the last. */
export interface TimeMap {
  readonly measured: Float64Array;
  readonly predicted: Float64Array;
}

/** Builds a map from vertices; predicted times that would run backwards are held at the latest so far. */
export function timeMap(
  vertices: ArrayLike<number>,
  measured: Float64Array,
  predicted: Float64Array,
  shiftUs: number,
): TimeMap {
  const order = Uint32Array.from(vertices).sort(
    (a, b) => at(measured, a) - at(measured, b) || at(predicted, a) - at(predicted, b),
  );
  const out = { measured: new Float64Array(order.length), predicted: new Float64Array(order.length) };
  let latest = -Infinity;
  for (let k = 0; k < order.length; k++) {
    const v = at(order, k);
    latest = Math.max(latest, at(predicted, v));
    out.measured[k] = at(measured, v) + shiftUs;
    out.predicted[k] = latest + shiftUs;
  }
  return out;
}

/** Predicted time of a measured one, microseconds. Where several knots share a measured time the last holds. */
export function mapTime(map: TimeMap, timeUs: number): number {
  const count = map.measured.length;
  if (count === 0) return timeUs;
  const next = upperBound(map.measured, timeUs);
  if (next === 0) return timeUs + at(map.predicted, 0) - at(map.measured, 0);
  const fromUs = at(map.measured, next - 1);
  const toUs = at(map.predicted, next - 1);
  if (next === count) return toUs + timeUs - fromUs;
  const share = (timeUs - fromUs) / (at(map.measured, next) - fromUs);
  return toUs + share * (at(map.predicted, next) - toUs);
}
