import { f64, item, u32, u8 } from '../base/at.ts';
import { isFarFrom } from '../base/far-times.ts';
import { type Timeline } from '../model/timeline.ts';
import { LAST_DEVICE_CLASS } from './classify-events.ts';
import { flattenSpans, type Segments } from './segments.ts';
import { sortByStart } from './start-order.ts';

/** All device work of one rank (every device and stream), and what the device does at each instant. */
export interface DeviceActivity {
  /** Event indexes of device work with a duration, by ascending start. */
  readonly order: Uint32Array;
  /** Compute before communication before copy. Gaps are idle time. */
  readonly segments: Segments;
  /** First start and last end; both 0 where there is no device work. */
  readonly first: number;
  readonly last: number;
}

/** Gathers the kernels, copies and sets of a rank, without far events. Events without duration take no time and end no idle stretch. */
export function findDeviceActivity(timeline: Timeline, rank: number, classes: Uint8Array): DeviceActivity {
  const { events, lanes, window } = timeline;
  const { start, end } = events;
  const mine = item(timeline.ranks, rank)
    .lanes.map((lane) => item(lanes, lane))
    .filter((lane) => lane.kind !== 'host');
  const gathered = new Uint32Array(mine.reduce((sum, lane) => sum + lane.count, 0));
  let count = 0;
  let last = -Infinity;
  for (const lane of mine) {
    for (let i = lane.first; i < lane.first + lane.count; i++) {
      if (u8(classes, i) > LAST_DEVICE_CLASS || f64(end, i) <= f64(start, i)) continue;
      if (isFarFrom(window, f64(start, i))) continue;
      gathered[count++] = i;
      if (f64(end, i) > last) last = f64(end, i);
    }
  }
  const order = sortByStart(gathered.subarray(0, count), events.start);
  const first = count > 0 ? f64(start, u32(order, 0)) : 0;
  return { order, segments: flattenSpans(events, order, classes), first, last: count > 0 ? last : 0 };
}
