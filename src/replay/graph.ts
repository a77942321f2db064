import { type Words } from '../base/say.ts';
import { type GraphDetail } from './graph-detail.ts';

/**
 * What a weight belongs to: a lever scales every weight of its classes. `fixed` is scaled by no lever.
 * A new lever that acts on time not yet told apart adds a row here and uses it where the edge is made.
 */
export const WEIGHT_CLASSES = [
  'fixed',
  'think',
  'host',
  'launch',
  'data',
  'compute',
  'communication',
  'copy',
  'peers',
] as const;
export type WeightClass = (typeof WEIGHT_CLASSES)[number];
const WEIGHT_CODES: ReadonlyMap<WeightClass, number> = new Map(WEIGHT_CLASSES.map((key, code) => [key, code]));
export const weightCode = (key: WeightClass): number => WEIGHT_CODES.get(key) ?? -1;

/** Why one vertex waits for another. docs/replay.md holds the table with the reasons. */
export const EDGE_KINDS = [
  'own',
  'think',
  'inside',
  'order',
  'handoff',
  'launch',
  'stream',
  'overlap',
  'eventWait',
  'inferredWait',
  'blocks',
  'queueFull',
  'workers',
  'arrive',
  'transfer',
  'closes',
  'peers',
  'frozen',
  'turns',
] as const;
export type EdgeKind = (typeof EDGE_KINDS)[number];
const EDGE_CODES: ReadonlyMap<EdgeKind, number> = new Map(EDGE_KINDS.map((key, code) => [key, code]));
export const edgeCode = (key: EdgeKind): number => EDGE_CODES.get(key) ?? -1;

/** `recorded`: the trace says so. `inferred`: read off the times; the first to go when it contradicts anything. */
export const CONFIDENCES = ['recorded', 'inferred'] as const;
export type Confidence = (typeof CONFIDENCES)[number];
export const RECORDED = 0;
export const INFERRED = 1;

/** What was found, guessed and given up while building: shown in the gate's reason and by docs scripts. */
export interface GraphFacts {
  readonly hostNodes: number;
  readonly deviceNodes: number;
  readonly unlaunched: number;
  readonly handoffs: number;
  readonly inferred: number;
  readonly blocked: number;
  /** Operations the launch queue holds, as calibrated; undefined where the trace does not show a full queue. */
  readonly queueDepth: number | undefined;
  readonly queueFull: number;
  /** Loader calls tied to the pace of their worker processes. */
  readonly workerPaced: number;
  /** By rank: by how much its device falls further behind its host each step, microseconds. */
  readonly fallsBehindUs: readonly number[];
  readonly matchedCollectives: number;
  /** Why collectives of several ranks were not matched. */
  readonly unmatchedReason: Words | undefined;
  /** Inferred edges dropped: contradicted by the times, or part of a cycle. */
  readonly droppedInferred: number;
  /** Recorded edges the times contradict by more than 1 us; kept, with a negative residual. */
  readonly contradicted: number;
  /** Recorded edges dropped to break a cycle: a bug or a damaged trace. */
  readonly droppedInCycles: number;
}

/**
 * A trace as a max-plus graph. Node i is an interval: vertex 2i its start, 2i+1 its end. Edges are stored by
 * target (`offset[v]` .. `offset[v + 1]`). Time of a vertex = max over edges (time of source + weight) + slack.
 * Times and weights: microseconds on the first rank's clock.
 */
export interface ReplayGraph {
  readonly nodeCount: number;
  /** Node to event; -1 for step marks and arrivals of collectives. */
  readonly event: Int32Array;
  /** Event to node; -1 for events that are no node. */
  readonly nodeOf: Int32Array;
  /** Index into WEIGHT_CLASSES. */
  readonly nodeClass: Uint8Array;
  /** Index into `Timeline.lanes`; -1 for nodes on no lane. */
  readonly resource: Int32Array;
  /** Index into `Timeline.ranks`. */
  readonly rank: Uint16Array;
  /** Measured time of each vertex. */
  readonly observed: Float64Array;
  readonly offset: Uint32Array;
  readonly source: Uint32Array;
  readonly weight: Float64Array;
  /** Index into WEIGHT_CLASSES. */
  readonly edgeClass: Uint8Array;
  /** Index into EDGE_KINDS. */
  readonly edgeKind: Uint8Array;
  /** RECORDED or INFERRED. */
  readonly confidence: Uint8Array;
  /** Every vertex once, sources before targets. */
  readonly topo: Uint32Array;
  /** What the edges do not explain: observed - max over edges. A vertex without edges holds its time. */
  readonly slack: Float64Array;
  /** Added to a graph time of a rank to get back its own clock. */
  readonly clockUs: Float64Array;
  /** Vertices where each step of the timeline begins and ends: [2k] and [2k + 1]. */
  readonly stepVertex: Uint32Array;
  /** Steps [first, last) of the first rank, whose median is reported. */
  readonly firstStep: number;
  readonly lastStep: number;
  /** For each step of the timeline, 1 where it counts in medians: not marked odd (`Step.odd`). */
  readonly stepUsual: Uint8Array;
  readonly rankCount: number;
  readonly facts: GraphFacts;
  /** What levers need beyond weights and classes. */
  readonly detail: GraphDetail;
}
