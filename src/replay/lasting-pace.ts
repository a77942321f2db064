import { at, i32, u16, u32 } from '../base/at.ts';
import { giveBack } from '../base/give-back.ts';
import { mean } from '../base/median.ts';
import { OFF } from './actions/action.ts';
import { edgeInto, edgesOfKind, edgeTargets } from './edge-index.ts';
import { edgeCode, type ReplayGraph } from './graph.ts';
import { comeRound, fromNoFloor } from './lasting-steps.ts';
import { type LoaderPace, type Run } from './loader-replay.ts';
import { figureOf, stepIn, stepRanges, stepTimes } from './step-times.ts';

/** Above this many edges rounds, which take several replays each, are left out. */
const MOST_EDGES = 200_000;
const FEWEST_STEPS = 3;
const MOST_ROUNDS = 16;
/** Rounds nearer to the one before than this share of a step stay. */
const SETTLED_SHARE = 1e-4;
/** Recorded steps nearer to the lasting ones than this share are lasting. */
const SAME_SHARE = 0.01;

/** By the steps of a round. */
const recorded = new WeakMap<ReplayGraph, Map<number, number | undefined>>();

/**
 * The pace of the recorded steps once they have come round again and again (`lasting-steps.ts`), before and with a scenario, where the recorded steps are not
 * yet those that last: ranks that a profiler made start together may need some steps until the late one holds up the others, and more of them where a scenario
 * leaves them less to wait for. Undefined where they last before and with it, where rounds do not settle, and for traces that are short or very large. `weight`
 * is what `run` replays, `plain` replays the run as recorded: both into `time`, which is given back as it came. Where
 * only one of `round` steps communicates, steps are told as the mean of their places in it, and rounds in any case.
 */
export function lastingPaceOf(
  graph: ReplayGraph,
  weight: Float64Array,
  time: Float64Array,
  run: Run,
  plain: Run,
  round = 1,
): LoaderPace | undefined {
  if (graph.lastStep - graph.firstStep < FEWEST_STEPS || graph.source.length > MOST_EDGES) return undefined;
  const figure = round > 1 ? 'mean' : figureOf(graph);
  const read: Pace = (other) =>
    round > 1 ? meanOfPlaces(graph, other, round) : stepIn(graph, stepTimes(graph, other), figure);
  const measuredUs = recordedPace(graph, round, read, time, plain);
  if (measuredUs === undefined) return undefined;
  const lasts = isSame(measuredUs, read(graph.observed));
  if (round === 1 && lasts && !comesRoundOther(graph, weight, time, read, run)) return undefined;
  const paceUs = keepingTimes(time, () => pace(graph, weight, read, run));
  if (paceUs === undefined) return undefined;
  return { paceUs, measuredUs, figure, paceAt: read };
}

/** The step that vertex times have, microseconds. */
type Pace = (time: Float64Array) => number;

/** Steps that communicate and steps that do not count alike, however many of each are usual. */
function meanOfPlaces(graph: ReplayGraph, time: Float64Array, round: number): number {
  const steps = stepTimes(graph, time).subarray(graph.firstStep, graph.lastStep);
  const usual = graph.stepUsual.subarray(graph.firstStep, graph.lastStep);
  return mean(
    Array.from({ length: round }, (_, place) => {
      const own = steps.filter((_us, k) => k % round === place);
      const counting = own.filter((_us, k) => usual[place + k * round] === 1);
      return mean(counting.length > 0 ? counting : own);
    }),
  );
}

const isSame = (us: number, otherUs: number): boolean => Math.abs(us / otherUs - 1) <= SAME_SHARE;

/** True where ranks meet and the replay in `time`, come round once, has other steps: they are not those that last. */
function comesRoundOther(graph: ReplayGraph, weight: Float64Array, time: Float64Array, read: Pace, run: Run): boolean {
  if (graph.facts.matchedCollectives === 0) return false;
  const us = read(time);
  return keepingTimes(time, () =>
    fromNoFloor(graph, (floorUs) => {
      comeRound(graph, time, floorUs);
      return !isSame(read(run(weight, floorUs)), us);
    }),
  );
}

function recordedPace(
  graph: ReplayGraph,
  round: number,
  read: Pace,
  time: Float64Array,
  plain: Run,
): number | undefined {
  let paces = recorded.get(graph);
  if (paces === undefined) recorded.set(graph, (paces = new Map()));
  if (!paces.has(round))
    paces.set(
      round,
      keepingTimes(time, () => pace(graph, graph.weight, read, plain)),
    );
  return paces.get(round);
}

/** Runs something that replays, and gives vertex times back as they were. */
function keepingTimes<T>(time: Float64Array, work: () => T): T {
  const kept = time.slice();
  const found = work();
  time.set(kept);
  giveBack(kept.buffer);
  return found;
}

/** Ranks may drift apart for longer than is worth waiting for: the pace is then told if the last rounds had the same. */
const pace = (graph: ReplayGraph, weight: Float64Array, read: Pace, run: Run): number | undefined =>
  fromNoFloor(graph, (floorUs) => settledPace(graph, weight, floorUs, read, run));

function settledPace(
  graph: ReplayGraph,
  weight: Float64Array,
  floorUs: Float64Array,
  read: Pace,
  run: Run,
): number | undefined {
  let time = run(weight, floorUs);
  let beforeUs = 0;
  let us = read(time);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const farUs = comeRound(graph, time, floorUs);
    time = run(weight, floorUs);
    beforeUs = us;
    us = read(time);
    if (farUs <= SETTLED_SHARE * us) return us;
  }
  return Math.abs(us - beforeUs) <= SETTLED_SHARE * us ? us : undefined;
}

const LAUNCH = edgeCode('launch');

/**
 * The transfers that gradient accumulation over `micro` steps leaves out: those of all steps but the last of each `micro`, by the step that sent them off. With
 * these edges off, a collective ends when it starts, whatever the other ranks do. Undefined where the recorded steps of a rank are not whole rounds.
 */
export function silentTransfers(graph: ReplayGraph, micro: number): Uint32Array | undefined {
  const { rank, source } = graph;
  const ranges = stepRanges(graph);
  if (ranges.size === 0 || [...ranges.values()].some((own) => (own.lastStep - own.firstStep) % micro > 0))
    return undefined;
  const targets = edgeTargets(graph);
  return edgesOfKind(graph, 'transfer').filter((e) => {
    const node = at(targets, e) >> 1;
    const launch = edgeInto(graph, 2 * node, LAUNCH);
    const step = i32(graph.detail.step, launch < 0 ? node : u32(source, launch) >> 1);
    return step >= 0 && (step - (ranges.get(u16(rank, node))?.firstStep ?? 0) + 1) % micro > 0;
  });
}

/** Weights in which these edges are switched off. */
export function switchedOff(weight: Float64Array, edges: Uint32Array): Float64Array {
  const left = weight.slice();
  for (const e of edges) left[e] = OFF;
  return left;
}
