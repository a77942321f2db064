import { type Timeline } from '../model/timeline.ts';

/** What a call waits for, by its name. */
export const WAITS_NOTHING = 0;
export const WAITS_DEVICE = 1;
export const WAITS_STREAM = 2;
export const WAITS_EVENT = 3;

/** One entry a string of the timeline, so that events are told apart by look-up. */
export interface NameTable {
  /** WAITS_NOTHING, WAITS_DEVICE, WAITS_STREAM or WAITS_EVENT. */
  readonly waits: Uint8Array;
  /** 1: a call named as asynchronous. */
  readonly async: Uint8Array;
  /** 1: device work that copies from or to pageable memory, or to the host. */
  readonly pageable: Uint8Array;
  /** 1: a call that records a device event. */
  readonly recordsEvent: Uint8Array;
}

const WAIT_PATTERNS = [
  { code: WAITS_DEVICE, pattern: /^(?:cuda|hip|musa)DeviceSynchronize|^(?:cu|hip)CtxSynchronize|^synchronizeDevice$/ },
  { code: WAITS_STREAM, pattern: /^(?:cuda|hip|musa|cu)StreamSynchronize|^synchronizeStream$/ },
  { code: WAITS_EVENT, pattern: /^(?:cuda|hip|musa|cu)EventSynchronize|^synchronizeEvent$/ },
] as const;
const ASYNC = /Async/;
const PAGEABLE = /Pageable|DtoH|DeviceToHost/i;
const RECORDS_EVENT = /^(?:cuda|hip|musa|cu)EventRecord/;

/** Sorts every string of the timeline once. */
export function nameTable(timeline: Timeline): NameTable {
  const { strings } = timeline;
  const flags = (pattern: RegExp): Uint8Array => Uint8Array.from(strings, (name) => (pattern.test(name) ? 1 : 0));
  return {
    waits: Uint8Array.from(strings, (name) => WAIT_PATTERNS.find((row) => row.pattern.test(name))?.code ?? WAITS_NOTHING),
    async: flags(ASYNC),
    pageable: flags(PAGEABLE),
    recordsEvent: flags(RECORDS_EVENT),
  };
}
