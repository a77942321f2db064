import { f64, u16, u32 } from '../base/at.ts';
import { edgeInto } from './edge-index.ts';
import { edgeCode, type ReplayGraph } from './graph.ts';

/** What ranks that are not recorded do while this one changes. */
export type Peers = 'kept' | 'lockstep' | 'frozen';

const PEERS = edgeCode('peers');
const FROZEN = edgeCode('frozen');
const ROUNDS = 3;
/** Between two collectives closer than this the pace of a rank cannot be told. */
const LEAST_INTERVAL_US = 1;
const MOST_STRETCH = 4;

/**
 * Collectives of which only this rank is recorded. `frozen`: the others arrive when they did. `lockstep`: they run the same program, so
 * the wait for them shrinks and grows as this rank's own time since the collective before does.
 */
export function movePeers(
  graph: ReplayGraph,
  weight: Float64Array,
  time: Float64Array,
  peers: Peers,
  run: (graph: ReplayGraph, weight: Float64Array, time: Float64Array) => void,
): void {
  const { arrival, node, waitUs } = graph.detail.peers;
  if (peers === 'kept' || arrival.length === 0) return;
  if (peers === 'frozen') {
    for (const one of arrival) {
      const wait = edgeInto(graph, 2 * one, PEERS);
      const frozen = edgeInto(graph, 2 * one, FROZEN);
      if (wait < 0 || frozen < 0) continue;
      weight[wait] = 0;
      weight[frozen] = f64(graph.observed, 2 * one) - f64(graph.observed, u32(graph.source, frozen));
    }
    run(graph, weight, time);
    return;
  }
  for (let round = 0; round < ROUNDS; round++) {
    const before = new Map<number, { observedUs: number; timeUs: number; ratio: number }>();
    for (let k = 0; k < arrival.length; k++) {
      const own = u32(node, k);
      const rank = u16(graph.rank, own);
      const last = before.get(rank) ?? stepStart(graph, time, own);
      const measuredUs = f64(graph.observed, 2 * own) - last.observedUs;
      const nowUs = f64(time, 2 * own) - last.timeUs;
      const ratio =
        measuredUs > LEAST_INTERVAL_US ? Math.min(MOST_STRETCH, Math.max(0, nowUs / measuredUs)) : last.ratio;
      const wait = edgeInto(graph, 2 * u32(arrival, k), PEERS);
      if (wait >= 0) weight[wait] = f64(waitUs, k) * ratio;
      before.set(rank, { observedUs: f64(graph.observed, 2 * own + 1), timeUs: f64(time, 2 * own + 1), ratio });
    }
    run(graph, weight, time);
  }
}

/** Where the interval before a rank's first collective begins: its step, else the trace. */
function stepStart(
  graph: ReplayGraph,
  time: Float64Array,
  node: number,
): { observedUs: number; timeUs: number; ratio: number } {
  const step = graph.detail.step[node] ?? -1;
  if (step < 0) return { observedUs: 0, timeUs: 0, ratio: 1 };
  const vertex = u32(graph.stepVertex, 2 * step);
  return { observedUs: f64(graph.observed, vertex), timeUs: f64(time, vertex), ratio: 1 };
}
