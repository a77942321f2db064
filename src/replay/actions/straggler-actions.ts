import { at, f64, i32, item, u16, u32 } from '../../base/at.ts';
import { mean, median } from '../../base/median.ts';
import { studentT } from '../../base/student.ts';
import { edgesOfClass, edgesOfKind, edgeTargets, transferEdge } from '../edge-index.ts';
import { type ReplayGraph, type WeightClass } from '../graph.ts';
import { type OpenEnd } from '../open-ends.ts';
import { type Scenario } from '../scenario.ts';
import { type Change, moved } from './action.ts';

/** Work that is evened out between ranks, and how: compute to the mean, what the host does to the median. */
const EVENED: readonly { readonly key: WeightClass; readonly to: 'mean' | 'median' }[] = [
  { key: 'compute', to: 'mean' },
  { key: 'data', to: 'median' },
  { key: 'think', to: 'median' },
  { key: 'launch', to: 'median' },
];

/**
 * Evens out the ranks step by step: where all ranks do the same work in a step, each piece goes to the mean (compute) or median of its like on all ranks;
 * else each rank's total does, its parts in proportion. Transfers of one collective go to their median. Where ranks are named, only theirs change, to the median of the others.
 */
export function changeStragglers({ graph, scenario, weight, lateness }: Change): void {
  const share = moved(scenario, 'stragglers');
  if (share === undefined || graph.rankCount < 2) return;
  const numbers = scenario.ranks === undefined ? undefined : new Set(scenario.ranks);
  const slow = graph.detail.rankNumbers.map((number) => numbers?.has(number) === true);
  const named = slow.some(Boolean) && !slow.every(Boolean);
  for (const { key, to } of EVENED) evenClass(graph, weight, key, named ? slow : undefined, to, share, lateness);
  if (!named) evenTransfers(graph, weight, share);
}

function evenClass(
  graph: ReplayGraph,
  weight: Float64Array,
  key: WeightClass,
  slow: readonly boolean[] | undefined,
  to: 'mean' | 'median',
  share: number,
  lateness: OpenEnd,
): void {
  const targets = edgeTargets(graph);
  const ordinals = stepOrdinals(graph);
  const steps = new Map<number, number[][]>();
  for (const e of edgesOfClass(graph, key)) {
    const node = u32(targets, e) >> 1;
    const step = i32(graph.detail.step, node);
    const ordinal = step < 0 ? -1 : i32(ordinals, step);
    let ranks = steps.get(ordinal);
    if (ranks === undefined) steps.set(ordinal, (ranks = graph.detail.rankNumbers.map(() => [])));
    item(ranks, u16(graph.rank, node)).push(e);
  }
  const nameOf = (e: number): number => i32(graph.detail.name, u32(targets, e) >> 1);
  const goal = slow === undefined && to === 'mean' ? mean : median;
  const seen = new Map<string, number[]>();
  const pieces: {
    readonly e: number;
    readonly rank: number;
    readonly part: number;
    readonly excess: readonly number[];
  }[] = [];
  const late = ranksAside(slow, steps, weight, goal);
  for (const [ordinal, ranks] of steps) {
    const weights = ranks.map((edges) => edges.map((e) => Math.max(0, f64(weight, e))));
    const peers = weights.filter((_, rank) => slow?.[rank] !== true);
    const alike = ordinal >= 0 && sameWork(ranks, nameOf);
    const totalUs = goal(peers.map(sum));
    const wanted = alike ? item(ranks, 0).map((_, k) => goal(peers.map((own) => at(own, k)))) : undefined;
    ranks.forEach((edges, rank) => {
      if (slow !== undefined && slow[rank] !== true) return;
      const ownUs = sum(item(weights, rank));
      edges.forEach((e, k) => {
        const now = f64(weight, e);
        if (now < 0) return;
        const wantedUs = wanted === undefined ? now * (ownUs > 0 ? totalUs / ownUs : 1) : at(wanted, k);
        const place = `${rank} ${slow === undefined || !alike ? e : `${k} ${edges.length}`}`;
        let excess = seen.get(place);
        if (excess === undefined) seen.set(place, (excess = []));
        excess.push(now - wantedUs);
        pieces.push({ e, rank, part: ownUs > 0 ? now / ownUs : 0, excess });
      });
    });
  }
  // A late rank is late by the mean over the steps: its own ups and downs stay. At an end it is late by as much less or more as chance allows.
  for (const { e, rank, part, excess } of pieces) {
    const own = late[rank];
    const aside = own === undefined || own.us > own.chanceUs || own.us < -own.chanceUs;
    const likelyUs = aside ? mean(excess) : 0;
    const sign = lateness === 'likely' || own === undefined ? 0 : lateness === 'least' ? -1 : 1;
    const endUs = sign === 0 || own === undefined ? likelyUs : mean(excess) + sign * own.chanceUs * part;
    weight[e] = Math.max(0, f64(weight, e) - share * endUs);
  }
}

/** By how much a named rank's time in a class differs from that of the others, over the steps, and by how much it would by the chance of so few (95 %). */
interface Aside {
  readonly us: number;
  readonly chanceUs: number;
}

/** True where levers on late ranks name some whose lateness so few steps do not tell but for chance. */
export function latenessIsOpen(graph: ReplayGraph, scenario: Scenario): boolean {
  return moved(scenario, 'stragglers') !== undefined && scenario.ranks !== undefined && graph.rankCount > 1;
}

/** Of ranks, where some are named; undefined for those that are not, and where there is one step. */
function ranksAside(
  slow: readonly boolean[] | undefined,
  steps: ReadonlyMap<number, readonly (readonly number[])[]>,
  weight: Float64Array,
  goal: (values: readonly number[]) => number,
): readonly (Aside | undefined)[] {
  if (slow === undefined) return [];
  return slow.map((named, rank) => {
    if (!named) return undefined;
    const excess: number[] = [];
    for (const [ordinal, ranks] of steps) {
      if (ordinal < 0) continue;
      const totals = ranks.map((edges) => sum(edges.map((e) => Math.max(0, f64(weight, e)))));
      excess.push(at(totals, rank) - goal(totals.filter((_, r) => slow[r] !== true)));
    }
    if (excess.length < 2) return undefined;
    const us = mean(excess);
    const spread = Math.sqrt(sum(excess.map((one) => (one - us) ** 2)) / (excess.length - 1));
    return { us, chanceUs: (studentT(excess.length - 1) * spread) / Math.sqrt(excess.length) };
  });
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** True where every rank has the same pieces in the same order. */
const sameWork = (ranks: readonly (readonly number[])[], nameOf: (e: number) => number): boolean => {
  const [first] = ranks;
  return (
    first !== undefined &&
    ranks.every((own) => own.length === first.length && own.every((e, k) => nameOf(e) === nameOf(item(first, k))))
  );
};

/** Steps of all ranks counted from each rank's first: step k of one rank meets step k of another. */
function stepOrdinals(graph: ReplayGraph): Int32Array {
  const count = graph.stepVertex.length / 2;
  const ordinals = new Int32Array(count);
  const seen = new Map<number, number>();
  for (let k = 0; k < count; k++) {
    const rank = u16(graph.rank, u32(graph.stepVertex, 2 * k) >> 1);
    const own = seen.get(rank) ?? 0;
    ordinals[k] = own;
    seen.set(rank, own + 1);
  }
  return ordinals;
}

function evenTransfers(graph: ReplayGraph, weight: Float64Array, share: number): void {
  const byArrival = new Map<number, number[]>();
  for (const e of edgesOfKind(graph, 'transfer')) {
    const arrival = u32(graph.source, e);
    const known = byArrival.get(arrival);
    if (known === undefined) byArrival.set(arrival, [e]);
    else known.push(e);
  }
  for (const edges of byArrival.values()) {
    if (edges.length < 2) continue;
    const target = median(edges.map((e) => f64(weight, e)));
    for (const e of edges) weight[e] = f64(weight, e) + share * (target - f64(weight, e));
  }
}

/** How much faster the run would be with every rank like its peers: S = T / T_ideal, T replayed as recorded (the straggler study's rule). */
export const slowdownOf = (stepUs: number, idealUs: number): number => (idealUs > 0 ? stepUs / idealUs : 1);

/** Which rank arrives last, and how often, over matched collectives: rank index to count. */
export function lastArrivals(graph: ReplayGraph): Float64Array {
  const counts = new Float64Array(graph.rankCount);
  const seen = new Set<number>();
  const { node } = graph.detail.transfers;
  for (const member of node) {
    const e = transferEdge(graph, member);
    if (e < 0) continue;
    const arrival = u32(graph.source, e) >> 1;
    if (arrival === member || seen.has(arrival)) continue;
    seen.add(arrival);
    let latest = -1;
    for (let k = u32(graph.offset, 2 * arrival); k < u32(graph.offset, 2 * arrival + 1); k++) {
      const from = u32(graph.source, k);
      if (latest < 0 || f64(graph.observed, from) > f64(graph.observed, latest)) latest = from;
    }
    if (latest < 0) continue;
    const rank = u16(graph.rank, latest >> 1);
    counts[rank] = f64(counts, rank) + 1;
  }
  return counts;
}
