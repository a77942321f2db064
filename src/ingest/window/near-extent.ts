import { areFewFar, HOUR_US } from '../../base/far-times.ts';
import { type HistogramSlot } from './time-histogram.ts';

/** First start and last end of a file's events, without those far from all others; zeros where there are none. */
export function nearExtent(slots: readonly HistogramSlot[]): { readonly firstUs: number; readonly lastUs: number } {
  const count = slots.reduce((sum, { events }) => sum + events, 0);
  let before = 0;
  const middle = slots.find(({ events }) => (before += events) * 2 >= count)?.startUs ?? 0;
  const isNear = ({ startUs, endUs }: HistogramSlot): boolean => endUs > middle - HOUR_US && startUs < middle + HOUR_US;
  const near = slots.filter(isNear);
  const far = count - near.reduce((sum, { events }) => sum + events, 0);
  const isFew = areFewFar(far, count);
  const counted = isFew ? near : slots;
  const first = Math.min(...counted.map(({ firstUs }) => firstUs));
  const last = Math.max(...counted.map(({ lastUs }) => (isFew && lastUs > middle + HOUR_US ? -Infinity : lastUs)));
  return Number.isFinite(first) && Number.isFinite(last) ? { firstUs: first, lastUs: last } : { firstUs: 0, lastUs: 0 };
}
