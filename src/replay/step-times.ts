import { at, i32, u16, u32 } from '../base/at.ts';
import { inFigure, type StepFigure } from '../base/step-figure.ts';
import { type ReplayGraph } from './graph.ts';
import { WAITED_US } from './loader-queue.ts';
import { type LoaderPace } from './loader-replay.ts';

/** Duration of every step of the timeline for given vertex times, microseconds. */
export function stepTimes(graph: ReplayGraph, time: Float64Array): Float64Array {
  const durations = new Float64Array(graph.stepVertex.length / 2);
  for (let k = 0; k < durations.length; k++) {
    durations[k] = at(time, at(graph.stepVertex, 2 * k + 1)) - at(time, at(graph.stepVertex, 2 * k));
  }
  return durations;
}

/** Steps [firstStep, lastStep) of each rank that has some, by index into the timeline's ranks, in their order. */
export function stepRanges({
  stepVertex,
  rank,
}: ReplayGraph): ReadonlyMap<number, Pick<ReplayGraph, 'firstStep' | 'lastStep'>> {
  const ranges = new Map<number, { firstStep: number; lastStep: number }>();
  for (let k = 0; 2 * k < stepVertex.length; k++) {
    const own = u16(rank, u32(stepVertex, 2 * k) >> 1);
    const known = ranges.get(own);
    if (known === undefined) ranges.set(own, { firstStep: k, lastStep: k + 1 });
    else known.lastStep = k + 1;
  }
  return ranges;
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

/**
 * True where some batches of the first rank are waited for and others are not: waits for workers come in turns, so that the step in the middle is
 * not the pace of the run. Then means are told instead of medians. Long waits only: shorter ones, which `waitedCalls` finds too, come by chance,
 * and a mean would follow the odd step instead (Kineto's run with four workers: median 127 ms, mean 140).
 */
export function waitsInTurns({ detail, observed, rank, stepVertex, firstStep }: ReplayGraph): boolean {
  const first = rank[(stepVertex[2 * firstStep] ?? 0) >> 1] ?? 0;
  return detail.loaders.some((loader) => {
    if (!loader.workers || loader.rank !== first) return false;
    const waits = loader.nodes.reduce(
      (count, node) => count + (at(observed, 2 * node + 1) - at(observed, 2 * node) > WAITED_US ? 1 : 0),
      0,
    );
    return waits > 1 && waits < loader.nodes.length;
  });
}

/** Whether the step of this run is told as the median of its usual steps or, where loader waits come in turns, as their mean. */
export const figureOf = (graph: ReplayGraph): StepFigure => (waitsInTurns(graph) ? 'mean' : 'median');

/** The figure of the usual ones of some steps of the timeline, microseconds. */
export const stepIn = (graph: ReplayGraph, steps: Float64Array, figure = figureOf(graph)): number =>
  inFigure(figure, usualOf(graph, steps));

/** Mean steps further than this share from the median step are not told by it. */
const SKEWED_SHARE = 0.25;

/**
 * The pace of the predicted usual steps of the first rank, microseconds: their median, or mean where waits come in turns; the whole run where it has no steps.
 * Where the pace that lasts was settled: the measured one, times how much that changes, with whatever else the scenario asks (`replay.ts`).
 */
export function medianPrediction(
  graph: ReplayGraph,
  replayed: {
    readonly time: Float64Array;
    readonly hiddenUs: Float64Array;
    readonly pace?: LoaderPace | undefined;
  },
): number {
  if (graph.lastStep <= graph.firstStep) return medianStep(graph, replayed.time);
  const { pace } = replayed;
  const steps = predictedSteps(graph, replayed);
  if (pace === undefined || !(pace.measuredUs > 0)) return stepIn(graph, steps);
  const us = (medianStep(graph, graph.observed) * pace.paceUs) / pace.measuredUs;
  const measured = stepTimes(graph, graph.observed);
  const skew = stepIn(graph, measured, 'mean') / stepIn(graph, measured);
  if (graph.facts.matchedCollectives > 0 || Math.abs(skew - 1) <= SKEWED_SHARE) return us;
  // A ratio of means then says little of a median, as where one step in ten validates: no loading is quicker than none.
  const callsUs = callTimes(graph, replayed.time);
  return Math.max(
    us,
    stepIn(
      graph,
      steps.map((stepUs, k) => stepUs - at(callsUs, k)),
    ),
  );
}

/** What calls of loaders take in each step of the timeline, microseconds. */
function callTimes({ detail, stepVertex }: ReplayGraph, time: Float64Array): Float64Array {
  const calls = new Float64Array(stepVertex.length / 2);
  for (const { nodes } of detail.loaders)
    for (const node of nodes) {
      const step = i32(detail.step, node);
      if (step >= 0) calls[step] = at(calls, step) + at(time, 2 * node + 1) - at(time, 2 * node);
    }
  return calls;
}

/** The pace over the usual steps of the first rank, microseconds: their median, or mean where waits come in turns; the whole run where it has no steps. */
export function medianStep(graph: ReplayGraph, time: Float64Array): number {
  if (graph.lastStep > graph.firstStep) return stepIn(graph, stepTimes(graph, time));
  if (time.length === 0) return 0;
  let first = Infinity;
  let last = -Infinity;
  for (let v = 0; v < time.length; v++) {
    first = Math.min(first, at(time, v));
    last = Math.max(last, at(time, v));
  }
  return last - first;
}
