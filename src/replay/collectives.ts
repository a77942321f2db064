import { say, type Words } from '../base/say.ts';
import { at, f64, i32, u16, u32, u8 } from '../base/at.ts';
import { alignRanks } from '../ledger/ranks/align-clocks.ts';
import { isBarrier } from '../ledger/ranks/collective-calls.ts';
import { findHosts } from '../ledger/ranks/hosts.ts';
import { type CollectiveMatches } from '../ledger/ranks/match-collectives.ts';
import { splitCollectives } from '../ledger/ranks/split-collectives.ts';
import { type UserPattern } from '../ledger/user-patterns.ts';
import { type Timeline } from '../model/timeline.ts';
import { type RankNodes } from './anchors.ts';
import { addEdge, addNode, type Draft, endOf, startOf } from './draft.ts';
import { weightCode } from './graph.ts';

/** The same collective on every rank that took part: one node a rank. */
export interface Match {
  readonly nodes: readonly number[];
}

export interface Matching {
  readonly matches: readonly Match[];
  /** Microseconds to take off each rank's clock to get the first rank's. */
  readonly clockUs: Float64Array;
  readonly unmatchedReason: Words | undefined;
}

/**
 * The collectives that the ledger matches across ranks (`ledger/ranks`), with the ranks' clocks as it aligns them. Where no barrier holds the
 * ranks together, only those collectives count in which no rank ended before the last arrived: the last-arriver rule holds for them.
 */
export function matchCollectives(
  draft: Draft,
  timeline: Timeline,
  ranks: readonly RankNodes[],
  patterns: readonly UserPattern[] = [],
): Matching {
  const clockUs = new Float64Array(timeline.ranks.length);
  if (ranks.length < 2) return { matches: [], clockUs, unmatchedReason: undefined };
  const { matches: found, offsetsUs, refusal } = alignRanks(timeline, { patterns });
  if (refusal !== undefined) return { matches: [], clockUs, unmatchedReason: refusal };
  const split = splitCollectives(timeline, found, offsetsUs, findHosts(timeline));
  const matches: Match[] = [];
  for (let m = 0; m < found.length; m++) {
    if (i32(split.lastArriver, m) < 0 || !waitsForAll(timeline, found, m, offsetsUs)) continue;
    const events = found.event.subarray(u32(found.first, m), u32(found.first, m + 1));
    const nodes = Array.from(events, (event) => draft.nodeOf[event] ?? -1);
    if (nodes.every((node) => node >= 0)) matches.push({ nodes });
  }
  const base = f64(offsetsUs, 0);
  offsetsUs.forEach((us, rank) => (clockUs[rank] = us - base));
  const unmatchedReason = matches.length > 0 ? undefined : say`no collective was matched on several ranks`;
  return { matches, clockUs, unmatchedReason };
}

function waitsForAll({ events }: Timeline, matches: CollectiveMatches, m: number, offsetsUs: Float64Array): boolean {
  if (isBarrier(u8(matches.kind, m))) return true;
  let arrivalUs = -Infinity;
  let endUs = Infinity;
  for (let k = u32(matches.first, m); k < u32(matches.first, m + 1); k++) {
    const event = u32(matches.event, k);
    const offset = f64(offsetsUs, u16(matches.rank, k));
    arrivalUs = Math.max(arrivalUs, f64(events.start, event) - offset);
    endUs = Math.min(endUs, f64(events.end, event) - offset);
  }
  return endUs >= arrivalUs;
}

/**
 * Last-arriver rule: nobody transfers until all have started. A node stands for the last arrival A; every end waits
 * for A plus its own transfer, end - A, which the communication lever scales. Times must be on one clock.
 */
export function addCollectiveEdges(draft: Draft, matches: readonly Match[]): void {
  const communication = weightCode('communication');
  for (const { nodes } of matches) {
    const arrivalUs = Math.max(...nodes.map((node) => f64(draft.start, node)));
    const arrival = addNode(draft, -1, 'communication', -1, u16(draft.rank, at(nodes, 0)), arrivalUs, arrivalUs);
    addEdge(draft, 'own', startOf(arrival), endOf(arrival));
    for (const node of nodes) {
      addEdge(draft, 'arrive', startOf(node), startOf(arrival));
      addEdge(
        draft,
        'transfer',
        endOf(arrival),
        endOf(node),
        Math.max(0, f64(draft.end, node) - arrivalUs),
        communication,
      );
    }
  }
}
