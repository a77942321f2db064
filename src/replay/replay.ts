import { assert } from '../base/assert.ts';
import { f64, u32, u8 } from '../base/at.ts';
import { type ReplayGraph, WEIGHT_CLASSES, weightCode } from './graph.ts';
import { type Scenario } from './scenario.ts';

const SCALED = ['data', 'compute', 'communication'] as const;

/** Predicted time of every vertex (node i: 2i start, 2i + 1 end), microseconds on the first rank's clock. */
export interface Replayed {
  readonly scenario: Scenario;
  readonly time: Float64Array;
}

/** What the weights of each class are multiplied by: 1 / lever, 0 for a lever at infinity. */
export function scalesOf(scenario: Scenario): Float64Array {
  const scales = new Float64Array(WEIGHT_CLASSES.length).fill(1);
  for (const key of SCALED) {
    const faster = scenario.levers[key] ?? 1;
    assert(faster > 0, `lever ${key} is a positive number of times faster`);
    scales[weightCode(key)] = 1 / faster;
  }
  return scales;
}

/**
 * One pass over the graph in topological order: time = max over edges (source + weight x scale) + slack.
 * `unexplained: 'drop'` leaves out every positive slack, so that only what the edges explain remains.
 */
export function runGraph(
  graph: ReplayGraph,
  scales: Float64Array,
  time: Float64Array,
  unexplained: 'keep' | 'drop' = 'keep',
): void {
  const { topo, offset, source, weight, edgeClass, slack } = graph;
  const drop = unexplained === 'drop';
  for (let k = 0; k < topo.length; k++) {
    const v = u32(topo, k);
    const last = u32(offset, v + 1);
    let e = u32(offset, v);
    let extra = f64(slack, v);
    if (e === last) {
      time[v] = extra;
      continue;
    }
    let ready = -Infinity;
    for (; e < last; e++) {
      const candidate = f64(time, u32(source, e)) + f64(weight, e) * f64(scales, u8(edgeClass, e));
      if (candidate > ready) ready = candidate;
    }
    if (drop && extra > 0) extra = 0;
    time[v] = ready + extra;
  }
}

/** The run as it would have been. Without levers: the measured run. Pass `time` to reuse an array of 2 x nodeCount. */
export function replay(graph: ReplayGraph, scenario: Scenario, time = new Float64Array(2 * graph.nodeCount)): Replayed {
  runGraph(graph, scalesOf(scenario), time);
  return { scenario, time };
}
