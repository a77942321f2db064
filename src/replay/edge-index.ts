import { at, f64, u32, u8 } from '../base/at.ts';
import {
  EDGE_KINDS,
  edgeCode,
  type EdgeKind,
  type ReplayGraph,
  WEIGHT_CLASSES,
  type WeightClass,
  weightCode,
} from './graph.ts';

interface EdgeIndex {
  /** Edges by code: those of code c are `edges[first[c]] .. edges[first[c + 1]]`. */
  readonly first: Uint32Array;
  readonly edges: Uint32Array;
}

const byClass = new WeakMap<ReplayGraph, EdgeIndex>();
const byKind = new WeakMap<ReplayGraph, EdgeIndex>();

function sorted(codes: Uint8Array, codeCount: number): EdgeIndex {
  const first = new Uint32Array(codeCount + 1);
  for (let e = 0; e < codes.length; e++) first[u8(codes, e) + 1] = u32(first, u8(codes, e) + 1) + 1;
  for (let c = 0; c < codeCount; c++) first[c + 1] = u32(first, c + 1) + u32(first, c);
  const fill = first.slice();
  const edges = new Uint32Array(codes.length);
  for (let e = 0; e < codes.length; e++) {
    const slot = u32(fill, u8(codes, e));
    edges[slot] = e;
    fill[u8(codes, e)] = slot + 1;
  }
  return { first, edges };
}

function listOf(index: EdgeIndex, code: number): Uint32Array {
  return index.edges.subarray(at(index.first, code), at(index.first, code + 1));
}

/** The edges of a weight class, so that a lever touches only its own. Sorted once a graph. */
export function edgesOfClass(graph: ReplayGraph, key: WeightClass): Uint32Array {
  let index = byClass.get(graph);
  if (index === undefined) byClass.set(graph, (index = sorted(graph.edgeClass, WEIGHT_CLASSES.length)));
  return listOf(index, weightCode(key));
}

/** The edges of a kind. */
export function edgesOfKind(graph: ReplayGraph, key: EdgeKind): Uint32Array {
  let index = byKind.get(graph);
  if (index === undefined) byKind.set(graph, (index = sorted(graph.edgeKind, EDGE_KINDS.length)));
  return listOf(index, edgeCode(key));
}

const targets = new WeakMap<ReplayGraph, Uint32Array>();

/** Target vertex of every edge. */
export function edgeTargets(graph: ReplayGraph): Uint32Array {
  const known = targets.get(graph);
  if (known !== undefined) return known;
  const target = new Uint32Array(graph.source.length);
  for (let v = 0; v < 2 * graph.nodeCount; v++) {
    for (let e = u32(graph.offset, v); e < u32(graph.offset, v + 1); e++) target[e] = v;
  }
  targets.set(graph, target);
  return target;
}

const OWN = edgeCode('own');
const INSIDE = edgeCode('inside');

/** The edge of a given kind into a vertex; the first where there are several, -1 where there is none. */
export function edgeInto(graph: ReplayGraph, vertex: number, kind: number): number {
  for (let e = u32(graph.offset, vertex); e < u32(graph.offset, vertex + 1); e++)
    if (u8(graph.edgeKind, e) === kind) return e;
  return -1;
}

/** The edge from a node's start to its end; -1 where its time is cut in pieces or belongs to another edge. */
export const ownEdge = (graph: ReplayGraph, node: number): number => edgeInto(graph, 2 * node + 1, OWN);

/** The edges of a node's own time, its end first: one, or the pieces between calls inside it. */
export function edgesOfNode(graph: ReplayGraph, node: number): number[] {
  const found: number[] = [];
  for (let v = 2 * node + 1; v !== 2 * node;) {
    let e = edgeInto(graph, v, INSIDE);
    if (e < 0) e = edgeInto(graph, v, OWN);
    if (e < 0) break;
    found.push(e);
    v = u32(graph.source, e);
  }
  return found;
}

const COMMUNICATION = weightCode('communication');

/** The edge that carries the transfer of a collective: the one of class communication into its end; -1 where there is none. */
export function transferEdge(graph: ReplayGraph, node: number): number {
  const end = 2 * node + 1;
  let found = -1;
  for (let e = u32(graph.offset, end); e < u32(graph.offset, end + 1); e++) {
    if (u8(graph.edgeClass, e) !== COMMUNICATION) continue;
    if (found < 0 || f64(graph.weight, e) > f64(graph.weight, found)) found = e;
  }
  return found;
}
