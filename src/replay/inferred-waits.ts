import { at } from '../base/at.ts';
import { upperBound } from '../base/search.ts';
import { type RankNodes } from './anchors.ts';
import { addEdge, type Draft, endOf, startOf } from './draft.ts';
import { INFERRED, weightCode } from './graph.ts';
import { TOLERANCE_US } from './topo.ts';

/** Work that starts within this long after another stream's work ended is taken to have waited for it. */
export const WAIT_WINDOW_US = 10;

/**
 * For traces without synchronisation rows: device work that starts later than its launch and its stream allow, just after work on
 * another stream of the same device ended, waited for that work. Flagged as inferred; gives the number of edges.
 */
export function addInferredWaits(draft: Draft, nodes: RankNodes, bound: Float64Array): number {
  let added = 0;
  for (const device of new Set(nodes.streams.map((stream) => stream.device))) {
    const streams = nodes.streams.filter((stream) => stream.device === device);
    if (streams.length < 2) continue;
    const byEnd = streams.flatMap((stream) => stream.nodes).sort((a, b) => at(draft.end, a) - at(draft.end, b));
    const ends = Float64Array.from(byEnd, (node) => at(draft.end, node));
    for (const stream of streams) {
      for (const node of stream.nodes) {
        const startUs = at(draft.start, node);
        const afterUs = Math.max(at(bound, node) + TOLERANCE_US, startUs - WAIT_WINDOW_US);
        if (at(bound, node) === -Infinity || startUs <= afterUs) continue;
        for (let k = upperBound(ends, startUs) - 1; k >= 0 && at(ends, k) > afterUs; k--) {
          const earlier = at(byEnd, k);
          if (at(draft.resource, earlier) === stream.lane || at(draft.start, earlier) >= startUs) continue;
          addEdge(draft, 'inferredWait', endOf(earlier), startOf(node), 0, weightCode('fixed'), INFERRED);
          added++;
          break;
        }
      }
    }
  }
  return added;
}
