import { f64, i32, u32, u8 } from '../base/at.ts';
import { upperBound } from '../base/search.ts';
import { type RankNodes } from './anchors.ts';
import { addEdge, type Draft, endOf, nodesByTime, startOf } from './draft.ts';
import { INFERRED, weightCode } from './graph.ts';
import { TOLERANCE_US } from './topo.ts';

/** Work that starts within this long after another stream's work ended is taken to have waited for it. */
export const WAIT_WINDOW_US = 10;

/**
 * For traces without synchronisation rows. Device work that starts later than its launch and its stream allow, just after work
 * on another stream of the same device ended, waited for that work. So did work that starts in the same microsecond as a
 * collective on another stream ends, or the other way round, even where its own stream would explain it.
 * Flagged as inferred; gives the number of edges.
 */
export function addInferredWaits(draft: Draft, nodes: RankNodes, bound: Float64Array): number {
  let added = 0;
  for (const device of new Set(nodes.streams.map((stream) => stream.device))) {
    const streams = nodes.streams.filter((stream) => stream.device === device);
    if (streams.length < 2) continue;
    const { node: byEnd, timeUs: ends } = nodesByTime(
      streams.map((stream) => stream.nodes),
      draft.end,
    );
    for (const stream of streams) {
      for (const node of stream.nodes) {
        const earlier = waitedFor(draft, byEnd, ends, node, f64(bound, node));
        if (earlier < 0) continue;
        addEdge(draft, 'inferredWait', endOf(earlier), startOf(node), 0, weightCode('fixed'), INFERRED);
        added++;
      }
    }
  }
  return added;
}

/** The latest work on another stream that `node` is taken to have waited for; -1 for none. `bound`: its earliest start so far. */
function waitedFor(draft: Draft, byEnd: Uint32Array, ends: Float64Array, node: number, bound: number): number {
  if (bound === -Infinity) return -1;
  const startUs = f64(draft.start, node);
  const lateUs = Math.max(bound + TOLERANCE_US, startUs - WAIT_WINDOW_US);
  const tieUs = startUs - TOLERANCE_US;
  for (let k = upperBound(ends, startUs) - 1; k >= 0 && f64(ends, k) > Math.min(lateUs, tieUs); k--) {
    const earlier = u32(byEnd, k);
    if (i32(draft.resource, earlier) === i32(draft.resource, node) || f64(draft.start, earlier) >= startUs) continue;
    const late = startUs > lateUs && f64(ends, k) > lateUs;
    const tie = f64(ends, k) > tieUs && isCollective(draft, node) !== isCollective(draft, earlier);
    if (late || tie) return earlier;
  }
  return -1;
}

const COMMUNICATION = weightCode('communication');
const isCollective = (draft: Draft, node: number): boolean => u8(draft.nodeClass, node) === COMMUNICATION;
