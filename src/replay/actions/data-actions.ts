import { f64 } from '../../base/at.ts';
import { mean } from '../../base/median.ts';
import { edgesOfClass, edgesOfKind, edgesOfNode } from '../edge-index.ts';
import { HANDLING_US } from '../../ledger/loader-waits.ts';
import { type Scenario } from '../scenario.ts';
import { type ReplayGraph } from '../graph.ts';
import { concurrentFetchUs } from '../input-pipeline.ts';
import { type Change, grown, known, moved, OFF, shorter } from './action.ts';

/** What a batch costs under these levers, as a share of what it cost: S' / S. */
export function batchCost(graph: ReplayGraph, scenario: Scenario): number {
  const fetchShare = known(scenario, 'fetchShare') ?? graph.detail.fetchShare;
  let cost = 1;
  if (fetchShare !== undefined) {
    const fetch = shorter(scenario, 'fetch') * cachedFetch(scenario) * concurrentFetch(graph, scenario, fetchShare);
    cost = fetchShare * fetch + (1 - fetchShare) * shorter(scenario, 'prep');
  }
  return cost * shorter(scenario, 'data') * grown(scenario, known(scenario, 'fixedLoading') ?? 0);
}

/** Fetching with a share c of the data in memory, against none: 1 - c + c x B_disk / B_memory. Without bandwidths memory costs nothing. */
function cachedFetch(scenario: Scenario): number {
  const share = moved(scenario, 'cache') ?? 0;
  const disk = known(scenario, 'diskGBps');
  const memory = known(scenario, 'memoryGBps');
  const relative = disk === undefined || memory === undefined || memory <= 0 ? 0 : disk / memory;
  return 1 - share + share * relative;
}

/** Items fetched k at a time and not k_0, against that: the wait for them shrinks until the bandwidth of the storage is the limit. */
function concurrentFetch(graph: ReplayGraph, scenario: Scenario, fetchShare: number): number {
  const k = moved(scenario, 'concurrency');
  if (k === undefined) return 1;
  const fewer = (known(scenario, 'concurrency') ?? 1) / k;
  const fetchUs = fetchShare * (usualBatchUs(graph) ?? Infinity);
  const floorUs = concurrentFetchUs(
    0,
    0,
    k,
    1e6 * (known(scenario, 'batchMB') ?? 0),
    known(scenario, 'diskGBps') ?? Infinity,
  );
  return Math.max(fewer, Math.min(1, floorUs / fetchUs));
}

/** What a batch of the first loader costs on average; undefined where the trace does not tell. Microseconds. */
export function usualBatchUs({ detail }: ReplayGraph): number | undefined {
  const us = mean(detail.loaders[0]?.batchUs ?? []);
  return us > 0 ? us : undefined;
}

/** Data loading: what a batch costs changes, taking a ready one does not. */
export function changeData({ graph, scenario, weight }: Change): void {
  const cost = batchCost(graph, scenario);
  const ready = moved(scenario, 'ready') === 1;
  if (cost === 1 && !ready) return;
  for (const e of edgesOfClass(graph, 'data')) weight[e] = f64(weight, e) * cost;
  for (const { nodes, handlingUs, workers } of graph.detail.loaders) {
    if (handlingUs === 0 && !ready) continue;
    for (const node of nodes) {
      const edges = edgesOfNode(graph, node);
      const ownUs = edges.reduce((sum, e) => sum + f64(graph.weight, e), 0);
      if (ownUs <= 0) continue;
      const fixedUs = Math.min(handlingUs, ownUs);
      let wantedUs = fixedUs + (ownUs - fixedUs) * cost;
      if (ready) wantedUs = Math.min(wantedUs, workers ? fixedUs : HANDLING_US);
      for (const e of edges) weight[e] = f64(graph.weight, e) * (wantedUs / ownUs);
    }
  }
  if (ready) for (const e of edgesOfKind(graph, 'workers')) weight[e] = OFF;
}
