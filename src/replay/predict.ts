import { type ReplayGraph } from './graph.ts';
import { replay, type Replayed } from './replay.ts';
import { type Prediction, type Scenario } from './scenario.ts';
import { medianPrediction, medianStep, predictedSteps } from './step-times.ts';

/**
 * Replays a scenario and reads the steps off it. The median is taken over all steps of the first rank, measured and
 * predicted alike. predicted = measured x T_sim(scenario) / T_sim(identity), which is T_sim(scenario): identity is exact.
 */
export function predict(graph: ReplayGraph, scenario: Scenario): { prediction: Prediction; replayed: Replayed } {
  const replayed = replay(graph, scenario);
  const identityUs = medianStep(graph, replay(graph, { levers: {} }).time);
  const measuredStepUs = medianStep(graph, graph.observed);
  const simulatedUs = medianPrediction(graph, replayed);
  const predictedStepUs = identityUs > 0 ? simulatedUs * (measuredStepUs / identityUs) : simulatedUs;
  const speedup = predictedStepUs > 0 ? measuredStepUs / predictedStepUs : measuredStepUs > 0 ? Infinity : 1;
  return {
    prediction: { scenario, measuredStepUs, predictedStepUs, speedup, steps: predictedSteps(graph, replayed) },
    replayed,
  };
}
