import { at } from '../base/at.ts';
import { type RankNodes, type StreamNodes } from './anchors.ts';
import { addEdge, type Draft, endOf, startOf, timeOf } from './draft.ts';
import { type LaunchTable } from './launches.ts';
import { TOLERANCE_US } from './topo.ts';

/** A launching call that takes longer than this does something else first (loads code, builds a graph): it submits at its end. */
const LONG_LAUNCH_US = 100;
const MIN_LAUNCH_PERCENTILE = 0.01;
/** Work on one stream that overlaps this many others is taken as finished in order: keeps damaged traces linear. */
const MOST_OPEN = 32;

/** 1st percentile of (device start - call start): what a launch costs when nothing is in its way. Microseconds, >= 0. */
export function minLaunchUs(draft: Draft, table: LaunchTable): number {
  const delays = Float64Array.from(table.work, (work, i) => at(draft.start, work) - at(table.callStartUs, i)).sort();
  return delays.length === 0 ? 0 : Math.max(0, at(delays, Math.floor(delays.length * MIN_LAUNCH_PERCENTILE)));
}

/**
 * Launch and stream edges of a rank. `bound` (a number a node) receives the earliest start that they allow.
 * Collectives in `inMatch` get no own duration: theirs comes from the last arrival.
 * Work that a device graph launched waits for the launch only if it is the first of its stream: the rest follows stream order.
 */
export function addDeviceEdges(
  draft: Draft,
  nodes: RankNodes,
  table: LaunchTable,
  inMatch: ReadonlySet<number>,
  bound: Float64Array,
): void {
  const leastUs = minLaunchUs(draft, table);
  const seen = new Map<number, Set<number>>();
  for (let i = 0; i < table.length; i++) {
    const call = at(table.call, i);
    const work = at(table.work, i);
    const lane = at(draft.resource, work);
    let lanes = seen.get(call);
    if (lanes === undefined) seen.set(call, (lanes = new Set()));
    if (lanes.has(lane)) continue;
    lanes.add(lane);
    const atEnd =
      at(draft.end, call) - at(draft.start, call) > LONG_LAUNCH_US && at(draft.start, work) >= at(draft.end, call);
    const from = atEnd ? endOf(call) : startOf(call);
    const weightUs = Math.max(0, Math.min(leastUs, at(draft.start, work) - timeOf(draft, from)));
    addEdge(draft, 'launch', from, startOf(work), weightUs);
    bound[work] = Math.max(at(bound, work), timeOf(draft, from) + weightUs);
  }
  for (const stream of nodes.streams) addStreamEdges(draft, stream, bound);
  for (const stream of nodes.streams) {
    for (const node of stream.nodes)
      if (inMatch.has(node)) addEdge(draft, 'own', startOf(node), endOf(node));
      else
        addEdge(
          draft,
          'own',
          startOf(node),
          endOf(node),
          at(draft.end, node) - at(draft.start, node),
          at(draft.nodeClass, node),
        );
  }
}

/** Work waits for the work before it on its stream; where the trace shows the two overlapping, only their starts are ordered. */
function addStreamEdges(draft: Draft, stream: StreamNodes, bound: Float64Array): void {
  let open: number[] = [];
  for (const node of stream.nodes) {
    const startUs = at(draft.start, node);
    const still: number[] = [];
    for (const earlier of open) {
      if (at(draft.end, earlier) <= startUs + TOLERANCE_US) {
        addEdge(draft, 'stream', endOf(earlier), startOf(node));
        bound[node] = Math.max(at(bound, node), at(draft.end, earlier));
      } else {
        addEdge(draft, 'overlap', startOf(earlier), startOf(node));
        still.push(earlier);
      }
    }
    if (still.length >= MOST_OPEN) still.shift();
    still.push(node);
    open = still;
  }
}
