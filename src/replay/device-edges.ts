import { f64, i32, u32, u8 } from '../base/at.ts';
import { type RankNodes, type StreamNodes } from './anchors.ts';
import { addEdge, type Draft, endOf, startOf, timeOf } from './draft.ts';
import { type LaunchTable } from './launches.ts';
import { TOLERANCE_US } from './topo.ts';

/** A launching call that takes longer than this does something else first (loads code, builds a graph): it submits at its end. */
const LONG_LAUNCH_US = 100;
const MIN_LAUNCH_PERCENTILE = 0.01;
/** Work on one stream that overlaps this many others is taken as finished in order: keeps damaged traces linear. */
const MOST_OPEN = 32;

/** No launch takes longer to reach an idle device: where all do, the device was never idle (5 to 13 measured on public traces). */
const MOST_LAUNCH_US = 100;

/** 1st percentile of (device start - call start): what a launch costs when nothing is in its way. Microseconds, 0 to MOST_LAUNCH_US. */
export function minLaunchUs(draft: Draft, table: LaunchTable): number {
  const delays = new Float64Array(table.length);
  for (let i = 0; i < table.length; i++) delays[i] = f64(draft.start, u32(table.work, i)) - f64(table.callStartUs, i);
  delays.sort();
  const leastUs = delays[Math.floor(delays.length * MIN_LAUNCH_PERCENTILE)] ?? 0;
  return Math.min(MOST_LAUNCH_US, Math.max(0, leastUs));
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
  const lanes = new Set<number>();
  for (let i = 0; i < table.length; i++) {
    const call = u32(table.call, i);
    const work = u32(table.work, i);
    const lane = i32(draft.resource, work);
    if (i > 0 && call !== u32(table.call, i - 1)) lanes.clear();
    if (lanes.has(lane)) continue;
    lanes.add(lane);
    const atEnd =
      f64(draft.end, call) - f64(draft.start, call) > LONG_LAUNCH_US && f64(draft.start, work) >= f64(draft.end, call);
    const from = atEnd ? endOf(call) : startOf(call);
    const weightUs = Math.max(0, Math.min(leastUs, f64(draft.start, work) - timeOf(draft, from)));
    addEdge(draft, 'launch', from, startOf(work), weightUs);
    bound[work] = Math.max(f64(bound, work), timeOf(draft, from) + weightUs);
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
          Math.min(f64(draft.end, node) - f64(draft.start, node), f64(draft.ownCap, node)),
          u8(draft.nodeClass, node),
        );
  }
}

/** Work waits for the work before it on its stream; where the trace shows the two overlapping, only their starts are ordered. */
function addStreamEdges(draft: Draft, stream: StreamNodes, bound: Float64Array): void {
  const open: number[] = [];
  for (const node of stream.nodes) {
    const startUs = f64(draft.start, node);
    let still = 0;
    for (const earlier of open) {
      if (f64(draft.end, earlier) <= startUs + TOLERANCE_US) {
        addEdge(draft, 'stream', endOf(earlier), startOf(node));
        bound[node] = Math.max(f64(bound, node), f64(draft.end, earlier));
      } else {
        addEdge(draft, 'overlap', startOf(earlier), startOf(node));
        open[still++] = earlier;
      }
    }
    open.length = still;
    if (still >= MOST_OPEN) open.shift();
    open.push(node);
  }
}
