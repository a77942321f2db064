import { say } from '../base/say.ts';
import { type ReplayGraph } from './graph.ts';
import { replay, type ReplayBuffers } from './replay.ts';
import { type Bracket, type Scenario } from './scenario.ts';
import { medianPrediction } from './step-times.ts';

/** The two ends between which a prediction lies where ranks are not recorded; undefined where all are, or nothing waits for them. */
export function bracketOf(graph: ReplayGraph, scenario: Scenario, buffers: ReplayBuffers): Bracket | undefined {
  if (graph.detail.peers.node.length === 0 || Object.keys(scenario.levers).length === 0) return undefined;
  const lockstepUs = medianPrediction(graph, replay(graph, scenario, { peers: 'lockstep', buffers }));
  const frozenUs = medianPrediction(graph, replay(graph, scenario, { peers: 'frozen', buffers }));
  return {
    lockstepUs,
    frozenUs,
    sentence: say`Other ranks are not in this trace: the first end takes them to change as this rank does, the second to arrive when they did.`,
  };
}
