import { f64, i32, u32, u8 } from '../base/at.ts';
import { giveBack } from '../base/give-back.ts';
import { type DraftEdges } from './draft.ts';
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

type Column = Uint32Array | Float64Array | Uint8Array;

/** Instead of a place: the edge was dropped. */
const DROPPED = 0xffffffff;

interface Sorted {
  readonly topo: Uint32Array;
  readonly done: number;
  /** 1 for vertices that could not be ordered: on a cycle, or after one. */
  readonly stuck: Uint8Array;
}

/** Kahn's algorithm over the kept edges; stops where a cycle keeps it from going on. */
function kahn(vertexCount: number, from: Uint32Array, to: Uint32Array, kept: Uint8Array): Sorted {
  const waiting = new Int32Array(vertexCount);
  const head = new Uint32Array(vertexCount + 1);
  for (let e = 0; e < from.length; e++) {
    if (u8(kept, e) === 0) continue;
    waiting[u32(to, e)] = i32(waiting, u32(to, e)) + 1;
    head[u32(from, e) + 1] = u32(head, u32(from, e) + 1) + 1;
  }
  for (let v = 0; v < vertexCount; v++) head[v + 1] = u32(head, v + 1) + u32(head, v);
  const fill = head.slice(0, vertexCount);
  const targets = new Uint32Array(u32(head, vertexCount));
  for (let e = 0; e < from.length; e++) {
    if (u8(kept, e) === 0) continue;
    const slot = u32(fill, u32(from, e));
    targets[slot] = u32(to, e);
    fill[u32(from, e)] = slot + 1;
  }
  const topo = new Uint32Array(vertexCount);
  let done = 0;
  for (let v = 0; v < vertexCount; v++) if (i32(waiting, v) === 0) topo[done++] = v;
  for (let next = 0; next < done; next++) {
    const u = u32(topo, next);
    for (let k = u32(head, u); k < u32(head, u + 1); k++) {
      const v = u32(targets, k);
      const left = i32(waiting, v) - 1;
      waiting[v] = left;
      if (left === 0) topo[done++] = v;
    }
  }
  const stuck = new Uint8Array(vertexCount);
  for (let v = 0; v < vertexCount; v++) if (i32(waiting, v) > 0) stuck[v] = 1;
  for (const { buffer } of [waiting, head, fill, targets]) giveBack(buffer);
  return { topo, done, stuck };
}

/** An order of the vertices of edges stored by target; undefined where they run in a circle. */
export function orderVertices(offset: Uint32Array, source: Uint32Array): Uint32Array | undefined {
  const vertexCount = offset.length - 1;
  const to = new Uint32Array(source.length);
  for (let v = 0; v < vertexCount; v++) to.fill(v, u32(offset, v), u32(offset, v + 1));
  const kept = new Uint8Array(source.length).fill(1);
  const sorted = kahn(vertexCount, source, to, kept);
  for (const { buffer } of [to, kept, sorted.stuck]) giveBack(buffer);
  return sorted.done === vertexCount ? sorted.topo : undefined;
}

type EdgeColumns = Omit<DraftEdges, 'count'>;

/** The edges that were added. */
function collected({ count, from, to, weight, kind, weightClass, confidence }: DraftEdges): EdgeColumns {
  return {
    from: from.subarray(0, count),
    to: to.subarray(0, count),
    weight: weight.subarray(0, count),
    kind: kind.subarray(0, count),
    weightClass: weightClass.subarray(0, count),
    confidence: confidence.subarray(0, count),
  };
}

/** Un-keeps the stuck edges that `drop` names; gives their number. */
function dropStuck(
  { from, to }: EdgeColumns,
  kept: Uint8Array,
  stuck: Uint8Array,
  drop: (edge: number) => boolean,
): number {
  let dropped = 0;
  for (let e = 0; e < from.length; e++) {
    if (u8(kept, e) === 0 || u8(stuck, u32(from, e)) === 0 || u8(stuck, u32(to, e)) === 0 || !drop(e)) continue;
    kept[e] = 0;
    dropped++;
  }
  return dropped;
}

/**
 * Orders a draft's edges, which are used up: each column is freed when its ordered one is there. `observed`: the measured time of each vertex.
 * Inferred edges that the measured times contradict are dropped first. On a cycle the
 * inferred edges on it go, then the recorded ones the times contradict, then all: the last two are counted as
 * `droppedInCycles`, which locks the gate. It always ends, and every vertex is in `topo`.
 */
export function orderEdges(edges: DraftEdges, observed: Float64Array): OrderedEdges {
  const columns = collected(edges);
  const { from, to, weight, confidence } = columns;
  const vertexCount = observed.length;
  const kept = new Uint8Array(from.length).fill(1);
  const contradicted = (e: number): boolean =>
    f64(observed, u32(from, e)) + f64(weight, e) > f64(observed, u32(to, e)) + TOLERANCE_US;
  let droppedInferred = 0;
  let droppedInCycles = 0;
  for (let e = 0; e < from.length; e++) {
    if (u8(confidence, e) !== INFERRED || !contradicted(e)) continue;
    kept[e] = 0;
    droppedInferred++;
  }
  let sorted = kahn(vertexCount, from, to, kept);
  const rules: readonly ((e: number) => boolean)[] = [(e) => u8(confidence, e) === INFERRED, contradicted, () => true];
  for (const [index, rule] of rules.entries()) {
    if (sorted.done === vertexCount) break;
    const dropped = dropStuck(columns, kept, sorted.stuck, rule);
    if (index === 0) droppedInferred += dropped;
    else droppedInCycles += dropped;
    sorted = kahn(vertexCount, from, to, kept);
  }
  return { ...byTarget(columns, kept, vertexCount), topo: sorted.topo, droppedInferred, droppedInCycles };
}

/** The kept edges, sorted by target. Frees what they were. */
function byTarget(
  { from, to, weight, kind, weightClass, confidence }: EdgeColumns,
  kept: Uint8Array,
  vertexCount: number,
): Omit<OrderedEdges, 'topo' | 'droppedInferred' | 'droppedInCycles'> {
  const offset = new Uint32Array(vertexCount + 1);
  for (let e = 0; e < from.length; e++) if (u8(kept, e) === 1) offset[u32(to, e) + 1] = u32(offset, u32(to, e) + 1) + 1;
  for (let v = 0; v < vertexCount; v++) offset[v + 1] = u32(offset, v + 1) + u32(offset, v);
  const count = u32(offset, vertexCount);
  const fill = offset.slice(0, vertexCount);
  const places = new Uint32Array(from.length).fill(DROPPED);
  for (let e = 0; e < from.length; e++) {
    if (u8(kept, e) === 0) continue;
    const place = u32(fill, u32(to, e));
    fill[u32(to, e)] = place + 1;
    places[e] = place;
  }
  for (const { buffer } of [to, fill, kept]) giveBack(buffer);
  const moved = <T extends Column>(column: T, sorted: T): T => {
    for (let e = 0; e < column.length; e++) {
      const place = u32(places, e);
      if (place !== DROPPED) sorted[place] = column[e] ?? 0;
    }
    giveBack(column.buffer);
    return sorted;
  };
  const source = moved(from, new Uint32Array(count));
  const ordered = {
    offset,
    source,
    weight: moved(weight, new Float64Array(count)),
    edgeClass: moved(weightClass, new Uint8Array(count)),
    edgeKind: moved(kind, new Uint8Array(count)),
    confidence: moved(confidence, new Uint8Array(count)),
  };
  giveBack(places.buffer);
  return ordered;
}
