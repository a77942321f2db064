import { at, f64, item, u8 } from '../base/at.ts';
import { micros } from '../base/brand.ts';
import { kindCode, type Step, type Timeline } from '../model/timeline.ts';
import { type ReplayGraph } from './graph.ts';
import { type Replayed } from './replay.ts';
import { mapTime, timeMap, type TimeMap } from './time-map.ts';

/**
 * The same timeline at its predicted times: graph nodes at theirs, other events of a thread moved between its nodes,
 * device annotations with the rank's device work, everything else with the rank's main thread. Steps follow their marks.
 */
export function retime(timeline: Timeline, graph: ReplayGraph, replayed: Replayed): Timeline {
  const { events, lanes } = timeline;
  const start = new Float64Array(events.length);
  const end = new Float64Array(events.length);
  const maps = laneMaps(timeline, graph, replayed.time);
  const deviceNote = kindCode('deviceNote');
  lanes.forEach((lane, index) => {
    const clockUs = at(graph.clockUs, lane.rank);
    const rankMaps = item(maps.ranks, lane.rank);
    const own = maps.lanes[index];
    let latest = -Infinity;
    for (let i = lane.first; i < lane.first + lane.count; i++) {
      const node = at(graph.nodeOf, i);
      const map = own ?? (u8(events.kind, i) === deviceNote ? rankMaps.device : rankMaps.main);
      const isDeviceWork = lane.kind !== 'host' && node >= 0;
      const from = isDeviceWork ? at(replayed.time, 2 * node) + clockUs : mapTime(map, f64(events.start, i));
      const to = isDeviceWork ? at(replayed.time, 2 * node + 1) + clockUs : mapTime(map, f64(events.end, i));
      latest = Math.max(latest, from);
      start[i] = latest;
      end[i] = Math.max(latest, to);
    }
  });
  const steps = timeline.steps.map((step, k): Step => {
    const clockUs = at(graph.clockUs, step.rank);
    return {
      ...step,
      start: micros(at(replayed.time, at(graph.stepVertex, 2 * k)) + clockUs),
      end: micros(at(replayed.time, at(graph.stepVertex, 2 * k + 1)) + clockUs),
    };
  });
  return { ...timeline, window: windowOf(timeline, start, end, steps), steps, events: { ...events, start, end } };
}

interface LaneMaps {
  /** One a lane with nodes of its own. */
  readonly lanes: readonly (TimeMap | undefined)[];
  readonly ranks: readonly { readonly main: TimeMap; readonly device: TimeMap }[];
}

function laneMaps(timeline: Timeline, graph: ReplayGraph, time: Float64Array): LaneMaps {
  const byLane: number[][] = timeline.lanes.map(() => []);
  for (let node = 0; node < graph.nodeCount; node++) {
    const lane = at(graph.resource, node);
    if (lane >= 0) item(byLane, lane).push(2 * node, 2 * node + 1);
  }
  const mapOf = (vertices: readonly number[], rank: number): TimeMap =>
    timeMap(vertices, graph.observed, time, at(graph.clockUs, rank));
  const lanes = timeline.lanes.map((lane, index) =>
    item(byLane, index).length > 0 ? mapOf(item(byLane, index), lane.rank) : undefined,
  );
  const ranks = timeline.ranks.map((rank, index) => {
    const device = mapOf(
      rank.lanes.flatMap((lane) => (item(timeline.lanes, lane).kind === 'host' ? [] : item(byLane, lane))),
      index,
    );
    const main = (rank.mainLane >= 0 ? lanes[rank.mainLane] : undefined) ?? device;
    return { main, device };
  });
  return { lanes, ranks };
}

/** From the earliest to the latest of events and steps. */
function windowOf(
  timeline: Timeline,
  start: Float64Array,
  end: Float64Array,
  steps: readonly Step[],
): Timeline['window'] {
  let first = Infinity;
  let last = -Infinity;
  for (let i = 0; i < start.length; i++) {
    first = Math.min(first, at(start, i));
    last = Math.max(last, at(end, i));
  }
  for (const step of steps) {
    first = Math.min(first, step.start);
    last = Math.max(last, step.end);
  }
  return first <= last ? { start: micros(first), end: micros(last) } : timeline.window;
}
