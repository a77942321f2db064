import { u32, u8 } from '../base/at.ts';
import { namePattern } from '../base/name-pattern.ts';
import { CLASSES, type ClassKey } from '../ledger/classes.ts';
import { KIND_SCOPE } from '../ledger/patterns.ts';
import { MAX_USER_PATTERNS, PATTERN_CLASSES, userRows } from '../ledger/user-patterns.ts';
import { EVENT_KINDS, type Timeline } from '../model/timeline.ts';
import { memo } from './memo.ts';

/** The classes a pattern may name, and how many patterns there may be. */
export const PATTERN_ROWS: readonly { readonly key: ClassKey; readonly label: string }[] = CLASSES.filter(({ key }) =>
  PATTERN_CLASSES.includes(key),
);
export const MOST_PATTERNS = MAX_USER_PATTERNS;

/** How much of a trace a pattern speaks of. */
export interface NameCount {
  /** Distinct names that match. */
  readonly names: number;
  readonly events: number;
  /** One of them, as it stands in the trace; undefined where there is none. */
  readonly example: string | undefined;
}

/** Events of each name and kind: index `kind * strings + name`. */
const tallyOf = memo(({ events, strings }: Timeline): Uint32Array => {
  const tally = new Uint32Array(EVENT_KINDS.length * strings.length);
  for (let i = 0; i < events.length; i++) {
    const cell = u8(events.kind, i) * strings.length + u32(events.name, i);
    tally[cell] = u32(tally, cell) + 1;
  }
  return tally;
});

function countWhere(timeline: Timeline, test: (name: string, kind: number) => boolean): NameCount {
  const { strings } = timeline;
  const tally = tallyOf(timeline);
  const found = new Set<number>();
  let events = 0;
  let most = 0;
  let example: string | undefined;
  for (let cell = 0; cell < tally.length; cell++) {
    const count = u32(tally, cell);
    const name = cell % strings.length;
    if (count === 0 || !test(strings[name] ?? '', Math.floor(cell / strings.length))) continue;
    found.add(name);
    events += count;
    if (count > most) {
      most = count;
      example = strings[name];
    }
  }
  return { names: found.size, events, example };
}

/** What a pattern of the user's gives its class to: device work for device classes, calls and Python frames for the others. */
export function countPattern(timeline: Timeline, pattern: string, cls: ClassKey): NameCount {
  const rows = userRows([{ pattern, class: cls }]);
  const scopes = new Set(rows.map(({ scope }) => scope));
  const test = namePattern(pattern);
  const fits = EVENT_KINDS.map((kind) => {
    const scope = KIND_SCOPE[kind];
    return scope !== undefined && scopes.has(scope);
  });
  return countWhere(timeline, (name, kind) => fits[kind] === true && test(name));
}

/** Names, of whatever kind, that match. */
export function countNames(timeline: Timeline, pattern: string): NameCount {
  const test = namePattern(pattern);
  return countWhere(timeline, (name) => test(name));
}
