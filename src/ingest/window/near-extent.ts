import { type HistogramSlot } from './time-histogram.ts';

const HOUR_US = 3_600_000_000;
/** As in `model/clock.ts`: events more than an hour from the others are far where they are this few, and the events no fewer than these. */
const FEW = 0.001;
const LEAST_EVENTS = 3;

/** First start and last end of a file's events, without those far from all others; zeros where there are none. */
export function nearExtent(slots: readonly HistogramSlot[]): { readonly firstUs: number; readonly lastUs: number } {
  const count = slots.reduce((sum, { events }) => sum + events, 0);
  let before = 0;
  const middle = slots.find(({ events }) => (before += events) * 2 >= count)?.startUs ?? 0;
  const isNear = ({ startUs, endUs }: HistogramSlot): boolean => endUs > middle - HOUR_US && startUs < middle + HOUR_US;
  const near = slots.filter(isNear);
  const far = count - near.reduce((sum, { events }) => sum + events, 0);
  const isFew = count >= LEAST_EVENTS && far <= Math.max(1, count * FEW);
  const counted = isFew ? near : slots;
  const first = Math.min(...counted.map(({ firstUs }) => firstUs));
  const last = Math.max(...counted.map(({ lastUs }) => (isFew && lastUs > middle + HOUR_US ? -Infinity : lastUs)));
  return Number.isFinite(first) && Number.isFinite(last) ? { firstUs: first, lastUs: last } : { firstUs: 0, lastUs: 0 };
}
