import { at } from '../base/at.ts';
import { type Draft, timeOf } from './draft.ts';
import { INFERRED } from './graph.ts';

/** Edges by target, with an order in which the vertices can be computed. */
export interface OrderedEdges {
  readonly offset: Uint32Array;
  readonly source: Uint32Array;
  readonly weight: Float64Array;
  readonly edgeClass: Uint8Array;
  readonly edgeKind: Uint8Array;
  readonly confidence: Uint8Array;
  readonly topo: Uint32Array;
  readonly droppedInferred: number;
  readonly droppedInCycles: number;
}

/** Times differ by less than this without contradicting an edge: the resolution of most traces. */
export const TOLERANCE_US = 1;

interface Sorted {
  readonly topo: Uint32Array;
  readonly done: number;
  /** 1 for vertices that could not be ordered: on a cycle, or after one. */
  readonly stuck: Uint8Array;
}

/** Kahn's algorithm over the kept edges; stops where a cycle keeps it from going on. */
function kahn(vertexCount: number, from: ArrayLike<number>, to: ArrayLike<number>, kept: Uint8Array): Sorted {
  const waiting = new Int32Array(vertexCount);
  const head = new Uint32Array(vertexCount + 1);
  for (let e = 0; e < from.length; e++) {
    if (at(kept, e) === 0) continue;
    waiting[at(to, e)] = at(waiting, at(to, e)) + 1;
    head[at(from, e) + 1] = at(head, at(from, e) + 1) + 1;
  }
  for (let v = 0; v < vertexCount; v++) head[v + 1] = at(head, v + 1) + at(head, v);
  const fill = head.slice(0, vertexCount);
  const targets = new Uint32Array(at(head, vertexCount));
  for (let e = 0; e < from.length; e++) {
    if (at(kept, e) === 0) continue;
    const slot = at(fill, at(from, e));
    targets[slot] = at(to, e);
    fill[at(from, e)] = slot + 1;
  }
  const topo = new Uint32Array(vertexCount);
  let done = 0;
  for (let v = 0; v < vertexCount; v++) if (at(waiting, v) === 0) topo[done++] = v;
  for (let next = 0; next < done; next++) {
    const u = at(topo, next);
    for (let k = at(head, u); k < at(head, u + 1); k++) {
      const v = at(targets, k);
      const left = at(waiting, v) - 1;
      waiting[v] = left;
      if (left === 0) topo[done++] = v;
    }
  }
  const stuck = new Uint8Array(vertexCount);
  for (let v = 0; v < vertexCount; v++) if (at(waiting, v) > 0) stuck[v] = 1;
  return { topo, done, stuck };
}

/** An order of the vertices of edges stored by target; undefined where they run in a circle. */
export function orderVertices(offset: Uint32Array, source: Uint32Array): Uint32Array | undefined {
  const vertexCount = offset.length - 1;
  const to = new Uint32Array(source.length);
  for (let v = 0; v < vertexCount; v++) to.fill(v, at(offset, v), at(offset, v + 1));
  const sorted = kahn(vertexCount, source, to, new Uint8Array(source.length).fill(1));
  return sorted.done === vertexCount ? sorted.topo : undefined;
}

/** Un-keeps the stuck edges that `drop` names; gives their number. */
function dropStuck(draft: Draft, kept: Uint8Array, stuck: Uint8Array, drop: (edge: number) => boolean): number {
  const { from, to } = draft.edges;
  let dropped = 0;
  for (let e = 0; e < from.length; e++) {
    if (at(kept, e) === 0 || at(stuck, at(from, e)) === 0 || at(stuck, at(to, e)) === 0 || !drop(e)) continue;
    kept[e] = 0;
    dropped++;
  }
  return dropped;
}

/**
 * Orders the draft's edges. Inferred edges that the measured times contradict are dropped first. On a cycle the
 * inferred edges on it go, then the recorded ones the times contradict, then all: the last two are counted as
 * `droppedInCycles`, which locks the gate. It always ends, and every vertex is in `topo`.
 */
export function orderEdges(draft: Draft): OrderedEdges {
  const { from, to, weight, kind, weightClass, confidence } = draft.edges;
  const vertexCount = 2 * draft.event.length;
  const kept = new Uint8Array(from.length).fill(1);
  const contradicted = (e: number): boolean =>
    timeOf(draft, at(from, e)) + at(weight, e) > timeOf(draft, at(to, e)) + TOLERANCE_US;
  let droppedInferred = 0;
  let droppedInCycles = 0;
  for (let e = 0; e < from.length; e++) {
    if (at(confidence, e) !== INFERRED || !contradicted(e)) continue;
    kept[e] = 0;
    droppedInferred++;
  }
  let sorted = kahn(vertexCount, from, to, kept);
  const rules: readonly ((e: number) => boolean)[] = [(e) => at(confidence, e) === INFERRED, contradicted, () => true];
  for (const [index, rule] of rules.entries()) {
    if (sorted.done === vertexCount) break;
    const dropped = dropStuck(draft, kept, sorted.stuck, rule);
    if (index === 0) droppedInferred += dropped;
    else droppedInCycles += dropped;
    sorted = kahn(vertexCount, from, to, kept);
  }
  const offset = new Uint32Array(vertexCount + 1);
  for (let e = 0; e < from.length; e++) if (at(kept, e) === 1) offset[at(to, e) + 1] = at(offset, at(to, e) + 1) + 1;
  for (let v = 0; v < vertexCount; v++) offset[v + 1] = at(offset, v + 1) + at(offset, v);
  const count = at(offset, vertexCount);
  const fill = offset.slice(0, vertexCount);
  const out = {
    source: new Uint32Array(count),
    weight: new Float64Array(count),
    edgeClass: new Uint8Array(count),
    edgeKind: new Uint8Array(count),
    confidence: new Uint8Array(count),
  };
  for (let e = 0; e < from.length; e++) {
    if (at(kept, e) === 0) continue;
    const slot = at(fill, at(to, e));
    fill[at(to, e)] = slot + 1;
    out.source[slot] = at(from, e);
    out.weight[slot] = at(weight, e);
    out.edgeClass[slot] = at(weightClass, e);
    out.edgeKind[slot] = at(kind, e);
    out.confidence[slot] = at(confidence, e);
  }
  return { offset, ...out, topo: sorted.topo, droppedInferred, droppedInCycles };
}
