import { i32, u32 } from '../base/at.ts';
import { edgesOfKind, edgeTargets } from './edge-index.ts';
import { type ReplayGraph } from './graph.ts';
import { type EventPairs } from './scenario.ts';

/** Device work that had to wait for work of another stream, as a stream's wait for an event says: from the work waited for to the work that waited. */
export function waitPairs(graph: ReplayGraph): EventPairs {
  const targets = edgeTargets(graph);
  const pairs = Array.from(edgesOfKind(graph, 'eventWait'), (e) => ({
    from: i32(graph.event, u32(graph.source, e) >> 1),
    to: i32(graph.event, u32(targets, e) >> 1),
  })).filter(({ from, to }) => from >= 0 && to >= 0);
  return {
    length: pairs.length,
    from: Uint32Array.from(pairs, ({ from }) => from),
    to: Uint32Array.from(pairs, ({ to }) => to),
  };
}
