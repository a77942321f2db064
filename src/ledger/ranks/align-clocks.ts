import { f64, i32, item, u16, u32 } from '../../base/at.ts';
import { type Diagnostic } from '../../base/failure.ts';
import { formatCount, formatMicros } from '../../base/format.ts';
import { median, quantile } from '../../base/median.ts';
import { type Said, say } from '../../base/say.ts';
import { type Timeline } from '../../model/timeline.ts';
import { clockMatches, groupOffsets, placeClocks } from './clock-groups.ts';
import { type UserPattern } from '../user-patterns.ts';
import { findCollectiveCalls } from './collective-calls.ts';
import { findHosts } from './hosts.ts';
import { type CollectiveMatches, matchCollectives } from './match-collectives.ts';

/** A clock: that of a host, or of one rank where hosts are unknown. */
export interface RankClock {
  readonly label: string;
  /** Indexes into `Timeline.ranks`. */
  readonly ranks: readonly number[];
  /** How far it stands ahead of the middle clock, as measured; what is taken off is in `offsetsUs`. */
  readonly offsetUs: number;
  /** Middle distance of its matched ends from the middle end, after alignment; NaN where it took part in none. */
  readonly residualUs: number;
}

export interface ClockAlignment {
  readonly matches: CollectiveMatches;
  /** Microseconds to take off the times of each rank (index into `Timeline.ranks`); 0 where its clock needs no change. */
  readonly offsetsUs: Float64Array;
  readonly applied: boolean;
  readonly clocks: readonly RankClock[];
  /** Middle and largest distance between the first and the last end of a matched collective, with `offsetsUs` taken off; NaN where none can tell. */
  readonly residualUs: number;
  readonly worstUs: number;
  /** Synchronising collectives the clocks were compared by. */
  readonly compared: number;
  /** Median time of the shortest bar of a collective: about its transfer. */
  readonly medianTransferUs: number;
  /** Why ranks cannot be compared; undefined where they can. */
  readonly refusal: Said | undefined;
  /** What to tell the user: a moved clock, a refusal. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface AlignOptions {
  /** Ranks are counted host by host; hosts share a clock. */
  readonly gpusPerHost?: number | undefined;
  readonly matches?: CollectiveMatches | undefined;
  /** The user's rows of the ledger's table. */
  readonly patterns?: readonly UserPattern[] | undefined;
}

/** Matched ends may differ by this much whatever the transfer takes; beyond, by this share of it. */
export const LEAST_SPREAD_US = 50;
export const MOST_SPREAD_SHARE = 0.2;
/** Of the time that the first to arrive spends in a collective: where waiting is long, ends this near still tell it well. */
export const MOST_SPREAD_OF_STAY = 0.05;
/** A clock is moved when it is off by this many residuals. */
const SIGNIFICANT = 3;

/**
 * Offsets between the ranks' clocks from the ends of matched synchronising collectives: for each host, else for each rank, the median
 * distance from the middle end. A clock is moved only where its offset stands out of what the ends differ by anyway. Refuses where
 * the ends then still differ by more than a fifth of the median transfer (and 50 us, and 5 % of the first arriver's stay): the files may be of different runs.
 */
export function alignRanks(timeline: Timeline, options: AlignOptions = {}): ClockAlignment {
  const matches = options.matches ?? matchCollectives(timeline, findCollectiveCalls(timeline, options.patterns));
  const hosts = findHosts(timeline, options.gpusPerHost);
  const perRank = {
    of: Int32Array.from(timeline.ranks, (_, rank) => rank),
    labels: timeline.ranks.map((r) => r.label),
  };
  if (hosts.ofRank === undefined) return alignBy(timeline, matches, perRank, 'rank');
  const byHost = alignBy(timeline, matches, { of: Int32Array.from(hosts.ofRank), labels: hosts.names }, 'host');
  // Ranks said to share a host may not: files copied together, containers with a clock of their own.
  return byHost.refusal === undefined ? byHost : alignBy(timeline, matches, perRank, 'rank');
}

/** The clock of each rank, and what the clocks are called. */
interface Clocks {
  readonly of: Int32Array;
  readonly labels: readonly string[];
}

function alignBy(
  timeline: Timeline,
  matches: CollectiveMatches,
  { of: clockOf, labels }: Clocks,
  whose: 'host' | 'rank',
): ClockAlignment {
  const used = clockMatches(matches);
  const { offsetsUs: measured, sets } = placeClocks(groupOffsets(timeline, matches, used, clockOf), labels.length);
  const perRank = (perClock: Float64Array): Float64Array => Float64Array.from(clockOf, (clock) => f64(perClock, clock));
  const best = spreadOf(timeline, matches, used, perRank(measured));
  const least = Math.max(1, SIGNIFICANT * best.middleUs);
  const wanted = measured.map((us) => (Math.abs(us) > least ? Math.round(us * 1000) / 1000 : 0));
  const moved = wanted.filter((us) => us !== 0).length;
  const { middleUs, worstUs, transferUs, stayUs } = spreadOf(timeline, matches, used, perRank(wanted));
  const refusal = timeline.ranks.some(({ isWindow }) => isWindow)
    ? say`the ${formatCount(timeline.ranks.length)} files are windows of one process, recorded one after the other; open them one at a time, or compare one with the other`
    : middleUs > Math.max(LEAST_SPREAD_US, MOST_SPREAD_SHARE * transferUs, MOST_SPREAD_OF_STAY * stayUs)
      ? say`matched collectives end ${formatMicros(middleUs)} apart on different ranks, more than a fifth of their transfer (${formatMicros(transferUs)}): the files may be of different runs, or threads waited for a free core`
      : undefined;
  const applied = refusal === undefined && moved > 0;
  const offsetsUs = applied ? perRank(wanted) : new Float64Array(timeline.ranks.length);
  const residuals = residualsOf(timeline, matches, used, offsetsUs, clockOf, labels.length);
  const clocks = labels.map((label, clock): RankClock => ({
    label,
    ranks: [...clockOf.keys()].filter((rank) => i32(clockOf, rank) === clock),
    offsetUs: f64(measured, clock),
    residualUs: f64(residuals, clock),
  }));
  return {
    matches,
    offsetsUs,
    applied,
    clocks,
    residualUs: middleUs,
    worstUs,
    compared: used.length,
    medianTransferUs: transferUs,
    refusal,
    diagnostics:
      timeline.ranks.length < 2
        ? []
        : notes({ middleUs, worstUs, moved, whose, refusal, sets, clocks: labels.length }, wanted),
  };
}

interface Spread {
  readonly middleUs: number;
  readonly worstUs: number;
  /** Shortest and longest time of a rank in a collective, medians. */
  readonly transferUs: number;
  readonly stayUs: number;
}

function spreadOf(
  { events }: Timeline,
  matches: CollectiveMatches,
  used: Uint32Array,
  offsetsUs: Float64Array,
): Spread {
  const spreads = new Float64Array(used.length);
  const shortest = new Float64Array(used.length);
  const longest = new Float64Array(used.length);
  used.forEach((m, index) => {
    let low = Infinity;
    let high = -Infinity;
    let least = Infinity;
    let most = 0;
    for (let k = u32(matches.first, m); k < u32(matches.first, m + 1); k++) {
      const event = u32(matches.event, k);
      const end = f64(events.end, event) - f64(offsetsUs, u16(matches.rank, k));
      low = Math.min(low, end);
      high = Math.max(high, end);
      const stay = f64(events.end, event) - f64(events.start, event);
      least = Math.min(least, stay);
      most = Math.max(most, stay);
    }
    spreads[index] = high - low;
    shortest[index] = least;
    longest[index] = most;
  });
  return {
    middleUs: median(spreads),
    worstUs: quantile(spreads, 1),
    transferUs: median(shortest),
    stayUs: median(longest),
  };
}

/** Middle distance of each clock's ends from the middle end of their collective. */
function residualsOf(
  { events }: Timeline,
  matches: CollectiveMatches,
  used: Uint32Array,
  offsetsUs: Float64Array,
  clockOf: Int32Array,
  clockCount: number,
): Float64Array {
  const away = Array.from({ length: clockCount }, (): number[] => []);
  for (const m of used) {
    const first = u32(matches.first, m);
    const ends = new Float64Array(u32(matches.first, m + 1) - first);
    for (let k = 0; k < ends.length; k++)
      ends[k] = f64(events.end, u32(matches.event, first + k)) - f64(offsetsUs, u16(matches.rank, first + k));
    const middle = median(ends);
    for (let k = 0; k < ends.length; k++)
      item(away, i32(clockOf, u16(matches.rank, first + k))).push(Math.abs(f64(ends, k) - middle));
  }
  return Float64Array.from(away, median);
}

interface AlignmentFacts {
  readonly middleUs: number;
  readonly worstUs: number;
  readonly moved: number;
  readonly clocks: number;
  readonly whose: 'host' | 'rank';
  readonly refusal: Said | undefined;
  readonly sets: number;
}

const hostClocks = (moved: number): Said =>
  moved === 1 ? say`the clock of one host was` : say`the clocks of ${formatCount(moved)} hosts were`;
const rankClocks = (moved: number): Said =>
  moved === 1 ? say`the clock of one rank was` : say`the clocks of ${formatCount(moved)} ranks were`;

function notes(facts: AlignmentFacts, wanted: Float64Array): readonly Diagnostic[] {
  const { moved, middleUs, worstUs, refusal, whose } = facts;
  if (refusal !== undefined)
    return [{ code: 'ranks-not-comparable', count: 1, message: say`ranks are not compared: ${refusal}` }];
  const found: Diagnostic[] = [];
  if (moved > 0) {
    const most = wanted.reduce((far, us) => Math.max(far, Math.abs(us)), 0);
    const clocks = whose === 'host' ? hostClocks(moved) : rankClocks(moved);
    const message = say`${clocks} moved, by up to ${formatMicros(most)}, so that matched collectives end together; they now end within ${formatMicros(middleUs)} of each other (median; at most ${formatMicros(worstUs)})`;
    found.push({ code: 'clocks-aligned', count: moved, message });
  }
  if (facts.sets > 1 && facts.sets < facts.clocks) {
    const message = say`${formatCount(facts.sets)} sets of ranks have no collective in common: clocks are aligned inside each set only`;
    found.push({ code: 'clock-sets', count: facts.sets, message });
  }
  return found;
}
