import { f64, u32 } from '../base/at.ts';
import { giveBack } from '../base/give-back.ts';
import { orderBy } from '../base/order-by.ts';
import { type EdgeKind, edgeCode, RECORDED, type WeightClass, weightCode } from './graph.ts';

/** Edges while they are collected, one array a field; the first `count` entries hold. */
export interface DraftEdges {
  count: number;
  from: Uint32Array;
  to: Uint32Array;
  weight: Float64Array;
  kind: Uint8Array;
  weightClass: Uint8Array;
  confidence: Uint8Array;
}

const roomFor = (size: number): DraftEdges => ({
  count: 0,
  from: new Uint32Array(size),
  to: new Uint32Array(size),
  weight: new Float64Array(size),
  kind: new Uint8Array(size),
  weightClass: new Uint8Array(size),
  confidence: new Uint8Array(size),
});

/** Twice as much room. */
function grow(edges: DraftEdges): void {
  const { count, from, to, weight, kind, weightClass, confidence } = edges;
  Object.assign(edges, roomFor(2 * from.length));
  edges.count = count;
  edges.from.set(from);
  edges.to.set(to);
  edges.weight.set(weight);
  edges.kind.set(kind);
  edges.weightClass.set(weightClass);
  edges.confidence.set(confidence);
}

/** A graph under construction. Node i has vertices 2i (start) and 2i + 1 (end). Of the arrays a node the first `count` entries hold; they are new ones when they grow. */
export interface Draft {
  count: number;
  event: Int32Array;
  nodeClass: Uint8Array;
  resource: Int32Array;
  rank: Uint16Array;
  start: Float64Array;
  end: Float64Array;
  /** Most own time a node may keep: blocking calls keep little, the rest is waiting. */
  ownCap: Float64Array;
  /** Calls that were seen to wait for the device, and for how long; copies to the device that hold their own call are not among them. */
  readonly waits: Map<number, number>;
  readonly nodeOf: Int32Array;
  readonly edges: DraftEdges;
}

const LEAST_ROOM = 64;

export function newDraft(eventCount: number): Draft {
  const room = LEAST_ROOM + (eventCount >> 1);
  return {
    count: 0,
    event: new Int32Array(room),
    nodeClass: new Uint8Array(room),
    resource: new Int32Array(room),
    rank: new Uint16Array(room),
    start: new Float64Array(room),
    end: new Float64Array(room),
    ownCap: new Float64Array(room).fill(Infinity),
    waits: new Map(),
    nodeOf: new Int32Array(eventCount).fill(-1),
    edges: roomFor(LEAST_ROOM + 2 * eventCount),
  };
}

/** Room for half as many nodes again. */
function growNodes(draft: Draft): void {
  const { event, nodeClass, resource, rank, start, end, ownCap } = draft;
  const room = draft.count + (draft.count >> 1);
  draft.event = new Int32Array(room);
  draft.nodeClass = new Uint8Array(room);
  draft.resource = new Int32Array(room);
  draft.rank = new Uint16Array(room);
  draft.start = new Float64Array(room);
  draft.end = new Float64Array(room);
  draft.ownCap = new Float64Array(room).fill(Infinity);
  draft.event.set(event);
  draft.nodeClass.set(nodeClass);
  draft.resource.set(resource);
  draft.rank.set(rank);
  draft.start.set(start);
  draft.end.set(end);
  draft.ownCap.set(ownCap);
}

/** Adds an interval and gives its node number. `event` and `lane` are -1 where there is none. */
export function addNode(
  draft: Draft,
  event: number,
  nodeClass: WeightClass,
  lane: number,
  rank: number,
  startUs: number,
  endUs: number,
): number {
  if (draft.count === draft.event.length) growNodes(draft);
  const node = draft.count++;
  draft.event[node] = event;
  draft.nodeClass[node] = weightCode(nodeClass);
  draft.resource[node] = lane;
  draft.rank[node] = rank;
  draft.start[node] = startUs;
  draft.end[node] = Math.max(startUs, endUs);
  if (event >= 0) draft.nodeOf[event] = node;
  return node;
}

export const startOf = (node: number): number => 2 * node;
export const endOf = (node: number): number => 2 * node + 1;

/** The nodes of several lanes by a time of theirs, which lies in `times`; those of equal times in the order of the lists. */
export function nodesByTime(
  lists: readonly (readonly number[])[],
  times: Float64Array,
): { readonly node: Uint32Array; readonly timeUs: Float64Array } {
  const nodes = new Uint32Array(lists.reduce((sum, list) => sum + list.length, 0));
  const keys = new Float64Array(nodes.length);
  let length = 0;
  for (const list of lists) {
    for (const node of list) {
      nodes[length] = node;
      keys[length++] = f64(times, node);
    }
  }
  const order = orderBy(keys);
  const found = { node: new Uint32Array(length), timeUs: new Float64Array(length) };
  for (let i = 0; i < length; i++) {
    found.node[i] = u32(nodes, u32(order, i));
    found.timeUs[i] = f64(keys, u32(order, i));
  }
  for (const { buffer } of [nodes, keys, order]) giveBack(buffer);
  return found;
}

/** The nodes' columns at their length: what they were collected in, with more room, is freed. */
export function takeNodes(draft: Draft): Pick<Draft, 'event' | 'nodeClass' | 'resource' | 'rank'> & {
  /** Measured time of each vertex, microseconds. */
  readonly observed: Float64Array;
} {
  const { count, event, nodeClass, resource, rank, start, end, ownCap } = draft;
  giveBack(ownCap.buffer);
  const observed = new Float64Array(2 * count);
  for (let node = 0; node < count; node++) {
    observed[2 * node] = f64(start, node);
    observed[2 * node + 1] = f64(end, node);
  }
  const taken = {
    event: event.slice(0, count),
    nodeClass: nodeClass.slice(0, count),
    resource: resource.slice(0, count),
    rank: rank.slice(0, count),
    observed,
  };
  for (const { buffer } of [event, nodeClass, resource, rank, start, end]) giveBack(buffer);
  return taken;
}

/** Measured time of a vertex, microseconds. */
export const timeOf = (draft: Draft, vertex: number): number =>
  f64((vertex & 1) === 0 ? draft.start : draft.end, vertex >> 1);

/** Adds `to waits for from, plus weightUs`; the weight is scaled by the levers of its class. */
export function addEdge(
  draft: Draft,
  kind: EdgeKind,
  from: number,
  to: number,
  weightUs = 0,
  weightClass = weightCode('fixed'),
  confidence = RECORDED,
): void {
  const { edges } = draft;
  if (edges.count === edges.from.length) grow(edges);
  const e = edges.count++;
  edges.from[e] = from;
  edges.to[e] = to;
  edges.weight[e] = weightUs;
  edges.kind[e] = edgeCode(kind);
  edges.weightClass[e] = weightClass;
  edges.confidence[e] = confidence;
}
