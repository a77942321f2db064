import { f64, i32, item, u32, u8 } from '../base/at.ts';
import { upperBound } from '../base/search.ts';
import { type Timeline } from '../model/timeline.ts';
import { CLASSES, type ClassKey } from './classes.ts';
import { type Ledger, type RankSummary } from './ledger.ts';

/** One rank of a run that is held beside another. `rank` is a position in `Timeline.ranks`. */
export interface RunSide {
  readonly timeline: Timeline;
  readonly ledger: Ledger;
  readonly rank: number;
}

/** Microseconds a step, mean over the usual steps. */
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
  const left = summaryOf(before);
  const right = summaryOf(after);
  return {
    before: figuresOf(left),
    after: figuresOf(right),
    deltaUs: right.meanStepUs - left.meanStepUs,
    classes: compareClasses(left, right),
    movers: moversOf(namedTime(before), namedTime(after)),
  };
}

export function compareClasses(
  before: Pick<RankSummary, 'classes'>,
  after: Pick<RankSummary, 'classes'>,
): ClassDelta[] {
  return CLASSES.map(({ key }) => ({
    class: key,
    beforeUs: before.classes[key],
    afterUs: after.classes[key],
    deltaUs: after.classes[key] - before.classes[key],
  }));
}

export function summaryOf({ ledger, rank }: Pick<RunSide, 'ledger' | 'rank'>): RankSummary {
  const found = ledger.summary.find((summary) => summary.rank === rank);
  if (found === undefined) throw new RangeError(`the ledger has no rank ${rank}`);
  return found;
}

const figuresOf = ({ steps, oddSteps, medianStepUs, meanStepUs }: RankSummary): StepFigures => ({
  steps: steps - oddSteps,
  medianStepUs,
  meanStepUs,
});

interface NamedTime {
  readonly class: ClassKey;
  readonly name: string;
  readonly us: number;
}

/** Time a usual step of each class and of the event that it rests on, by name. No class holds a space, so keys are unique. */
function namedTime({ timeline, ledger, rank }: RunSide): ReadonlyMap<string, NamedTime> {
  const { pieces } = item(ledger.ranks, rank);
  const owner = item(timeline.ranks, rank);
  const usual = timeline.steps.slice(owner.firstStep, owner.lastStep).filter((step) => step.odd === undefined);
  const found = new Map<string, { class: ClassKey; name: string; us: number }>();
  for (const { start, end } of usual) {
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
  for (const entry of found.values()) entry.us /= usual.length;
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
