import { type Timeline } from '../model/timeline.ts';

/** What a copy moves, and whether it is the step's input. */
export const COPY_KINDS = ['input', 'htod', 'dtoh', 'other'] as const;
export type CopyKind = (typeof COPY_KINDS)[number];

/** Copies and sets on the device. */
export interface CopyDetail {
  readonly node: Uint32Array;
  /** Index into COPY_KINDS. */
  readonly kind: Uint8Array;
  /** 1: from or to pageable memory. */
  readonly pageable: Uint8Array;
  /** NaN where the trace does not say. */
  readonly bytes: Float64Array;
}

/** The loader calls of one rank, in order. */
export interface LoaderDetail {
  readonly rank: number;
  /** Steps [first, last) of the rank. */
  readonly firstStep: number;
  readonly lastStep: number;
  readonly nodes: Uint32Array;
  /** Batches come from worker processes; else the call makes the batch itself. */
  readonly workers: boolean;
  /** What taking a ready batch costs, microseconds; 0 where the call makes it itself. */
  readonly handlingUs: number;
  /** 1: this call and the one before both waited for the workers. */
  readonly paced: Uint8Array;
  /** Workers that the rhythm of waiting tells; undefined where it tells none. */
  readonly workerCount: number | undefined;
  /** What one batch costs one worker (or the call), each call; NaN where it cannot be told. */
  readonly batchUs: Float64Array;
}

/** Through what a collective goes: the ledger's words. */
export const LINK_SCOPES = ['unknown', 'interconnect', 'network'] as const;
export type LinkScope = (typeof LINK_SCOPES)[number];

/** Communication as a lever sees it: one row an edge whose weight is a transfer. */
export interface TransferDetail {
  /** Node that transfers; its edge is the one into its end of class communication. */
  readonly node: Uint32Array;
  /** Index into LINK_SCOPES. */
  readonly scope: Uint8Array;
  readonly bytes: Float64Array;
  /** Index into the ledger's COLLECTIVE_KINDS. */
  readonly kind: Uint8Array;
  /** Latency's part of the transfer, microseconds; 0 where it cannot be told. */
  readonly alphaUs: Float64Array;
  /** Hops of a message one after the other, in a ring. */
  readonly hops: Uint32Array;
  /** Rank numbers of a send and receive; -1 elsewhere, and where the trace does not say. */
  readonly sender: Int32Array;
  readonly receiver: Int32Array;
}

/** Collectives of ranks that are not recorded: the wait for them, and when they arrived. */
export interface PeerDetail {
  /** The node that stands for their arrival. */
  readonly arrival: Uint32Array;
  /** The collective. */
  readonly node: Uint32Array;
  readonly waitUs: Float64Array;
}

/** When gradients are there, in the order of the host. */
export interface GradientDetail {
  /** The end of the node that computes it: an op, or device work. */
  readonly vertex: Uint32Array;
  /** When the host began to accumulate it, on the rank's own clock. */
  readonly hostUs: Float64Array;
}

/** A call that was seen to wait for the device. */
export interface SyncDetail {
  /** The call's node. */
  readonly call: Uint32Array;
  readonly waitedUs: Float64Array;
  /** Index into `sites`. */
  readonly site: Uint32Array;
  readonly sites: readonly string[];
}

/** Facts of nodes that some levers need. */
export interface GraphDetail {
  readonly strings: Timeline['strings'];
  /** What the threads did between the calls that are nodes. */
  readonly host: Pick<Timeline, 'events' | 'lanes'>;
  /** Name of each node, index into `strings`; -1 for nodes that are no event. */
  readonly name: Int32Array;
  /** Index into FAMILIES (`families.ts`), each node. */
  readonly family: Uint8Array;
  /** Share of the device that each node fills: blocks on each multiprocessor, at most 1; NaN where the trace does not say. Undefined where it says so of none. */
  readonly filled: Float32Array | undefined;
  /** Rank numbers as the user knows them. */
  readonly rankNumbers: readonly number[];
  readonly copies: CopyDetail;
  readonly loaders: readonly LoaderDetail[];
  readonly transfers: TransferDetail;
  readonly peers: PeerDetail;
  readonly syncs: SyncDetail;
  readonly gradients: GradientDetail;
  /** Share of fetching in loading, where reader and preparing spans are in the trace. */
  readonly fetchShare: number | undefined;
  /** Share of the device work whose launch is known. */
  readonly launchedShare: number;
  /** Streams: communication runs on streams of its own. */
  readonly ownCommunicationStream: boolean;
  /** Sends and receives between ranks. */
  readonly pointToPoint: number;
  /** The step each node begins in, index into `Timeline.steps`; -1 for none. */
  readonly step: Int32Array;
}
