import { at } from '../base/at.ts';
import { assertNever } from '../base/assert.ts';
import { type ReplayGraph, type WeightClass, weightCode } from './graph.ts';
import { replay } from './replay.ts';
import { LEVERS, type LeverKey, type LeverState } from './scenario.ts';
import { medianStep, stepTimes } from './step-times.ts';

/** Each lever at infinity: what the median step would be with that cost removed, and why a lever has nothing to act on. */
export function leverStates(graph: ReplayGraph): LeverState[] {
  const weights = weightOfClasses(graph);
  const time = new Float64Array(2 * graph.nodeCount);
  return LEVERS.map(({ key, classes }) => {
    const available = classes.some((name: WeightClass) => at(weights, weightCode(name)) > 0);
    const removed = replay(graph, { levers: { [key]: Infinity } }, time).time;
    return {
      key,
      available,
      reason: available ? caution(key, graph) : absence(key),
      removedStepUs: medianStep(graph, removed),
      removedStepsUs: stepTimes(graph, removed),
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
