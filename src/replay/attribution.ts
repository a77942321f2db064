import { at } from '../base/at.ts';
import { type ReplayGraph } from './graph.ts';
import { leverEvidence } from './lever-evidence.ts';
import { type LeverKey, leverRow } from './levers.ts';
import { keptBuffers, replay } from './replay.ts';
import { type Attribution } from './scenario.ts';
import { medianPrediction } from './step-times.ts';

/** Classes that a step is shared out to: few enough that every subset can be replayed (64). */
export const ATTRIBUTED: readonly LeverKey[] = ['data', 'copy', 'launch', 'framework', 'compute', 'communication'];

/** 10 % off a class: f = 1 / 0.9. */
const SLOPE_SHARE = 0.1;

/** `step(subset)`: step time with the classes of a bit set removed. Shapley's share of each: its mean gain over all orders of removing. */
export function shapley(count: number, step: (removed: number) => number): number[] {
  const sizes = 1 << count;
  const times = Float64Array.from({ length: sizes }, (_, subset) => step(subset));
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  return Array.from({ length: count }, (_, i) => {
    let sum = 0;
    for (let subset = 0; subset < sizes; subset++) {
      if ((subset >> i) & 1) continue;
      const size = bits(subset);
      const share = (factorial(size) * factorial(count - size - 1)) / factorial(count);
      sum += share * (at(times, subset) - at(times, subset | (1 << i)));
    }
    return sum;
  });
}

function bits(subset: number): number {
  let count = 0;
  for (let rest = subset; rest > 0; rest >>= 1) count += rest & 1;
  return count;
}

/** What the median step waits for, by class: see `Attribution`. Takes 2^n + n replays for n classes that are in the trace. */
export function attribute(graph: ReplayGraph): Attribution {
  const levers = ATTRIBUTED.filter((key) => leverEvidence(graph, key).available);
  const buffers = keptBuffers(graph);
  const known = new Map<number, number>();
  const step = (removed: number): number => {
    let us = known.get(removed);
    if (us === undefined) {
      const gone = levers.flatMap((key, i) => ((removed >> i) & 1 ? [[key, Infinity] as const] : []));
      us = medianPrediction(graph, replay(graph, { levers: Object.fromEntries(gone) }, { buffers }));
      known.set(removed, us);
    }
    return us;
  };
  const all = (1 << levers.length) - 1;
  const stepUs = step(0);
  const restUs = step(all);
  const shares = shapley(levers.length, step);
  return {
    stepUs,
    restUs,
    removableUs: stepUs - restUs,
    classes: levers.map((lever, i) => {
      const lessUs = medianPrediction(
        graph,
        replay(graph, { levers: { [lever]: 1 / (1 - SLOPE_SHARE) } }, { buffers }),
      );
      return {
        lever,
        label: leverRow(lever).label,
        removeOneUs: stepUs - step(1 << i),
        addOneUs: step(all & ~(1 << i)) - restUs,
        shapleyUs: at(shares, i),
        slope: stepUs > 0 ? (stepUs - lessUs) / stepUs / SLOPE_SHARE : 0,
      };
    }),
  };
}
