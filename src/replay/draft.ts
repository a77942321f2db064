import { at } from '../base/at.ts';
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

/** A graph under construction. Node i has vertices 2i (start) and 2i + 1 (end). */
export interface Draft {
  readonly event: number[];
  readonly nodeClass: number[];
  readonly resource: number[];
  readonly rank: number[];
  readonly start: number[];
  readonly end: number[];
  /** Most own time a node may keep: blocking calls keep little, the rest is waiting. */
  readonly ownCap: number[];
  /** Calls that were seen to wait for the device, and for how long; copies to the device that hold their own call are not among them. */
  readonly waits: Map<number, number>;
  readonly nodeOf: Int32Array;
  readonly edges: DraftEdges;
}

export function newDraft(eventCount: number): Draft {
  return {
    event: [],
    nodeClass: [],
    resource: [],
    rank: [],
    start: [],
    end: [],
    ownCap: [],
    waits: new Map(),
    nodeOf: new Int32Array(eventCount).fill(-1),
    edges: roomFor(Math.max(64, 2 * eventCount)),
  };
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
  const node = draft.event.length;
  draft.event.push(event);
  draft.nodeClass.push(weightCode(nodeClass));
  draft.resource.push(lane);
  draft.rank.push(rank);
  draft.start.push(startUs);
  draft.end.push(Math.max(startUs, endUs));
  draft.ownCap.push(Infinity);
  if (event >= 0) draft.nodeOf[event] = node;
  return node;
}

export const startOf = (node: number): number => 2 * node;
export const endOf = (node: number): number => 2 * node + 1;

/** Measured time of a vertex, microseconds. */
export const timeOf = (draft: Draft, vertex: number): number =>
  at((vertex & 1) === 0 ? draft.start : draft.end, vertex >> 1);

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
