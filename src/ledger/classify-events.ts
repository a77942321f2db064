import { i32, item, u32, u8 } from '../base/at.ts';
import { lowerBound } from '../base/search.ts';
import { EVENT_KINDS, type EventKind, kindCode, type Timeline } from '../model/timeline.ts';
import { CLASS_COUNT, classCode } from './classes.ts';
import { HOST_COLLECTIVE, KIND_CLASS, KIND_SCOPE, PATTERNS } from './patterns.ts';
import { type PatternRow } from './pattern-row.ts';
import { type UserPattern, userRows } from './user-patterns.ts';

/** In class columns: the event bears no class. */
export const NO_CLASS = 255;
const NOT_ASKED = 254;

/** The table with a user's rows before its own. */
export const patternTable = (patterns: readonly UserPattern[] = []): readonly PatternRow[] =>
  patterns.length === 0 ? PATTERNS : [...userRows(patterns), ...PATTERNS];

/** The row of the table that a name matches; `undefined`: its kind alone decides. */
export function patternOf(
  kind: EventKind,
  name: string,
  table: readonly PatternRow[] = PATTERNS,
): PatternRow | undefined {
  const scope = KIND_SCOPE[kind];
  return scope === undefined ? undefined : table.find((row) => row.scope === scope && row.pattern.test(name));
}

/** Class code of one name under one kind, or NO_CLASS. */
export function classOfName(kind: EventKind, name: string, table: readonly PatternRow[] = PATTERNS): number {
  const key = patternOf(kind, name, table)?.class ?? KIND_CLASS[kind];
  return key === undefined ? NO_CLASS : classCode(key);
}

/**
 * Class codes of all events; patterns are tried once per distinct name and kind, never per event. A kernel whose arguments hold a
 * `Collective name` is communication whatever it is called, and a call that launched a copy from or to pageable memory is `sync` (docs/ledger.md),
 * unless a user's row says otherwise.
 */
export function classifyEvents(timeline: Timeline, patterns: readonly UserPattern[] = []): Uint8Array {
  const { events, extras, strings } = timeline;
  const asked = [events.kind, events.launcher, extras, strings, patterns.length === 0 ? PATTERNS : patterns] as const;
  const last = remembered.get(events.name);
  if (last?.asked.every((part, k) => part === asked[k]) === true) return last.classes;
  const classes = classify(timeline, patterns);
  remembered.set(events.name, { asked, classes });
  return classes;
}

/** The last answer for a column of names: ledger, chart, findings and replay ask the same. Nobody writes to it. */
const remembered = new WeakMap<Uint32Array, { readonly asked: readonly unknown[]; readonly classes: Uint8Array }>();

function classify(timeline: Timeline, patterns: readonly UserPattern[]): Uint8Array {
  const table = patternTable(patterns);
  const classes = everyEvent(timeline, (kind, name) => classOfName(kind, name, table));
  const own = userRows(patterns);
  const communication = classCode('communication');
  const key = timeline.strings.indexOf('Collective name');
  const { extras, events, strings } = timeline;
  for (let x = 0; key >= 0 && x < extras.length; x++) {
    const event = u32(extras.event, x);
    if (u32(extras.key, x) !== key || u8(events.kind, event) !== KERNEL) continue;
    if (patternOf('kernel', item(strings, u32(events.name, event)), own) === undefined) classes[event] = communication;
  }
  markPageableCopies(timeline, own, classes);
  return classes;
}

/**
 * Copies from or to pageable memory wait for the stream, whatever the call that launched them is named: CUDA Runtime API, "API synchronization
 * behavior". The profiler writes the kind of memory into the name of the copy: `Memcpy HtoD (Pageable -> Device)`.
 */
const PAGEABLE = /\bpageable\b/i;

function markPageableCopies(
  { events, lanes, strings }: Timeline,
  own: readonly PatternRow[],
  classes: Uint8Array,
): void {
  const { kind, name, launcher } = events;
  const known = new Map<number, boolean>();
  for (const lane of lanes) {
    if (lane.kind !== 'device') continue;
    for (let i = lane.first; i < lane.first + lane.count; i++) {
      const call = i32(launcher, i);
      if (u8(kind, i) !== MEMCPY || call < 0 || u8(classes, call) !== LAUNCH) continue;
      const text = u32(name, i);
      let pageable = known.get(text);
      if (pageable === undefined) known.set(text, (pageable = PAGEABLE.test(item(strings, text))));
      if (!pageable) continue;
      const named = item(EVENT_KINDS, u8(kind, call));
      if (own.length === 0 || patternOf(named, item(strings, u32(name, call)), own) === undefined) classes[call] = SYNC;
    }
  }
}

/** The pageable copy that makes a call `sync` whatever its own name says, as `classifyEvents` has it; -1 where there is none. */
export function pageableCopyOf(timeline: Timeline, call: number, patterns: readonly UserPattern[] = []): number {
  const { kind, name, launcher } = timeline.events;
  const named = item(EVENT_KINDS, u8(kind, call));
  const text = item(timeline.strings, u32(name, call));
  if (classOfName(named, text, patternTable(patterns)) !== LAUNCH) return -1;
  if (patternOf(named, text, userRows(patterns)) !== undefined) return -1;
  for (let i = launcher.indexOf(call); i >= 0; i = launcher.indexOf(call, i + 1)) {
    if (u8(kind, i) === MEMCPY && PAGEABLE.test(item(timeline.strings, u32(name, i)))) return i;
  }
  return -1;
}

/** True for a kernel that is communication by its argument `Collective name`, as `classifyEvents` has it. */
export function namesCollective(timeline: Timeline, event: number, patterns: readonly UserPattern[] = []): boolean {
  const { extras, events, strings } = timeline;
  const key = strings.indexOf('Collective name');
  if (key < 0 || u8(events.kind, event) !== KERNEL) return false;
  const first = lowerBound(extras.event, event, 0, extras.length);
  for (let x = first; x < extras.length && u32(extras.event, x) === event; x++) {
    if (u32(extras.key, x) === key)
      return patternOf('kernel', item(strings, u32(events.name, event)), userRows(patterns)) === undefined;
  }
  return false;
}

const KERNEL = kindCode('kernel');
const MEMCPY = kindCode('memcpy');
const LAUNCH = classCode('launch');
const SYNC = classCode('sync');

/** The same where the main thread stands for the device: collectives on host threads are communication. */
export function classifyAsDevice(timeline: Timeline, patterns: readonly UserPattern[] = []): Uint8Array {
  const table = patternTable(patterns);
  const own = userRows(patterns);
  const communication = classCode('communication');
  return everyEvent(timeline, (kind, name) =>
    KIND_SCOPE[kind] === 'host' && HOST_COLLECTIVE.test(name) && patternOf(kind, name, own) === undefined
      ? communication
      : classOfName(kind, name, table),
  );
}

function everyEvent(timeline: Timeline, classOf: (kind: EventKind, name: string) => number): Uint8Array {
  const { events, strings } = timeline;
  const { length, kind, name } = events;
  const width = strings.length;
  const known = new Uint8Array(width * EVENT_KINDS.length).fill(NOT_ASKED);
  const classes = new Uint8Array(length);
  for (let i = 0; i < length; i++) {
    const cell = u8(kind, i) * width + u32(name, i);
    let code = u8(known, cell);
    if (code === NOT_ASKED) {
      code = classOf(item(EVENT_KINDS, u8(kind, i)), item(strings, u32(name, i)));
      known[cell] = code;
    }
    classes[i] = code;
  }
  return classes;
}

/** Classes of device work come first in the table: compute, communication, copy. */
export const LAST_DEVICE_CLASS = classCode('copy');

/** True where the code names a class. */
export const isClass = (code: number): boolean => code < CLASS_COUNT;
