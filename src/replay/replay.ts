import { f64, u32 } from '../base/at.ts';
import { giveBack } from '../base/give-back.ts';
import { type Said, say } from '../base/say.ts';
import { type Change, moved } from './actions/action.ts';
import { changeOverlap, changeTransfers, withoutTransfers } from './actions/communication-actions.ts';
import { changeData } from './actions/data-actions.ts';
import { changeCompute, changeCopies, changeEmbeddings } from './actions/device-actions.ts';
import { changeHost, changeSyncs } from './actions/host-actions.ts';
import { changeStragglers } from './actions/straggler-actions.ts';
import { settleBuckets } from './bucket-replay.ts';
import { outrunUs } from './device-pace.ts';
import { type ReplayGraph } from './graph.ts';
import { lastingPaceOf, silentTransfers, switchedOff } from './lasting-pace.ts';
import { runAbove, runRounds } from './lasting-steps.ts';
import { type LoaderEnd } from './loader-costs.ts';
import { type LoaderPace, type Run, settleLoaders } from './loader-replay.ts';
import { contend, takeTurns } from './overlap.ts';
import { pipelineFactor } from './pipeline-bubble.ts';
import { type OpenEnd } from './open-ends.ts';
import { movePeers, type Peers } from './peer-replay.ts';
import { type Scenario } from './scenario.ts';
import { stepTimes } from './step-times.ts';

/** Predicted time of every vertex (node i: 2i start, 2i + 1 end), microseconds on the first rank's clock. */
export interface Replayed {
  readonly scenario: Scenario;
  readonly time: Float64Array;
  /** The weights that led there, and the graph that they belong to: the given one, or one with further edges. */
  readonly weight: Float64Array;
  readonly graph: ReplayGraph;
  /** Work that each step hides as long as it is shorter: no step is shorter. By step of the timeline, microseconds. */
  readonly hiddenUs: Float64Array;
  readonly notes: readonly Said[];
  /** Where loaders were settled: what the step follows. */
  readonly pace?: LoaderPace | undefined;
}

/**
 * One pass over the graph in topological order: time = max over edges (source + weight) + slack. An edge of weight -Infinity is switched
 * off. `unexplained: 'drop'` leaves out every positive slack, so that only what the edges explain remains.
 */
export function runGraph(
  graph: ReplayGraph,
  weight: Float64Array,
  time: Float64Array,
  unexplained: 'keep' | 'drop' = 'keep',
): void {
  const { topo, offset, source } = graph;
  const slack = unexplained === 'drop' ? explainedSlack(graph) : graph.slack;
  for (let k = 0; k < topo.length; k++) {
    const v = topo[k] ?? 0;
    const last = offset[v + 1] ?? 0;
    let e = offset[v] ?? 0;
    let ready = e === last ? 0 : -Infinity;
    for (; e < last; e++) {
      const candidate = (time[source[e] ?? 0] ?? 0) + (weight[e] ?? 0);
      if (candidate > ready) ready = candidate;
    }
    time[v] = ready + (slack[v] ?? 0);
  }
  if (unexplained === 'drop') giveBack(slack.buffer);
}

/** Residuals without what no edge explains; a vertex without edges keeps its time. */
const explainedSlack = ({ slack, offset }: ReplayGraph): Float64Array =>
  slack.map((us, v) => (us > 0 && u32(offset, v) < u32(offset, v + 1) ? 0 : us));

/** Arrays that replays of one graph may share, one after the other: each overwrites what the one before gave. */
export interface ReplayBuffers {
  /** One a vertex. */
  readonly time: Float64Array;
  /** One an edge. */
  readonly weight: Float64Array;
}

export const createBuffers = ({ nodeCount, source }: ReplayGraph): ReplayBuffers => ({
  time: new Float64Array(2 * nodeCount),
  weight: new Float64Array(source.length),
});

const kept = new WeakMap<ReplayGraph, ReplayBuffers>();

/** Buffers that stay with the graph: for one who is done with each replay before the next. */
export function keptBuffers(graph: ReplayGraph): ReplayBuffers {
  let buffers = kept.get(graph);
  if (buffers === undefined) kept.set(graph, (buffers = createBuffers(graph)));
  return buffers;
}

/** Frees what a replay of `graph` needed besides shared buffers, once nobody reads the replay again: a graph with further edges, and their weights. */
export function freeReplay({ graph: walked, weight }: Replayed, graph: ReplayGraph): void {
  if (walked === graph) return;
  const { offset, source, weight: base, edgeClass, edgeKind, confidence, topo } = walked;
  for (const { buffer } of [weight, offset, source, base, edgeClass, edgeKind, confidence, topo]) giveBack(buffer);
}

const anyMoved = ({ levers }: Scenario): boolean => Object.values(levers).some((value) => value !== undefined);

/** The weights of a scenario, before anything that needs a replay to be known. */
function changed(
  graph: ReplayGraph,
  scenario: Scenario,
  weight: Float64Array,
  { latency = 'likely', lateness = 'likely' }: ReplayOptions,
): Change {
  const isMoved = anyMoved(scenario);
  const change: Change = {
    graph,
    scenario,
    weight: isMoved ? weight : graph.weight,
    hiddenUs: new Float64Array(graph.stepVertex.length / 2),
    notes: [],
    latency,
    lateness,
  };
  if (!isMoved) return change;
  weight.set(graph.weight);
  changeData(change);
  changeCompute(change);
  changeHost(change);
  changeCopies(change);
  changeEmbeddings(change);
  changeTransfers(change);
  changeOverlap(change);
  changeSyncs(change);
  changeStragglers(change);
  return change;
}

export interface ReplayOptions {
  /** What ranks that are not recorded do: wait as long as they did (`kept`), move as this one does, or stay where they were. */
  readonly peers?: Peers;
  /** Which end of what the trace leaves open about loading; the likely one where absent. */
  readonly loader?: LoaderEnd;
  /** Which end of what the trace leaves open about the latency of messages, and about how late a rank is; the likely one where absent. */
  readonly latency?: OpenEnd;
  readonly lateness?: OpenEnd;
  /** Spares making arrays anew; what was replayed into them before is gone. */
  readonly buffers?: ReplayBuffers | undefined;
}

/**
 * The run as it would have been. Without levers: the measured run. Most levers only scale weights; another loader, contention and the
 * movement of unrecorded ranks follow from the replay itself, and are settled by a few more passes.
 */
export function replay(graph: ReplayGraph, scenario: Scenario, options: ReplayOptions = {}): Replayed {
  const buffers = options.buffers ?? createBuffers(graph);
  const { time } = buffers;
  const { weight, hiddenUs, notes } = changed(graph, scenario, buffers.weight, options);
  const micro = moved(scenario, 'accumulation');
  const overlap = moved(scenario, 'overlap');
  const laterMoves = overlap !== undefined || options.peers === 'lockstep' || options.peers === 'frozen';
  const silent = micro === undefined || laterMoves ? undefined : silentTransfers(graph, micro);
  const plain: Run = (weights, floorUs) => {
    runFrom(graph, weights, time, floorUs);
    return time;
  };
  const run: Run = (weights, floorUs) => {
    const sent = silent === undefined ? weights : switchedOff(weights, silent);
    plain(sent, floorUs);
    if (sent !== weights) giveBack(sent.buffer);
    if (micro !== undefined && silent === undefined) blend(time, silentTimes(graph, weights, floorUs), micro);
    return time;
  };
  settleBuckets(graph, scenario, weight, run, options.latency);
  const settled = settleLoaders(graph, scenario, weight, run, plain, options.loader);
  const beforeUs = settled !== undefined && laterMoves ? settled.paceAt(run(weight)) : 0;
  const walked = overlap === -1 ? takeTurns(graph, weight) : { graph, weight };
  runGraph(walked.graph, walked.weight, time);
  if (moved(scenario, 'syncs') === 1) runRounds(walked.graph, walked.weight, time);
  if (overlap === 1) {
    contend(graph, weight, time);
    runGraph(graph, weight, time);
  }
  if (options.peers !== undefined && anyMoved(scenario))
    movePeers(walked.graph, walked.weight, time, options.peers, runGraph);
  if (micro !== undefined) blend(time, silentTimes(walked.graph, walked.weight), micro);
  const moves = settled !== undefined && beforeUs > 0 ? settled.paceAt(time) / beforeUs : 1;
  const lasting =
    settled === undefined && anyMoved(scenario) && overlap !== -1
      ? lastingPaceOf(graph, weight, time, run, plain, silent === undefined ? 1 : micro)
      : undefined;
  const pace = paceTimes(settled, moves) ?? lasting;
  return finish(keptByDevice({ scenario, time, ...walked, hiddenUs, notes, pace }, graph), options.latency);
}

/** No step is shorter than lasts: where the host outruns its device, the device is the pace. */
function keptByDevice(replayed: Replayed, graph: ReplayGraph): Replayed {
  const shortUs = anyMoved(replayed.scenario) ? outrunUs(graph, replayed.time) : undefined;
  if (shortUs === undefined) return replayed;
  const stepsUs = stepTimes(graph, replayed.time);
  return {
    ...replayed,
    hiddenUs: replayed.hiddenUs.map((us, k) => Math.max(us, f64(stepsUs, k) + f64(shortUs, k))),
    notes: [
      ...replayed.notes,
      say`The host then outruns the device, which no wait in these few steps shows: the device is taken to set the pace.`,
    ],
  };
}

/** A pace that something else changes too: by which factor. */
const paceTimes = (pace: LoaderPace | undefined, factor: number): LoaderPace | undefined =>
  pace === undefined ? undefined : { ...pace, paceUs: pace.paceUs * factor };

function silentTimes(graph: ReplayGraph, weight: Float64Array, floorUs?: Float64Array): Float64Array {
  const time = new Float64Array(2 * graph.nodeCount);
  const silent = withoutTransfers(graph, weight);
  runFrom(graph, silent, time, floorUs);
  giveBack(silent.buffer);
  return time;
}

function runFrom(
  graph: ReplayGraph,
  weight: Float64Array,
  time: Float64Array,
  floorUs: Float64Array | undefined,
): void {
  if (floorUs === undefined) runGraph(graph, weight, time);
  else runAbove(graph, weight, time, floorUs);
}

/** Of `steps` steps one communicates: each vertex at the mean of the two runs. Frees the silent one. */
function blend(time: Float64Array, silent: Float64Array, steps: number): void {
  for (let v = 0; v < time.length; v++) time[v] = f64(silent, v) + (f64(time, v) - f64(silent, v)) / steps;
  giveBack(silent.buffer);
}

/** Formulas on the whole step: every vertex moves towards the start of the first step. */
function finish(replayed: Replayed, latency?: OpenEnd): Replayed {
  const factor = pipelineFactor(replayed.graph, replayed.scenario, replayed.time, latency);
  if (factor === 1) return replayed;
  const { time, graph } = replayed;
  const [first = 0] = graph.stepVertex;
  const originUs = graph.stepVertex.length > 0 ? f64(time, first) : 0;
  for (let v = 0; v < time.length; v++) time[v] = originUs + (f64(time, v) - originUs) * factor;
  return { ...replayed, pace: paceTimes(replayed.pace, factor) };
}
