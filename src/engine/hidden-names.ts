import { item, u32, u8 } from '../base/at.ts';
import { patternOf } from '../ledger/classify-events.ts';
import { EVENT_KINDS, type EventKind, type Timeline } from '../model/timeline.ts';

/** What stands in for a name, by kind; `undefined`: such names are the platform's own and tell nothing of the model. */
const STAND_IN: Readonly<Record<EventKind, string | undefined>> = {
  other: 'span',
  hostOp: 'op',
  annotation: 'annotation',
  python: 'frame',
  runtime: undefined,
  kernel: 'kernel',
  memcpy: undefined,
  memset: undefined,
  deviceNote: 'annotation',
  deviceSync: undefined,
  overhead: undefined,
};

/**
 * Gives each event a name that tells nothing of the model: equal names stay equal. Names that the ledger's patterns know (collectives,
 * loaders, the optimizer, checkpoints) and step markers stay, because the ledger rests on them.
 */
export function hiddenNames({ events, strings, steps }: Timeline): (event: number) => string {
  const markers = new Set(steps.map(({ event }) => event));
  const known = new Map<string, string>();
  const counts = new Map<string, number>();
  const standIn = (kind: EventKind, name: string): string => {
    const word = STAND_IN[kind];
    if (word === undefined || patternOf(kind, name) !== undefined) return name;
    const count = (counts.get(word) ?? 0) + 1;
    counts.set(word, count);
    return `${word} ${count}`;
  };
  return (event) => {
    const kind = item(EVENT_KINDS, u8(events.kind, event));
    const name = item(strings, u32(events.name, event));
    if (markers.has(event)) return name;
    const key = `${kind} ${name}`;
    const hidden = known.get(key) ?? standIn(kind, name);
    known.set(key, hidden);
    return hidden;
  };
}
