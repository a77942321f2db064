import { f64, u16 } from '../base/at.ts';
import { formatMicros } from '../base/format.ts';
import { type Said, say } from '../base/say.ts';
import { moved } from './actions/action.ts';
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
    sentence:
      graph.rankCount > 1
        ? say`The ranks could not be matched: the first end takes the others to change as this rank does, the second to arrive when they did.`
        : say`Other ranks are not in this trace: the first end takes them to change as this rank does, the second to arrive when they did.`,
  };
}

/** Levers that change transfers. */
const LINKS = ['communication', 'interconnect', 'network', 'messageSize'] as const;

/**
 * Why faster links give less than the communication that the account shows: of collectives whose other ranks are not recorded or could not be matched, what is longer than the
 * shortest tenth is waiting for those. None where no such wait is in the trace, or no link is changed.
 */
export function waitingNote(graph: ReplayGraph, scenario: Scenario): Said | undefined {
  const { node, waitUs } = graph.detail.peers;
  if (LINKS.every((key) => moved(scenario, key) === undefined)) return undefined;
  const steps = graph.lastStep - graph.firstStep;
  let us = 0;
  node.forEach((own, k) => (us += u16(graph.rank, own) === 0 ? f64(waitUs, k) : 0));
  if (us <= 0) return undefined;
  return say`Of the communication calls of the first rank, ${formatMicros(us / Math.max(1, steps))} a step are taken for waiting for other ranks, as they last longer than the shortest tenth of their like: faster links leave that, even ranks end it.`;
}
