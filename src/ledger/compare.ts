import { at, f64, i32, item, u32, u8 } from '../base/at.ts';
import { median } from '../base/median.ts';
import { upperBound } from '../base/search.ts';
import { type Timeline } from '../model/timeline.ts';
import { stepsOf } from './build-ledger.ts';
import { CLASS_COUNT, CLASSES, type ClassKey } from './classes.ts';
import { type Ledger, type RankSummary } from './ledger.ts';

/** One rank of a run that is held beside another. `rank` is a position in `Timeline.ranks`. */
export interface RunSide {
  readonly timeline: Timeline;
  readonly ledger: Ledger;
  readonly rank: number;
  /** What it is compared by: positions in the rank's list of steps. Absent: the usual steps. */
  readonly steps?: readonly number[] | undefined;
}

/** Microseconds a step, mean over the steps that are compared. */
export interface ClassDelta {
  readonly class: ClassKey;
  readonly beforeUs: number;
  readonly afterUs: number;
  readonly deltaUs: number;
}

/** The same for what a class rests on: a kernel, a copy, a loader call; `name` is empty where no event is behind it. */
export interface Mover extends ClassDelta {
  readonly name: string;
}

export interface StepFigures {
  readonly steps: number;
  readonly medianStepUs: number;
  readonly meanStepUs: number;
}

/** Two runs step against step. Classes add up to `deltaUs`, and so do the movers. */
export interface Comparison {
  readonly before: StepFigures;
  readonly after: StepFigures;
  /** Mean step after less mean step before. */
  readonly deltaUs: number;
  /** One row a class, in the ledger's order. */
  readonly classes: readonly ClassDelta[];
  /** Largest change first, whichever its sign; the ones without change are left out. */
  readonly movers: readonly Mover[];
}

const NOTHING = -1;

export function compareRuns(before: RunSide, after: RunSide): Comparison {
  const left = figuresOf(before);
  const right = figuresOf(after);
  return {
    before: left,
    after: right,
    deltaUs: right.meanStepUs - left.meanStepUs,
    classes: compareClasses(classTimes(before), classTimes(after)),
    movers: moversOf(namedTime(before), namedTime(after)),
  };
}

function compareClasses(before: Float64Array, after: Float64Array): ClassDelta[] {
  return CLASSES.map(({ key }, code) => {
    const beforeUs = at(before, code);
    const afterUs = at(after, code);
    return { class: key, beforeUs, afterUs, deltaUs: afterUs - beforeUs };
  });
}

export function summaryOf({ ledger, rank }: Pick<RunSide, 'ledger' | 'rank'>): RankSummary {
  const found = ledger.summary.find((summary) => summary.rank === rank);
  if (found === undefined) throw new RangeError(`the ledger has no rank ${rank}`);
  return found;
}

/** Positions of the steps that a side is compared by. */
export const comparedSteps = (side: RunSide): readonly number[] =>
  side.steps ?? stepsOf(side.timeline, side.rank).flatMap(({ odd }, position) => (odd === undefined ? [position] : []));

/** Of the steps that a side is compared by the one of median duration; the two beside the median where their number is even. */
export function middleSteps(side: RunSide): readonly number[] {
  const steps = stepsOf(side.timeline, side.rank);
  const us = (position: number): number => item(steps, position).end - item(steps, position).start;
  const sorted = comparedSteps(side).toSorted((a, b) => us(a) - us(b) || a - b);
  return sorted.length === 0 ? [] : sorted.slice((sorted.length - 1) >> 1, (sorted.length >> 1) + 1);
}

function figuresOf(side: RunSide): StepFigures {
  const steps = stepsOf(side.timeline, side.rank);
  const durations = comparedSteps(side).map((position) => item(steps, position).end - item(steps, position).start);
  if (durations.length === 0) return { steps: 0, medianStepUs: 0, meanStepUs: 0 };
  const sum = durations.reduce((total, us) => total + us, 0);
  return { steps: durations.length, medianStepUs: median(durations), meanStepUs: sum / durations.length };
}

/** Microseconds a step by class code; adds up to the mean of the steps. */
function classTimes(side: RunSide): Float64Array {
  const { perStep } = item(side.ledger.ranks, side.rank);
  const positions = comparedSteps(side);
  const times = new Float64Array(CLASS_COUNT);
  for (const position of positions) {
    for (let code = 0; code < CLASS_COUNT; code++)
      times[code] = at(times, code) + at(perStep, position * CLASS_COUNT + code);
  }
  return positions.length === 0 ? times : times.map((us) => us / positions.length);
}

interface NamedTime {
  readonly class: ClassKey;
  readonly name: string;
  readonly us: number;
}

/** Time a step of each class and of the event that it rests on, by name. No class holds a space, so keys are unique. */
function namedTime(side: RunSide): ReadonlyMap<string, NamedTime> {
  const { timeline, ledger, rank } = side;
  const { pieces } = item(ledger.ranks, rank);
  const steps = stepsOf(side.timeline, side.rank);
  const positions = comparedSteps(side);
  const found = new Map<string, { class: ClassKey; name: string; us: number }>();
  for (const position of positions) {
    const { start, end } = item(steps, position);
    for (let p = Math.max(upperBound(pieces.start, start) - 1, 0); p < pieces.length; p++) {
      if (f64(pieces.start, p) >= end) break;
      const us = Math.min(f64(pieces.end, p), end) - Math.max(f64(pieces.start, p), start);
      if (us <= 0) continue;
      const key = item(CLASSES, u8(pieces.class, p)).key;
      const cause = i32(pieces.cause, p);
      const name = cause === NOTHING ? '' : item(timeline.strings, u32(timeline.events.name, cause));
      const entry = found.get(`${key} ${name}`);
      if (entry === undefined) found.set(`${key} ${name}`, { class: key, name, us });
      else entry.us += us;
    }
  }
  for (const entry of found.values()) entry.us /= positions.length;
  return found;
}

function moversOf(before: ReadonlyMap<string, NamedTime>, after: ReadonlyMap<string, NamedTime>): Mover[] {
  const movers: Mover[] = [];
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const known = before.get(key) ?? after.get(key);
    if (known === undefined) continue;
    const beforeUs = before.get(key)?.us ?? 0;
    const afterUs = after.get(key)?.us ?? 0;
    const deltaUs = afterUs - beforeUs;
    if (deltaUs !== 0) movers.push({ class: known.class, name: known.name, beforeUs, afterUs, deltaUs });
  }
  return movers.sort((a, b) => Math.abs(b.deltaUs) - Math.abs(a.deltaUs));
}
