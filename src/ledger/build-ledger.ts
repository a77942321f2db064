import { f64, item, u32, u8 } from '../base/at.ts';
import { isFarFrom } from '../base/far-times.ts';
import { giveBack } from '../base/give-back.ts';
import { upperBound } from '../base/search.ts';
import { type Step, type Timeline } from '../model/timeline.ts';
import { blameAfterLast, blameIdle, type Witness, witnessOf } from './blame.ts';
import { CLASS_COUNT } from './classes.ts';
import { classifyAsDevice, classifyEvents } from './classify-events.ts';
import { type DeviceActivity, findDeviceActivity } from './device-activity.ts';
import { findSubclasses } from './find-subclasses.ts';
import { hostActivity } from './host-activity.ts';
import { accountHost } from './host-as-device.ts';
import { type Ledger, type Pieces, type RankLedger } from './ledger.ts';
import { PieceColumns, ruleCode } from './piece-columns.ts';
import { summarise } from './summary.ts';
import { SUBCLASS_COUNT } from './subclasses.ts';
import { type UserPattern } from './user-patterns.ts';
import { wholeFigures } from './whole.ts';

/** What the user says about the run. */
export interface LedgerOptions {
  /** Rows tried before the table's own. */
  readonly patterns?: readonly UserPattern[] | undefined;
  /** Tells groups inside one host from groups that span hosts; ranks are counted host by host. */
  readonly gpusPerHost?: number | undefined;
}

/**
 * Puts every microsecond of every rank into exactly one class (docs/ledger.md). Pieces tile each rank's time from its
 * first event or step to its last, and are cut at step boundaries, so that the rows of `perStep` add up to the steps.
 * Linear in the events but for finding the order of device work across streams.
 */
export function buildLedger(timeline: Timeline, options: LedgerOptions = {}): Ledger {
  const patterns = options.patterns ?? [];
  const classes = classifyEvents(timeline, patterns);
  const ranks = timeline.ranks.map((_, rank) => rankLedger(timeline, rank, classes, options));
  return { ranks, summary: ranks.map((ledger) => summarise(stepsOf(timeline, ledger.rank), ledger)), patterns };
}

/** The steps of a rank, in time order. */
export function stepsOf(timeline: Timeline, rank: number): readonly Step[] {
  const { firstStep, lastStep } = item(timeline.ranks, rank);
  return timeline.steps.slice(firstStep, lastStep);
}

function rankLedger(timeline: Timeline, rank: number, classes: Uint8Array, options: LedgerOptions): RankLedger {
  const steps = stepsOf(timeline, rank);
  const extent = extentOf(timeline, rank, steps);
  const activity = findDeviceActivity(timeline, rank, classes);
  const pieces = new PieceColumns(cutsOf(steps));
  if (activity.order.length === 0) {
    accountHost(pieces, timeline, rank, classifyAsDevice(timeline, options.patterns), extent.start, extent.end);
  } else {
    const witness = witnessOf(timeline, rank, hostActivity(timeline, rank, classes), classes);
    accountDevice(pieces, witness, activity, extent.start, extent.end);
  }
  const finished = findSubclasses(timeline, rank, pieces.finish(), options.gpusPerHost);
  const whole = wholeFigures(timeline, activity, classes);
  const { order, segments } = activity;
  for (const column of [order, segments.start, segments.end, segments.class, segments.event]) giveBack(column.buffer);
  return {
    rank,
    whole,
    pieces: finished,
    perStep: sumPerStep(finished, steps, finished.class, CLASS_COUNT),
    perStepSub: sumPerStep(finished, steps, finished.sub, SUBCLASS_COUNT),
  };
}

function accountDevice(pieces: PieceColumns, witness: Witness, activity: DeviceActivity, a: number, b: number): void {
  const { segments } = activity;
  const device = ruleCode('device');
  let cursor = a;
  for (let s = 0; s < segments.length; s++) {
    const start = f64(segments.start, s);
    const end = f64(segments.end, s);
    const event = u32(segments.event, s);
    if (start > cursor) blameIdle(pieces, witness, cursor, start, event);
    pieces.push(start, end, u8(segments.class, s), device, event, -1);
    cursor = end;
  }
  if (cursor < b) blameAfterLast(pieces, witness, cursor, b);
}

/** From the first event or step of a rank to its last. Rows the profiler draws for orientation, and far events do not count. */
function extentOf(timeline: Timeline, rank: number, steps: readonly Step[]): { start: number; end: number } {
  const { events, window } = timeline;
  let start = Infinity;
  let end = -Infinity;
  for (const index of item(timeline.ranks, rank).lanes) {
    const lane = item(timeline.lanes, index);
    if (lane.kind === 'note' || lane.worker === true) continue;
    for (let i = lane.first; i < lane.first + lane.count; i++) {
      if (isFarFrom(window, f64(events.start, i))) continue;
      if (f64(events.start, i) < start) start = f64(events.start, i);
      if (f64(events.end, i) > end) end = f64(events.end, i);
    }
  }
  for (const step of steps) {
    start = Math.min(start, step.start);
    end = Math.max(end, step.end);
  }
  return start <= end ? { start, end } : { start: 0, end: 0 };
}

function cutsOf(steps: readonly Step[]): Float64Array {
  return Float64Array.from(new Set(steps.flatMap((step) => [step.start, step.end]))).sort();
}

/** Steps x codes, microseconds. Pieces never straddle a step boundary, so each belongs to one step or to none. */
export function sumPerStep(pieces: Pieces, steps: readonly Step[], code: Uint8Array, count: number): Float64Array {
  const sums = new Float64Array(steps.length * count);
  steps.forEach((step, index) => {
    for (let p = upperBound(pieces.end, step.start); p < pieces.length && f64(pieces.start, p) < step.end; p++) {
      const cell = index * count + u8(code, p);
      sums[cell] = f64(sums, cell) + (f64(pieces.end, p) - f64(pieces.start, p));
    }
  });
  return sums;
}
