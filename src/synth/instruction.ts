import { type HostThread, type Pair } from './records.ts';

/** Streams of every simulated device: torch's default compute stream and the one of its process group. */
export const COMPUTE_STREAM = 7;
export const COMMUNICATION_STREAM = 20;
/** What a pipeline stage sends and receives: a stream each way, so that none waits for another. */
export const PIPELINE_STREAMS = {
  forward: { receive: 21, send: 22 },
  backward: { receive: 23, send: 24 },
} as const;

/** Device work as the host launches it. */
export interface Work {
  readonly kind: 'kernel' | 'collective' | 'memcpy';
  readonly name: string;
  readonly stream: number;
  /** Once it runs; for a collective, once every rank has arrived. */
  readonly durationUs: number;
  readonly bytes: number;
  readonly direction: 'hostToDevice' | 'deviceToHost' | undefined;
  /** Of a send or receive: the two ranks that meet; absent: all do. */
  readonly pair?: Pair;
}

/** A runtime call. */
export interface Call {
  readonly kind: 'call';
  readonly name: string;
  readonly ownUs: number;
  readonly class: 'launch' | 'sync';
  /** Device work it launches. */
  readonly work: Work | undefined;
  /** What it waits for before it returns: nothing, its own work, all work launched so far on a stream. */
  readonly until: 'nothing' | 'work' | { readonly stream: number };
  /** Marks a place in a stream, or makes a stream wait for the last mark made on `of`. */
  readonly order:
    | { readonly kind: 'record'; readonly of: number }
    | { readonly kind: 'wait'; readonly of: number; readonly stream: number }
    | undefined;
}

/** What a rank's host does, one thing after the other. */
export type Instruction =
  | { readonly kind: 'step'; readonly number: number }
  | { readonly kind: 'thread'; readonly thread: HostThread }
  | {
      readonly kind: 'open';
      readonly name: string;
      readonly category: 'cpu_op' | 'user_annotation';
      readonly sequence: number;
    }
  | { readonly kind: 'close' }
  | { readonly kind: 'spend'; readonly us: number; readonly class: 'host' | 'launch' | 'sync' }
  | { readonly kind: 'load' }
  | Call;

export const openOp = (name: string, sequence = -1): Instruction => ({
  kind: 'open',
  name,
  category: 'cpu_op',
  sequence,
});
export const openNote = (name: string): Instruction => ({
  kind: 'open',
  name,
  category: 'user_annotation',
  sequence: -1,
});
export const close: Instruction = { kind: 'close' };
export const spend = (us: number, what: 'host' | 'launch' | 'sync'): Instruction => ({
  kind: 'spend',
  us,
  class: what,
});

/** An asynchronous launch of device work. */
export const launch = (name: string, ownUs: number, work: Work): Call => ({
  kind: 'call',
  name,
  ownUs,
  class: 'launch',
  work,
  until: 'nothing',
  order: undefined,
});

/** A call that waits for all work launched so far on a stream. */
export const synchronize = (stream: number): Call => ({
  kind: 'call',
  name: 'cudaStreamSynchronize',
  ownUs: 0,
  class: 'sync',
  work: undefined,
  until: { stream },
  order: undefined,
});

/** `stream` may go on only after what is on `of` by now: an event record and a wait, as torch does it. */
export const after = (stream: number, of: number, ownUs: number): readonly Call[] => [
  {
    kind: 'call',
    name: 'cudaEventRecord',
    ownUs,
    class: 'launch',
    work: undefined,
    until: 'nothing',
    order: { kind: 'record', of },
  },
  {
    kind: 'call',
    name: 'cudaStreamWaitEvent',
    ownUs,
    class: 'launch',
    work: undefined,
    until: 'nothing',
    order: { kind: 'wait', of, stream },
  },
];
