import { at, i32, u16, u32 } from '../base/at.ts';
import { giveBack } from '../base/give-back.ts';
import { type StepFigure } from '../base/step-figure.ts';
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

const recorded = new WeakMap<ReplayGraph, Map<StepFigure, number | undefined>>();

/**
 * The pace of the recorded steps once they have come round again and again (`lasting-steps.ts`), before and with a scenario, where the recorded steps are not
 * yet those that last: ranks that a profiler made start together may need some steps until the late one holds up the others, and more of them where a scenario
 * leaves them less to wait for. Undefined where they last before and with it, where rounds do not settle, and for traces that are short or very large. `weight` is what `run` replays, `plain` replays the run as recorded: both into `time`, which
 * is given back as it came. In `mean`, steps are told as their mean, and rounds in any case.
 */
export function lastingPaceOf(
  graph: ReplayGraph,
  weight: Float64Array,
  time: Float64Array,
  run: Run,
  plain: Run,
  inMean = false,
): LoaderPace | undefined {
  if (graph.lastStep - graph.firstStep < FEWEST_STEPS || graph.source.length > MOST_EDGES) return undefined;
  const figure = inMean ? 'mean' : figureOf(graph);
  const measuredUs = recordedPace(graph, figure, time, plain);
  if (measuredUs === undefined) return undefined;
  const lasts = isSame(measuredUs, paceIn(graph, graph.observed, figure));
  if (!inMean && lasts && !comesRoundOther(graph, weight, time, figure, run)) return undefined;
  const paceUs = keepingTimes(time, () => pace(graph, weight, figure, run));
  if (paceUs === undefined) return undefined;
  return { paceUs, measuredUs, figure, paceAt: (other) => paceIn(graph, other, figure) };
}

const isSame = (us: number, otherUs: number): boolean => Math.abs(us / otherUs - 1) <= SAME_SHARE;

/** True where ranks meet and the replay in `time`, come round once, has other steps: they are not those that last. */
function comesRoundOther(
  graph: ReplayGraph,
  weight: Float64Array,
  time: Float64Array,
  figure: StepFigure,
  run: Run,
): boolean {
  if (graph.facts.matchedCollectives === 0) return false;
  const us = paceIn(graph, time, figure);
  return keepingTimes(time, () => {
    const floorUs = noFloor(graph);
    comeRound(graph, time, floorUs);
    return !isSame(paceIn(graph, run(weight, floorUs), figure), us);
  });
}

function recordedPace(graph: ReplayGraph, figure: StepFigure, time: Float64Array, plain: Run): number | undefined {
  let paces = recorded.get(graph);
  if (paces === undefined) recorded.set(graph, (paces = new Map()));
  if (!paces.has(figure))
    paces.set(
      figure,
      keepingTimes(time, () => pace(graph, graph.weight, figure, plain)),
    );
  return paces.get(figure);
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
const pace = (graph: ReplayGraph, weight: Float64Array, figure: StepFigure, run: Run): number | undefined =>
  fromNoFloor(graph, (floorUs) => settledPace(graph, weight, floorUs, figure, run));

function settledPace(
  graph: ReplayGraph,
  weight: Float64Array,
  floorUs: Float64Array,
  figure: StepFigure,
  run: Run,
): number | undefined {
  let time = run(weight, floorUs);
  let beforeUs = 0;
  let us = paceIn(graph, time, figure);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const farUs = comeRound(graph, time, floorUs);
    time = run(weight, floorUs);
    beforeUs = us;
    us = paceIn(graph, time, figure);
    if (farUs <= SETTLED_SHARE * us) return us;
  }
  return Math.abs(us - beforeUs) <= SETTLED_SHARE * us ? us : undefined;
}

const paceIn = (graph: ReplayGraph, time: Float64Array, figure: StepFigure): number =>
  stepIn(graph, stepTimes(graph, time), figure);

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
