import { at, item } from '../base/at.ts';
import { EVENT_KINDS, type EventKind, type Timeline } from '../model/timeline.ts';
import { CLASS_COUNT, classCode } from './classes.ts';
import { HOST_COLLECTIVE, KIND_CLASS, KIND_SCOPE, PATTERNS, type PatternRow } from './patterns.ts';

/** In class columns: the event bears no class. */
export const NO_CLASS = 255;
const NOT_ASKED = 254;

/** The row of the table that a name matches; `undefined`: its kind alone decides. */
export function patternOf(kind: EventKind, name: string): PatternRow | undefined {
  const scope = KIND_SCOPE[kind];
  return scope === undefined ? undefined : PATTERNS.find((row) => row.scope === scope && row.pattern.test(name));
}

/** Class code of one name under one kind, or NO_CLASS. */
export function classOfName(kind: EventKind, name: string): number {
  const key = patternOf(kind, name)?.class ?? KIND_CLASS[kind];
  return key === undefined ? NO_CLASS : classCode(key);
}

/** Class codes of all events; patterns are tried once per distinct name and kind, never per event. */
export function classifyEvents(timeline: Timeline): Uint8Array {
  return everyEvent(timeline, classOfName);
}

/** The same where the main thread stands for the device: collectives on host threads are communication. */
export function classifyAsDevice(timeline: Timeline): Uint8Array {
  return everyEvent(timeline, (kind, name) =>
    KIND_SCOPE[kind] === 'host' && HOST_COLLECTIVE.test(name) ? classCode('communication') : classOfName(kind, name),
  );
}

function everyEvent(timeline: Timeline, classOf: (kind: EventKind, name: string) => number): Uint8Array {
  const { events, strings } = timeline;
  const known = new Uint8Array(strings.length * EVENT_KINDS.length).fill(NOT_ASKED);
  const classes = new Uint8Array(events.length);
  for (let i = 0; i < events.length; i++) {
    const cell = at(events.kind, i) * strings.length + at(events.name, i);
    let code = at(known, cell);
    if (code === NOT_ASKED) {
      code = classOf(item(EVENT_KINDS, at(events.kind, i)), item(strings, at(events.name, i)));
      known[cell] = code;
    }
    classes[i] = code;
  }
  return classes;
}

/** True for a class code that stands for device work: compute, communication or copy. */
export const isDeviceClass = (code: number): boolean => code <= classCode('copy');

/** True where the code names a class. */
export const isClass = (code: number): boolean => code < CLASS_COUNT;
