import { at, f64, u32 } from '../base/at.ts';
import { median } from '../base/median.ts';
import { batchCost } from './actions/data-actions.ts';
import { known, moved } from './actions/action.ts';
import { edgesOfKind, edgesOfNode } from './edge-index.ts';
import { type LoaderDetail } from './graph-detail.ts';
import { type ReplayGraph } from './graph.ts';
import { HANDLING_US } from './loader-queue.ts';
import { crowding, steadyWaits } from './loader-model.ts';
import { type Scenario } from './scenario.ts';

/** PyTorch's default: batches ahead per worker. */
export const USUAL_PREFETCH = 2;
const MOST_ROUNDS = 8;
const SETTLED_SHARE = 0.001;

/** What one batch costs one worker of this loader; NaN where neither the trace nor the user tells. Microseconds. */
export function batchTimes(loader: LoaderDetail, graph: ReplayGraph, scenario: Scenario): Float64Array {
  if (!loader.workers) return loader.batchUs;
  const workers = known(scenario, 'workers') ?? loader.workerCount;
  const cycleUs = cycleOf(loader, graph);
  const saturated = loader.paced.reduce((sum, one) => sum + one, 0) >= 0.8 * (loader.nodes.length - 1);
  if (workers !== undefined && (saturated || loader.workerCount !== undefined))
    return loader.batchUs.map(() => workers * cycleUs);
  return loader.batchUs;
}

/** Median distance from batch to batch. */
function cycleOf({ nodes }: LoaderDetail, { observed }: ReplayGraph): number {
  const ends = Array.from(nodes, (node) => f64(observed, 2 * node + 1));
  return median(ends.slice(1).map((end, k) => end - at(ends, k)));
}

/** True where the workers of the scenario make the loader another than the recorded one. */
export const changesLoader = (scenario: Scenario): boolean =>
  moved(scenario, 'workers') !== undefined || moved(scenario, 'prefetch') !== undefined;

/**
 * Weights with the waits of another loader: each call takes its wait plus the hand-over. The waits follow from how fast the run asks for
 * batches, which follows from the waits: both are computed in turn until they stay. `run` replays weights and gives vertex times.
 */
export function settleLoader(
  graph: ReplayGraph,
  scenario: Scenario,
  weight: Float64Array,
  run: (weight: Float64Array) => Float64Array,
): void {
  for (const loader of graph.detail.loaders) {
    const workers = moved(scenario, 'workers') ?? known(scenario, 'workers') ?? loader.workerCount;
    if (workers === undefined || loader.nodes.length === 0) continue;
    const cost = batchCost(graph, scenario);
    const alone = batchTimes(loader, graph, scenario).map((us) => us * cost);
    if (alone.some(Number.isNaN)) continue;
    for (const e of edgesOfKind(graph, 'workers')) {
      const from = u32(graph.source, e) >> 1;
      if (loader.nodes.includes(from)) weight[e] = -Infinity;
    }
    if (workers === 0) {
      setCalls(graph, loader, weight, alone);
      continue;
    }
    const handlingUs = loader.workers ? loader.handlingUs : HANDLING_US;
    const cores = known(scenario, 'cores');
    const slower = cores === undefined ? 1 : crowding(workers, 1, 1, cores);
    const batchUs = alone.map((us) => us * slower);
    const prefetch = moved(scenario, 'prefetch') ?? known(scenario, 'prefetch') ?? USUAL_PREFETCH;
    let waits: Float64Array = new Float64Array(loader.nodes.length);
    for (let round = 0; round < MOST_ROUNDS; round++) {
      setCalls(
        graph,
        loader,
        weight,
        waits.map((wait) => wait + handlingUs),
      );
      const time = run(weight);
      const next = steadyWaits({ workers, prefetch, batchUs, consumeUs: consumption(loader, time, handlingUs) });
      const moves = next.reduce((most, wait, i) => Math.max(most, Math.abs(wait - f64(waits, i))), 0);
      waits = next;
      if (moves <= SETTLED_SHARE * Math.max(...batchUs)) break;
    }
    setCalls(
      graph,
      loader,
      weight,
      waits.map((wait) => wait + handlingUs),
    );
  }
}

/** From taking a batch until asking for the next; the last of the trace takes the median of the others. */
function consumption({ nodes }: LoaderDetail, time: Float64Array, handlingUs: number): Float64Array {
  const gaps = Array.from(nodes.subarray(1), (node, k) => f64(time, 2 * node) - f64(time, 2 * u32(nodes, k) + 1));
  const last = gaps.length > 0 ? median(gaps) : 0;
  return Float64Array.from([...gaps, last], (gap) => Math.max(0, gap) + handlingUs);
}

/** Gives each call its length: its pieces in proportion. */
function setCalls(graph: ReplayGraph, loader: LoaderDetail, weight: Float64Array, lengthsUs: Float64Array): void {
  loader.nodes.forEach((node, k) => {
    const edges = edgesOfNode(graph, node);
    const ownUs = edges.reduce((sum, e) => sum + f64(graph.weight, e), 0);
    const [first] = edges;
    if (first === undefined) return;
    for (const e of edges) weight[e] = ownUs > 0 ? (f64(graph.weight, e) / ownUs) * f64(lengthsUs, k) : 0;
    if (ownUs <= 0) weight[first] = f64(lengthsUs, k);
  });
}
