import { f64, i32, item, u32, u8 } from '../../base/at.ts';
import { edgesOfClass, edgesOfKind, transferEdge } from '../edge-index.ts';
import { LINK_SCOPES } from '../graph-detail.ts';
import { type ReplayGraph, weightCode } from '../graph.ts';
import { latencyOf } from '../transfers.ts';
import { type Change, known, moved, OFF, scaleEdges, shorter } from './action.ts';

/** Transfers: t' = (alpha / latency + (t - alpha) / (bandwidth x ratio) + codec) / communication. Waiting for ranks is not scaled. */
export function changeTransfers({ graph, scenario, weight, latency: end }: Change): void {
  const all = shorter(scenario, 'communication');
  scaleEdges(weight, edgesOfClass(graph, 'communication'), all);
  const latency = shorter(scenario, 'latency');
  const ratio = shorter(scenario, 'messageSize');
  const codecUs = moved(scenario, 'messageSize') === undefined ? 0 : (known(scenario, 'codecUs') ?? 0);
  const either = between(shorter(scenario, 'interconnect'), shorter(scenario, 'network'));
  const bandwidth = LINK_SCOPES.map((scope) => (scope === 'unknown' ? either : shorter(scenario, scope)));
  if (latency === 1 && ratio === 1 && bandwidth.every((scale) => scale === 1)) return;
  const { node, scope } = graph.detail.transfers;
  for (let i = 0; i < node.length; i++) {
    const e = transferEdge(graph, u32(node, i));
    if (e < 0) continue;
    const us = f64(graph.weight, e);
    const alpha = latencyOf(graph, i, us, end);
    const rest = (us - alpha) * ratio * item(bandwidth, u8(scope, i));
    weight[e] = all * (alpha * latency + rest + codecUs);
  }
}

/** A link that may be either changes as much as both do: the scale nearer to 1 where both go the same way. */
function between(a: number, b: number): number {
  if (a < 1 && b < 1) return Math.max(a, b);
  return a > 1 && b > 1 ? Math.min(a, b) : 1;
}

/** Nothing is sent. The ranks still wait for each other: over several steps without a collective they drift apart, and the next one waits for all of it. */
export function withoutTransfers(graph: ReplayGraph, weight: Float64Array): Float64Array {
  const silent = weight.slice();
  scaleEdges(silent, edgesOfClass(graph, 'communication'), 0);
  return silent;
}

/**
 * Perfect overlap: compute waits only for the last collective of each step. The other waits of compute for collectives are switched off.
 */
export function changeOverlap({ graph, scenario, weight }: Change): void {
  if (moved(scenario, 'overlap') !== 1) return;
  const communication = weightCode('communication');
  const compute = weightCode('compute');
  const last = new Map<string, number>();
  const waits: number[] = [];
  const targets = new Map<number, number>();
  for (const kind of ['eventWait', 'inferredWait'] as const) {
    for (const e of edgesOfKind(graph, kind)) {
      const from = u32(graph.source, e) >> 1;
      if (u8(graph.nodeClass, from) !== communication) continue;
      waits.push(e);
    }
  }
  const wanted = new Set(waits);
  for (let node = 0; node < graph.nodeCount; node++) {
    if (u8(graph.nodeClass, node) !== compute) continue;
    for (let e = u32(graph.offset, 2 * node); e < u32(graph.offset, 2 * node + 1); e++) {
      if (!wanted.has(e)) continue;
      targets.set(e, node);
      const key = `${graph.rank[node] ?? 0} ${i32(graph.detail.step, node)}`;
      const known = last.get(key);
      if (known === undefined || f64(graph.observed, 2 * node) >= f64(graph.observed, 2 * (targets.get(known) ?? 0)))
        last.set(key, e);
    }
  }
  const kept = new Set(last.values());
  for (const e of targets.keys()) if (!kept.has(e)) weight[e] = OFF;
}
