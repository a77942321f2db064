import { f64, item } from '../../base/at.ts';
import { type Timeline } from '../../model/timeline.ts';
import { CLASS_COUNT, type ClassKey, classCode } from '../classes.ts';
import { type Ledger } from '../ledger.ts';
import { type ExposedSplit } from './waiting-intervals.ts';

/** What a cell of the heat map holds, microseconds: a class, exposed waiting or transfer, or the whole step. */
export type HeatMetric = ClassKey | 'waiting' | 'transfer' | 'step';

/** Ranks x steps. Columns are the steps of the run: a step of one name is one column on all ranks. */
export interface RankHeat {
  readonly metric: HeatMetric;
  readonly ranks: number;
  readonly columns: number;
  readonly labels: readonly string[];
  /** ranks x columns, row-major, microseconds; NaN where a rank has no such step. */
  readonly cells: Float64Array;
  /** Index into `Timeline.steps` of each cell; -1 where there is none. */
  readonly step: Int32Array;
  /** Largest cell; 0 where there is none. */
  readonly mostUs: number;
}

/** The heat map of one metric. `exposed` is needed for waiting and transfer; without it their cells are empty. */
export function rankHeat(timeline: Timeline, ledger: Ledger, metric: HeatMetric, exposed?: ExposedSplit): RankHeat {
  const { labels, columnOf } = stepColumns(timeline);
  const ranks = timeline.ranks.length;
  const columns = labels.length;
  const cells = new Float64Array(ranks * columns).fill(NaN);
  const step = new Int32Array(ranks * columns).fill(-1);
  let mostUs = 0;
  timeline.ranks.forEach(({ firstStep, lastStep }, rank) => {
    const perStep = ledger.ranks[rank]?.perStep ?? new Float64Array(0);
    for (let s = firstStep; s < lastStep; s++) {
      const cell = rank * columns + (columnOf[s] ?? 0);
      const us = valueOf(timeline, perStep, metric, s, s - firstStep, exposed);
      cells[cell] = us;
      step[cell] = s;
      if (us > mostUs) mostUs = us;
    }
  });
  return { metric, ranks, columns, labels, cells, step, mostUs };
}

function valueOf(
  { steps }: Timeline,
  perStep: Float64Array,
  metric: HeatMetric,
  s: number,
  local: number,
  exposed: ExposedSplit | undefined,
): number {
  switch (metric) {
    case 'waiting':
      return exposed === undefined ? NaN : f64(exposed.waitingUs, s);
    case 'transfer':
      return exposed === undefined ? NaN : f64(exposed.transferUs, s);
    case 'step':
      return item(steps, s).end - item(steps, s).start;
    default:
      return perStep[local * CLASS_COUNT + classCode(metric)] ?? NaN;
  }
}

/**
 * The column of each step of the timeline: by name where names tell steps apart on every rank and ranks share them (recordings may begin
 * at different steps), else by place.
 */
export function stepColumns({ ranks, steps }: Pick<Timeline, 'ranks' | 'steps'>): {
  readonly labels: readonly string[];
  readonly columnOf: Int32Array;
} {
  const columnOf = new Int32Array(steps.length);
  const namesOf = ranks.map(({ firstStep, lastStep }) => steps.slice(firstStep, lastStep).map(({ name }) => name));
  const distinct = namesOf.every((names) => new Set(names).size === names.length);
  const numbers = [...new Set(namesOf.flat())].map((name) => ({ name, number: Number(/(\d+)\D*$/.exec(name)?.[1]) }));
  const longest = namesOf.reduce(
    (most, names) => (names.length > most.length ? names : most),
    item([...namesOf, []], 0),
  );
  if (distinct && numbers.every(({ number }) => Number.isFinite(number))) {
    const labels = numbers.sort((a, b) => a.number - b.number).map(({ name }) => name);
    const place = new Map(labels.map((name, index) => [name, index]));
    steps.forEach(({ name }, s) => (columnOf[s] = place.get(name) ?? 0));
    return { labels, columnOf };
  }
  for (const { firstStep, lastStep } of ranks) for (let s = firstStep; s < lastStep; s++) columnOf[s] = s - firstStep;
  return { labels: longest, columnOf };
}
