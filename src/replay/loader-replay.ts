import { at, f64, item, u32 } from '../base/at.ts';
import { mean, median } from '../base/median.ts';
import { known, moved } from './actions/action.ts';
import { batchCost } from './actions/data-actions.ts';
import { edgesOfKind, edgesOfNode } from './edge-index.ts';
import { type LoaderDetail } from './graph-detail.ts';
import { comeRound, fromNoFloor } from './lasting-steps.ts';
import { type ReplayGraph } from './graph.ts';
import { paceTimes } from './loader-batches.ts';
import { batchesPerStep, consumption, lengths, measuredPace, paceOfCalls, usualCalls } from './loader-calls.ts';
import {
  asksNothing,
  batchTimes,
  costsAt,
  handOverHidden,
  isTold,
  type LoaderEnd,
  otherQueue,
  SIGNS,
  spreadOf,
  takingsOf,
  USUAL_PREFETCH,
  workersOf,
} from './loader-costs.ts';
import { crowding, steadyQueue } from './loader-model.ts';
import { HANDLING_US, MOST_HANDLING_US } from '../ledger/loader-waits.ts';
import { type Scenario } from './scenario.ts';
import { type StepFigure } from '../base/step-figure.ts';

/** What handing a batch over costs its worker, microseconds: 1000 to 1150 measured on recorded pairs (docs/pairs.md). */
export const HANDED_OVER_US = 1000;
/** The same and taking over, where the trace has no workers yet: nothing for tiny batches, else at most what recorded runs had. */
const HANDLING_ENDS = {
  least: { takenUs: 0, handedUs: 0 },
  likely: { takenUs: HANDLING_US, handedUs: HANDED_OVER_US },
  most: { takenUs: MOST_HANDLING_US, handedUs: 1150 },
} as const;
const MOST_ROUNDS = 16;
const SETTLED_SHARE = 1e-5;

interface Queue {
  readonly loader: LoaderDetail;
  /** 0: the main thread makes the batches. */
  readonly workers: number;
  readonly prefetch: number;
  readonly batchUs: Float64Array;
  readonly handlingUs: number;
}

/** The loader as the scenario has it, where its waits follow from a queue; undefined where they stay as they were. */
function queueOf(graph: ReplayGraph, loader: LoaderDetail, scenario: Scenario, end: LoaderEnd): Queue | undefined {
  const other = otherQueue(scenario);
  const cost = batchCost(graph, scenario) * evened(graph, loader, scenario, end);
  const told = isTold(loader, graph, scenario);
  const asMeasured = !loader.workers || (!told && cost === 1 && end !== 'most');
  if (loader.nodes.length === 0 || (!other && asMeasured)) return undefined;
  const own = workersOf(loader, scenario) ?? (other ? undefined : 1);
  const workers = moved(scenario, 'workers') ?? own;
  if (workers === undefined) return undefined;
  const takings = takingsOf(loader, graph, scenario);
  const alone =
    told && loader.workers && own !== undefined
      ? costsAt(paceTimes(takings), takings, end, () => spreadOf(graph, scenario))
      : batchTimes(loader, graph, scenario, end);
  if (alone.some(Number.isNaN)) return undefined;
  const cores = known(scenario, 'cores');
  const slower = cores === undefined || workers === 0 ? 1 : crowding(workers, 1, 1, cores);
  const handling = loader.workers ? undefined : HANDLING_ENDS[end === 'least' || end === 'most' ? end : 'likely'];
  const ownHandlingUs = handOverHidden(loader, graph, scenario) ? handlingAt(loader, end) : loader.handlingUs;
  const handedUs = workers === 0 ? 0 : (handling?.handedUs ?? 0);
  return {
    loader,
    workers,
    prefetch: moved(scenario, 'prefetch') ?? known(scenario, 'prefetch') ?? USUAL_PREFETCH,
    batchUs: alone.map((us) => us * cost * slower + handedUs),
    handlingUs: workers === 0 ? 0 : (handling?.takenUs ?? ownHandlingUs),
  };
}

/** What a batch costs; where only some were waited for, the likely figure is that of these. NaN where nothing tells. */
function usualCost(loader: LoaderDetail, graph: ReplayGraph, scenario: Scenario, end: LoaderEnd): number {
  const costUs = batchTimes(loader, graph, scenario, end);
  if (!loader.workers || end === 'least' || end === 'most' || isTold(loader, graph, scenario)) return mean(costUs);
  const { waited } = takingsOf(loader, graph, scenario);
  const seen = costUs.filter((us, i) => waited[i] === 1 && us > 0);
  return seen.length > 0 ? mean(seen) : mean(costUs);
}

/** Taking a ready batch over, where each call waited for its batch besides. */
function handlingAt({ handlingUs }: LoaderDetail, end: LoaderEnd): number {
  if (end === 'least') return 0;
  return end === 'most' && handlingUs >= HANDLING_US ? MOST_HANDLING_US : handlingUs;
}

/** How much less a batch costs where the lever on late ranks makes this rank like the others. */
function evened(graph: ReplayGraph, loader: LoaderDetail, scenario: Scenario, end: LoaderEnd): number {
  const share = moved(scenario, 'stragglers');
  if (share === undefined || !loader.workers) return 1;
  const numberOf = ({ rank }: LoaderDetail): number => at(graph.detail.rankNumbers, rank);
  if (scenario.ranks !== undefined && !scenario.ranks.includes(numberOf(loader))) return 1;
  const costs = graph.detail.loaders
    .filter((one) => scenario.ranks === undefined || !scenario.ranks.includes(numberOf(one)))
    .map((one) => usualCost(one, graph, scenario, end))
    .map((us) => (Number.isNaN(us) ? 0 : us));
  const ownUs = usualCost(loader, graph, scenario, end);
  return costs.length > 0 && ownUs > 0 ? 1 + share * (median(costs) / ownUs - 1) : 1;
}

/** How long a step takes, its batches coming and going, under a scenario and in the recorded run: what the step follows where the loader is the pace. Microseconds. */
export interface LoaderPace {
  readonly paceUs: number;
  readonly measuredUs: number;
  /** Of the steps whose pace it is: the mean follows a queue, whose waits come in turns. */
  readonly figure: StepFigure;
  /** `paceUs` where the replay gives other times, the batches and their hand-over being the same. */
  readonly paceAt: (time: Float64Array) => number;
}

/** Replays weights, from a state on in which no vertex comes before its floor (`lasting-steps.ts`). Gives vertex times. */
export type Run = (weight: Float64Array, floorUs?: Float64Array) => Float64Array;

/**
 * Weights with the waits of the loaders as the scenario has them: each call takes its wait plus the hand-over. The waits follow from how fast the run asks
 * for batches, which follows from the waits: both are computed in turn until they stay. `run` replays weights as the scenario has it, `plain` as recorded; both
 * give vertex times. Gives the pace of the batches; undefined where all waits stay as they were.
 */
export function settleLoaders(
  graph: ReplayGraph,
  scenario: Scenario,
  weight: Float64Array,
  run: Run,
  plain: Run,
  end: LoaderEnd = 'likely',
): LoaderPace | undefined {
  if (asksNothing(scenario)) return undefined;
  const queues = graph.detail.loaders.flatMap((loader) => queueOf(graph, loader, scenario, end) ?? []);
  const [first] = queues;
  if (first === undefined) return undefined;
  const { waits, paceUs } = settle(graph, queues, weight, run);
  const paceAt = (time: Float64Array): number => paceOf(graph, queues, time);
  const recorded = recordedQueues(graph, first.loader, scenario, weight, plain, end);
  queues.forEach((queue, q) => {
    const before = queue.workers > 0 ? recorded.waits.get(queue.loader) : undefined;
    const measuredUs = measuredWaits(graph, queue);
    const own = item(waits, q);
    setCalls(
      graph,
      queue,
      weight,
      before === undefined ? own : own.map((us, i) => Math.max(0, us + f64(measuredUs, i) - f64(before, i))),
    );
  });
  if (first.loader.rank !== 0 && graph.facts.matchedCollectives === 0) return undefined;
  return { paceUs, measuredUs: recorded.paceUs, figure: 'mean', paceAt };
}

/** What each call waited, microseconds. */
const measuredWaits = (graph: ReplayGraph, { loader, handlingUs }: Queue): Float64Array =>
  lengths(loader, graph.observed).map((us) => Math.max(0, us - handlingUs));

interface Settled {
  /** Waits of the calls, queue by queue. */
  readonly waits: readonly Float64Array[];
  readonly paceUs: number;
}

/** The steady state, in which the recorded steps come round again and again; `weight` has its waits. */
function settle(graph: ReplayGraph, queues: readonly Queue[], weight: Float64Array, run: Run): Settled {
  const settled = new Set(queues.flatMap(({ loader }) => [...loader.nodes]));
  for (const e of edgesOfKind(graph, 'workers')) if (settled.has(u32(graph.source, e) >> 1)) weight[e] = -Infinity;
  const nearUs = SETTLED_SHARE * Math.max(...queues.map(({ batchUs }) => Math.max(...batchUs)));
  let waits: readonly Float64Array[] = queues.map((queue) => measuredWaits(graph, queue));
  let paceUs = 0;
  fromNoFloor(graph, (floorUs) => {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      queues.forEach((queue, q) => setCalls(graph, queue, weight, item(waits, q)));
      const time = run(weight, floorUs);
      const next = queues.map((queue) => steadyOf(graph, queue, time).waits);
      const moves = next.map((own, q) =>
        own.reduce((far, us, i) => Math.max(far, Math.abs(us - f64(item(waits, q), i))), 0),
      );
      waits = next;
      paceUs = paceOf(graph, queues, time);
      if (Math.max(comeRound(graph, time, floorUs), ...moves) <= nearUs) break;
    }
  });
  queues.forEach((queue, q) => setCalls(graph, queue, weight, item(waits, q)));
  return { waits, paceUs };
}

/** Waits of all calls; those of usual steps in a queue of their own, which no odd step drains or fills. */
function steadyWaitsOf(graph: ReplayGraph, queue: Queue, consumeUs: Float64Array): Float64Array {
  const { waits } = steadyQueue({ ...queue, consumeUs });
  const usual = usualCalls(graph, queue.loader);
  if (!usual.includes(0)) return waits;
  const kept = (values: Float64Array): Float64Array => values.filter((_us, k) => usual[k] === 1);
  const own = steadyQueue({ ...queue, batchUs: kept(queue.batchUs), consumeUs: kept(consumeUs) }).waits;
  let next = 0;
  return waits.map((us, k) => (usual[k] === 1 ? f64(own, next++) : us));
}

interface Steady {
  readonly waits: Float64Array;
  /** Of a step. */
  readonly paceUs: number;
}

/** The steady state of a queue whose batches are asked for as in a replay. */
function steadyOf(graph: ReplayGraph, queue: Queue, time: Float64Array): Steady {
  const { loader, workers, batchUs } = queue;
  const consumeUs = consumption(graph, queue, time);
  const waits = workers === 0 ? batchUs : steadyWaitsOf(graph, queue, consumeUs);
  return { waits, paceUs: batchesPerStep(graph, loader) * paceOfCalls(graph, loader, waits, consumeUs) };
}

/** The slowest pace of ranks that meet, else the first's. */
const paceOf = (graph: ReplayGraph, queues: readonly Queue[], time: Float64Array): number =>
  Math.max(
    ...(graph.facts.matchedCollectives > 0 ? queues : queues.slice(0, 1)).map(
      (queue) => steadyOf(graph, queue, time).paceUs,
    ),
  );

/** The same once the recorded steps have come round. */
const lastingPace = (graph: ReplayGraph, loader: LoaderDetail, weight: Float64Array, run: Run): number =>
  fromNoFloor(graph, (floorUs) => {
    let time = run(weight, floorUs);
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const farUs = comeRound(graph, time, floorUs);
      time = run(weight, floorUs);
      if (farUs <= SETTLED_SHARE * measuredPace(graph, loader, time)) break;
    }
    return batchesPerStep(graph, loader) * measuredPace(graph, loader, time);
  });

interface Recorded {
  /** As `paceOf` has it; where the trace does not tell what its batches cost, the measured pace once the recorded steps have come round. */
  readonly paceUs: number;
  readonly waits: ReadonlyMap<LoaderDetail, Float64Array>;
}

const recordedRuns = new WeakMap<ReplayGraph, Map<string, Recorded>>();

/**
 * The steady state of the run as it was recorded, where the trace tells what batches cost: against it is reported, so that what a short trace holds too
 * little or too much of cancels. `weight` is given back as it came.
 */
function recordedQueues(
  graph: ReplayGraph,
  first: LoaderDetail,
  { known }: Scenario,
  weight: Float64Array,
  run: Run,
  wanted: LoaderEnd,
): Recorded {
  const end = SIGNS[wanted] === undefined ? 'likely' : wanted;
  const key = `${known?.workers} ${known?.prefetch} ${known?.cores} ${end}`;
  let runs = recordedRuns.get(graph);
  if (runs === undefined) recordedRuns.set(graph, (runs = new Map()));
  let recorded = runs.get(key);
  if (recorded === undefined) {
    const facts: Scenario = { levers: {}, known: known ?? {} };
    const queues = graph.detail.loaders.flatMap((loader) => queueOf(graph, loader, facts, end) ?? []);
    const changed = weight.slice();
    weight.set(graph.weight);
    const settled = queues.length > 0 ? settle(graph, queues, weight, run) : undefined;
    const paceUs = settled?.paceUs ?? lastingPace(graph, first, weight, run);
    weight.set(changed);
    recorded = {
      paceUs,
      waits: new Map(queues.map(({ loader }, q) => [loader, settled?.waits[q] ?? new Float64Array()])),
    };
    runs.set(key, recorded);
  }
  return recorded;
}

/** Gives each call its wait and the hand-over: its pieces in proportion. */
function setCalls(
  graph: ReplayGraph,
  { loader, handlingUs }: Queue,
  weight: Float64Array,
  waitsUs: Float64Array,
): void {
  loader.nodes.forEach((node, k) => {
    const lengthUs = f64(waitsUs, k) + handlingUs;
    const edges = edgesOfNode(graph, node);
    const ownUs = edges.reduce((sum, e) => sum + f64(graph.weight, e), 0);
    const [first] = edges;
    if (first === undefined) return;
    for (const e of edges) weight[e] = ownUs > 0 ? (f64(graph.weight, e) / ownUs) * lengthUs : 0;
    if (ownUs <= 0) weight[first] = lengthUs;
  });
}
