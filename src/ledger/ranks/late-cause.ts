import { f64, i32, item, u16, u32, u8 } from '../../base/at.ts';
import { median } from '../../base/median.ts';
import { upperBound } from '../../base/search.ts';
import { type Timeline } from '../../model/timeline.ts';
import { CLASS_COUNT, CLASSES, type ClassKey, classCode } from '../classes.ts';
import { type Ledger, type Pieces } from '../ledger.ts';
import { type CollectiveMatches } from './match-collectives.ts';
import { type SplitCollectives } from './split-collectives.ts';
import { type RankMembers } from './waiting-intervals.ts';

/** Why a rank is late: what it does longer than the middle rank between the collective before and this one. */
export interface LateCause {
  /** A class; `start`: it was behind already where the trace, or the stretch before the collective, begins; `mixed`: no single one. */
  readonly kind: ClassKey | 'start' | 'mixed';
  /** Mean microseconds a late collective: how late, and how much of it the cause explains (`start`: both at the one waited for most). */
  readonly lateUs: number;
  readonly causeUs: number;
  /** Late collectives that were looked at. */
  readonly looked: number;
  /** Mean microseconds a late collective of each class, beyond the middle rank; CLASS_COUNT numbers. */
  readonly excessUs: Float64Array;
  /** The event of the late rank that lasted longest in the cause's class before the collective others waited most for; -1 where none. */
  readonly evidence: number;
  /** The match that others waited most for. */
  readonly match: number;
}

const MOST_LOOKED_AT = 48;
const MOST_PEERS = 32;
/** A cause explains at least this share of the lateness. */
const LEAST_SHARE = 0.4;

/**
 * Compares the ledger of a late rank with that of the middle rank. For each collective it was last at (those waited for most), each rank's
 * classes are summed from the end of the collective before to its own arrival; the late rank's surplus over the median is the cause.
 */
export function lateCause(
  timeline: Timeline,
  ledger: Ledger,
  matches: CollectiveMatches,
  split: SplitCollectives,
  members: RankMembers,
  rank: number,
  offsetsUs: ArrayLike<number>,
): LateCause | undefined {
  const late = lateMatches(matches, split, members, rank);
  if (late.length === 0) return undefined;
  const excess = new Float64Array(CLASS_COUNT);
  let lateUs = 0;
  let startUs = 0;
  let worstStartUs = NaN;
  let worstLateUs = NaN;
  for (const { match, member } of late) {
    const before = matchBefore(
      timeline,
      matches,
      split,
      members,
      rank,
      f64(timeline.events.start, u32(matches.event, member)),
    );
    const peers = peersOf(matches, match, rank);
    const own = windowOf(timeline, ledger, matches, rank, member, before, offsetsUs);
    const others = peers.map((peer) =>
      windowOf(timeline, ledger, matches, u16(matches.rank, peer), peer, before, offsetsUs),
    );
    const afterUs = own.arrivalUs - median(others.map(({ arrivalUs }) => arrivalUs));
    lateUs += afterUs;
    const behindUs = own.beginUs - median(others.map(({ beginUs }) => beginUs));
    startUs += behindUs;
    if (Number.isNaN(worstStartUs)) [worstStartUs, worstLateUs] = [behindUs, afterUs];
    for (let c = 0; c < CLASS_COUNT; c++)
      excess[c] = f64(excess, c) + f64(own.classes, c) - median(others.map(({ classes }) => f64(classes, c)));
  }
  const looked = late.length;
  const excessUs = excess.map((us) => us / looked);
  excessUs[classCode('communication')] = 0;
  let best = 0;
  for (let c = 1; c < CLASS_COUNT; c++) if (f64(excessUs, c) > f64(excessUs, best)) best = c;
  const meanLateUs = lateUs / looked;
  const meanStartUs = startUs / looked;
  const isStart = meanStartUs > f64(excessUs, best);
  const causeUs = isStart ? meanStartUs : f64(excessUs, best);
  const kind = causeUs < LEAST_SHARE * meanLateUs ? 'mixed' : isStart ? 'start' : item(CLASSES, best).key;
  const worst = item(late, 0);
  const { pieces } = item(ledger.ranks, rank);
  const before = matchBefore(
    timeline,
    matches,
    split,
    members,
    rank,
    f64(timeline.events.start, u32(matches.event, worst.member)),
  );
  const window = windowOf(timeline, ledger, matches, rank, worst.member, before, offsetsUs);
  const shift = offsetsUs[rank] ?? 0;
  const evidence =
    kind === 'mixed' || kind === 'start'
      ? -1
      : longestCause(pieces, best, window.beginUs + shift, window.arrivalUs + shift);
  const [shownLateUs, shownCauseUs] = kind === 'start' ? [worstLateUs, worstStartUs] : [meanLateUs, causeUs];
  return {
    kind,
    lateUs: shownLateUs,
    causeUs: shownCauseUs,
    looked,
    excessUs,
    evidence,
    match: worst.match,
  };
}

interface Late {
  readonly match: number;
  readonly member: number;
  readonly waitedUs: number;
}

/** Collectives the rank was last at, those that others waited most for first; the few microseconds of the rest are left out. */
function lateMatches(
  matches: CollectiveMatches,
  split: SplitCollectives,
  members: RankMembers,
  rank: number,
): readonly Late[] {
  const found: Late[] = [];
  for (let i = u32(members.first, rank); i < u32(members.first, rank + 1); i++) {
    const match = u32(members.match, i);
    if (i32(split.lastArriver, match) !== rank) continue;
    let waitedUs = 0;
    for (let k = u32(matches.first, match); k < u32(matches.first, match + 1); k++)
      if (i32(split.waitsFor, k) === rank) waitedUs += f64(split.waitingUs, k);
    found.push({ match, member: u32(members.member, i), waitedUs });
  }
  found.sort((a, b) => b.waitedUs - a.waitedUs || a.match - b.match);
  const least = (found[0]?.waitedUs ?? 0) / 10;
  return found.filter(({ waitedUs }) => waitedUs > 0 && waitedUs >= least).slice(0, MOST_LOOKED_AT);
}

/** The rank's last matched collective that has ended by its arrival; -1 where there is none. */
function matchBefore(
  { events }: Timeline,
  matches: CollectiveMatches,
  split: SplitCollectives,
  members: RankMembers,
  rank: number,
  arrival: number,
): number {
  let best = -1;
  let bestEnd = -Infinity;
  for (let i = u32(members.first, rank); i < u32(members.first, rank + 1); i++) {
    const match = u32(members.match, i);
    if (i32(split.lastArriver, match) < 0) continue;
    const end = f64(events.end, u32(matches.event, u32(members.member, i)));
    if (end <= arrival && end > bestEnd) {
      best = match;
      bestEnd = end;
    }
  }
  return best;
}

/** Members of the other ranks, at most so many, evenly taken. */
function peersOf(matches: CollectiveMatches, match: number, rank: number): readonly number[] {
  const first = u32(matches.first, match);
  const all: number[] = [];
  for (let k = first; k < u32(matches.first, match + 1); k++) if (u16(matches.rank, k) !== rank) all.push(k);
  const stride = Math.max(1, all.length / MOST_PEERS);
  return Array.from({ length: Math.min(all.length, MOST_PEERS) }, (_, i) => item(all, Math.floor(i * stride)));
}

interface Stretch {
  /** On the common clock. */
  readonly beginUs: number;
  readonly arrivalUs: number;
  readonly classes: Float64Array;
}

/** A rank's classes from the end of the collective before (else its first piece) to its arrival. */
function windowOf(
  { events }: Timeline,
  ledger: Ledger,
  matches: CollectiveMatches,
  rank: number,
  member: number,
  before: number,
  offsetsUs: ArrayLike<number>,
): Stretch {
  const { pieces } = item(ledger.ranks, rank);
  const arrival = f64(events.start, u32(matches.event, member));
  let begin = pieces.length > 0 ? f64(pieces.start, 0) : arrival;
  if (before >= 0) {
    for (let k = u32(matches.first, before); k < u32(matches.first, before + 1); k++)
      if (u16(matches.rank, k) === rank) begin = Math.min(arrival, f64(events.end, u32(matches.event, k)));
  }
  const classes = new Float64Array(CLASS_COUNT);
  for (let p = upperBound(pieces.end, begin); p < pieces.length && f64(pieces.start, p) < arrival; p++) {
    const code = u8(pieces.class, p);
    const us = Math.min(arrival, f64(pieces.end, p)) - Math.max(begin, f64(pieces.start, p));
    classes[code] = f64(classes, code) + us;
  }
  const offset = offsetsUs[rank] ?? 0;
  return { beginUs: begin - offset, arrivalUs: arrival - offset, classes };
}

function longestCause(pieces: Pieces, code: number, from: number, to: number): number {
  let best = -1;
  let longest = 0;
  for (let p = upperBound(pieces.end, from); p < pieces.length && f64(pieces.start, p) < to; p++) {
    const us = f64(pieces.end, p) - f64(pieces.start, p);
    if (u8(pieces.class, p) !== code || us <= longest) continue;
    longest = us;
    best = i32(pieces.cause, p);
  }
  return best;
}
