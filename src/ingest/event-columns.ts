import { type Diagnostic } from '../base/failure.ts';
import { type HistogramSlot } from './window/time-histogram.ts';
import { type Words } from '../base/say.ts';

/**
 * Complete events (`ph: X`, and pairs of B and E, b and e, S and F once matched) of one file, in file order, one array a field.
 * Times are microseconds since the scan's `originMicros`, taken from the text so that nanosecond digits survive. 48 bytes an event.
 */
export interface EventColumns {
  readonly length: number;
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** Index into `Scan.strings`. */
  readonly name: Uint32Array;
  /** Index into `Scan.strings`: the `cat` text as written. */
  readonly category: Uint32Array;
  /** Index into `Scan.tracks`: the (pid, tid) pair as written. */
  readonly track: Uint32Array;
  /** args.correlation as a number; -1 where absent. Doubles only where one of them is no integer of 32 bits. */
  readonly correlation: Int32Array | Float64Array;
  /** args.stream; -1 where absent. */
  readonly stream: Int32Array;
  /** args.device; -1 where absent. */
  readonly device: Int32Array;
  /** Where the event's `{` stands in the unpacked text (doubles only beyond 4 GB), and how many bytes it takes. */
  readonly offset: Uint32Array | Float64Array;
  readonly byteLength: Uint32Array;
}

/** A (pid, tid) pair as written: numbers and strings alike are kept as text, so ids above 2^53 stay distinct. */
export interface Track {
  readonly process: string;
  readonly thread: string;
  /** Not a pair as written: where asynchronous work of the process is drawn, `thread` its name. */
  readonly isAsync?: true;
}

/** What happens at one moment on a track: `ph: s|t|f` events, and instants (`isInstant`) between them in file order. */
export interface FlowColumns {
  readonly length: number;
  /** ASCII code. */
  readonly phase: Uint8Array;
  /** Equal where the `id` texts are: an integer's value, or for other texts -1 minus the text's place in `Scan.strings`. Of an instant: 0. */
  readonly id: Float64Array;
  /** Index into `Scan.strings`: the `cat` text; of an instant its name. */
  readonly category: Uint32Array;
  readonly track: Uint32Array;
  readonly time: Float64Array;
}

/** A `ph: M` event: what a process or thread is called. */
export interface TrackLabel {
  readonly kind: 'process_name' | 'process_labels' | 'thread_name' | 'process_sort_index' | 'thread_sort_index';
  readonly process: string;
  readonly thread: string;
  readonly value: string;
}

/** Arguments of few events that the model needs (collective sizes and groups, sync targets, bytes of copies). */
export interface ExtraColumns {
  readonly length: number;
  readonly event: Uint32Array;
  /** Index into `Scan.strings`: the argument's key as written. */
  readonly key: Uint32Array;
  /** The number, or NaN where the value is text. */
  readonly number: Float64Array;
  /** Index into `Scan.strings`: the text, where the value is text. */
  readonly text: Uint32Array;
}

/** How the text of a file is packed: what has to be undone before it can be read. */
export type Packing = 'plain' | 'gzip' | 'zstd' | 'deflate' | 'utf-16';

export interface ScannedFile {
  readonly name: string;
  /** Bytes as dropped, and bytes of text after unpacking. */
  readonly bytes: number;
  readonly textBytes: number;
  readonly packing: Packing;
  /** Short hash of name-independent content (size, first and last bytes): the same file gives the same text. */
  readonly fingerprint: string;
}

/** What an event is, by the names of the model's kinds; `unsaid`: its category says it, as in PyTorch's traces. */
export type KindHint =
  | 'unsaid'
  | 'other'
  | 'hostOp'
  | 'annotation'
  | 'runtime'
  | 'kernel'
  | 'memcpy'
  | 'memset'
  | 'deviceNote'
  | 'deviceSync'
  | 'overhead';

/** What a format says of a (pid, tid) track. */
export interface TrackHint {
  /** Which device and stream work on this track belongs to, where its arguments do not say. */
  readonly device?: number;
  readonly stream?: number;
  /** What people call it. */
  readonly label?: string;
  /** The process whose thread this is too, where a profiler draws one thread under two processes. */
  readonly process?: string;
  /** The same where a profiler draws one thread as two: what the one is called. */
  readonly thread?: string;
  /** The rank it belongs to, in files that hold several. */
  readonly rank?: number;
}

/** Events that mark steps. `start`: each begins one, the last one lasts to the end; `span`: as `start`, the last one ends with its event; `end`: each ends one. */
export interface StepHint {
  /** Rows of the event columns, any order. */
  readonly rows: Uint32Array;
  readonly edge: 'start' | 'span' | 'end';
  /** How the steps were found, in a few plain words. */
  readonly from: Words;
  /** What a step is called, a number behind it; absent: as its event. */
  readonly noun?: string;
  /** The numbers that the file gives the steps, one a row; absent: they are counted from 0. */
  readonly numbers?: Float64Array;
}

/** What a format knows beyond the category names that PyTorch's profiler writes. */
export interface FormatHints {
  /** The kinds in use; `kind` holds one index into it an event. */
  readonly kinds: readonly KindHint[];
  readonly kind: Uint8Array;
  /** One a track. */
  readonly tracks: readonly TrackHint[];
  /** Instead of the events' own: a call and the device work that it launched share a number above 0. */
  readonly correlation?: Float64Array;
  readonly steps?: StepHint;
  /** Instead of the events' own: where each ends, microseconds since the scan's origin. */
  readonly end?: Float64Array;
}

/** Everything read from one file. */
export interface Scan {
  readonly file: ScannedFile;
  readonly format: string;
  /** Whole microseconds that event times are relative to, as written in the text; exact. */
  readonly originMicros: number;
  /** Start of the file's earliest event, since `originMicros`, where it may not be among `events`. */
  readonly firstUs?: number;
  readonly events: EventColumns;
  readonly flows: FlowColumns;
  readonly extras: ExtraColumns;
  readonly tracks: readonly Track[];
  readonly trackLabels: readonly TrackLabel[];
  readonly strings: readonly string[];
  /** Top-level members other than the events, parsed: distributedInfo, deviceProperties, baseTimeNanoseconds... */
  readonly header: Readonly<Record<string, unknown>>;
  /** Absent where the categories say all. */
  readonly hints?: FormatHints;
  readonly diagnostics: readonly Diagnostic[];
  /** All events of the file by time, where few of them were kept. */
  readonly slots?: readonly HistogramSlot[];
}

export interface ScanProgress {
  readonly bytesRead: number;
  readonly bytesTotal: number;
  readonly events: number;
}
