import { item, u8 } from '../base/at.ts';
import { kindCode, type Lane, type Timeline } from '../model/timeline.ts';
import { CLASS_COUNT } from './classes.ts';
import { flattenSpans, type Segments } from './segments.ts';
import { sortByStart } from './start-order.ts';

/** What a host thread is inside at each instant: the most specific class of the spans open then. */
export type HostActivity = (lane: number) => Segments;

/**
 * Flattens each host thread of a rank on first use and keeps the result.
 * The profiler's overhead rows stand on a track of their own (process -1), named after the thread where the profiler knew
 * it and 0 where it did not: the former count on that thread, the latter on every thread.
 */
export function hostActivity(timeline: Timeline, rank: number, classes: Uint8Array): HostActivity {
  const known = new Map<number, Segments>();
  const overhead = item(timeline.ranks, rank)
    .lanes.map((lane) => item(timeline.lanes, lane))
    .filter((lane) => isOverheadTrack(timeline, lane));
  return (index) => {
    const found = known.get(index);
    if (found !== undefined) return found;
    const lane = item(timeline.lanes, index);
    const beside = overhead.filter(
      (track) => track.key !== lane.key && (track.thread === lane.thread || track.thread === '0'),
    );
    const segments = flattenSpans(timeline.events, classedEvents(timeline, [lane, ...beside], classes), classes);
    known.set(index, segments);
    return segments;
  };
}

/** Events of some lanes that bear a class, by ascending start. */
export function classedEvents(timeline: Timeline, lanes: readonly Lane[], classes: Uint8Array): Uint32Array {
  const order = new Uint32Array(lanes.reduce((sum, lane) => sum + lane.count, 0));
  let count = 0;
  for (const lane of lanes) {
    for (let i = lane.first; i < lane.first + lane.count; i++) {
      if (u8(classes, i) < CLASS_COUNT) order[count++] = i;
    }
  }
  return sortByStart(order.subarray(0, count), timeline.events.start);
}

function isOverheadTrack(timeline: Timeline, lane: Lane): boolean {
  const overhead = kindCode('overhead');
  return lane.count > 0 && lane.process === '-1' && u8(timeline.events.kind, lane.first) === overhead;
}
