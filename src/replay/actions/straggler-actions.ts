import { f64, i32, u16, u32 } from '../../base/at.ts';
import { median } from '../../base/median.ts';
import { edgesOfClass, edgesOfKind, edgeTargets, transferEdge } from '../edge-index.ts';
import { type ReplayGraph, type WeightClass } from '../graph.ts';
import { type Change, moved } from './action.ts';

/** Work that is evened out between ranks, and how: compute to the mean, what the host does to the median. */
const EVENED: readonly { readonly key: WeightClass; readonly to: 'mean' | 'median' }[] = [
  { key: 'compute', to: 'mean' },
  { key: 'data', to: 'median' },
  { key: 'think', to: 'median' },
  { key: 'launch', to: 'median' },
];

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Evens out the ranks step by step: each rank's total of a kind of work goes to the mean (compute) or median of all ranks, its parts in
 * proportion; transfers of one collective go to their median. Where ranks are named, only theirs change, to the median of the others.
 */
export function changeStragglers({ graph, scenario, weight }: Change): void {
  const share = moved(scenario, 'stragglers');
  if (share === undefined || graph.rankCount < 2) return;
  const numbers = scenario.ranks === undefined ? undefined : new Set(scenario.ranks);
  const slow = graph.detail.rankNumbers.map((number) => numbers?.has(number) === true);
  const named = slow.some(Boolean) && !slow.every(Boolean);
  for (const { key, to } of EVENED) evenClass(graph, weight, key, named ? slow : undefined, to, share);
  if (!named) evenTransfers(graph, weight, share);
}

function evenClass(
  graph: ReplayGraph,
  weight: Float64Array,
  key: WeightClass,
  slow: readonly boolean[] | undefined,
  to: 'mean' | 'median',
  share: number,
): void {
  const edges = edgesOfClass(graph, key);
  const targets = edgeTargets(graph);
  const ordinals = stepOrdinals(graph);
  const totals = new Map<number, Float64Array>();
  const place = (e: number): { readonly ordinal: number; readonly rank: number } => {
    const node = u32(targets, e) >> 1;
    const step = i32(graph.detail.step, node);
    return { ordinal: step < 0 ? -1 : i32(ordinals, step), rank: u16(graph.rank, node) };
  };
  for (const e of edges) {
    const { ordinal, rank } = place(e);
    let row = totals.get(ordinal);
    if (row === undefined) totals.set(ordinal, (row = new Float64Array(graph.rankCount)));
    row[rank] = f64(row, rank) + Math.max(0, f64(weight, e));
  }
  const factors = new Map<number, Float64Array>();
  for (const [ordinal, row] of totals) {
    const peers = Array.from(row).filter((_, rank) => slow?.[rank] !== true);
    const target = slow === undefined && to === 'mean' ? mean(peers) : median(peers);
    factors.set(
      ordinal,
      row.map((total, rank) =>
        total <= 0 || (slow !== undefined && slow[rank] !== true) ? 1 : 1 + share * (target / total - 1),
      ),
    );
  }
  for (const e of edges) {
    const { ordinal, rank } = place(e);
    const factor = factors.get(ordinal)?.[rank] ?? 1;
    if (factor !== 1) weight[e] = f64(weight, e) * factor;
  }
}

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
