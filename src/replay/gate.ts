import { f64, i32, item } from '../base/at.ts';
import { type Said, say, sayAfter } from '../base/say.ts';
import { edgeInto } from './edge-index.ts';
import { edgeCode, type GraphFacts, type ReplayGraph } from './graph.ts';
import { keptBuffers, runGraph } from './replay.ts';
import { type ReplayGate } from './scenario.ts';
import { medianStep, stepRanges } from './step-times.ts';

const GREEN_PERCENT = 3;
const AMBER_PERCENT = 10;
/** Share of the device work whose launch is unknown: it starts when it did, whatever the host would do. */
const GREEN_UNLAUNCHED = 0.1;
const LOCKED_UNLAUNCHED = 0.5;

/**
 * How far a replay of this graph can be believed. `identityErrorUs` must be 0 up to rounding: residuals make it so.
 * `explainedErrorPercent` is the honest one: the median step with every positive residual dropped, against measured; of the rank where it is largest.
 */
export function gateOf(graph: ReplayGraph): ReplayGate {
  const { time } = keptBuffers(graph);
  runGraph(graph, graph.weight, time);
  let identityErrorUs = 0;
  for (let v = 0; v < time.length; v++)
    identityErrorUs = Math.max(identityErrorUs, Math.abs(f64(time, v) - f64(graph.observed, v)));
  runGraph(graph, graph.weight, time, 'drop');
  const ranks = rankErrors(graph, time);
  const unexplained = worst(ranks, ({ errorPercent }) => Math.abs(errorPercent));
  const reasons = reasonsOf(ranks, unexplained, graph).sort((a, b) => placeOf(b.trust) - placeOf(a.trust));
  return {
    identityErrorUs,
    explainedErrorPercent: unexplained.errorPercent,
    trust: reasons[0]?.trust ?? 'green',
    reason: sayAfter(reasons.map(({ said }) => said)),
  };
}

interface RankError {
  /** Index into the timeline's ranks. */
  readonly rank: number;
  readonly measuredUs: number;
  readonly errorPercent: number;
}

/** Each rank that has steps, the first one first; where none has, the whole run. */
function rankErrors(graph: ReplayGraph, time: Float64Array): readonly [RankError, ...RankError[]] {
  const errorOf = (rank: number, of: ReplayGraph): RankError => {
    const measuredUs = medianStep(of, graph.observed);
    return { rank, measuredUs, errorPercent: measuredUs > 0 ? (medianStep(of, time) / measuredUs - 1) * 100 : 0 };
  };
  const others = [...stepRanges(graph)].filter(([rank]) => rank > 0);
  return [errorOf(0, graph), ...others.map(([rank, range]) => errorOf(rank, { ...graph, ...range }))];
}

/** The first of those with the largest value. */
const worst = <T>([first, ...rest]: readonly [T, ...T[]], value: (row: T) => number): T =>
  rest.reduce((most, row) => (value(row) > value(most) ? row : most), first);

type Trust = ReplayGate['trust'];
const TRUSTS: readonly Trust[] = ['green', 'amber', 'locked'];
const placeOf = (trust: Trust): number => TRUSTS.indexOf(trust);
const byLimits = (value: number, green: number, locked: number): Trust =>
  value > locked ? 'locked' : value > green ? 'amber' : 'green';

/** One thing that speaks for or against the replay: the worst of them is the verdict. */
interface Reason {
  readonly trust: Trust;
  readonly said: Said;
}

/** Plain sentences, each with what follows from it. */
function reasonsOf(ranks: readonly [RankError, ...RankError[]], unexplained: RankError, graph: ReplayGraph): Reason[] {
  const { facts } = graph;
  const [{ measuredUs }] = ranks;
  const ofRank = (rank: number, reason: Reason): Reason =>
    ranks.length === 1 || reason.trust === 'green'
      ? reason
      : {
          ...reason,
          said: say`${reason.said} That is rank ${item(graph.detail.rankNumbers, rank)}, the worst of ${ranks.length}.`,
        };
  const behindOf = ({ rank }: RankError): number => facts.fallsBehindUs[rank] ?? 0;
  const behind = worst(ranks, behindOf);
  if (facts.hostNodes + facts.deviceNodes === 0)
    return [{ trust: 'locked', said: say`There is nothing in this trace that a replay could move.` }];
  if (facts.droppedInCycles > 0) {
    return [
      {
        trust: 'locked',
        said: say`${facts.droppedInCycles} dependencies of this trace run in a circle: the file is damaged or this is a bug. The sliders only indicate.`,
      },
    ];
  }
  return [
    ofRank(unexplained.rank, explained(Math.abs(unexplained.errorPercent))),
    ...fallingBehind(behindOf(behind), behind.measuredUs).map((reason) => ofRank(behind.rank, reason)),
    ...unlaunched(facts),
    ...weaknesses(graph, measuredUs).map((said): Reason => ({ trust: 'green', said })),
  ];
}

function explained(percent: number): Reason {
  const share = percent.toFixed(1);
  const trust = byLimits(percent, GREEN_PERCENT, AMBER_PERCENT);
  const said = {
    green: say`The dependencies in the trace explain the step to within ${share} %.`,
    amber: say`The dependencies in the trace explain the step to within ${share} %: read predictions as rough.`,
    locked: say`The dependencies in the trace leave ${share} % of the step unexplained: the sliders only indicate.`,
  }[trust];
  return { trust, said };
}

/** The host runs ahead without limit in the recorded steps: the steps it marks are not the pace of the run. */
function fallingBehind(fallsBehindUs: number, measuredUs: number): Reason[] {
  const percent = measuredUs > 0 ? (fallsBehindUs / measuredUs) * 100 : 0;
  const trust = byLimits(percent, GREEN_PERCENT, AMBER_PERCENT);
  if (trust === 'green') return [];
  const ms = (fallsBehindUs / 1000).toFixed(1);
  const said =
    trust === 'locked'
      ? say`The device falls ${ms} ms further behind the host each step, so steps timed on the host are too short to last: the sliders only indicate.`
      : say`The device falls ${ms} ms further behind the host each step, so steps timed on the host are too short to last: read predictions as rough.`;
  return [{ trust, said }];
}

/** Device work without its launch starts when it did, whatever the host would do. */
function unlaunched(facts: GraphFacts): Reason[] {
  if (facts.unlaunched === 0) return [];
  const trust = byLimits(facts.unlaunched / facts.deviceNodes, GREEN_UNLAUNCHED, LOCKED_UNLAUNCHED);
  if (facts.hostNodes === 0)
    return [
      {
        trust,
        said: say`No host calls were recorded, so what launched the device work is not known: the sliders only indicate.`,
      },
    ];
  const said = {
    green: say`The launch of ${facts.unlaunched} of ${facts.deviceNodes} pieces of device work is not in the trace.`,
    amber: say`The launch of ${facts.unlaunched} of ${facts.deviceNodes} pieces of device work is not in the trace: read predictions as rough.`,
    locked: say`The launch of ${facts.unlaunched} of ${facts.deviceNodes} pieces of device work is not in the trace: the sliders only indicate.`,
  }[trust];
  return [{ trust, said }];
}

function weaknesses(graph: ReplayGraph, measuredUs: number): Said[] {
  const { facts } = graph;
  const found: Said[] = [];
  const backlogUs = backlogOf(graph);
  if (backlogUs * 100 > GREEN_PERCENT * measuredUs) {
    const ms = (backlogUs / 1000).toFixed(1);
    found.push(
      say`A stream begins its first recorded work ${ms} ms after the launch: what it did before that is not in the trace.`,
    );
  }
  if (facts.inferred > 0) found.push(say`${facts.inferred} waits between streams are inferred from times.`);
  if (facts.contradicted > 0)
    found.push(say`${facts.contradicted} recorded dependencies are contradicted by the times.`);
  if (facts.unmatchedReason !== undefined) found.push(say`Ranks are replayed apart: ${facts.unmatchedReason}.`);
  return found;
}

const LAUNCH = edgeCode('launch');

/** The longest that the first work of a stream began after its launch and all else that is recorded allowed, microseconds. */
function backlogOf(graph: ReplayGraph): number {
  const first = new Map<number, number>();
  for (let node = 0; node < graph.nodeCount; node++) {
    const lane = i32(graph.resource, node);
    if (edgeInto(graph, 2 * node, LAUNCH) < 0) continue;
    const known = first.get(lane);
    if (known === undefined || f64(graph.observed, 2 * node) < f64(graph.observed, 2 * known)) first.set(lane, node);
  }
  return Math.max(0, ...[...first.values()].map((node) => f64(graph.slack, 2 * node)));
}
