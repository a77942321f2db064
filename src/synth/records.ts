import { type Job } from './job.ts';
import { type LoaderBatch } from './loader.ts';

export type HostThread = 'main' | 'autograd';

/** The two ranks of a message, and with which pass it goes: between two ranks both may go the same way. */
export interface Pair {
  readonly from: number;
  readonly to: number;
  readonly pass: 'forward' | 'backward';
}

/** A class of the ledger, as a literal: `src/ledger/classes.ts` may not be imported here, and a test compares them. */
export type TruthClass = 'compute' | 'communication' | 'copy' | 'queue' | 'data' | 'sync' | 'launch' | 'host';

/** What happened inside the class, where the simulator knows more than the class says. */
export type TruthPart =
  'waiting' | 'transfer' | 'hostToDevice' | 'deviceToHost' | 'fetch' | 'prep' | 'handling' | 'behind';

/** What a host thread was busy with: consecutive, no gaps, no overlaps. Microseconds since the run's start. */
export interface Activity {
  readonly startUs: number;
  readonly endUs: number;
  readonly class: 'data' | 'sync' | 'launch' | 'host';
  readonly part: TruthPart | undefined;
}

/** A stretch of device time and what it was for. The pieces of a rank tile its window. */
export interface TruthPiece {
  readonly startUs: number;
  readonly endUs: number;
  readonly class: TruthClass;
  readonly part: TruthPart | undefined;
}

/** What a synchronising or ordering call refers to; becomes a `cuda_sync` event. */
export interface SyncNote {
  readonly kind: 'Stream Sync' | 'Context Sync' | 'Stream Wait Event';
  readonly stream: number;
  readonly waitOnStream: number;
  readonly recordCorrelation: number;
}

export interface HostEvent {
  readonly thread: HostThread;
  readonly name: string;
  readonly category: 'cpu_op' | 'user_annotation' | 'cuda_runtime';
  readonly startUs: number;
  readonly endUs: number;
  readonly step: number;
  /** Of ops and annotations: their own; of runtime calls: that of the op around them. */
  readonly externalId: number;
  /** Runtime calls only; -1 elsewhere. */
  readonly correlation: number;
  /** Pairs a forward op with its backward node; -1 where there is none. */
  readonly sequence: number;
  readonly sync: SyncNote | undefined;
}

/** Work on a device stream. */
export interface DeviceEvent {
  readonly kind: 'kernel' | 'collective' | 'memcpy';
  readonly name: string;
  readonly stream: number;
  readonly startUs: number;
  readonly endUs: number;
  readonly step: number;
  readonly correlation: number;
  readonly externalId: number;
  /** Start of the call that launched it. */
  readonly launchUs: number;
  /** Copies and collectives; 0 elsewhere. */
  readonly bytes: number;
  readonly direction: 'hostToDevice' | 'deviceToHost' | undefined;
  /** Collectives: ordinal in the process group, and when the last rank arrived. */
  readonly ordinal: number;
  readonly allArrivedUs: number;
  /** Of a send or receive. */
  readonly pair?: Pair;
}

export interface StepMark {
  readonly number: number;
  readonly startUs: number;
  readonly endUs: number;
}

export interface SimulatedRank {
  readonly rank: number;
  readonly steps: readonly StepMark[];
  /** Sorted by start, the longer first. */
  readonly host: readonly HostEvent[];
  /** Sorted by start. */
  readonly device: readonly DeviceEvent[];
  /** What the loader did for each batch; workers leave no events in a Kineto trace. */
  readonly batches: readonly LoaderBatch[];
  /** First step's start to the last step's end or the last device work's end, whichever is later. */
  readonly windowUs: readonly [start: number, end: number];
  readonly truth: readonly TruthPiece[];
}

/** One clock for all ranks: microseconds since the first recorded step of any rank. */
export interface SimulatedRun {
  readonly job: Job;
  readonly ranks: readonly SimulatedRank[];
}
