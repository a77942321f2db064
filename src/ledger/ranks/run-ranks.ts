import { f64, item, u8 } from '../../base/at.ts';
import { median } from '../../base/median.ts';
import { usualSteps } from '../../model/find-steps-odd.ts';
import { type Timeline } from '../../model/timeline.ts';
import { type Ledger } from '../ledger.ts';
import { alignRanks, type ClockAlignment } from './align-clocks.ts';
import { foldRanks, type RankFold } from './fold-ranks.ts';
import { findHosts, type Hosts, type Scope, SCOPES } from './hosts.ts';
import { type LateCause, lateCause } from './late-cause.ts';
import { lostWaiting } from './lost-waiting.ts';
import { findSlowLinks, type SlowLink } from './slow-links.ts';
import { type SplitCollectives, splitCollectives } from './split-collectives.ts';
import { rankStandings, type RankStanding } from './stragglers.ts';
import {
  type ExposedSplit,
  exposedSplit,
  membersOfRanks,
  type RankMembers,
  waitingIntervals,
} from './waiting-intervals.ts';

/** A rank that the others wait for, and why. */
export interface Straggler {
  /** Index into `Timeline.ranks`. */
  readonly rank: number;
  readonly cause: LateCause | undefined;
}

/** Collectives of one kind, over one scope. */
export interface CollectiveSum {
  readonly kind: number;
  readonly scope: Scope;
  readonly collectives: number;
  /** Over all ranks, microseconds. */
  readonly waitingUs: number;
  readonly transferUs: number;
  /** Median over those whose size is known; NaN where none is. */
  readonly busGBps: number;
}

/** What only several ranks together can tell. Plain data: it crosses from the worker to the page. */
export interface RunRanks {
  readonly alignment: ClockAlignment;
  readonly hosts: Hosts;
  /** Undefined where the ranks cannot be compared: `alignment.refusal` says why. */
  readonly split: SplitCollectives | undefined;
  readonly members: RankMembers;
  /** Exposed communication of each step cut into waiting and transfer; undefined with `split`. */
  readonly exposed: ExposedSplit | undefined;
  /** One entry a rank, index as `Timeline.ranks`; empty without `split`. */
  readonly standings: readonly RankStanding[];
  /** ranks x ranks, row-major, microseconds: what row lost waiting for column; empty without `split`. */
  readonly matrix: Float64Array;
  /** Ranks that stand out, the worst first. */
  readonly stragglers: readonly Straggler[];
  readonly slowLinks: readonly SlowLink[];
  readonly sums: readonly CollectiveSum[];
  readonly folds: readonly RankFold[];
}

export interface RunRanksOptions {
  /** Ranks are counted host by host. */
  readonly gpusPerHost?: number | undefined;
  /** What `alignRanks` gave, where the timeline has been shifted by it already. */
  readonly alignment?: ClockAlignment | undefined;
}

const MOST_STRAGGLERS = 16;

/**
 * Compares the ranks of a run: collectives matched, clocks aligned, each collective cut into waiting and transfer, who waits for whom and
 * why. Give the `alignment` the timeline was shifted by; without one it is computed here and taken into account. Undefined for one rank.
 */
export function buildRunRanks(timeline: Timeline, ledger: Ledger, options: RunRanksOptions = {}): RunRanks | undefined {
  if (timeline.ranks.length < 2) return undefined;
  const hosts = findHosts(timeline, options.gpusPerHost);
  const alignment =
    options.alignment ?? alignRanks(timeline, { gpusPerHost: options.gpusPerHost, patterns: ledger.patterns });
  const offsetsUs =
    options.alignment === undefined ? alignment.offsetsUs : new Float64Array(alignment.offsetsUs.length);
  const { matches } = alignment;
  const members = membersOfRanks(matches, timeline.ranks.length);
  const nothing = {
    split: undefined,
    exposed: undefined,
    standings: [],
    matrix: new Float64Array(0),
    stragglers: [],
    slowLinks: [],
    sums: [],
  };
  if (alignment.refusal !== undefined || matches.length === 0)
    return { alignment, hosts, members, folds: foldRanks(ledger), ...nothing };
  const split = splitCollectives(timeline, matches, offsetsUs, hosts);
  const exposed = exposedSplit(timeline, ledger, (rank) => waitingIntervals(timeline, matches, split, members, rank));
  const lostUs = lostWaiting(timeline, ledger, matches, split, members);
  const usualLostUs = timeline.steps.some(({ odd }) => odd !== undefined)
    ? lostWaiting(timeline, ledger, matches, split, members, usualSteps)
    : lostUs;
  const { ranks: standings, matrix } = rankStandings(timeline, matches, split, lostUs, usualLostUs);
  const stragglers = standings
    .filter(({ named }) => named)
    .sort((a, b) => b.score - a.score || a.rank - b.rank)
    .slice(0, MOST_STRAGGLERS)
    .map(({ rank }): Straggler => {
      const late = { timeline, ledger, matches, split, members, lostUs: usualLostUs, offsetsUs };
      return { rank, cause: lateCause(late, rank) };
    });
  return {
    alignment,
    hosts,
    split,
    members,
    exposed,
    standings,
    matrix,
    stragglers,
    slowLinks: findSlowLinks(matches, split),
    sums: sumsOf(alignment, split),
    folds: foldRanks(ledger, new Set(stragglers.map(({ rank }) => rank))),
  };
}

function sumsOf({ matches }: ClockAlignment, split: SplitCollectives): readonly CollectiveSum[] {
  const byKey = new Map<number, { matches: number[] }>();
  for (let m = 0; m < matches.length; m++) {
    if ((split.lastArriver[m] ?? -1) < 0) continue;
    const key = u8(matches.kind, m) * SCOPES.length + u8(split.scope, m);
    const sum = byKey.get(key);
    if (sum === undefined) byKey.set(key, { matches: [m] });
    else sum.matches.push(m);
  }
  return [...byKey]
    .map(([key, { matches: own }]): CollectiveSum => {
      let waitingUs = 0;
      let transferUs = 0;
      for (const m of own) {
        for (let k = matches.first[m] ?? 0; k < (matches.first[m + 1] ?? 0); k++) {
          waitingUs += f64(split.waitingUs, k);
          transferUs += f64(split.transferUs, k);
        }
      }
      const busGBps = median(own.map((m) => f64(split.busGBps, m)).filter(Number.isFinite));
      const kind = Math.floor(key / SCOPES.length);
      return {
        kind,
        scope: item(SCOPES, key % SCOPES.length),
        collectives: own.length,
        waitingUs,
        transferUs,
        busGBps,
      };
    })
    .sort((a, b) => b.waitingUs + b.transferUs - a.waitingUs - a.transferUs || a.kind - b.kind);
}
