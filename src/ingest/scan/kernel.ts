import { KERNEL_BASE64 } from '../kernel/build/kernel-bytes.ts';
import { isInstant } from '../../base/is-instant.ts';
import { ARGUMENT_KEYS, FIRST_EXTRA, keyPlaces, keyTexts } from './argument-keys.ts';
import { QUOTE } from './bytes.ts';
import { type EventRows, type ExtraRows, type FlowRows } from './buffers.ts';
import { BatchSieve } from './event-filter.ts';
import { type EventParser, MAX_NOTED, NOTED_FIELDS } from './event-parser.ts';
import { type EventSink } from './event-sink.ts';
import { type TextRoom } from './text-window.ts';

/** Functions and addresses of src/ingest/kernel/assembly/scan.ts. */
interface KernelExports {
  readonly memory: WebAssembly.Memory;
  readonly readEvents: (address: number, base: number) => number;
  readonly learnText: (address: number, length: number, id: number) => void;
  readonly learnTrack: (process: number, pLength: number, thread: number, tLength: number, track: number) => void;
  readonly learnKey: (key: number, id: number) => void;
  readonly setOrigin: (micros: number) => void;
  readonly clear: () => void;
  readonly forget: () => void;
  readonly [name: string]: WebAssembly.ExportValue;
}

/** The kernel's own view of its batches; made anew when its memory has grown. */
interface Batches {
  readonly buffer: ArrayBuffer;
  readonly events: EventRows;
  readonly flows: FlowRows;
  readonly extras: ExtraRows;
  readonly phases: Uint32Array;
}

const PAGE = 1 << 16;
/** Behind the text, so that wide reads at its end stay in the memory. */
const SPARE = 64;
/** Fewer bytes than any event takes. */
const LEAST_EVENT = 24;
/** After calls in vain the kernel is left alone for up to this many events: some files have none that it takes. */
const MAX_PATIENCE = 64;

/** Reads plain events of the list many times faster than `EventParser`; whatever is not plain it leaves to that. */
export class Kernel {
  readonly room: TextRoom = { grow: (_bytes, _used, capacity) => this.textRoom(capacity) };
  private readonly wasm: KernelExports;
  private readonly text: number;
  private batches: Batches;
  private inVain = 0;
  private patience = 0;
  private readonly sieve = new BatchSieve();

  constructor(instance: WebAssembly.Instance) {
    this.wasm = instance.exports as KernelExports;
    this.text = this.numberAt('TEXT');
    this.writeKeys();
    this.batches = this.viewBatches();
    this.forget();
  }

  /** Call before each file. */
  forget(): void {
    this.wasm.forget();
    this.inVain = this.patience = 0;
  }

  /** Adds the events at `i` of the window to the sink until one is not plain; index of what stands there. */
  readEvents(i: number, base: number, sink: EventSink): number {
    if (Number.isNaN(sink.origin)) return i;
    if (this.patience > 0) {
      this.patience--;
      return i;
    }
    const first = i;
    for (let full = true; full;) {
      i = this.wasm.readEvents(this.text + i, base) - this.text;
      full = this.drain(sink);
    }
    this.inVain = i - first < LEAST_EVENT ? Math.min(MAX_PATIENCE, this.inVain + 1) : 0;
    this.patience = this.inVain < 8 ? 0 : this.inVain;
    return i;
  }

  /** Makes known to the kernel what the sink has just numbered for the event of `parser`. */
  learn(parser: EventParser, bytes: Uint8Array, sink: EventSink): void {
    if (!parser.hasTime || Number.isNaN(sink.origin)) return;
    const { phase } = parser;
    const isFlow = phase === 0x73 || phase === 0x74 || phase === 0x66;
    if (phase !== 0x58 && !isFlow && !isInstant(phase)) return;
    this.wasm.setOrigin(sink.origin);
    if (!isInstant(phase)) this.learnText(bytes, parser.categoryStart, parser.categoryEnd, sink);
    this.wasm.learnTrack(
      this.text + parser.processStart,
      parser.processEnd - parser.processStart,
      this.text + parser.threadStart,
      parser.threadEnd - parser.threadStart,
      sink.trackOf(parser, bytes),
    );
    if (isFlow) return;
    this.learnText(bytes, parser.nameStart, parser.nameEnd, sink);
    if (isInstant(phase)) return;
    for (let k = 0; k < parser.notedCount * NOTED_FIELDS; k += NOTED_FIELDS) {
      const key = parser.noted[k] as number;
      if (key < FIRST_EXTRA) continue;
      this.wasm.learnKey(key, sink.extraKey(key));
      const start = parser.noted[k + 1] as number;
      const end = parser.noted[k + 2] as number;
      if (sink.numberIn(bytes, start, end) !== undefined) continue;
      const quoted = bytes[start] === QUOTE ? 1 : 0;
      this.learnText(bytes, start + quoted, end - quoted, sink);
    }
  }

  private learnText(bytes: Uint8Array, start: number, end: number, sink: EventSink): void {
    this.wasm.learnText(this.text + start, end - start, sink.strings.intern(bytes, start, end));
  }

  /** Moves the batches to the sink. Whether one of them was full, so that more events may follow. */
  private drain(sink: EventSink): boolean {
    const { buffer } = this.wasm.memory;
    if (this.batches.buffer !== buffer) this.batches = this.viewBatches();
    const batch = this.batches;
    const rows = this.numberAt('rows');
    const flows = this.numberAt('flowRows');
    const extras = this.numberAt('extraRows');
    const { filter } = sink;
    const keptRows = filter === undefined ? rows : this.sieve.events(batch.events, rows, filter, sink.strings);
    const keptExtras = filter === undefined ? extras : this.sieve.extras(batch.extras, extras);
    const keptFlows = filter === undefined ? flows : this.sieve.flows(batch.flows, flows, filter);
    if (keptExtras > 0) {
      const first = sink.events.length;
      for (let k = 0; k < keptExtras; k++) batch.extras.event[k] = (batch.extras.event[k] as number) + first;
      sink.extras.append(batch.extras, keptExtras);
    }
    if (keptRows > 0) sink.events.append(batch.events, keptRows);
    if (keptFlows > 0) sink.flows.append(batch.flows, keptFlows);
    for (let phase = 0; phase < 256; phase++) {
      sink.phases[phase] = (sink.phases[phase] as number) + (batch.phases[phase] as number);
    }
    this.wasm.clear();
    return (
      rows === batch.events.start.length ||
      flows === batch.flows.time.length ||
      extras > batch.extras.event.length - MAX_NOTED
    );
  }

  private viewBatches(): Batches {
    const buffer = this.wasm.memory.buffer as ArrayBuffer;
    const rows = this.numberAt('ROWS');
    const extraRows = this.numberAt('EXTRA_ROWS');
    const f64 = (name: string, length: number) => new Float64Array(buffer, this.numberAt(name), length);
    const u32 = (name: string, length: number) => new Uint32Array(buffer, this.numberAt(name), length);
    const i32 = (name: string, length: number) => new Int32Array(buffer, this.numberAt(name), length);
    return {
      buffer,
      events: {
        start: f64('START', rows),
        end: f64('END', rows),
        name: u32('NAME', rows),
        category: u32('CATEGORY', rows),
        track: u32('TRACK', rows),
        correlation: f64('CORRELATION', rows),
        stream: i32('STREAM', rows),
        device: i32('DEVICE', rows),
        offset: f64('OFFSET', rows),
        byteLength: u32('BYTE_LENGTH', rows),
      },
      flows: {
        phase: new Uint8Array(buffer, this.numberAt('FLOW_PHASE'), rows),
        id: f64('FLOW_ID', rows),
        category: u32('FLOW_CATEGORY', rows),
        track: u32('FLOW_TRACK', rows),
        time: f64('FLOW_TIME', rows),
      },
      extras: {
        event: u32('EXTRA_EVENT', extraRows),
        key: u32('EXTRA_KEY', extraRows),
        number: f64('EXTRA_NUMBER', extraRows),
        text: u32('EXTRA_TEXT', extraRows),
      },
      phases: u32('PHASES', 256),
    };
  }

  /** The text's part of the memory: its end, which grows in place. */
  private textRoom(capacity: number): Uint8Array<ArrayBuffer> {
    const { memory } = this.wasm;
    const missing = this.text + capacity + SPARE - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
    return new Uint8Array(memory.buffer as ArrayBuffer, this.text, capacity);
  }

  private writeKeys(): void {
    const memory = new Uint8Array(this.wasm.memory.buffer);
    memory.set(keyPlaces, this.numberAt('KEY_PLACES'));
    const table = new Uint32Array(this.wasm.memory.buffer, this.numberAt('KEYS'), ARGUMENT_KEYS.length * 3);
    let place = this.numberAt('KEY_TEXTS');
    keyTexts.forEach((text, key) => {
      memory.set(text, place);
      table[key * 3] = place;
      table[key * 3 + 1] = text.length;
      place += text.length;
    });
  }

  private numberAt(name: string): number {
    return (this.wasm[name] as WebAssembly.Global).value as number;
  }
}

let compiled: WebAssembly.Module | undefined;
const idle: Kernel[] = [];

/** A kernel that nobody uses; undefined where WebAssembly is not to be had. Give it back with `releaseKernel`. */
export function takeKernel(): Kernel | undefined {
  const used = idle.pop();
  if (used !== undefined) {
    used.forget();
    return used;
  }
  try {
    compiled ??= new WebAssembly.Module(Uint8Array.from(atob(KERNEL_BASE64), (letter) => letter.charCodeAt(0)));
    return new Kernel(new WebAssembly.Instance(compiled));
  } catch {
    return undefined;
  }
}

/** One is kept for the next file: its memory is as large as the largest event it met. */
export function releaseKernel(kernel: Kernel): void {
  if (idle.length === 0) idle.push(kernel);
}
