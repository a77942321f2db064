import { f64, i32, item, u16, u32, u8 } from '../../base/at.ts';
import { type Timeline } from '../../model/timeline.ts';
import { type CollectiveCalls, type CollectiveGroup, findCollectiveCalls } from './collective-calls.ts';
import { COLLECTIVE_KINDS, collectiveKindCode } from './collective-kinds.ts';
import { shiftOf } from './shift-of.ts';

/** Why a rank's collective has no partners. */
export const UNMATCHED_REASONS = [
  { key: 'alone', sentence: 'no other rank recorded a collective of this group and kind' },
  { key: 'missing', sentence: 'a rank of the group did not record it' },
  { key: 'size', sentence: 'the ranks give different message sizes' },
  { key: 'peer', sentence: 'the trace does not say who sends to whom' },
  { key: 'apart', sentence: 'its ends lie too far apart to be one collective' },
] as const;
export type UnmatchedReason = (typeof UNMATCHED_REASONS)[number]['key'];
export type UnmatchedCounts = Readonly<Record<UnmatchedReason, number>>;

/** The same collective on every rank that took part. Members of match m are [first[m], first[m + 1]), ranks ascending. */
export interface CollectiveMatches {
  readonly length: number;
  readonly first: Uint32Array;
  /** A member's event, index into `Timeline.events`. */
  readonly event: Uint32Array;
  /** A member's rank, index into `Timeline.ranks`. */
  readonly rank: Uint16Array;
  /** A match's kind, index into COLLECTIVE_KINDS. */
  readonly kind: Uint8Array;
  /** A match's group, index into `groups`. */
  readonly group: Uint32Array;
  /** Message size; NaN where unknown. */
  readonly bytes: Float64Array;
  readonly groups: readonly CollectiveGroup[];
  /** Collectives that all ranks recorded, and those among them without partners. */
  readonly calls: number;
  readonly unmatched: UnmatchedCounts;
}

const POINT_TO_POINT = collectiveKindCode('pointToPoint');
const noneUnmatched = (): Record<UnmatchedReason, number> => ({ alone: 0, missing: 0, size: 0, peer: 0, apart: 0 });

/**
 * The i-th collective of a process group on each rank is one collective: same group, kind, and sequence number where all say one, else
 * same place in the order of starts (ranks whose recording begins or ends elsewhere are shifted to where their ends fit). Sends and
 * receives pair by who sends to whom. A collective that a rank of the group lacks, or whose sizes differ, is counted and left out.
 */
export function matchCollectives(
  timeline: Timeline,
  calls: CollectiveCalls = findCollectiveCalls(timeline),
): CollectiveMatches {
  const unmatched = noneUnmatched();
  const found: MatchDraft[] = [];
  for (const members of membersByKey(calls, unmatched)) matchKey(timeline, calls, members, found, unmatched);
  const { start } = timeline.events;
  const beginOf = ({ members }: MatchDraft): number =>
    members.reduce((least, c) => Math.min(least, f64(start, u32(calls.event, c))), Infinity);
  const begins = Float64Array.from(found, beginOf);
  const order = Uint32Array.from(found, (_, m) => m).sort((a, b) => f64(begins, a) - f64(begins, b) || a - b);
  const count = found.reduce((sum, { members }) => sum + members.length, 0);
  const matches = {
    length: found.length,
    first: new Uint32Array(found.length + 1),
    event: new Uint32Array(count),
    rank: new Uint16Array(count),
    kind: new Uint8Array(found.length),
    group: new Uint32Array(found.length),
    bytes: new Float64Array(found.length),
    groups: calls.groups,
    calls: calls.length,
    unmatched,
  };
  let at = 0;
  for (let m = 0; m < order.length; m++) {
    const { members, bytes } = item(found, u32(order, m));
    const sample = item(members, 0);
    matches.kind[m] = u8(calls.kind, sample);
    matches.group[m] = u32(calls.group, sample);
    matches.bytes[m] = bytes;
    matches.first[m] = at;
    for (const call of members) {
      matches.event[at] = u32(calls.event, call);
      matches.rank[at] = u16(calls.rank, call);
      at++;
    }
  }
  matches.first[found.length] = at;
  return matches;
}

interface MatchDraft {
  readonly members: readonly number[];
  readonly bytes: number;
}

/** Calls that may meet, by group and kind, or by pair: each list rank by rank, each rank in order of start. */
function membersByKey(calls: CollectiveCalls, unmatched: Record<UnmatchedReason, number>): Iterable<number[]> {
  const byKey = new Map<string | number, number[]>();
  for (let c = 0; c < calls.length; c++) {
    const kind = u8(calls.kind, c);
    let key: string | number = u32(calls.group, c) * COLLECTIVE_KINDS.length + kind;
    if (kind === POINT_TO_POINT) {
      const source = i32(calls.source, c);
      const target = i32(calls.target, c);
      // Old traces draw an all-to-all as a SendRecv kernel and name no peer: all ranks of the group may be in it.
      if (source >= 0 && target >= 0) key = `${source}>${target}`;
      else if (item(calls.groups, u32(calls.group, c)).name !== '') {
        unmatched.peer++;
        continue;
      }
    }
    const list = byKey.get(key);
    if (list === undefined) byKey.set(key, [c]);
    else list.push(c);
  }
  return byKey.values();
}

function matchKey(
  timeline: Timeline,
  calls: CollectiveCalls,
  members: readonly number[],
  found: MatchDraft[],
  unmatched: Record<UnmatchedReason, number>,
): void {
  const byRank = runsOfRanks(calls, members);
  if (byRank.length < 2) {
    unmatched.alone += members.length;
    return;
  }
  const ordinals = ordinalsOf(timeline, calls, byRank);
  const slots = new Map<number, number[]>();
  byRank.forEach((own, r) => {
    const places = item(ordinals, r);
    own.forEach((call, i) => {
      const ordinal = f64(places, i);
      const slot = slots.get(ordinal);
      if (slot === undefined) slots.set(ordinal, [call]);
      else slot.push(call);
    });
  });
  const { sameSize } = item(COLLECTIVE_KINDS, u8(calls.kind, item(members, 0)));
  for (const slot of slots.values()) {
    if (slot.length < byRank.length) {
      unmatched.missing += slot.length;
      continue;
    }
    const bytes = sizeOf(calls, slot, sameSize);
    if (bytes === undefined) unmatched.size += slot.length;
    else found.push({ members: slot, bytes });
  }
}

function runsOfRanks(calls: CollectiveCalls, members: readonly number[]): number[][] {
  const runs: number[][] = [];
  let last = -1;
  for (const call of members) {
    const rank = u16(calls.rank, call);
    if (rank !== last) runs.push([]);
    last = rank;
    runs.at(-1)?.push(call);
  }
  return runs;
}

/** One number a call: calls of one number meet. */
function ordinalsOf(timeline: Timeline, calls: CollectiveCalls, byRank: readonly number[][]): readonly Float64Array[] {
  const pairs = u8(calls.kind, item(item(byRank, 0), 0)) === POINT_TO_POINT;
  if (!pairs && byRank.every((own) => isAscending(calls.sequence, own)))
    return byRank.map((own) => Float64Array.from(own, (call) => f64(calls.sequence, call)));
  const ends = byRank.map((own) => Float64Array.from(own, (call) => f64(timeline.events.end, u32(calls.event, call))));
  const longest = ends.reduce((most, own) => (own.length > most.length ? own : most));
  return ends.map((own) => {
    const shift = own.length === longest.length ? 0 : shiftOf(longest, own);
    return Float64Array.from(own, (_, i) => i + shift);
  });
}

/** Sequence numbers tell calls apart where every call has one and none repeats. */
function isAscending(sequence: Float64Array, own: readonly number[]): boolean {
  let last = -1;
  for (const call of own) {
    const number = f64(sequence, call);
    if (!(number > last)) return false;
    last = number;
  }
  return true;
}

/** The size of the message: the largest where ranks may differ; NaN where none says; undefined where they contradict each other. */
function sizeOf(calls: CollectiveCalls, slot: readonly number[], sameSize: boolean): number | undefined {
  let bytes = NaN;
  for (const call of slot) {
    const own = f64(calls.bytes, call);
    if (Number.isNaN(own)) continue;
    if (sameSize && bytes !== own && !Number.isNaN(bytes)) return undefined;
    bytes = Number.isNaN(bytes) ? own : Math.max(bytes, own);
  }
  return bytes;
}
