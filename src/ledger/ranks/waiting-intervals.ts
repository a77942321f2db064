import { f64, item, u16, u32, u8 } from '../../base/at.ts';
import { type Intervals, subtract, union } from '../../base/intervals.ts';
import { type Timeline } from '../../model/timeline.ts';
import { classCode } from '../classes.ts';
import { type Ledger, type Pieces } from '../ledger.ts';
import { type CollectiveMatches } from './match-collectives.ts';
import { type SplitCollectives } from './split-collectives.ts';

/** Members of all matches by rank: those of rank r are member[first[r] .. first[r + 1]), in the order of the matches. */
export interface RankMembers {
  readonly first: Uint32Array;
  /** Index into the members of `CollectiveMatches`. */
  readonly member: Uint32Array;
  /** The match of each. */
  readonly match: Uint32Array;
}

export function membersOfRanks(matches: CollectiveMatches, rankCount: number): RankMembers {
  const first = new Uint32Array(rankCount + 1);
  for (const rank of matches.rank) first[rank + 1] = u32(first, rank + 1) + 1;
  for (let r = 0; r < rankCount; r++) first[r + 1] = u32(first, r + 1) + u32(first, r);
  const next = first.slice();
  const member = new Uint32Array(matches.rank.length);
  const match = new Uint32Array(matches.rank.length);
  for (let m = 0; m < matches.length; m++) {
    for (let k = u32(matches.first, m); k < u32(matches.first, m + 1); k++) {
      const rank = u16(matches.rank, k);
      const at = u32(next, rank);
      member[at] = k;
      match[at] = m;
      next[rank] = at + 1;
    }
  }
  return { first, member, match };
}

/** When a rank was in matched collectives, on its own times: waiting for a peer, or in transfer. The two do not overlap. */
export interface RankIntervals {
  readonly waiting: Intervals;
  readonly transfer: Intervals;
}

/** Merged stretches of waiting and of transfer of one rank; where one collective waits while another transfers, transfer counts. */
export function waitingIntervals(
  timeline: Timeline,
  matches: CollectiveMatches,
  split: SplitCollectives,
  members: RankMembers,
  rank: number,
): RankIntervals {
  const from = u32(members.first, rank);
  const count = u32(members.first, rank + 1) - from;
  const begin = new Float64Array(count);
  const middle = new Float64Array(count);
  const end = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const k = u32(members.member, from + i);
    const event = u32(matches.event, k);
    const used = (split.lastArriver[u32(members.match, from + i)] ?? -1) >= 0;
    begin[i] = f64(timeline.events.start, event);
    middle[i] = f64(begin, i) + f64(split.waitingUs, k);
    end[i] = used ? f64(timeline.events.end, event) : f64(begin, i);
  }
  const transfer = union(middle, end);
  return { waiting: subtract(union(begin, middle), transfer), transfer };
}

/** Exposed communication of each step, split. Index as `Timeline.steps`; microseconds. */
export interface ExposedSplit {
  readonly waitingUs: Float64Array;
  readonly transferUs: Float64Array;
  /** Communication of the ledger that no matched collective explains. */
  readonly untoldUs: Float64Array;
}

/** For each step the ledger's communication class cut into waiting, transfer and what no match explains: the three add up to it. */
export function exposedSplit(
  timeline: Timeline,
  ledger: Ledger,
  intervalsOf: (rank: number) => RankIntervals,
): ExposedSplit {
  const count = timeline.steps.length;
  const split = {
    waitingUs: new Float64Array(count),
    transferUs: new Float64Array(count),
    untoldUs: new Float64Array(count),
  };
  for (const { rank, pieces } of ledger.ranks) {
    const { waiting, transfer } = intervalsOf(rank);
    const { firstStep, lastStep } = item(timeline.ranks, rank);
    const steps = timeline.steps.slice(firstStep, lastStep);
    addExposed(pieces, steps, waiting, split.waitingUs, firstStep);
    addExposed(pieces, steps, transfer, split.transferUs, firstStep);
    addExposed(pieces, steps, undefined, split.untoldUs, firstStep);
    for (let s = firstStep; s < lastStep; s++)
      split.untoldUs[s] = Math.max(0, f64(split.untoldUs, s) - f64(split.waitingUs, s) - f64(split.transferUs, s));
  }
  return split;
}

const COMMUNICATION = classCode('communication');

/** Adds, to each step, the communication pieces that lie in the set (in any, where none is given). Pieces never straddle steps. */
function addExposed(
  pieces: Pieces,
  steps: readonly { readonly start: number; readonly end: number }[],
  set: Intervals | undefined,
  sums: Float64Array,
  offset: number,
): void {
  let s = 0;
  let j = 0;
  for (let p = 0; p < pieces.length; p++) {
    if (u8(pieces.class, p) !== COMMUNICATION) continue;
    const a = f64(pieces.start, p);
    const b = f64(pieces.end, p);
    while (s < steps.length && item(steps, s).end <= a) s++;
    if (s === steps.length) return;
    if (a < item(steps, s).start) continue;
    let us = set === undefined ? b - a : 0;
    if (set !== undefined) {
      while (j < set.length && f64(set, j + 1) <= a) j += 2;
      for (let k = j; k < set.length && f64(set, k) < b; k += 2)
        us += Math.min(b, f64(set, k + 1)) - Math.max(a, f64(set, k));
    }
    sums[offset + s] = f64(sums, offset + s) + us;
  }
}
