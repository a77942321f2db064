import { f64, i32, item, u32, u8 } from '../base/at.ts';
import { EVENT_KINDS, type EventKind, kindCode, type Timeline } from '../model/timeline.ts';
import { classCode } from './classes.ts';
import { cutPieces } from './cut-pieces.ts';
import { type Pieces } from './ledger.ts';
import { DATA_PARTS, HANDS_OVER } from './data-parts.ts';
import { KIND_SCOPE } from './patterns.ts';
import { flattenSpans, type Segments } from './segments.ts';
import { sortByStart } from './start-order.ts';
import { subclassCode, type SubclassKey } from './subclasses.ts';

const MEMSET = kindCode('memset');
const NO_PART = 255;
const NOT_ASKED = 254;

/** How CUDA, HIP and MTIA name directions; the first that matches. */
const DIRECTIONS: readonly (readonly [SubclassKey, RegExp])[] = [
  ['htod', /\bHtoD\b|host\s*(?:to|->|=>|2)\s*(?:device|gpu)|\bH2D\b/i],
  ['dtoh', /\bDtoH\b|device\s*(?:to|->|=>|2)\s*host|\bD2H\b/i],
  ['peer', /\bPtoP\b|peer|\bP2P\b/i],
  ['dtod', /\bDtoD\b|device\s*(?:to|->|=>|2)\s*device|\bD2D\b/i],
  ['set', /^memset|\bfill\b/i],
];

/** Direction of a copy or set from its name. */
export const directionOf = (name: string): SubclassKey =>
  DIRECTIONS.find(([, pattern]) => pattern.test(name))?.[0] ?? 'copyother';

/**
 * Gives every piece of copy, communication and data its part. Pieces of data are cut where reader or worker events begin and end: reading
 * comes before preparing, because the next sample waits for it. Times and classes stay as they are.
 */
export function findSubclasses(
  timeline: Timeline,
  rank: number,
  pieces: Omit<Pieces, 'sub'>,
  gpusPerHost: number | undefined,
): Pieces {
  const { events, strings } = timeline;
  const [copy, communication, data] = [classCode('copy'), classCode('communication'), classCode('data')];
  const scopes = scopesOf(timeline, gpusPerHost);
  let parts: Segments | undefined;
  const unknown = subclassCode('scopeunknown');
  const unsplit = subclassCode('fetchorprep');
  const set = subclassCode('set');
  const directions = new Map<number, number>();
  const sub = new Uint8Array(pieces.length);
  let cuts = 0;
  for (let p = 0; p < pieces.length; p++) {
    const cls = u8(pieces.class, p);
    const cause = i32(pieces.cause, p);
    if (cls === copy && cause >= 0) {
      const name = u32(events.name, cause);
      let code = directions.get(name);
      if (code === undefined) directions.set(name, (code = subclassCode(directionOf(item(strings, name)))));
      sub[p] = u8(events.kind, cause) === MEMSET ? set : code;
    } else if (cls === communication) sub[p] = scopes.get(cause) ?? unknown;
    else if (cls === data) {
      sub[p] = unsplit;
      parts ??= partSegments(timeline, rank);
      if (parts.length > 0) cuts++;
    }
  }
  if (cuts === 0 || parts === undefined) return { ...pieces, sub };
  return cutPieces({ ...pieces, sub }, data, parts, [subclassCode('fetch'), subclassCode('prep')]);
}

/** Says whether an event lies inside the taking over of a batch from a worker process. */
function handOverTest({ events, strings }: Timeline): (event: number) => boolean {
  const handsOver = Uint8Array.from(strings, (text) => (HANDS_OVER.test(text) ? 1 : 0));
  if (!handsOver.includes(1)) return () => false;
  return (event) => {
    for (let outer = i32(events.parent, event); outer >= 0; outer = i32(events.parent, outer))
      if (u8(handsOver, u32(events.name, outer)) === 1) return true;
    return false;
  };
}

/** Reading (0) and preparing (1) on any host thread of the rank, reading first; what hands a batch over from a worker process is neither. */
function partSegments(timeline: Timeline, rank: number): Segments {
  const { events, strings, lanes } = timeline;
  const { kind, name, start, end } = events;
  const width = strings.length;
  const known = new Uint8Array(width * EVENT_KINDS.length).fill(NOT_ASKED);
  const found: number[] = [];
  const isHandOver = handOverTest(timeline);
  for (const index of item(timeline.ranks, rank).lanes) {
    const lane = item(lanes, index);
    if (lane.kind !== 'host') continue;
    for (let i = lane.first; i < lane.first + lane.count; i++) {
      const cell = u8(kind, i) * width + u32(name, i);
      let code = u8(known, cell);
      if (code === NOT_ASKED) {
        code = partOfName(item(EVENT_KINDS, u8(kind, i)), item(strings, u32(name, i)));
        known[cell] = code;
      }
      if (code !== NO_PART && f64(end, i) > f64(start, i) && !isHandOver(i)) found.push(i);
    }
  }
  const part = new Uint8Array(found.length === 0 ? 0 : events.length);
  for (const i of found) part[i] = u8(known, u8(kind, i) * width + u32(name, i));
  return flattenSpans(events, sortByStart(Uint32Array.from(found), start), part);
}

function partOfName(kind: EventKind, name: string): number {
  const scope = KIND_SCOPE[kind];
  const row = DATA_PARTS.find((one) => one.scope === scope && one.pattern.test(name));
  return row === undefined ? NO_PART : row.part === 'fetch' ? 0 : 1;
}

/** Scope of each collective that names the ranks of its group, where the devices per host are known; events not listed are unknown. */
function scopesOf(timeline: Timeline, gpusPerHost: number | undefined): ReadonlyMap<number, number> {
  const scopes = new Map<number, number>();
  const key = timeline.strings.indexOf('Process Group Ranks');
  if (key < 0 || gpusPerHost === undefined || gpusPerHost < 1) return scopes;
  const { extras, strings } = timeline;
  const known = new Map<number, number>();
  for (let x = 0; x < extras.length; x++) {
    if (u32(extras.key, x) !== key) continue;
    const text = u32(extras.text, x);
    let code = known.get(text);
    if (code === undefined) known.set(text, (code = scopeOfText(strings[text] ?? '', gpusPerHost)));
    if (code > 0) scopes.set(u32(extras.event, x), code);
  }
  return scopes;
}

/** `[0, 1, 2, ...]`: a list that is cut short can only show that a group spans hosts. 0 where it tells nothing. */
function scopeOfText(text: string, gpusPerHost: number): number {
  const hosts = new Set((text.match(/\d+/g) ?? []).map((rank) => Math.floor(Number(rank) / gpusPerHost)));
  if (hosts.size > 1) return subclassCode('network');
  return hosts.size === 1 && !text.includes('...') ? subclassCode('interconnect') : 0;
}
