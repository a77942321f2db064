import { f64, i32, item, u16, u32, u8 } from '../../base/at.ts';
import { median } from '../../base/median.ts';
import { upperBound } from '../../base/search.ts';
import { type Timeline } from '../../model/timeline.ts';
import { stepsOf } from '../build-ledger.ts';
import { CLASS_COUNT, CLASSES, type ClassKey, classCode } from '../classes.ts';
import { type Ledger, type Pieces } from '../ledger.ts';
import { type CollectiveMatches } from './match-collectives.ts';
import { type SplitCollectives } from './split-collectives.ts';
import { type RankMembers } from './waiting-intervals.ts';

/** Why a rank is late: what it does longer than the middle rank between a moment that both share and its arrival. */
export interface LateCause {
  /** A class; `start`: it was behind already where the stretch that is compared begins; `mixed`: no single one. */
  readonly kind: ClassKey | 'start' | 'mixed';
  /** Mean microseconds a late collective: how late, and how much of it the cause explains, never more (`start`: both at the one waited for most). */
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

/** What is known of a run where its causes are looked for. */
export interface LateRun {
  readonly timeline: Timeline;
  readonly ledger: Ledger;
  readonly matches: CollectiveMatches;
  readonly split: SplitCollectives;
  readonly members: RankMembers;
  /** What each member lost by waiting (`lostWaiting`) in the steps that are looked at. */
  readonly lostUs: Float64Array;
  /** What to take off each rank's clock. */
  readonly offsetsUs: ArrayLike<number>;
}

const COMPUTE = classCode('compute');
const MOST_LOOKED_AT = 48;
const MOST_PEERS = 32;
/** A cause explains at least this share of the time lost, and at most this much of the lateness: more is a contradiction. */
const LEAST_SHARE = 0.4;
const MOST_SHARE = 1.1;

/**
 * Compares the ledger of a late rank with that of the middle rank. For each collective it was last at (those that others lost most for), each
 * rank's classes are summed from a moment that all of them share to its own arrival; the late rank's surplus over the median is the cause. Compute
 * that runs on beside a waiting collective is no surplus, so compute counts at most as far as the steps themselves differ in it.
 */
export function lateCause(run: LateRun, rank: number): LateCause | undefined {
  const late = lateMatches(run, rank);
  const [worst] = late;
  if (worst === undefined) return undefined;
  const looked = late.map(({ match, member }) => lateness(run, rank, match, member));
  const mean = (of: (one: Lateness) => number): number => looked.reduce((sum, one) => sum + of(one), 0) / looked.length;
  const excessUs = Float64Array.from({ length: CLASS_COUNT }, (_, c) => mean((one) => f64(one.excessUs, c)));
  excessUs[classCode('communication')] = 0;
  let best = 0;
  for (let c = 1; c < CLASS_COUNT; c++) if (f64(excessUs, c) > f64(excessUs, best)) best = c;
  const lateUs = mean((one) => one.lateUs);
  const startUs = mean((one) => one.behindUs);
  const isStart = startUs > f64(excessUs, best);
  const causeUs = isStart ? startUs : f64(excessUs, best);
  const costUs = Math.min(lateUs, late.reduce((sum, one) => sum + one.mostUs, 0) / late.length);
  const explains = causeUs >= LEAST_SHARE * costUs && causeUs <= MOST_SHARE * lateUs;
  const kind = !explains ? 'mixed' : isStart ? 'start' : item(CLASSES, best).key;
  const first = item(looked, 0);
  const shift = run.offsetsUs[rank] ?? 0;
  const evidence =
    kind === 'mixed' || kind === 'start'
      ? -1
      : longestCause(item(run.ledger.ranks, rank).pieces, best, first.beginUs + shift, first.arrivalUs + shift);
  const [shownLateUs, shownCauseUs] = kind === 'start' ? [first.lateUs, first.behindUs] : [lateUs, causeUs];
  return {
    kind,
    lateUs: shownLateUs,
    causeUs: Math.min(shownCauseUs, shownLateUs),
    looked: looked.length,
    excessUs,
    evidence,
    match: worst.match,
  };
}

interface Late {
  readonly match: number;
  readonly member: number;
  /** Lost by waiting for the rank: by all others, and by the one that lost most. */
  readonly lostUs: number;
  readonly mostUs: number;
}

/** Collectives the rank was last at, those that others lost most for first; the few microseconds of the rest are left out. */
function lateMatches({ matches, split, members, lostUs }: LateRun, rank: number): readonly Late[] {
  const found: Late[] = [];
  for (let i = u32(members.first, rank); i < u32(members.first, rank + 1); i++) {
    const match = u32(members.match, i);
    if (i32(split.lastArriver, match) !== rank) continue;
    let sum = 0;
    let mostUs = 0;
    for (let k = u32(matches.first, match); k < u32(matches.first, match + 1); k++) {
      if (i32(split.waitsFor, k) !== rank) continue;
      sum += f64(lostUs, k);
      mostUs = Math.max(mostUs, f64(lostUs, k));
    }
    found.push({ match, member: u32(members.member, i), lostUs: sum, mostUs });
  }
  found.sort((a, b) => b.lostUs - a.lostUs || a.match - b.match);
  const least = (found[0]?.lostUs ?? 0) / 10;
  return found.filter(({ lostUs }) => lostUs > 0 && lostUs >= least).slice(0, MOST_LOOKED_AT);
}

/** How a rank came to one collective, beside the middle one of the others. On the common clock. */
interface Lateness {
  readonly beginUs: number;
  readonly arrivalUs: number;
  readonly lateUs: number;
  /** How far it was behind where the stretch begins. */
  readonly behindUs: number;
  readonly excessUs: Float64Array;
}

function lateness(run: LateRun, rank: number, match: number, member: number): Lateness {
  const { timeline, matches, offsetsUs } = run;
  const arrivalOf = (k: number): number =>
    f64(timeline.events.start, u32(matches.event, k)) - (offsetsUs[u16(matches.rank, k)] ?? 0);
  const peers = peersOf(matches, match, rank);
  const ranks = peers.map((peer) => u16(matches.rank, peer));
  const arrivalUs = arrivalOf(member);
  const beginOf = beginning(run, rank, ranks, arrivalUs);
  const beginUs = beginOf(rank);
  const own = classesWithin(run, rank, beginUs, arrivalUs);
  const others = peers.map((k, i) => classesWithin(run, item(ranks, i), beginOf(item(ranks, i)), arrivalOf(k)));
  const excessUs = own.map((us, c) => us - median(others.map((classes) => f64(classes, c))));
  excessUs[COMPUTE] = Math.min(f64(excessUs, COMPUTE), computeBeyond(run, rank, ranks, beginUs, arrivalUs));
  return {
    beginUs,
    arrivalUs,
    lateUs: arrivalUs - median(peers.map(arrivalOf)),
    behindUs: beginUs - median(ranks.map(beginOf)),
    excessUs,
  };
}

/** How much longer than the median of the others a rank computes in the steps that a stretch touches and all have; Infinity where there is none. */
function computeBeyond(run: LateRun, rank: number, others: readonly number[], beginUs: number, endUs: number): number {
  const { timeline, ledger, offsetsUs } = run;
  const names = sharedSteps(timeline, rank, others);
  const shift = offsetsUs[rank] ?? 0;
  const touched = new Set(
    stepsOf(timeline, rank)
      .filter(({ name, start, end }) => names.has(name) && end > beginUs + shift && start < endUs + shift)
      .map(({ name }) => name),
  );
  if (touched.size === 0) return Infinity;
  const computeOf = (own: number): number =>
    stepsOf(timeline, own).reduce(
      (sum, { name }, s) =>
        sum + (touched.has(name) ? f64(item(ledger.ranks, own).perStep, s * CLASS_COUNT + COMPUTE) : 0),
      0,
    );
  return Math.max(0, computeOf(rank) - median(others.map(computeOf)));
}

/** Names of steps that a rank and all the others have; none where names do not tell steps apart. */
function sharedSteps(timeline: Timeline, rank: number, others: readonly number[]): ReadonlySet<string> {
  const [own = [], ...rest] = [rank, ...others].map((one) => stepsOf(timeline, one).map(({ name }) => name));
  if ([own, ...rest].some((names) => new Set(names).size < names.length)) return new Set();
  const sets = rest.map((names) => new Set(names));
  return new Set(own.filter((name) => sets.every((names) => names.has(name))));
}

/**
 * Where the stretch before an arrival begins on each rank, on the common clock: at the end of the last collective that the rank and all the
 * others were in; else where the last step began that all of them have; else with the first piece of each.
 */
function beginning(run: LateRun, rank: number, others: readonly number[], arrivalUs: number): (rank: number) => number {
  const { timeline, ledger, matches, offsetsUs } = run;
  const offsetOf = (own: number): number => offsetsUs[own] ?? 0;
  const before = matchBefore(run, rank, others, arrivalUs);
  if (before >= 0) {
    return (own) => {
      const end = f64(timeline.events.end, u32(matches.event, memberOf(matches, before, own))) - offsetOf(own);
      return Math.min(arrivalUs, end);
    };
  }
  const names = sharedSteps(timeline, rank, others);
  const arrival = arrivalUs + offsetOf(rank);
  const shared = stepsOf(timeline, rank).findLast(({ name, start }) => start <= arrival && names.has(name))?.name;
  return (own) => {
    const step = shared === undefined ? undefined : stepsOf(timeline, own).find(({ name }) => name === shared);
    const first = item(ledger.ranks, own).pieces;
    const begin = step?.start ?? (first.length > 0 ? f64(first.start, 0) : arrivalUs);
    return Math.min(arrivalUs, begin - offsetOf(own));
  };
}

/** The rank's last matched collective that has ended by its arrival and that all the others were in; -1 where there is none. */
function matchBefore(run: LateRun, rank: number, others: readonly number[], arrivalUs: number): number {
  const { timeline, matches, split, members, offsetsUs } = run;
  const arrival = arrivalUs + (offsetsUs[rank] ?? 0);
  let best = -1;
  let bestEnd = -Infinity;
  for (let i = u32(members.first, rank); i < u32(members.first, rank + 1); i++) {
    const match = u32(members.match, i);
    if (i32(split.lastArriver, match) < 0) continue;
    const end = f64(timeline.events.end, u32(matches.event, u32(members.member, i)));
    if (end > arrival || end <= bestEnd || !others.every((other) => memberOf(matches, match, other) >= 0)) continue;
    best = match;
    bestEnd = end;
  }
  return best;
}

/** The member of a rank in a match; -1 where it has none. */
function memberOf(matches: CollectiveMatches, match: number, rank: number): number {
  for (let k = u32(matches.first, match); k < u32(matches.first, match + 1); k++)
    if (u16(matches.rank, k) === rank) return k;
  return -1;
}

/** Members of the other ranks, at most so many, evenly taken. */
function peersOf(matches: CollectiveMatches, match: number, rank: number): readonly number[] {
  const first = u32(matches.first, match);
  const all: number[] = [];
  for (let k = first; k < u32(matches.first, match + 1); k++) if (u16(matches.rank, k) !== rank) all.push(k);
  const stride = Math.max(1, all.length / MOST_PEERS);
  return Array.from({ length: Math.min(all.length, MOST_PEERS) }, (_, i) => item(all, Math.floor(i * stride)));
}

/** A rank's microseconds of each class in a stretch of the common clock. */
function classesWithin({ ledger, offsetsUs }: LateRun, rank: number, beginUs: number, endUs: number): Float64Array {
  const { pieces } = item(ledger.ranks, rank);
  const begin = beginUs + (offsetsUs[rank] ?? 0);
  const end = endUs + (offsetsUs[rank] ?? 0);
  const classes = new Float64Array(CLASS_COUNT);
  for (let p = upperBound(pieces.end, begin); p < pieces.length && f64(pieces.start, p) < end; p++) {
    const code = u8(pieces.class, p);
    classes[code] = f64(classes, code) + Math.min(end, f64(pieces.end, p)) - Math.max(begin, f64(pieces.start, p));
  }
  return classes;
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
