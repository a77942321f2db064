import { at, item } from '../base/at.ts';
import { upperBound } from '../base/search.ts';
import { type Step, type Timeline } from '../model/timeline.ts';
import { blameAfterLast, blameIdle, type Witness, witnessOf } from './blame.ts';
import { CLASS_COUNT } from './classes.ts';
import { classifyAsDevice, classifyEvents } from './classify-events.ts';
import { type DeviceActivity, findDeviceActivity } from './device-activity.ts';
import { hostActivity } from './host-activity.ts';
import { accountHost } from './host-as-device.ts';
import { type Ledger, type Pieces, type RankLedger } from './ledger.ts';
import { PieceColumns, ruleCode } from './piece-columns.ts';
import { summarise } from './summary.ts';
import { wholeFigures } from './whole.ts';

/**
 * Puts every microsecond of every rank into exactly one class (docs/ledger.md). Pieces tile each rank's time from its
 * first event or step to its last, and are cut at step boundaries, so that the rows of `perStep` add up to the steps.
 * Linear in the events but for finding the order of device work across streams.
 */
export function buildLedger(timeline: Timeline): Ledger {
  const classes = classifyEvents(timeline);
  const ranks = timeline.ranks.map((_, rank) => rankLedger(timeline, rank, classes));
  return { ranks, summary: ranks.map((ledger) => summarise(stepsOf(timeline, ledger.rank), ledger)) };
}

/** The steps of a rank, in time order. */
export function stepsOf(timeline: Timeline, rank: number): readonly Step[] {
  const { firstStep, lastStep } = item(timeline.ranks, rank);
  return timeline.steps.slice(firstStep, lastStep);
}

function rankLedger(timeline: Timeline, rank: number, classes: Uint8Array): RankLedger {
  const steps = stepsOf(timeline, rank);
  const extent = extentOf(timeline, rank, steps);
  const activity = findDeviceActivity(timeline, rank, classes);
  const pieces = new PieceColumns(cutsOf(steps));
  if (activity.order.length === 0) {
    accountHost(pieces, timeline, rank, classifyAsDevice(timeline), extent.start, extent.end);
  } else {
    const witness = witnessOf(timeline, rank, hostActivity(timeline, rank, classes));
    accountDevice(pieces, witness, activity, extent.start, extent.end);
  }
  const finished = pieces.finish();
  return {
    rank,
    whole: wholeFigures(timeline, activity, classes),
    pieces: finished,
    perStep: sumPerStep(finished, steps),
  };
}

function accountDevice(pieces: PieceColumns, witness: Witness, activity: DeviceActivity, a: number, b: number): void {
  const { segments } = activity;
  const device = ruleCode('device');
  let cursor = a;
  for (let s = 0; s < segments.length; s++) {
    const start = at(segments.start, s);
    const event = at(segments.event, s);
    if (start > cursor) blameIdle(pieces, witness, cursor, start, event);
    pieces.push(start, at(segments.end, s), at(segments.class, s), device, event, -1);
    cursor = at(segments.end, s);
  }
  if (cursor < b) blameAfterLast(pieces, witness, cursor, b);
}

/** From the first event or step of a rank to its last. Rows the profiler draws for orientation do not count. */
function extentOf(timeline: Timeline, rank: number, steps: readonly Step[]): { start: number; end: number } {
  const { events } = timeline;
  let start = Infinity;
  let end = -Infinity;
  for (const index of item(timeline.ranks, rank).lanes) {
    const lane = item(timeline.lanes, index);
    if (lane.kind === 'note') continue;
    for (let i = lane.first; i < lane.first + lane.count; i++) {
      if (at(events.start, i) < start) start = at(events.start, i);
      if (at(events.end, i) > end) end = at(events.end, i);
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

/** Steps x CLASS_COUNT, microseconds. Pieces never straddle a step boundary, so each belongs to one step or to none. */
function sumPerStep(pieces: Pieces, steps: readonly Step[]): Float64Array {
  const sums = new Float64Array(steps.length * CLASS_COUNT);
  steps.forEach((step, index) => {
    for (let p = upperBound(pieces.end, step.start); p < pieces.length && at(pieces.start, p) < step.end; p++) {
      const cell = index * CLASS_COUNT + at(pieces.class, p);
      sums[cell] = at(sums, cell) + (at(pieces.end, p) - at(pieces.start, p));
    }
  });
  return sums;
}
