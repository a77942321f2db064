import { f64, u32, u8 } from '../base/at.ts';
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

/** Which calls of a loader, and which stretches after them, lie in usual steps of its rank: the others are not in the step that is told. */
interface CallsOfSteps {
  readonly calls: Uint8Array;
  readonly after: Uint8Array;
  readonly perStep: number;
}

const found = new WeakMap<LoaderDetail, CallsOfSteps>();

function callsOfSteps(graph: ReplayGraph, loader: LoaderDetail): CallsOfSteps {
  let calls = found.get(loader);
  if (calls === undefined) found.set(loader, (calls = findCalls(graph, loader)));
  return calls;
}

/** 1 for each call that a usual step makes; all of them where none does. */
export const usualCalls = (graph: ReplayGraph, loader: LoaderDetail): Uint8Array => callsOfSteps(graph, loader).calls;

function findCalls(
  { observed, stepVertex, stepUsual }: ReplayGraph,
  { nodes, firstStep, lastStep }: LoaderDetail,
): CallsOfSteps {
  const usualSteps = Array.from({ length: lastStep - firstStep }, (_, k) => firstStep + k).filter(
    (step) => stepUsual[step] === 1,
  );
  const isUsual = (us: number): number =>
    usualSteps.some(
      (step) => us >= f64(observed, u32(stepVertex, 2 * step)) && us < f64(observed, u32(stepVertex, 2 * step + 1)),
    )
      ? 1
      : 0;
  const calls = Uint8Array.from(nodes, (node) => isUsual(f64(observed, 2 * node)));
  const inUsual = calls.reduce((count, one) => count + one, 0);
  if (inUsual === 0) return { calls: calls.fill(1), after: calls, perStep: 1 };
  // What comes after a call may be the step after: it counts where its middle lies.
  const after = Uint8Array.from(nodes, (node, k) => {
    const next = nodes[k + 1];
    const endUs = f64(observed, 2 * node + 1);
    return next === undefined ? u8(calls, k) : isUsual((endUs + f64(observed, 2 * next)) / 2);
  });
  return {
    calls,
    after: after.includes(1) ? after : after.fill(1),
    perStep: inUsual / usualSteps.length,
  };
}

/** Mean time from batch to batch in usual steps, of the length of each call and of what comes after it. Microseconds. */
export function paceOfCalls(
  graph: ReplayGraph,
  loader: LoaderDetail,
  callsUs: Float64Array,
  afterUs: Float64Array,
): number {
  const { calls, after } = callsOfSteps(graph, loader);
  return mean(callsUs.filter((_us, k) => calls[k] === 1)) + mean(afterUs.filter((_us, k) => after[k] === 1));
}

/** Batches that a usual step takes, on average; 1 where the rank has no steps. */
export const batchesPerStep = (graph: ReplayGraph, loader: LoaderDetail): number => callsOfSteps(graph, loader).perStep;

/** From batch to batch in usual steps as it was measured, or with other vertex times. */
export const measuredPace = (graph: ReplayGraph, loader: LoaderDetail, time = graph.observed): number =>
  paceOfCalls(graph, loader, lengths(loader, time), consumption(graph, { loader, handlingUs: 0 }, time));
