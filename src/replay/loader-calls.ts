import { f64, u32 } from '../base/at.ts';
import { mean, median } from '../base/median.ts';
import { type LoaderDetail } from './graph-detail.ts';
import { type ReplayGraph } from './graph.ts';

/** How long each call takes. Microseconds. */
export const lengths = ({ nodes }: LoaderDetail, time: Float64Array): Float64Array =>
  Float64Array.from(nodes, (node) => f64(time, 2 * node + 1) - f64(time, 2 * node));

/** From taking a batch until asking for the next. After the last of the trace comes the rest of its step and what went before the first; else the median. */
export function consumption(
  graph: ReplayGraph,
  { loader, handlingUs }: { readonly loader: LoaderDetail; readonly handlingUs: number },
  time: Float64Array,
): Float64Array {
  const { nodes } = loader;
  const gaps = Array.from(nodes.subarray(1), (node, k) => f64(time, 2 * node) - f64(time, 2 * u32(nodes, k) + 1));
  const last = aroundSteps(graph, loader, time) ?? (gaps.length > 0 ? median(gaps) : 0);
  return Float64Array.from([...gaps, last], (gap) => Math.max(0, gap) + handlingUs);
}

/** Time outside of the loader before the first call and after the last, where each step of the rank takes the same number of batches. */
function aroundSteps(graph: ReplayGraph, loader: LoaderDetail, time: Float64Array): number | undefined {
  const { nodes, firstStep, lastStep } = loader;
  const first = nodes[0];
  const last = nodes.at(-1);
  if (first === undefined || last === undefined || lastStep <= firstStep || nodes.length % (lastStep - firstStep) > 0)
    return undefined;
  const beforeUs = f64(time, 2 * first) - f64(time, u32(graph.stepVertex, 2 * firstStep));
  const afterUs = f64(time, u32(graph.stepVertex, 2 * lastStep - 1)) - f64(time, 2 * last + 1);
  return beforeUs >= 0 && afterUs >= 0 ? beforeUs + afterUs : undefined;
}

/** From batch to batch as it was measured, or with other vertex times. */
export const measuredPace = (graph: ReplayGraph, loader: LoaderDetail, time = graph.observed): number =>
  mean(consumption(graph, { loader, handlingUs: 0 }, time)) + mean(lengths(loader, time));
