import { type Said, say, sayList, type Words } from '../base/say.ts';
import { f64, item, u32 } from '../base/at.ts';
import { micros } from '../base/brand.ts';
import { type Diagnostic } from '../base/failure.ts';
import { lowerBound } from '../base/search.ts';
import { type LoadedPart, type Rank, type Step, type StepsWay, type Timeline } from './timeline.ts';

/** A step as it was found in the whole file, with the event that marked it. */
export interface KnownStep extends Omit<Step, 'rank' | 'event'> {
  readonly marker: { readonly name: string; readonly start: number } | undefined;
}

/** The chosen steps of a rank, found before in the whole file. */
export interface KnownSteps {
  readonly rank: number;
  readonly way: StepsWay;
  readonly from: Words;
  /** Empty where the file marks none: then those found in the part are cut to its time. */
  readonly steps: readonly KnownStep[];
}

/**
 * A timeline of which a part was loaded, with the steps that were chosen and no others, in the very bounds that they have in the
 * whole trace, and with the time window of the part.
 */
export function withPart(
  timeline: Timeline,
  part: LoadedPart,
  known: readonly KnownSteps[],
  window: { readonly startUs: number; readonly endUs: number },
): Timeline {
  const steps: Step[] = [];
  const ranks = timeline.ranks.map((rank, index): Rank => {
    const own = known.find((entry) => entry.rank === rank.rank);
    const firstStep = steps.length;
    if (own !== undefined && own.steps.length > 0) {
      for (const { marker, ...step } of own.steps) {
        steps.push({ ...step, rank: index, event: marker === undefined ? -1 : eventAt(timeline, rank, marker) });
      }
      return { ...rank, firstStep, lastStep: steps.length, stepsWay: own.way, stepsFrom: own.from };
    }
    for (const step of timeline.steps.slice(rank.firstStep, rank.lastStep)) {
      const start = Math.max(step.start, window.startUs);
      const end = Math.min(step.end, window.endUs);
      if (start < end) steps.push({ ...step, start: micros(start), end: micros(end) });
    }
    return { ...rank, firstStep, lastStep: steps.length };
  });
  return Object.freeze({
    ...timeline,
    ranks,
    steps,
    window: { start: micros(window.startUs), end: micros(window.endUs) },
    // The last step loaded is not the last recorded: what runs after it is of the next one.
    diagnostics: [partNote(part), ...timeline.diagnostics.filter(({ code }) => code !== 'work-after-steps')],
    part,
  });
}

/** The event of a rank that has a name and a start; -1 where there is none. */
function eventAt(
  { events, lanes, strings }: Timeline,
  rank: Rank,
  { name, start }: NonNullable<KnownStep['marker']>,
): number {
  for (const index of rank.lanes) {
    const { first, count } = item(lanes, index);
    const end = first + count;
    for (let i = lowerBound(events.start, start, first, end); i < end && f64(events.start, i) === start; i++) {
      if (strings[u32(events.name, i)] === name) return i;
    }
  }
  return -1;
}

/** `steps 5 to 8 of 20`, `ranks 0, 3 of 8`. */
export function sayPart({ choice, noun, steps, ranks }: LoadedPart): Words {
  const parts: Said[] = [];
  if (choice.steps !== undefined) {
    const { first, last } = choice.steps;
    const one = noun === 'step' ? say`step ${first}` : say`part ${first}`;
    const several = noun === 'step' ? say`steps ${first} to ${last}` : say`parts ${first} to ${last}`;
    parts.push(say`${first === last ? one : several} of ${steps.count} (${steps.first} to ${steps.last})`);
  }
  if (choice.ranks !== undefined && ranks.loaded < ranks.count) {
    const list = choice.ranks.join(', ');
    parts.push(choice.ranks.length === 1 ? say`rank ${list} of ${ranks.count}` : say`ranks ${list} of ${ranks.count}`);
  }
  return sayList(parts);
}

function partNote(part: LoadedPart): Diagnostic {
  const { loaded, count } = part.events;
  const message =
    part.noun === 'step'
      ? say`Only ${sayPart(part)} were loaded, as asked: ${loaded} of ${count} events. Events that overlap the edges are kept, and launches were looked for up to one step before the first; all else was left out.`
      : say`Only ${sayPart(part)} were loaded, as asked: ${loaded} of ${count} events. Events that overlap the edges are kept, and launches were looked for up to one part before the first; all else was left out.`;
  return { code: 'part-loaded', count: count - loaded, message };
}
