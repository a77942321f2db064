import { at } from '../base/at.ts';
import { type Said, say, sayAfter, type Words } from '../base/say.ts';
import { type GraphFacts, type ReplayGraph } from './graph.ts';
import { runGraph } from './replay.ts';
import { type ReplayGate } from './scenario.ts';
import { medianStep } from './step-times.ts';

const GREEN_PERCENT = 3;
const AMBER_PERCENT = 10;
/** Share of the device work whose launch is unknown: it starts when it did, whatever the host would do. */
const GREEN_UNLAUNCHED = 0.1;
const LOCKED_UNLAUNCHED = 0.5;

/**
 * How far a replay of this graph can be believed. `identityErrorUs` must be 0 up to rounding: residuals make it so.
 * `explainedErrorPercent` is the honest one: the median step with every positive residual dropped, against measured.
 */
export function gateOf(graph: ReplayGraph): ReplayGate {
  const time = new Float64Array(2 * graph.nodeCount);
  runGraph(graph, graph.weight, time);
  let identityErrorUs = 0;
  for (let v = 0; v < time.length; v++)
    identityErrorUs = Math.max(identityErrorUs, Math.abs(at(time, v) - at(graph.observed, v)));
  runGraph(graph, graph.weight, time, 'drop');
  const measuredUs = medianStep(graph, graph.observed);
  const explainedErrorPercent = measuredUs > 0 ? (medianStep(graph, time) / measuredUs - 1) * 100 : 0;
  const behindPercent = measuredUs > 0 ? (graph.facts.fallsBehindUs / measuredUs) * 100 : 0;
  const trust = trustOf(Math.max(Math.abs(explainedErrorPercent), behindPercent), graph.facts);
  return {
    identityErrorUs,
    explainedErrorPercent,
    trust,
    reason: reasonOf(explainedErrorPercent, behindPercent, graph),
  };
}

const isEmpty = (facts: GraphFacts): boolean => facts.hostNodes + facts.deviceNodes === 0;

function trustOf(errorPercent: number, facts: GraphFacts): ReplayGate['trust'] {
  const unlaunched = facts.deviceNodes === 0 ? 0 : facts.unlaunched / facts.deviceNodes;
  if (facts.droppedInCycles > 0 || isEmpty(facts)) return 'locked';
  if (errorPercent > AMBER_PERCENT || unlaunched > LOCKED_UNLAUNCHED) return 'locked';
  return errorPercent <= GREEN_PERCENT && unlaunched <= GREEN_UNLAUNCHED ? 'green' : 'amber';
}

/** Plain sentences: the verdict first, then what weakens it. */
function reasonOf(errorPercent: number, behindPercent: number, graph: ReplayGraph): Words {
  const { facts } = graph;
  if (isEmpty(facts)) return say`There is nothing in this trace that a replay could move.`;
  if (facts.droppedInCycles > 0) {
    return say`${facts.droppedInCycles} dependencies of this trace run in a circle: the file is damaged or this is a bug. The sliders only indicate.`;
  }
  const share = Math.abs(errorPercent).toFixed(1);
  const verdict = {
    green: say`The dependencies in the trace explain the step to within ${share} %.`,
    amber: say`The dependencies in the trace explain the step to within ${share} %: read predictions as rough.`,
    locked: say`The dependencies in the trace leave ${share} % of the step unexplained: the sliders only indicate.`,
  }[trustOf(Math.abs(errorPercent), facts)];
  return sayAfter([
    verdict,
    ...(behindPercent > GREEN_PERCENT ? [behindSentence(facts, behindPercent)] : []),
    ...weaknesses(graph),
  ]);
}

/** The host runs ahead without limit in the recorded steps: the steps it marks are not the pace of the run. */
function behindSentence(facts: GraphFacts, behindPercent: number): Said {
  const ms = (facts.fallsBehindUs / 1000).toFixed(1);
  return behindPercent > AMBER_PERCENT
    ? say`The device falls ${ms} ms further behind the host each step, so steps timed on the host are too short to last: the sliders only indicate.`
    : say`The device falls ${ms} ms further behind the host each step, so steps timed on the host are too short to last: read predictions as rough.`;
}

function weaknesses(graph: ReplayGraph): Said[] {
  const { facts } = graph;
  const found: Said[] = [];
  if (facts.hostNodes === 0)
    found.push(say`No host calls were recorded, so what launched the device work is not known.`);
  else if (facts.unlaunched > 0) {
    found.push(
      say`The launch of ${facts.unlaunched} of ${facts.deviceNodes} pieces of device work is not in the trace.`,
    );
  }
  if (facts.inferred > 0) found.push(say`${facts.inferred} waits between streams are inferred from times.`);
  if (facts.contradicted > 0)
    found.push(say`${facts.contradicted} recorded dependencies are contradicted by the times.`);
  if (facts.unmatchedReason !== undefined) found.push(say`Ranks are replayed apart: ${facts.unmatchedReason}.`);
  return found;
}
