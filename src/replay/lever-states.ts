import { at } from '../base/at.ts';
import { assertNever } from '../base/assert.ts';
import { type ReplayGraph, weightCode } from './graph.ts';
import { replay } from './replay.ts';
import { type LeverState } from './scenario.ts';
import { medianPrediction, predictedSteps } from './step-times.ts';

const SCALED = ['data', 'compute', 'communication'] as const;
type LeverKey = (typeof SCALED)[number];
const CURVE_FACTORS = [0.25, 0.5, 0.75, 1.5, 2, 3, 4, 8, 16] as const;

/** Each lever alone, at infinity and along its curve: what the steps would be, and why a lever has nothing to act on. */
export function leverStates(graph: ReplayGraph): LeverState[] {
  const weights = weightOfClasses(graph);
  const time = new Float64Array(2 * graph.nodeCount);
  return SCALED.map((key) => {
    const available = at(weights, weightCode(key)) > 0;
    const removed = replay(graph, { levers: { [key]: Infinity } }, { time });
    const removedStepUs = medianPrediction(graph, removed);
    const removedStepsUs = predictedSteps(graph, removed);
    return {
      key,
      available,
      reason: available ? caution(key, graph) : absence(key),
      removedStepUs,
      removedStepsUs,
      curve: available
        ? CURVE_FACTORS.map((factor) => ({
            factor,
            stepsUs: predictedSteps(graph, replay(graph, { levers: { [key]: factor } }, { time })),
          }))
        : [],
    };
  });
}

/** Sum of edge weights of each class, microseconds. */
function weightOfClasses(graph: ReplayGraph): Float64Array {
  const sums = new Float64Array(256);
  for (let e = 0; e < graph.weight.length; e++) {
    const row = at(graph.edgeClass, e);
    sums[row] = at(sums, row) + at(graph.weight, e);
  }
  return sums;
}

function absence(key: LeverKey): string {
  switch (key) {
    case 'data':
      return 'No data-loading call is in this trace.';
    case 'compute':
      return 'No compute work is in this trace.';
    case 'communication':
      return 'No collective is in this trace.';
    default:
      return assertNever(key);
  }
}

function caution(key: LeverKey, graph: ReplayGraph): string | undefined {
  if (key !== 'communication' || graph.facts.matchedCollectives > 0) return undefined;
  return 'Collectives are scaled whole: without matching traces of the other ranks, waiting for them and transfer cannot be told apart.';
}
