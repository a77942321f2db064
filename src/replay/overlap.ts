import { at, f64, u16, u32, u8 } from '../base/at.ts';
import { edgesOfClass, edgeTargets } from './edge-index.ts';
import { edgeCode, RECORDED, type ReplayGraph, weightCode } from './graph.ts';
import { orderVertices } from './topo.ts';

/** How much slower compute is while a collective runs beside it: Daydream saw 23 to 34 % more for collectives beside compute. */
export const CONTENTION = 0.23;

const COMPUTE = weightCode('compute');
const COMMUNICATION = weightCode('communication');

/** Work of a rank on its device that computes or communicates, by measured start. */
function workByRank(graph: ReplayGraph): ReadonlyMap<number, number[]> {
  const found = new Map<number, number[]>();
  for (let node = 0; node < graph.nodeCount; node++) {
    const cls = u8(graph.nodeClass, node);
    if ((cls !== COMPUTE && cls !== COMMUNICATION) || at(graph.event, node) < 0) continue;
    const rank = u16(graph.rank, node);
    const own = found.get(rank);
    if (own === undefined) found.set(rank, [node]);
    else own.push(node);
  }
  for (const nodes of found.values()) nodes.sort((a, b) => f64(graph.observed, 2 * a) - f64(graph.observed, 2 * b));
  return found;
}

/** No overlap: where communication follows compute, or the other way round, the later waits for the earlier. The same graph with those edges. */
export function takeTurns(
  graph: ReplayGraph,
  weight: Float64Array,
): { readonly graph: ReplayGraph; readonly weight: Float64Array } {
  const from: number[] = [];
  const to: number[] = [];
  for (const nodes of workByRank(graph).values()) {
    const last = { compute: -1, communication: -1 };
    for (const node of nodes) {
      const communicates = u8(graph.nodeClass, node) === COMMUNICATION;
      const other = communicates ? last.compute : last.communication;
      if (other >= 0) {
        from.push(2 * other + 1);
        to.push(2 * node);
      }
      if (communicates) last.communication = node;
      else last.compute = node;
    }
  }
  return withEdges(graph, weight, from, to);
}

/** The graph with further edges of weight 0; those that would close a circle are left out by giving up all of them. */
function withEdges(
  graph: ReplayGraph,
  weight: Float64Array,
  from: readonly number[],
  to: readonly number[],
): { readonly graph: ReplayGraph; readonly weight: Float64Array } {
  const vertices = 2 * graph.nodeCount;
  const count = graph.source.length + from.length;
  const extra = new Uint32Array(vertices);
  for (const v of to) extra[v] = u32(extra, v) + 1;
  const offset = new Uint32Array(vertices + 1);
  const columns = {
    source: new Uint32Array(count),
    edgeClass: new Uint8Array(count),
    edgeKind: new Uint8Array(count),
    confidence: new Uint8Array(count).fill(RECORDED),
  };
  const base = new Float64Array(count);
  const weights = new Float64Array(count);
  const turns = edgeCode('turns');
  const added = new Map<number, number[]>();
  to.forEach((v, i) => {
    const known = added.get(v);
    if (known === undefined) added.set(v, [at(from, i)]);
    else known.push(at(from, i));
  });
  let next = 0;
  for (let v = 0; v < vertices; v++) {
    offset[v] = next;
    for (let e = u32(graph.offset, v); e < u32(graph.offset, v + 1); e++, next++) {
      columns.source[next] = u32(graph.source, e);
      columns.edgeClass[next] = u8(graph.edgeClass, e);
      columns.edgeKind[next] = u8(graph.edgeKind, e);
      columns.confidence[next] = u8(graph.confidence, e);
      base[next] = f64(graph.weight, e);
      weights[next] = f64(weight, e);
    }
    if (u32(extra, v) === 0) continue;
    for (const source of added.get(v) ?? []) {
      columns.source[next] = source;
      columns.edgeKind[next] = turns;
      next++;
    }
  }
  offset[vertices] = next;
  const topo = orderVertices(offset, columns.source);
  if (topo === undefined) return { graph, weight };
  return { graph: { ...graph, ...columns, offset, weight: base, topo }, weight: weights };
}

/** Slows compute by CONTENTION for what of it runs beside communication now and did not when measured. `time`: the replay without. */
export function contend(graph: ReplayGraph, weight: Float64Array, time: Float64Array): void {
  const own = new Map<number, number>();
  const targets = edgeTargets(graph);
  for (const e of edgesOfClass(graph, 'compute')) own.set(u32(targets, e) >> 1, e);
  for (const nodes of workByRank(graph).values()) {
    const before = overlapOf(graph, nodes, graph.observed);
    const now = overlapOf(graph, nodes, time);
    for (const [node, share] of now) {
      const e = own.get(node);
      const more = share - (before.get(node) ?? 0);
      if (e !== undefined && more > 0) weight[e] = f64(weight, e) * (1 + CONTENTION * more);
    }
  }
}

/** Share of each compute node that communication runs beside. */
function overlapOf(graph: ReplayGraph, nodes: readonly number[], time: Float64Array): Map<number, number> {
  const spans = nodes
    .filter((node) => u8(graph.nodeClass, node) === COMMUNICATION)
    .map((node) => ({ start: f64(time, 2 * node), end: f64(time, 2 * node + 1) }))
    .sort((a, b) => a.start - b.start);
  const shares = new Map<number, number>();
  let first = 0;
  const compute = nodes
    .filter((node) => u8(graph.nodeClass, node) === COMPUTE)
    .sort((a, b) => f64(time, 2 * a) - f64(time, 2 * b));
  for (const node of compute) {
    const start = f64(time, 2 * node);
    const end = f64(time, 2 * node + 1);
    while (first < spans.length && (spans[first]?.end ?? Infinity) <= start) first++;
    let covered = start;
    let overlap = 0;
    for (let k = first; k < spans.length; k++) {
      const span = spans[k];
      if (span === undefined || span.start >= end) break;
      const low = Math.max(covered, span.start);
      const high = Math.min(end, span.end);
      if (high > low) {
        overlap += high - low;
        covered = high;
      }
    }
    if (end > start) shares.set(node, overlap / (end - start));
  }
  return shares;
}
