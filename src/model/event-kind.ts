import { u16, u32, u8 } from '../base/at.ts';
import { type Scan } from '../ingest/event-columns.ts';
import { EVENT_KINDS, kindCode } from './timeline.ts';

/** What the `kind` column holds, by name. */
export const KIND = {
  other: kindCode('other'),
  hostOp: kindCode('hostOp'),
  annotation: kindCode('annotation'),
  python: kindCode('python'),
  runtime: kindCode('runtime'),
  kernel: kindCode('kernel'),
  memcpy: kindCode('memcpy'),
  memset: kindCode('memset'),
  deviceNote: kindCode('deviceNote'),
  deviceSync: kindCode('deviceSync'),
  overhead: kindCode('overhead'),
} as const;

/** Kineto's category names, new and old, in lower case. Sources: output_json.cpp of Kineto, and files of 2021 (`Kernel`, `Runtime`, `Operator`). */
const BY_CATEGORY: Readonly<Record<string, number>> = {
  kernel: KIND.kernel,
  concurrent_kernel: KIND.kernel,
  gpu_memcpy: KIND.memcpy,
  memcpy: KIND.memcpy,
  gpu_memset: KIND.memset,
  memset: KIND.memset,
  cpu_op: KIND.hostOp,
  operator: KIND.hostOp,
  runtime: KIND.runtime,
  cuda_runtime: KIND.runtime,
  hpu_op: KIND.runtime,
  cuda_driver: KIND.runtime,
  user_annotation: KIND.annotation,
  gpu_user_annotation: KIND.deviceNote,
  python_function: KIND.python,
  cuda_sync: KIND.deviceSync,
  cuda_profiler_range: KIND.deviceNote,
  xpu_scope_profiler: KIND.deviceNote,
  overhead: KIND.overhead,
};

/** Other devices name the same kinds after themselves: `xpu_runtime`, `mlu_memcpy`, `GCU_USER_ANNOTATION`, `privateuse1_driver`. */
const BY_ENDING: readonly (readonly [ending: RegExp, kind: number])[] = [
  [/_runtime$|_driver$|^hip/, KIND.runtime],
  [/_memcpy$/, KIND.memcpy],
  [/_memset$/, KIND.memset],
  [/_user_annotation$/, KIND.deviceNote],
  [/_sync$/, KIND.deviceSync],
];

/** MTIA writes copies and kernels under one category: the name tells them apart. */
const MTIA_DEVICE_WORK = 'mtia_ccp_events';
const COPY_NAME = /^(hip)?mem(cpy|set)|^dma/i;

/** Rows that the profiler draws for orientation: they are no work and do not stretch the window. */
const NOTE_CATEGORIES = new Set(['trace', 'cuda_event']);
const NOTE_NAME = /^Iteration Start/;

/** Marks of steps: annotations today, operators in the first traces of Kineto and in those of torch_npu. */
const MARK_NAME = /^(ProfilerStep|Optimizer\.(step|zero_grad))#/;

/** The kind of an event from its category and name as written; any case. */
export function kindOf(category: string, name: string): number {
  const lower = category.toLowerCase();
  if (lower === MTIA_DEVICE_WORK) return COPY_NAME.test(name) ? KIND.memcpy : KIND.kernel;
  if (Object.hasOwn(BY_CATEGORY, lower)) return BY_CATEGORY[lower] ?? KIND.other;
  return BY_ENDING.find(([ending]) => ending.test(lower))?.[1] ?? KIND.other;
}

const NOTE = 1;
const MARK = 2;
const meaningOf = (name: string): number => (NOTE_NAME.test(name) ? NOTE : MARK_NAME.test(name) ? MARK : 0);

/** Device activity is kernels, copies and sets, and nothing else. */
export const isDeviceWork = (kind: number): boolean =>
  kind === KIND.kernel || kind === KIND.memcpy || kind === KIND.memset;

/** 1 for the kinds that are device activity, by kind code. */
export const DEVICE_WORK = Uint8Array.from(EVENT_KINDS, (_, kind) => (isDeviceWork(kind) ? 1 : 0));

/** What the events of a scan are. */
export interface EventNatures {
  /** Kind code, one an event. */
  readonly kind: Uint8Array;
  /** 1 for a row drawn for orientation only, 0 for work. */
  readonly note: Uint8Array;
  /** For each track the kinds of its work, one bit a kind. */
  readonly kindsOn: Uint16Array;
}

/** Kind of every event of a scan, in one pass: the patterns are tried once a category and once a name. */
export function classifyEvents(scan: Scan): EventNatures {
  const { events, strings, tracks } = scan;
  const UNSEEN = 255;
  const PER_NAME = 254;
  const byCategory = new Uint8Array(strings.length).fill(UNSEEN);
  const noteCategory = new Uint8Array(strings.length);
  const noteName = new Uint8Array(strings.length).fill(UNSEEN);
  const kind = new Uint8Array(events.length);
  const note = new Uint8Array(events.length);
  const kindsOn = new Uint16Array(tracks.length);
  const { length, category, name, track } = events;
  for (let i = 0; i < length; i++) {
    const c = u32(category, i);
    let code = u8(byCategory, c);
    if (code === UNSEEN) {
      const text = (strings[c] ?? '').toLowerCase();
      code = text === MTIA_DEVICE_WORK ? PER_NAME : kindOf(text, '');
      byCategory[c] = code;
      noteCategory[c] = NOTE_CATEGORIES.has(text) ? 1 : 0;
    }
    if (code === PER_NAME) code = kindOf(MTIA_DEVICE_WORK, strings[u32(name, i)] ?? '');
    let isNote = u8(noteCategory, c);
    if (code === KIND.other || code === KIND.hostOp) {
      const n = u32(name, i);
      if (u8(noteName, n) === UNSEEN) noteName[n] = meaningOf(strings[n] ?? '');
      if (u8(noteName, n) === NOTE && code === KIND.other) isNote = 1;
      if (u8(noteName, n) === MARK && code === KIND.hostOp) code = KIND.annotation;
    }
    kind[i] = code;
    note[i] = isNote;
    const t = u32(track, i);
    if (isNote === 0) kindsOn[t] = u16(kindsOn, t) | (1 << code);
  }
  const isChanged = applyHints(scan, kind, note);
  if (keepAsyncApart(scan, kind, note) || isChanged) tellKinds(events.track, kind, note, kindsOn);
  return { kind, note, kindsOn };
}

function tellKinds(track: Uint32Array, kind: Uint8Array, note: Uint8Array, kindsOn: Uint16Array): void {
  kindsOn.fill(0);
  for (let i = 0; i < kind.length; i++) {
    const t = u32(track, i);
    if (u8(note, i) === 0) kindsOn[t] = u16(kindsOn, t) | (1 << u8(kind, i));
  }
}

/** What the format says of an event goes before what its category means. Whether it says anything. */
function applyHints({ hints, events }: Scan, kind: Uint8Array, note: Uint8Array): boolean {
  if (hints === undefined) return false;
  const UNSAID = 255;
  const codes = Uint8Array.from(hints.kinds, (name) => (name === 'unsaid' ? UNSAID : KIND[name]));
  for (let i = 0; i < events.length; i++) {
    const code = u8(codes, u8(hints.kind, i));
    if (code === UNSAID) continue;
    kind[i] = code;
    note[i] = 0;
  }
  return true;
}

/** Asynchronous work is no work of a thread or a device, whatever its category: it is drawn and never counted. Whether there is any. */
function keepAsyncApart({ tracks, events }: Scan, kind: Uint8Array, note: Uint8Array): boolean {
  if (!tracks.some(({ isAsync }) => isAsync === true)) return false;
  const isAsync = Uint8Array.from(tracks, (track) => (track.isAsync === true ? 1 : 0));
  for (let i = 0; i < events.length; i++) {
    if (u8(isAsync, u32(events.track, i)) === 0) continue;
    kind[i] = KIND.other;
    note[i] = 1;
  }
  return true;
}
