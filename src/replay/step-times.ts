import { at } from '../base/at.ts';
import { median } from '../base/median.ts';
import { type ReplayGraph } from './graph.ts';

/** Duration of every step of the timeline for given vertex times, microseconds. */
export function stepTimes(graph: ReplayGraph, time: Float64Array): Float64Array {
  const durations = new Float64Array(graph.stepVertex.length / 2);
  for (let k = 0; k < durations.length; k++) {
    durations[k] = at(time, at(graph.stepVertex, 2 * k + 1)) - at(time, at(graph.stepVertex, 2 * k));
  }
  return durations;
}

/** Predicted durations: none is shorter than the work that it hides. */
export function predictedSteps(
  graph: ReplayGraph,
  { time, hiddenUs }: { readonly time: Float64Array; readonly hiddenUs: Float64Array },
): Float64Array {
  return stepTimes(graph, time).map((us, k) => Math.max(us, at(hiddenUs, k)));
}

/** The usual steps of the first rank, of one figure a step. */
export function usualOf({ firstStep, lastStep, stepUsual }: ReplayGraph, steps: Float64Array): Float64Array {
  return steps.filter((_, k) => k >= firstStep && k < lastStep && at(stepUsual, k) === 1);
}

/** Median of the predicted usual steps of the first rank, microseconds; the whole run where it has no steps. */
export const medianPrediction = (
  graph: ReplayGraph,
  replayed: { readonly time: Float64Array; readonly hiddenUs: Float64Array },
): number =>
  graph.lastStep > graph.firstStep
    ? median(usualOf(graph, predictedSteps(graph, replayed)))
    : medianStep(graph, replayed.time);

/** Median over the usual steps of the first rank, microseconds; the whole run where it has no steps. */
export function medianStep(graph: ReplayGraph, time: Float64Array): number {
  if (graph.lastStep > graph.firstStep) return median(usualOf(graph, stepTimes(graph, time)));
  if (time.length === 0) return 0;
  let first = Infinity;
  let last = -Infinity;
  for (let v = 0; v < time.length; v++) {
    first = Math.min(first, at(time, v));
    last = Math.max(last, at(time, v));
  }
  return last - first;
}
