import { f64, item, u16, u32, u8 } from '../base/at.ts';
import { distinct } from '../base/distinct.ts';
import { type Timeline } from '../model/timeline.ts';

/** What a call waits for, by its name. */
export const WAITS_NOTHING = 0;
export const WAITS_DEVICE = 1;
export const WAITS_STREAM = 2;
export const WAITS_EVENT = 3;

/** One entry a string of the timeline (0 for strings that name no event), so that events are told apart by look-up. */
export interface NameTable {
  /** WAITS_NOTHING, WAITS_DEVICE, WAITS_STREAM or WAITS_EVENT. */
  readonly waits: Uint8Array;
  /** 1: a call named as asynchronous. */
  readonly async: Uint8Array;
  /** 1: device work that copies from or to pageable memory, or to the host. */
  readonly pageable: Uint8Array;
  /** 1: a copy from host to device. */
  readonly toDevice: Uint8Array;
  /** 1: a loader call whose batches are made by worker processes. */
  readonly loaderWorkers: Uint8Array;
  /** 1: a span that says nothing about whether its thread worked or waited. */
  readonly wraps: Uint8Array;
}

const WAIT_PATTERNS = [
  {
    code: WAITS_DEVICE,
    pattern: /^(?:cuda|hip|musa)DeviceSynchronize|^(?:cu|hip)CtxSynchronize|^synchronizeDevice$/,
  },
  { code: WAITS_STREAM, pattern: /^(?:cuda|hip|musa|cu)StreamSynchronize|^synchronizeStream$/ },
  {
    code: WAITS_EVENT,
    pattern: /^(?:cuda|hip|musa|cu)EventSynchronize|^synchronizeEvent$|^\w*(?:PjRt|Cpu)Buffer::Await$/,
  },
] as const;
const ASYNC = /Async/;
const TO_DEVICE = /HtoD|host\s*(?:to|->|2)\s*(?:device|gpu)|HostToDevice/i;
const PAGEABLE = /Pageable|DtoH|DeviceToHost/i;

const LOADER_WORKERS = /_MultiProcessingDataLoaderIter\b/;
/** Spans that old traces file under operators: they wrap waiting as well as work. */
const WRAPPER = /^(?:ProfilerStep|Optimizer\.|enumerate\(|## |\[|(?:forward|backward|iteration|train)\b)/i;

/** Sorts the name of every event once. */
export function nameTable(timeline: Timeline): NameTable {
  const { strings, events } = timeline;
  const table = {
    waits: new Uint8Array(strings.length),
    async: new Uint8Array(strings.length),
    pageable: new Uint8Array(strings.length),
    toDevice: new Uint8Array(strings.length),
    loaderWorkers: new Uint8Array(strings.length),
    wraps: new Uint8Array(strings.length),
  };
  const flag = (pattern: RegExp, name: string): number => (pattern.test(name) ? 1 : 0);
  for (const index of distinct(events.name, strings.length)) {
    const name = item(strings, index);
    table.waits[index] = WAIT_PATTERNS.find((row) => row.pattern.test(name))?.code ?? WAITS_NOTHING;
    table.async[index] = flag(ASYNC, name);
    table.pageable[index] = flag(PAGEABLE, name);
    table.toDevice[index] = flag(TO_DEVICE, name);
    table.loaderWorkers[index] = flag(LOADER_WORKERS, name);
    table.wraps[index] = flag(WRAPPER, name);
  }
  return table;
}

/**
 * The event that a loader span stands for: the call inside of it that takes the batch from worker processes, where there is one. A span around the loader
 * (`## load_batch ##`, a Python frame) does not say who makes its batches.
 */
export function loaderCallIn({ events, lanes }: Timeline, names: NameTable, span: number): number {
  const { first, count } = item(lanes, u16(events.lane, span));
  const endUs = f64(events.end, span);
  for (let i = span; i < first + count && f64(events.start, i) < endUs; i++)
    if (u8(names.loaderWorkers, u32(events.name, i)) === 1 && f64(events.end, i) <= endUs) return i;
  return span;
}
