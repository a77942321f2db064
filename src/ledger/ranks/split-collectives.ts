import { f64, item, u16, u32, u8 } from '../../base/at.ts';
import { median } from '../../base/median.ts';
import { type Timeline } from '../../model/timeline.ts';
import { LEAST_SPREAD_US, MOST_SPREAD_OF_STAY, MOST_SPREAD_SHARE } from './align-clocks.ts';
import { bandwidthOf, COLLECTIVE_KINDS } from './collective-kinds.ts';
import { type Hosts, SCOPES, scopeOf } from './hosts.ts';
import { type CollectiveMatches } from './match-collectives.ts';

/** Times are kept to a nanosecond: arrivals less than half of one apart are one moment. */
const SAME_US = 0.0005;

/** Each matched collective cut into waiting for peers and transfer; microseconds. Members and matches as in `CollectiveMatches`. */
export interface SplitCollectives {
  /** A member's waiting: from its own arrival to the last one; it and `transferUs` add up to the bar. */
  readonly waitingUs: Float64Array;
  readonly transferUs: Float64Array;
  /** A member's index of the rank it waited for; -1 where it waited for none. */
  readonly waitsFor: Int32Array;
  /** A match's last rank to arrive (index into `Timeline.ranks`; of several at once the first); -1 where the match is left out as too far apart. */
  readonly lastArriver: Int32Array;
  /** 1 where several ranks of a match arrive last at one time: none of them is the last. */
  readonly tied: Uint8Array;
  /** A match's transfer: the middle one of its members. */
  readonly matchTransferUs: Float64Array;
  readonly algorithmGBps: Float64Array;
  readonly busGBps: Float64Array;
  /** Index into SCOPES. */
  readonly scope: Uint8Array;
  /** Members of matches that were left out: their ends lie too far apart for one collective. */
  readonly apart: number;
  /** Matches of which a rank of the group is not recorded: who was last may be among those. */
  readonly partial: number;
}

/**
 * Waiting = last arrival - own arrival, transfer = own end - last arrival, cut at the own end. Where no barrier holds the ranks together
 * (uneven all-to-all, broadcast, send and receive) a rank waits at most for the last arrival before its own end.
 * `offsetsUs`: what to take off each rank's clock; zeros for a timeline that is on one clock.
 */
export function splitCollectives(
  timeline: Timeline,
  matches: CollectiveMatches,
  offsetsUs: ArrayLike<number>,
  hosts: Hosts,
): SplitCollectives {
  const count = matches.event.length;
  const split = {
    waitingUs: new Float64Array(count),
    transferUs: new Float64Array(count),
    waitsFor: new Int32Array(count).fill(-1),
    lastArriver: new Int32Array(matches.length).fill(-1),
    tied: new Uint8Array(matches.length),
    matchTransferUs: new Float64Array(matches.length).fill(NaN),
    algorithmGBps: new Float64Array(matches.length).fill(NaN),
    busGBps: new Float64Array(matches.length).fill(NaN),
    scope: new Uint8Array(matches.length),
  };
  const worldSize = timeline.ranks.reduce((most, rank) => Math.max(most, rank.worldSize ?? 0), 0);
  const { start, end } = timeline.events;
  let apart = 0;
  let partial = 0;
  for (let m = 0; m < matches.length; m++) {
    const first = u32(matches.first, m);
    const size = u32(matches.first, m + 1) - first;
    const arrivals = new Float64Array(size);
    const ends = new Float64Array(size);
    for (let k = 0; k < size; k++) {
      const event = u32(matches.event, first + k);
      const offset = offsetsUs[u16(matches.rank, first + k)] ?? 0;
      arrivals[k] = f64(start, event) - offset;
      ends[k] = f64(end, event) - offset;
    }
    const kind = u8(matches.kind, m);
    const { barrier } = item(COLLECTIVE_KINDS, kind);
    if (barrier && isApart(arrivals, ends)) {
      apart += size;
      continue;
    }
    const latest = latestOf(arrivals);
    const order = barrier ? undefined : byArrival(arrivals);
    split.lastArriver[m] = u16(matches.rank, first + latest);
    const lastUs = f64(arrivals, latest) - SAME_US;
    split.tied[m] = arrivals.every((us, k) => k === latest || us < lastUs) ? 0 : 1;
    for (let k = 0; k < size; k++) {
      const own = f64(arrivals, k);
      const end = f64(ends, k);
      const peer = order === undefined ? latest : lastBefore(order, arrivals, end);
      const until = peer < 0 ? own : Math.min(f64(arrivals, peer), end);
      const waiting = Math.max(0, until - own);
      split.waitingUs[first + k] = waiting;
      split.transferUs[first + k] = Math.max(0, end - own - waiting);
      if (waiting > 0) split.waitsFor[first + k] = u16(matches.rank, first + peer);
    }
    const group = item(matches.groups, u32(matches.group, m));
    const groupSize = group.size ?? (worldSize > 0 ? worldSize : size);
    const whole = size >= groupSize;
    if (!whole && size > 2) partial++;
    const transferUs = median(split.transferUs.subarray(first, first + size));
    const { algorithmGBps, busGBps } = bandwidthOf(kind, f64(matches.bytes, m), transferUs, group.size ?? size);
    split.matchTransferUs[m] = transferUs;
    split.algorithmGBps[m] = algorithmGBps;
    split.busGBps[m] = busGBps;
    const members = matches.rank.subarray(first, first + size);
    const pair = item(COLLECTIVE_KINDS, kind).key === 'pointToPoint' && size === 2;
    split.scope[m] = SCOPES.indexOf(scopeOf(hosts, pair ? undefined : group.ranks, members, whole || pair));
  }
  return { ...split, apart, partial };
}

/** The last to arrive; of several at once the first rank. */
function latestOf(arrivals: Float64Array): number {
  let latest = 0;
  for (let k = 1; k < arrivals.length; k++) if (f64(arrivals, k) > f64(arrivals, latest)) latest = k;
  return latest;
}

const byArrival = (arrivals: Float64Array): Uint32Array =>
  Uint32Array.from(arrivals, (_, k) => k).sort((a, b) => f64(arrivals, a) - f64(arrivals, b));

/** The member that arrived last before `time`; -1 where none did. */
function lastBefore(order: Uint32Array, arrivals: Float64Array, time: number): number {
  for (let k = order.length - 1; k >= 0; k--) if (f64(arrivals, u32(order, k)) <= time) return u32(order, k);
  return -1;
}

function isApart(arrivals: Float64Array, ends: Float64Array): boolean {
  let low = Infinity;
  let high = -Infinity;
  let shortest = Infinity;
  let longest = 0;
  for (let k = 0; k < ends.length; k++) {
    low = Math.min(low, f64(ends, k));
    high = Math.max(high, f64(ends, k));
    const stay = f64(ends, k) - f64(arrivals, k);
    shortest = Math.min(shortest, stay);
    longest = Math.max(longest, stay);
  }
  return high - low > Math.max(LEAST_SPREAD_US, MOST_SPREAD_SHARE * shortest, MOST_SPREAD_OF_STAY * longest);
}
