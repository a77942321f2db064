import { f64 } from '../base/at.ts';
import { mean } from '../base/median.ts';
import { waitedCalls } from '../ledger/loader-waits.ts';
import { known, moved } from './actions/action.ts';
import { type LoaderDetail } from './graph-detail.ts';
import { type ReplayGraph } from './graph.ts';
import { LEVER_KEYS } from './levers.ts';
import {
  burstTimes,
  costSpread,
  keepsTime,
  type PaceTimes,
  paceTimes,
  type Takings,
  workersPace,
} from './loader-batches.ts';
import { lengths, measuredPace, usualCalls } from './loader-calls.ts';
import { handOverShows } from './loader-queue.ts';
import { type Scenario } from './scenario.ts';

/** PyTorch's default: batches ahead per worker. */
export const USUAL_PREFETCH = 2;

/**
 * Which end of what the trace leaves open about loading. `least` and `most`: what batches or their hand-over cost where workers hide it. The others: batches that
 * the takings do not tell cost less or more than the mean of those told, or in turn by worker.
 */
export type LoaderEnd = 'likely' | 'least' | 'most' | 'less' | 'more' | 'lessMore' | 'moreLess';

/** Batches that differ by less than this share of their cost cost the same. */
const SAME_COST = 1e-3;
/** Which way batches that are not told are off at an end, in turn by worker. */
export const SIGNS: Readonly<Partial<Record<LoaderEnd, readonly [even: number, odd: number]>>> = {
  less: [-1, -1],
  more: [1, 1],
  lessMore: [-1, 1],
  moreLess: [1, -1],
};

/** What batches cost where workers are the pace, at an end. */
export function costsAt(
  { costUs, told }: PaceTimes,
  { workers }: Takings,
  end: LoaderEnd,
  spread: () => number,
): Float64Array {
  const signs = SIGNS[end];
  if (signs === undefined) return costUs;
  const [even, odd] = signs;
  const untold = told.reduce((sum, one) => sum + 1 - one, 0);
  const offUs = untold > 0 ? spread() / Math.sqrt(untold) : 0;
  return costUs.map((us, i) => (told[i] === 1 ? us : Math.max(0, us + ((i % workers) % 2 === 0 ? even : odd) * offUs)));
}

/** Ends because some batches are not told and batches differ. */
function untoldBatches(loader: LoaderDetail, graph: ReplayGraph, scenario: Scenario): readonly LoaderEnd[] {
  if (!loader.workers || workersOf(loader, scenario) === undefined || !isTold(loader, graph, scenario)) return [];
  const takings = takingsOf(loader, graph, scenario);
  const { costUs, told } = paceTimes(takings);
  if (!told.includes(0) || spreadOf(graph, scenario) <= SAME_COST * mean(costUs)) return [];
  return takings.workers === 1 ? ['less', 'more'] : ['less', 'more', 'lessMore', 'moreLess'];
}

/** How far batches that are not told may be from the mean (95 %), as the loaders of all ranks tell together: they do the same work. Microseconds. */
export function spreadOf(graph: ReplayGraph, scenario: Scenario): number {
  const paces = graph.detail.loaders
    .filter((loader) => loader.workers && isTold(loader, graph, scenario))
    .map((loader) => paceTimes(takingsOf(loader, graph, scenario)));
  return costSpread(paces, mean(paces.map(({ costUs }) => mean(costUs))));
}

/** Workers of the recorded run, as the user says or the waits tell; undefined where neither does. */
export const workersOf = (loader: LoaderDetail, scenario: Scenario): number | undefined =>
  loader.workers ? (known(scenario, 'workers') ?? loader.workerCount) : 0;

/** How the batches of a loader with workers were taken. One worker stands for an unknown number: only their pace counts then. */
export function takingsOf(loader: LoaderDetail, graph: ReplayGraph, scenario: Scenario): Takings {
  const { nodes, handlingUs } = loader;
  const workers = Math.max(1, workersOf(loader, scenario) ?? 1);
  const takenUs = Float64Array.from(nodes, (node) => f64(graph.observed, 2 * node + 1) - handlingUs);
  const lengthsUs = lengths(loader, graph.observed);
  const keeping = keepsTime(lengthsUs, takenUs, workers);
  const waited = waitedCalls(lengthsUs, handlingUs).map((one, i) =>
    one === 1 || keeping[i % workers] === true ? 1 : 0,
  );
  return {
    workers,
    ahead: workers * (known(scenario, 'prefetch') ?? USUAL_PREFETCH),
    takenUs,
    waited,
    usual: usualCalls(graph, loader),
  };
}

/** True where the trace tells what a batch costs: the call makes it, or the workers are the pace of the run. */
export const isTold = (loader: LoaderDetail, graph: ReplayGraph, scenario: Scenario): boolean =>
  !loader.workers || tellsCost(takingsOf(loader, graph, scenario));

/** True where the workers are the pace, and some batch of them is seen from its beginning to its end. */
const tellsCost = (takings: Takings): boolean => workersPace(takings) && paceTimes(takings).told.includes(1);

/** What one batch costs one worker of this loader; NaN where neither the trace nor the user tells. Microseconds. */
export function batchTimes(
  loader: LoaderDetail,
  graph: ReplayGraph,
  scenario: Scenario,
  end: LoaderEnd = 'likely',
): Float64Array {
  if (!loader.workers) return loader.batchUs;
  const takings = takingsOf(loader, graph, scenario);
  if (tellsCost(takings))
    return workersOf(loader, scenario) === undefined
      ? loader.batchUs
      : costsAt(paceTimes(takings), takings, end, () => spreadOf(graph, scenario));
  const workers = known(scenario, 'workers') ?? loader.workerCount;
  if (end === 'most' && (workers === undefined || !takings.waited.includes(1)))
    return loader.batchUs.map(() => takings.workers * measuredPace(graph, loader));
  if (workers === undefined || !takings.waited.includes(1)) return loader.batchUs;
  const { ahead } = takings;
  // At the most, the others waited too, unseen.
  if (end === 'most') return paceTimes({ ...takings, waited: takings.waited.map(() => 1) }).costUs;
  const prefetch = ahead / takings.workers;
  const less = (moved(scenario, 'workers') ?? workers) * (moved(scenario, 'prefetch') ?? prefetch) < ahead;
  return burstTimes(takings, end === 'likely' && less ? 1 : 0);
}

/** True where taking a ready batch over is not seen alone: each call waited, or may have, since no other is as short as the shortest of all ranks. */
export const handOverHidden = (loader: LoaderDetail, graph: ReplayGraph, scenario: Scenario): boolean =>
  takingsOf(loader, graph, scenario).waited.every((one) => one === 1) ||
  !handOverShows(graph.detail.loaders.flatMap((one) => (one.workers ? [...lengths(one, graph.observed)] : [])));

/** True where no wait of a loader can change: no lever is moved, or batches are always ready. */
export const asksNothing = (scenario: Scenario): boolean =>
  moved(scenario, 'ready') === 1 || LEVER_KEYS.every((key) => moved(scenario, key) === undefined);

/** The ends at which a prediction may differ from the likely one, because the trace leaves open what batches or their hand-over cost. */
export function openEnds(graph: ReplayGraph, scenario: Scenario): readonly LoaderEnd[] {
  if (asksNothing(scenario)) return [];
  const open = graph.detail.loaders.filter((loader) =>
    loader.workers ? !isTold(loader, graph, scenario) || handOverHidden(loader, graph, scenario) : otherQueue(scenario),
  );
  const untold = graph.detail.loaders.flatMap((loader) => untoldBatches(loader, graph, scenario));
  return [...(open.length === 0 ? [] : (['least', 'most'] as const)), ...new Set(untold)];
}

/** True where the scenario has other workers, or other batches ahead. */
export const otherQueue = (scenario: Scenario): boolean =>
  moved(scenario, 'workers') !== undefined || moved(scenario, 'prefetch') !== undefined;
