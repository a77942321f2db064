import { type ReplayGraph } from '../replay/graph.ts';

/** Times of all vertices by the definition, without an order: each asks what it waits for. `drop`: without delays that no edge explains. */
export function longestPaths(
  graph: ReplayGraph,
  weight: Float64Array,
  residuals: 'keep' | 'drop' = 'keep',
): Float64Array {
  const known = new Map<number, number>();
  const timeOf = (v: number): number => {
    const found = known.get(v);
    if (found !== undefined) return found;
    const first = graph.offset[v]!;
    const last = graph.offset[v + 1]!;
    const own = graph.slack[v]!;
    let us = own;
    if (first < last) {
      const waits = Array.from(
        { length: last - first },
        (_, k) => timeOf(graph.source[first + k]!) + weight[first + k]!,
      );
      us = Math.max(...waits) + (residuals === 'drop' ? Math.min(own, 0) : own);
    }
    known.set(v, us);
    return us;
  };
  return Float64Array.from({ length: 2 * graph.nodeCount }, (_, v) => timeOf(v));
}
