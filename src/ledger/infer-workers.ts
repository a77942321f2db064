import { f64, i32, item, u32, u8 } from '../base/at.ts';
import { formatMicros } from '../base/format.ts';
import { median } from '../base/median.ts';
import { say, sayAfter, type Words } from '../base/say.ts';
import { type Timeline } from '../model/timeline.ts';
import { HANDLING_US, waitedCalls } from './loader-waits.ts';
import { EVALUATION, EVALUATION_FRAME } from './patterns.ts';

/**
 * What the waits of the main thread say about loader workers that the trace does not show (docs/ledger.md has the table).
 * `first`: only the first batches are waited for.
 */
export type WorkerPace = 'none' | 'main-thread' | 'keeps-up' | 'first' | 'saturated' | 'bursts' | 'irregular';

export interface WorkerInference {
  readonly pace: WorkerPace;
  /** Calls that took a batch. */
  readonly calls: number;
  /** Of these, calls that waited for it. */
  readonly waited: number;
  /** Workers, where bursts every W-th call tell them. */
  readonly workers: number | undefined;
  /** What one batch costs a worker, microseconds, where it can be told; an upper bound where `pace` is `keeps-up`. */
  readonly batchUs: number | undefined;
  /** What can be said, and what cannot; empty for `none`. */
  readonly can: Words;
  readonly cannot: Words;
}

const SINGLE_PROCESS = /_SingleProcessDataLoaderIter\b/;
const WORKERS = /_MultiProcessingDataLoaderIter\b/;
const FEWEST_CALLS = 4;
const MOST_WORKERS = 32;

const inferences = new WeakMap<Timeline, Map<number, WorkerInference>>();

/**
 * Reads the loader calls of a rank, those of an evaluation apart. Method: `waitedCalls` says which waited; their spacing tells the pace. It looks at
 * all events of the host, so its answer is remembered.
 */
export function inferWorkers(timeline: Timeline, rank: number): WorkerInference {
  let known = inferences.get(timeline);
  if (known === undefined) inferences.set(timeline, (known = new Map()));
  let inference = known.get(rank);
  if (inference === undefined) known.set(rank, (inference = infer(timeline, rank)));
  return inference;
}

function infer(timeline: Timeline, rank: number): WorkerInference {
  const [single, workers] = [takenBatches(timeline, rank, SINGLE_PROCESS), takenBatches(timeline, rank, WORKERS)];
  const inference = inferFrom(timeline, single.calls, workers.calls, workers.opening);
  const { evaluated } = inference.pace === 'main-thread' ? single : workers;
  if (inference.pace === 'none' || evaluated === 0) return inference;
  const apart = say`Batches taken inside an evaluation (${evaluated}) are not counted here.`;
  return { ...inference, cannot: sayAfter([inference.cannot, apart]) };
}

interface TakenBatches {
  /** Of the training, odd steps left out. */
  readonly calls: readonly number[];
  /** The first call of the training, where its step is left out. */
  readonly opening: number | undefined;
  /** Calls inside an evaluation, which are left out. */
  readonly evaluated: number;
}

function takenBatches(timeline: Timeline, rank: number, wanted: RegExp): TakenBatches {
  const all = callsOf(timeline, rank, wanted);
  const training = trainingCalls(timeline, all);
  const calls = callsOfUsualSteps(timeline, rank, training);
  const [opening] = training;
  return { calls, opening: calls[0] === opening ? undefined : opening, evaluated: all.length - training.length };
}

/** Calls that do not begin in a step that medians leave out; all where every call does. */
function callsOfUsualSteps(timeline: Timeline, rank: number, calls: readonly number[]): readonly number[] {
  const { firstStep, lastStep } = item(timeline.ranks, rank);
  const odd = timeline.steps.slice(firstStep, lastStep).filter((step) => step.odd !== undefined);
  const kept = calls.filter((call) => {
    const startUs = f64(timeline.events.start, call);
    return !odd.some(({ start, end }) => startUs >= start && startUs < end);
  });
  return kept.length > 0 ? kept : calls;
}

/** `opening`: the first call of all, where it is not among `calls`: workers start up in it. */
function inferFrom(
  timeline: Timeline,
  single: readonly number[],
  calls: readonly number[],
  opening: number | undefined,
): WorkerInference {
  const lengths = calls.map((event) => lengthOf(timeline, event));
  const tell = (pace: WorkerPace, can: Words, cannot: Words, workers?: number, batchUs?: number): WorkerInference => ({
    pace,
    calls: calls.length,
    waited: waits.length,
    workers,
    batchUs,
    can,
    cannot,
  });
  const cycleUs = cycleOf(timeline, calls);
  const handlingUs = handlingOf(timeline, calls, cycleUs);
  const waited = waitedCalls(Float64Array.from(lengths), handlingUs);
  const waits = lengths.flatMap((_, k) => (waited[k] === 1 ? [k] : []));
  if (calls.length === 0 && single.length > 0) {
    const batchUs = median(single.map((event) => lengthOf(timeline, event)));
    return {
      ...tell(
        'main-thread',
        say`The main thread makes each batch itself, in ${formatMicros(batchUs)} (num_workers=0): workers could hide all but the hand-over.`,
        say`How much of it is fetching and how much preparing, unless your own code is marked.`,
        undefined,
        batchUs,
      ),
      calls: single.length,
      waited: single.length,
    };
  }
  if (calls.length === 0) return tell('none', '', '');
  if (calls.length < FEWEST_CALLS) {
    return tell(
      'irregular',
      say`${calls.length} batches were taken from workers, ${waits.length} of them waited for.`,
      say`The pace of the workers: too few batches are in the trace. Record ten steps or more.`,
    );
  }
  const lasting = opening === undefined ? waits.filter((k) => k > 0) : waits;
  const firstUs = opening === undefined ? item(lengths, 0) : lengthOf(timeline, opening);
  const isFirstWaited =
    opening === undefined ? waits[0] === 0 : waitedCalls(Float64Array.of(firstUs, ...lengths), handlingUs)[0] === 1;
  if (lasting.length === 0 && !isFirstWaited) {
    return tell(
      'keeps-up',
      say`No batch is waited for: the workers keep up, and faster loading gains nothing.`,
      say`What a batch costs (at most num_workers x ${formatMicros(cycleUs)}), and so how many workers fewer would do.`,
    );
  }
  if (lasting.length === 0) {
    return tell(
      'first',
      say`Only the first batch is waited for (${formatMicros(firstUs)}): the workers start up and fill their queue, then keep up. persistent_workers=True saves it in later epochs.`,
      say`What a batch costs once the queue is full.`,
    );
  }
  const later = opening === undefined ? calls.length - 1 : calls.length;
  if (lasting.length >= 0.8 * later) {
    return tell(
      'saturated',
      say`Nearly every batch is waited for: the workers are the bottleneck, each at num_workers x ${formatMicros(cycleUs)} a batch.`,
      say`How many workers there are, and which part of a batch is fetching and which preparing: workers are processes of their own.`,
      undefined,
      undefined,
    );
  }
  const workers = burstOf(lasting);
  if (workers !== undefined) {
    // From wait to wait are whole turns of the workers; from the first call to the last are not.
    const batchUs = workers * cycleOf(timeline, calls.slice(lasting[0], (lasting.at(-1) ?? 0) + 1));
    return tell(
      'bursts',
      say`A batch is waited for every ${workers} steps: so ${workers} workers are likely, each taking about ${formatMicros(batchUs)} a batch.`,
      say`Which part of a batch is fetching and which preparing: workers are processes of their own.`,
      workers,
      batchUs,
    );
  }
  return tell(
    'irregular',
    say`${waits.length} of ${calls.length} batches are waited for, at no regular distance: some batches are slow, or the storage is at times. A longer queue (prefetch_factor) evens that out.`,
    say`Which samples are slow: mark __getitem__ with record_function and record one run with num_workers=0.`,
  );
}

/** A pause this many cycles long is long enough for another batch, whoever makes them. */
const LONG_PAUSE = 1.25;

/**
 * What taking over a batch costs that is ready, microseconds. Workers that hold a run up deliver a batch a cycle, so after a pause of more than that one is
 * ready: what such a call takes is no wait.
 */
function handlingOf(timeline: Timeline, calls: readonly number[], cycleUs: number): number {
  const { events } = timeline;
  const ready = calls.filter((event, k) => {
    const before = calls[k - 1];
    return before !== undefined && f64(events.start, event) - f64(events.end, before) > LONG_PAUSE * cycleUs;
  });
  const leastUs = Math.min(HANDLING_US, ...calls.map((event) => lengthOf(timeline, event)));
  return ready.length === 0 ? leastUs : Math.max(leastUs, Math.min(...ready.map((event) => lengthOf(timeline, event))));
}

const lengthOf = ({ events }: Timeline, event: number): number => f64(events.end, event) - f64(events.start, event);

/** The distance between waits where nearly all have the same: workers that start together finish together. */
function burstOf(waits: readonly number[]): number | undefined {
  const gaps = waits.slice(1).map((k, index) => k - item(waits, index));
  if (gaps.length < 2) return undefined;
  const usual = median(gaps);
  const same = gaps.filter((gap) => gap === usual).length;
  return usual >= 2 && usual <= MOST_WORKERS && same >= 0.8 * gaps.length ? usual : undefined;
}

/** Mean distance from the end of one call to the end of the next, microseconds. */
function cycleOf({ events }: Timeline, calls: readonly number[]): number {
  const first = calls[0];
  const last = calls.at(-1);
  if (first === undefined || last === undefined || first === last) return 0;
  return (f64(events.end, last) - f64(events.end, first)) / (calls.length - 1);
}

const masks = new WeakMap<Timeline['strings'], Map<RegExp, Uint8Array>>();

/** 1 for the strings that a pattern fits; tried once for the ranks of a timeline. */
function namesThat(strings: Timeline['strings'], wanted: RegExp): Uint8Array {
  let known = masks.get(strings);
  if (known === undefined) masks.set(strings, (known = new Map()));
  let mask = known.get(wanted);
  if (mask === undefined) known.set(wanted, (mask = Uint8Array.from(strings, (text) => (wanted.test(text) ? 1 : 0))));
  return mask;
}

/** Calls that do not stand inside an evaluation, whose loader is another; all where every call does. */
function trainingCalls({ events, strings }: Timeline, calls: readonly number[]): readonly number[] {
  const known = new Map<number, boolean>();
  const isEvaluation = (name: number): boolean => {
    const text = strings[name] ?? '';
    const found = known.get(name) ?? (EVALUATION.test(text) || EVALUATION_FRAME.test(text));
    known.set(name, found);
    return found;
  };
  const training = calls.filter((call) => {
    for (let outer = i32(events.parent, call); outer >= 0; outer = i32(events.parent, outer))
      if (isEvaluation(u32(events.name, outer))) return false;
    return true;
  });
  return training.length > 0 ? training : calls;
}

/** The calls of one name pattern on the host threads of a rank, in time order; calls inside calls do not count. */
function callsOf(timeline: Timeline, rank: number, wanted: RegExp): number[] {
  const { events, lanes, strings } = timeline;
  const isWanted = namesThat(strings, wanted);
  const found: number[] = [];
  if (!isWanted.includes(1)) return found;
  for (const index of item(timeline.ranks, rank).lanes) {
    const lane = item(lanes, index);
    if (lane.kind !== 'host') continue;
    let until = -Infinity;
    for (let i = lane.first; i < lane.first + lane.count; i++) {
      if (u8(isWanted, u32(events.name, i)) === 0 || f64(events.start, i) < until) continue;
      until = f64(events.end, i);
      found.push(i);
    }
  }
  return found.sort((a, b) => f64(events.start, a) - f64(events.start, b));
}
