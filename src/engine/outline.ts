import { item } from '../base/at.ts';
import { micros } from '../base/brand.ts';
import { upperBound } from '../base/search.ts';
import { ok, type Result } from '../base/result.ts';
import { say, type Words } from '../base/say.ts';
import { type Scan } from '../ingest/event-columns.ts';
import { nearExtent } from '../ingest/window/near-extent.ts';
import { type HistogramSlot } from '../ingest/window/time-histogram.ts';
import { buildTimeline } from '../model/build-timeline.ts';
import { alignClocks } from '../model/clock.ts';
import { type KnownStep } from '../model/loaded-part.ts';
import { stepNumbers } from '../model/step-markers.ts';
import { type Rank, type StepsWay, type Timeline } from '../model/timeline.ts';
import { type OpenOptions, type OutlinedRank, type OutlinedStep, type TraceOutline } from './protocol.ts';

/** Where the files mark no steps, their time is offered in this many equal parts. */
export const PARTS = 20;

/** A file of a run whose steps were listed, with what a window of it needs. */
export interface OutlinedFile {
  /** Added to a time of the file, in microseconds, gives one of the run. */
  readonly shiftUs: number;
  readonly firstUs: number;
  readonly events: number;
}

/** The outline of a run as the engine holds it: what the page is told, and the steps themselves. */
export interface HeldOutline {
  readonly told: TraceOutline;
  readonly files: readonly OutlinedFile[];
  readonly known: readonly {
    readonly rank: number;
    readonly file: number;
    readonly way: StepsWay;
    readonly from: Words;
    readonly numbers: readonly number[];
    readonly steps: readonly KnownStep[];
  }[];
}

/** Marks of a rank that were found without its other events: a period in the names, or none at all, is no mark. */
const isMarked = ({ stepsWay }: Rank): boolean => stepsWay !== 'found' && stepsWay !== 'whole';

/** Lists the steps of a run from scans that keep only names, marks and counts (`OutlineFilter`). Fails as `buildTimeline` does. */
export function outlineRun(kept: readonly Scan[], options: OpenOptions | undefined): Result<HeldOutline> {
  const slots = kept.map((scan) => scan.slots ?? []);
  const scans = kept.map((scan, file) => ({ ...scan, firstUs: nearExtent(item(slots, file)).firstUs }));
  const built = buildTimeline(scans, options);
  if (!built.ok) return built;
  const { clocks } = alignClocks(scans);
  const files = scans.map((scan, file): OutlinedFile => ({
    shiftUs: item(clocks, file).shiftNs / 1000,
    firstUs: scan.firstUs ?? 0,
    events: item(slots, file).reduce((sum, { events }) => sum + events, 0),
  }));
  return ok(outlineOf(built.value, scans, slots, files));
}

function outlineOf(
  timeline: Timeline,
  scans: readonly Scan[],
  slots: readonly (readonly HistogramSlot[])[],
  files: readonly OutlinedFile[],
): HeldOutline {
  const inRun = slots.map((list, file) => list.map((slot) => shifted(slot, item(files, file).shiftUs)));
  const extents = inRun.map(nearExtent);
  const runEnd = Math.max(...extents.map(({ lastUs }) => lastUs));
  const marked = timeline.ranks.some(isMarked);
  const known = timeline.ranks.map((rank) => {
    const steps = isMarked(rank) ? knownSteps(timeline, rank, item(extents, rank.file)) : [];
    const { stepsWay: way, stepsFrom: from } = rank;
    return { rank: rank.rank, file: rank.file, way, from, steps, numbers: stepNumbers(steps.map(({ name }) => name)) };
  });
  const ranks = timeline.ranks.map((rank, index): OutlinedRank => {
    const { steps, numbers, from } = item(known, index);
    const listed = marked ? steps : partsOf(runEnd);
    const numberOf = (k: number): number => (marked ? item(numbers, k) : k + 1);
    const list = item(inRun, rank.file);
    const ends = Float64Array.from(list, ({ endUs }) => endUs);
    return {
      rank: rank.rank,
      label: rank.label,
      file: item(scans, rank.file).file.name,
      events: item(files, rank.file).events,
      bytes: list.reduce((sum, slot) => sum + slot.bytes, 0),
      from: marked ? from : say`no marks: the time of the run in equal parts`,
      steps: listed.map((step, k) => listedStep(step, numberOf(k), list, ends)),
    };
  });
  const told: TraceOutline = {
    noun: marked ? 'step' : 'part',
    ranks,
    files: scans.map(({ file: { name, bytes, fingerprint } }) => ({ name, bytes, fingerprint })),
    textBytes: scans.reduce((sum, { file }) => sum + file.textBytes, 0),
    events: files.reduce((sum, { events }) => sum + events, 0),
  };
  return { told, files, known };
}

const shifted = (slot: HistogramSlot, us: number): HistogramSlot => ({
  ...slot,
  startUs: slot.startUs + us,
  endUs: slot.endUs + us,
  firstUs: slot.firstUs + us,
  lastUs: slot.lastUs + us,
});

/** Steps as found, the first from the run's own begin where only ends were marked: the marks alone do not tell it. */
function knownSteps(timeline: Timeline, rank: Rank, extent: { readonly firstUs: number }): KnownStep[] {
  const { events, strings } = timeline;
  return timeline.steps.slice(rank.firstStep, rank.lastStep).map((step, k) => {
    const { event, rank: _, ...rest } = step;
    const start = events.start[event];
    const name = strings[events.name[event] ?? -1];
    const marker = start === undefined || name === undefined ? undefined : { name, start };
    const byEnds = k === 0 && rank.stepsWay === 'optimizer';
    return { ...rest, start: byEnds ? micros(Math.min(step.start, extent.firstUs)) : step.start, marker };
  });
}

function partsOf(endUs: number): KnownStep[] {
  return Array.from({ length: PARTS }, (_, k) => ({
    name: `Part ${k + 1}`,
    start: micros((endUs * k) / PARTS),
    end: micros((endUs * (k + 1)) / PARTS),
    marker: undefined,
  }));
}

/** Events and bytes of a step, by where the events begin; a slot on the edge counts by its share of time. `ends` are those of the slots. */
function listedStep(
  { name, start, end, odd }: KnownStep,
  number: number,
  slots: readonly HistogramSlot[],
  ends: Float64Array,
): OutlinedStep {
  let events = 0;
  let bytes = 0;
  for (let k = upperBound(ends, start); k < slots.length; k++) {
    const slot = item(slots, k);
    if (slot.startUs >= end) break;
    const share = (Math.min(end, slot.endUs) - Math.max(start, slot.startUs)) / (slot.endUs - slot.startUs);
    events += slot.events * share;
    bytes += slot.bytes * share;
  }
  return {
    number,
    name,
    startUs: start,
    endUs: end,
    events: Math.round(events),
    bytes,
    ...(odd === undefined ? {} : { odd }),
  };
}
