import { f64, u32, u8 } from '../../base/at.ts';
import { edgesOfClass, edgesOfKind, edgeTargets } from '../edge-index.ts';
import { edgeCode, weightCode } from '../graph.ts';
import { namedHostUs } from '../host-names.ts';
import { type Change, moved, OFF, scaleEdges, shorter } from './action.ts';

/** What a launch costs inside a device graph, microseconds. */
export const GRAPH_LAUNCH_US = 2;

/** Launches, host time between calls, device graphs. */
export function changeHost({ graph, scenario, weight }: Change): void {
  scaleEdges(weight, edgesOfClass(graph, 'launch'), shorter(scenario, 'launch'));
  scaleEdges(weight, edgesOfClass(graph, 'think'), shorter(scenario, 'framework'));
  changeNamed({ graph, scenario, weight });
  if (moved(scenario, 'graphs') !== 1) return;
  const launch = weightCode('launch');
  const targets = edgeTargets(graph);
  for (const e of edgesOfClass(graph, 'launch')) weight[e] = Math.min(f64(weight, e), GRAPH_LAUNCH_US);
  for (const e of edgesOfKind(graph, 'think')) {
    const from = u32(graph.source, e);
    const to = u32(targets, e);
    const between = (from & 1) === 1 && (to & 1) === 0;
    if (between && u8(graph.nodeClass, from >> 1) === launch && u8(graph.nodeClass, to >> 1) === launch) weight[e] = 0;
  }
}

/** Of the host time between calls only what is inside calls that the user names: w - m + m / f. */
function changeNamed({ graph, scenario, weight }: Pick<Change, 'graph' | 'scenario' | 'weight'>): void {
  if (moved(scenario, 'module') === undefined) return;
  const insideUs = namedHostUs(graph, scenario);
  if (insideUs === undefined) return;
  const scale = shorter(scenario, 'module');
  edgesOfClass(graph, 'think').forEach((e, i) => {
    const wholeUs = f64(graph.weight, e);
    if (wholeUs > 0) weight[e] = f64(weight, e) * (1 - (f64(insideUs, i) / wholeUs) * (1 - scale));
  });
}

const BLOCKS = edgeCode('blocks');

/** Calls that wait for the device return after their own work. Copies to the device that hold their own call stay: those are the pinned lever's. */
export function changeSyncs({ graph, scenario, weight }: Change): void {
  if (moved(scenario, 'syncs') !== 1) return;
  const { syncs } = graph.detail;
  const wanted = scenario.syncSites === undefined ? undefined : new Set(scenario.syncSites);
  for (let i = 0; i < syncs.call.length; i++) {
    if (wanted !== undefined && !wanted.has(syncs.sites[u32(syncs.site, i)] ?? '')) continue;
    const end = 2 * u32(syncs.call, i) + 1;
    for (let e = u32(graph.offset, end); e < u32(graph.offset, end + 1); e++)
      if (u8(graph.edgeKind, e) === BLOCKS) weight[e] = OFF;
  }
}
