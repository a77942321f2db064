import { type LaneKey, type Micros } from '../base/brand.ts';
import { type Diagnostic } from '../base/failure.ts';
import { type Said, type Words } from '../base/say.ts';
import { type Packing } from '../ingest/event-columns.ts';

/** What an event is, whatever the profiler called it. The number is what the `kind` column holds. */
export const EVENT_KINDS = [
  'other',
  'hostOp',
  'annotation',
  'python',
  'runtime',
  'kernel',
  'memcpy',
  'memset',
  'deviceNote',
  'deviceSync',
  'overhead',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];
export const kindCode = (kind: EventKind): number => EVENT_KINDS.indexOf(kind);

/**
 * All events of all ranks, sorted by lane, then start, then longest first; each lane is the slice
 * [lane.first, lane.first + lane.count). Times: microseconds since the trace start (`Micros`). 43 bytes an event.
 */
export interface TimelineEvents {
  readonly length: number;
  readonly start: Float64Array;
  readonly end: Float64Array;
  readonly name: Uint32Array;
  readonly kind: Uint8Array;
  /** Index into `Timeline.lanes`. */
  readonly lane: Uint16Array;
  /** Row inside the lane: nesting depth on host lanes; an overflow row for partly overlapping events. */
  readonly row: Uint16Array;
  /** For device work: the host call that launched it; -1 where none was found. Host calls: -1. */
  readonly launcher: Int32Array;
  /** The next event outwards on the same lane that wholly contains this one; -1 at top level. */
  readonly parent: Int32Array;
  /** Index into `Timeline.files`, and where the event's text stands in the unpacked file; doubles only beyond 4 GB. */
  readonly file: Uint16Array;
  readonly offset: Uint32Array | Float64Array;
  readonly byteLength: Uint32Array;
}

export interface Lane {
  /** `r0/host/<pid>/<tid>`, `r0/gpu<device>/stream<stream>`, `r0/other/<pid>/<tid>`, `r0/note/<pid>/<tid>`, `r0/async/<pid>/<name>`. */
  readonly key: LaneKey;
  /** Index into `Timeline.ranks`. */
  readonly rank: number;
  /** `host`: a CPU thread. `device`: a stream with device work. `note`: annotations and sync rows drawn by the profiler, and asynchronous work. */
  readonly kind: 'host' | 'device' | 'note';
  /** True where it comes from the file of a loader worker: it tells what goes on inside data loading, and nothing else. */
  readonly worker?: true;
  /** True for a note lane of asynchronous work: `thread` is its name. */
  readonly isAsync?: true;
  readonly label: string;
  readonly process: string;
  readonly thread: string;
  /** -1 where not a device lane. */
  readonly device: number;
  readonly stream: number;
  readonly first: number;
  readonly count: number;
  readonly rows: number;
}

export interface Step {
  /** Index into `Timeline.ranks`. */
  readonly rank: number;
  /** As written, `ProfilerStep#5`; or what the way of finding steps calls it. */
  readonly name: string;
  /** Steps of a rank tile the time: `end` is the next step's start; the last ends with its own marker. */
  readonly start: Micros;
  readonly end: Micros;
  /** The marker event; -1 where the step has none (whole trace as one step). */
  readonly event: number;
  /** Why this first or last step is left out of medians and means, as a clause; absent where it counts. */
  readonly odd?: Said;
}

/**
 * How the steps of a rank were found, in order of trust: a user's pattern, marks that the file's format defines, `ProfilerStep` markers, a line `Steps`, numbered spans, spans of
 * prefill and decode, ends of optimizer spans, a period found in the names, else the whole trace as one step.
 */
export const STEPS_WAYS = [
  'user',
  'format',
  'profiler',
  'line',
  'numbered',
  'inference',
  'optimizer',
  'found',
  'whole',
] as const;
export type StepsWay = (typeof STEPS_WAYS)[number];

/** How a rank whose file does not say it became known: from the file's name, from the user, from the order of the files. */
export type RankFrom = 'name' | 'told' | 'order';

export interface Rank {
  /** From distributedInfo.rank, else as the user tells, else from the file's name, else the order of the files. */
  readonly rank: number;
  /** Absent where the file says its rank, or is the only one. */
  readonly rankFrom?: RankFrom;
  /** The files are windows of one process, one after the other: no rank at all, and not to be compared as ranks. */
  readonly isWindow?: true;
  readonly worldSize: number | undefined;
  readonly label: string;
  readonly file: number;
  /** Names of devices, as in deviceProperties. */
  readonly device: string | undefined;
  /** The machine, where the file or its name says it. */
  readonly host?: string | undefined;
  /** How many devices the file lists; that is all of the host where the job does not hide some. */
  readonly hostDevices?: number | undefined;
  /** Indexes into `Timeline.lanes`, in drawing order. */
  readonly lanes: readonly number[];
  /** Lane of the main training thread (carries the step markers, else launches most); -1 where there is no host lane. */
  readonly mainLane: number;
  readonly hasDevice: boolean;
  /** [first, last) into `Timeline.steps`. */
  readonly firstStep: number;
  readonly lastStep: number;
  readonly stepsWay: StepsWay;
  /** How the steps were found, in a few plain words. */
  readonly stepsFrom: Words;
}

/** Arrows between events: forward op -> backward op. (Launch -> device work is `events.launcher`.) */
export interface Links {
  readonly length: number;
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly kind: Uint8Array;
}
export const LINK_KINDS = ['forwardBackward'] as const;

/** What happened at one moment, sorted by lane, then time. */
export interface Instants {
  readonly length: number;
  /** Microseconds since the trace start. */
  readonly time: Float64Array;
  /** Index into `Timeline.strings`. */
  readonly name: Uint32Array;
  /** Index into `Timeline.lanes`. */
  readonly lane: Uint16Array;
}

/** Sparse arguments of events (collectives, syncs, copies), sorted by event. */
export interface Extras {
  readonly length: number;
  readonly event: Uint32Array;
  readonly key: Uint32Array;
  readonly number: Float64Array;
  readonly text: Uint32Array;
}

export interface TraceFile {
  readonly name: string;
  readonly bytes: number;
  readonly textBytes: number;
  readonly packing: Packing;
  readonly fingerprint: string;
  readonly format: string;
  readonly events: number;
}

/** Which part of a run is to be loaded: steps by their own numbers, ranks by theirs; both ends included. */
export interface LoadChoice {
  readonly steps?: { readonly first: number; readonly last: number } | undefined;
  readonly ranks?: readonly number[] | undefined;
}

/** What a timeline holds of its run, where it does not hold all. */
export interface LoadedPart {
  readonly choice: LoadChoice;
  /** `step`; `part` where the files mark no steps and their time was cut into equal parts. */
  readonly noun: 'step' | 'part';
  /** Numbers of the first and the last step of the run, and how many there are. */
  readonly steps: { readonly first: number; readonly last: number; readonly count: number };
  readonly ranks: { readonly loaded: number; readonly count: number };
  readonly events: { readonly loaded: number; readonly count: number };
  /** All files of the run, loaded or not. */
  readonly files: readonly Pick<TraceFile, 'name' | 'bytes' | 'fingerprint'>[];
}

/** One run, ready to be explained and drawn. Frozen once built. */
export interface Timeline {
  readonly files: readonly TraceFile[];
  readonly format: string;
  readonly window: { readonly start: Micros; readonly end: Micros };
  readonly ranks: readonly Rank[];
  readonly lanes: readonly Lane[];
  readonly steps: readonly Step[];
  readonly strings: readonly string[];
  readonly events: TimelineEvents;
  readonly links: Links;
  readonly extras: Extras;
  /** Absent where there is none. */
  readonly instants?: Instants | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** What was loaded of the run; absent where all was. */
  readonly part?: LoadedPart;
}
