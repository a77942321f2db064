import { at, f64, u32 } from '../base/at.ts';
import { median } from '../base/median.ts';
import { batchCost } from './actions/data-actions.ts';
import { known, moved } from './actions/action.ts';
import { edgesOfKind, edgesOfNode } from './edge-index.ts';
import { type LoaderDetail } from './graph-detail.ts';
import { type ReplayGraph } from './graph.ts';
import { HANDLING_US, WAITED_US } from './loader-queue.ts';
import { crowding, steadyWaits } from './loader-model.ts';
import { type Scenario } from './scenario.ts';

/** PyTorch's default: batches ahead per worker. */
export const USUAL_PREFETCH = 2;
/** What handing a batch over costs its worker, microseconds: 1000 to 1150 measured on recorded pairs (docs/pairs.md). */
export const HANDED_OVER_US = 1000;
const MOST_ROUNDS = 8;
const SETTLED_SHARE = 1e-5;

/** What one batch costs one worker of this loader; NaN where neither the trace nor the user tells. Microseconds. */
export function batchTimes(loader: LoaderDetail, graph: ReplayGraph, scenario: Scenario): Float64Array {
  if (!loader.workers) return loader.batchUs;
  const workers = known(scenario, 'workers') ?? loader.workerCount;
  if (workers === undefined || workers < 1) return loader.batchUs;
  if (isPaced(loader) || loader.workerCount !== undefined) {
    const cycleUs = cycleOf(loader, graph, workers);
    return loader.batchUs.map(() => workers * cycleUs);
  }
  const prefetch = known(scenario, 'prefetch') ?? USUAL_PREFETCH;
  const less = (moved(scenario, 'workers') ?? workers) * (moved(scenario, 'prefetch') ?? prefetch) < workers * prefetch;
  return burstTimes(loader, graph, workers, workers * prefetch, less ? 1 : 0);
}

/** Distance from batch to batch: mean over whole rounds of the workers, since waits come in turns. */
function cycleOf({ nodes }: LoaderDetail, { observed }: ReplayGraph, workers: number): number {
  const ends = Array.from(nodes, (node) => f64(observed, 2 * node + 1));
  const last = ends.length - 1;
  const whole = last < workers ? last : last - (last % workers);
  return (at(ends, whole) - at(ends, 0)) / whole;
}

/**
 * Where only some batches are waited for: such a batch was ready when it was taken, and its worker began it when it was asked for or done
 * with the one before. The others cost less than would have been noticed: `unnoticed` is the share of that which they are taken to cost. 0 gives
 * the most that a longer queue can gain, 1 the most that a shorter one can lose. NaN where no batch was waited for.
 */
function burstTimes(
  loader: LoaderDetail,
  { observed }: ReplayGraph,
  workers: number,
  ahead: number,
  unnoticed: 0 | 1,
): Float64Array {
  const { nodes, handlingUs } = loader;
  const lengths = Float64Array.from(nodes, (node) => f64(observed, 2 * node + 1) - f64(observed, 2 * node));
  const waited = lengths.map((us) => (us > WAITED_US ? 1 : 0));
  if (!waited.includes(1)) return loader.batchUs;
  const taken = Float64Array.from(nodes, (node) => f64(observed, 2 * node + 1) - handlingUs);
  const ready = new Float64Array(nodes.length);
  return lengths.map((_, i) => {
    const asked = i < ahead ? -Infinity : f64(taken, i - ahead);
    const began = Math.max(asked, i < workers ? -Infinity : f64(ready, i - workers));
    const most = Number.isFinite(began) ? Math.max(0, f64(taken, i) - began) : 0;
    const us = waited[i] === 1 ? most : most * unnoticed;
    ready[i] = Number.isFinite(began) ? began + us : f64(taken, i);
    return us;
  });
}

/** True where calls after calls waited: each batch's own pace is on the edges between them. */
const isPaced = ({ paced }: LoaderDetail): boolean =>
  paced.reduce((sum, one) => sum + one, 0) >= 0.8 * (paced.length - 1);

/** True where the scenario has other workers, or other batches ahead. */
export const otherQueue = (scenario: Scenario): boolean =>
  moved(scenario, 'workers') !== undefined || moved(scenario, 'prefetch') !== undefined;

/** True where the scenario makes the loader another than the recorded one: other workers, or batches that cost them something else. */
export const changesLoader = (graph: ReplayGraph, scenario: Scenario): boolean =>
  otherQueue(scenario) ||
  (batchCost(graph, scenario) !== 1 && graph.detail.loaders.some((loader) => loader.workers && !isPaced(loader)));

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
    if (!otherQueue(scenario) && (!loader.workers || isPaced(loader))) continue;
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
    const handedUs = loader.workers ? 0 : HANDED_OVER_US;
    const cores = known(scenario, 'cores');
    const slower = cores === undefined ? 1 : crowding(workers, 1, 1, cores);
    const batchUs = alone.map((us) => us * slower + handedUs);
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
