import { at, item } from '../base/at.ts';
import { median } from '../base/median.ts';
import { lowerBound } from '../base/search.ts';
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
  readonly unmatchedReason: string | undefined;
}

/** Matched ends may differ by this much after alignment, whatever the transfer takes; beyond, by this share of it. */
const LEAST_SPREAD_US = 50;
const MOST_SPREAD_SHARE = 0.2;

const KIND = /all_?reduce|all_?gather|reduce_?scatter|broadcast|all_?to_?all|send_?recv|gather|scatter|reduce|barrier/i;

/** What must agree between ranks: process group and kind of collective. Kernel variants may differ, sizes of all-to-all too. */
function keyOf(timeline: Timeline, event: number): string {
  const { extras, strings } = timeline;
  let group = '';
  let name = item(strings, at(timeline.events.name, event));
  for (
    let k = lowerBound(extras.event, event, 0, extras.length);
    k < extras.length && at(extras.event, k) === event;
    k++
  ) {
    const key = item(strings, at(extras.key, k));
    if (key !== 'Process Group Ranks' && key !== 'Process Group Name' && key !== 'Collective name') continue;
    const number = at(extras.number, k);
    const text = Number.isNaN(number) ? item(strings, at(extras.text, k)) : String(number);
    if (key === 'Collective name') name = text;
    else group += `${text}|`;
  }
  return `${group}${(KIND.exec(name)?.[0] ?? name).toLowerCase().replaceAll('_', '')}`;
}

/** The i-th collective of a key on one rank is the i-th on every other; keys whose counts differ are left out. */
function candidates(draft: Draft, timeline: Timeline, ranks: readonly RankNodes[]): readonly Match[] {
  const communication = weightCode('communication');
  const byKey = new Map<string, Map<number, number[]>>();
  for (const { rank, streams } of ranks) {
    const nodes = streams
      .flatMap((stream) => stream.nodes)
      .filter((node) => at(draft.nodeClass, node) === communication);
    for (const node of nodes.sort((a, b) => at(draft.start, a) - at(draft.start, b))) {
      const key = keyOf(timeline, at(draft.event, node));
      let byRank = byKey.get(key);
      if (byRank === undefined) byKey.set(key, (byRank = new Map()));
      const list = byRank.get(rank);
      if (list === undefined) byRank.set(rank, [node]);
      else list.push(node);
    }
  }
  const matches: Match[] = [];
  for (const byRank of byKey.values()) {
    const lists = [...byRank.values()];
    const count = lists[0]?.length ?? 0;
    if (lists.length < 2 || lists.some((list) => list.length !== count)) continue;
    for (let i = 0; i < count; i++) matches.push({ nodes: lists.map((list) => at(list, i)) });
  }
  return matches;
}

/**
 * Matches collectives across ranks and aligns the ranks' clocks on their ends (median of each rank's distance to the
 * middle end). Matches whose ends still differ by more than 20 % of the transfer (and 50 us) are given up.
 */
export function matchCollectives(draft: Draft, timeline: Timeline, ranks: readonly RankNodes[]): Matching {
  const clockUs = new Float64Array(timeline.ranks.length);
  const found = ranks.length < 2 ? [] : candidates(draft, timeline, ranks);
  if (found.length === 0) {
    return {
      matches: [],
      clockUs,
      unmatchedReason: ranks.length < 2 ? undefined : 'no collective occurs equally often on several ranks',
    };
  }
  const offsets: number[][] = timeline.ranks.map(() => []);
  for (const { nodes } of found) {
    const middle = median(nodes.map((node) => at(draft.end, node)));
    for (const node of nodes) item(offsets, at(draft.rank, node)).push(at(draft.end, node) - middle);
  }
  offsets.forEach((values, rank) => (clockUs[rank] = values.length > 0 ? median(values) : 0));
  const base = at(clockUs, 0);
  for (let rank = 0; rank < clockUs.length; rank++) clockUs[rank] = at(clockUs, rank) - base;
  const onFirstClock = (vertexUs: ArrayLike<number>, node: number): number =>
    at(vertexUs, node) - at(clockUs, at(draft.rank, node));
  const matches = found.filter(({ nodes }) => {
    const ends = nodes.map((node) => onFirstClock(draft.end, node));
    const spread = Math.max(...ends) - Math.min(...ends);
    const transfer = Math.min(...nodes.map((node) => at(draft.end, node) - at(draft.start, node)));
    return spread <= Math.max(LEAST_SPREAD_US, MOST_SPREAD_SHARE * transfer);
  });
  if (matches.length * 2 >= found.length) return { matches, clockUs, unmatchedReason: undefined };
  return {
    matches: [],
    clockUs: clockUs.fill(0),
    unmatchedReason: 'the ends of most matched collectives lie too far apart: the ranks may be of different runs',
  };
}

/**
 * Last-arriver rule: nobody transfers until all have started. A node stands for the last arrival A; every end waits
 * for A plus its own transfer, end - A, which the communication lever scales. Times must be on one clock.
 */
export function addCollectiveEdges(draft: Draft, matches: readonly Match[]): void {
  const communication = weightCode('communication');
  for (const { nodes } of matches) {
    const arrivalUs = Math.max(...nodes.map((node) => at(draft.start, node)));
    const arrival = addNode(draft, -1, 'communication', -1, at(draft.rank, at(nodes, 0)), arrivalUs, arrivalUs);
    addEdge(draft, 'own', startOf(arrival), endOf(arrival));
    for (const node of nodes) {
      addEdge(draft, 'arrive', startOf(node), startOf(arrival));
      addEdge(
        draft,
        'transfer',
        endOf(arrival),
        endOf(node),
        Math.max(0, at(draft.end, node) - arrivalUs),
        communication,
      );
    }
  }
}
