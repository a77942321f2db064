import { f64, u32 } from '../base/at.ts';
import { type OrderedEdges, TOLERANCE_US } from './topo.ts';

/** What the edges leave unexplained, a number a vertex. */
export interface Residuals {
  readonly slack: Float64Array;
  /** Vertices that the edges say come later than measured, by more than the tolerance. */
  readonly contradicted: number;
}

/**
 * slack[v] = observed[v] - max over edges (observed[source] + weight), so that a replay without levers is the measured run.
 * Positive: a delay with no cause in the trace. Negative: an edge the times contradict. Without edges: the time itself.
 */
export function residuals(observed: Float64Array, edges: OrderedEdges): Residuals {
  const slack = new Float64Array(observed.length);
  let contradicted = 0;
  for (let v = 0; v < observed.length; v++) {
    let bound = -Infinity;
    for (let e = u32(edges.offset, v); e < u32(edges.offset, v + 1); e++) {
      const ready = f64(observed, u32(edges.source, e)) + f64(edges.weight, e);
      if (ready > bound) bound = ready;
    }
    slack[v] = bound === -Infinity ? f64(observed, v) : f64(observed, v) - bound;
    if (bound !== -Infinity && f64(slack, v) < -TOLERANCE_US) contradicted++;
  }
  return { slack, contradicted };
}
