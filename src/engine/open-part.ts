import { item } from '../base/at.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { type Said, say } from '../base/say.ts';
import { type Scan } from '../ingest/event-columns.ts';
import { type TraceSource } from '../ingest/trace-source.ts';
import { type LoadWindow } from '../ingest/window/window-filter.ts';
import { type KnownSteps, withPart } from '../model/loaded-part.ts';
import { type LoadChoice, type LoadedPart, type Timeline } from '../model/timeline.ts';
import { type HeldOutline } from './outline.ts';

/** Launches are looked for up to one step before the first chosen one, and no further than this. */
export const MAX_REACH_US = 10_000_000;

export interface PlannedFile {
  readonly file: number;
  readonly window: LoadWindow;
  readonly firstUs: number;
  /** Its rank's number in the whole run, where it holds one rank: among fewer files its name or place would tell another. */
  readonly rank: number | undefined;
}

/** What is to be read of a run: which files, and which time of each. */
export interface PartPlan {
  readonly files: readonly PlannedFile[];
  /** In the run's own time. */
  readonly window: { readonly startUs: number; readonly endUs: number };
  readonly known: readonly KnownSteps[];
  readonly part: LoadedPart;
}

const list = (numbers: readonly number[]): string =>
  numbers.length > 8 ? `${numbers.slice(0, 8).join(', ')}...` : numbers.join(', ');

const noSuch = (userMessage: Said, hint: Said): Result<never> => fail({ code: 'bad-arguments', userMessage, hint });

/** What the choice means for the files of a run. Fails with `bad-arguments` where it names steps or ranks that are not there. */
export function planPart({ told, files, known }: HeldOutline, choice: LoadChoice): Result<PartPlan> {
  const wanted = choice.ranks === undefined ? undefined : new Set(choice.ranks);
  const ranks = told.ranks.filter(({ rank }) => wanted?.has(rank) ?? true);
  if (ranks.length === 0) {
    const all = list(told.ranks.map(({ rank }) => rank));
    return noSuch(say`None of the ranks ${list(choice.ranks ?? [])} is in this run.`, say`It holds the ranks ${all}.`);
  }
  const numbers = told.ranks.flatMap(({ steps }) => steps.map(({ number }) => number));
  const first = Math.min(...numbers);
  const last = Math.max(...numbers);
  const isChosen = (number: number): boolean =>
    choice.steps === undefined || (number >= choice.steps.first && number <= choice.steps.last);
  const listed = ranks.flatMap(({ steps }) => steps.filter(({ number }) => isChosen(number)));
  if (listed.length === 0) {
    const [from, to] = [choice.steps?.first ?? 0, choice.steps?.last ?? 0];
    return told.noun === 'step'
      ? noSuch(say`None of the steps ${from} to ${to} is in this run.`, say`It holds the steps ${first} to ${last}.`)
      : noSuch(say`None of the parts ${from} to ${to} is in this run.`, say`It holds the parts ${first} to ${last}.`);
  }
  const window = {
    startUs: Math.min(...listed.map(({ startUs }) => startUs)),
    endUs: Math.max(...listed.map(({ endUs }) => endUs)),
  };
  const chosenFiles = [...new Set(known.filter(({ rank }) => wanted?.has(rank) ?? true).map(({ file }) => file))];
  const part: LoadedPart = {
    choice,
    noun: told.noun,
    steps: { first, last, count: new Set(numbers).size },
    ranks: { loaded: ranks.length, count: told.ranks.length },
    events: { loaded: 0, count: told.events },
    files: told.files,
  };
  return ok({
    files: chosenFiles.map((file) => {
      const { shiftUs, firstUs } = item(files, file);
      const own = known.filter((entry) => entry.file === file);
      return {
        file,
        window: windowOf(own, isChosen, window, shiftUs),
        firstUs,
        rank: own.length === 1 ? own[0]?.rank : undefined,
      };
    }),
    window,
    known: known.map(({ rank, way, from, steps, numbers: own }) => ({
      rank,
      way,
      from,
      steps: steps.filter((_, k) => isChosen(item(own, k))),
    })),
    part,
  });
}

/** The time of a file that holds the chosen steps of its ranks; that of the whole choice where it marks none. */
function windowOf(
  ranks: HeldOutline['known'],
  isChosen: (number: number) => boolean,
  run: PartPlan['window'],
  shiftUs: number,
): LoadWindow {
  let [start, end, reach] = [Infinity, -Infinity, 0];
  for (const { steps, numbers } of ranks) {
    steps.forEach((step, k) => {
      if (!isChosen(item(numbers, k))) return;
      const before = steps[k - 1];
      if (step.start < start && before !== undefined) reach = step.start - before.start;
      start = Math.min(start, step.start);
      end = Math.max(end, step.end);
    });
  }
  if (start > end) [start, end, reach] = [run.startUs, run.endUs, run.endUs - run.startUs];
  return { startUs: start - shiftUs, endUs: end - shiftUs, launchReachUs: Math.min(reach, MAX_REACH_US) };
}

/** A scan of a part as one of its run: with the rank and the first time that it has there. */
export function inRun(scan: Scan, { firstUs, rank }: PlannedFile): Scan {
  if (rank === undefined) return { ...scan, firstUs };
  const info = scan.header['distributedInfo'];
  const distributedInfo = { ...(typeof info === 'object' && info !== null ? info : {}), rank };
  return { ...scan, firstUs, header: { ...scan.header, distributedInfo } };
}

/** The timeline with the chosen steps only, and a note of what was left out. */
export function cutToPart(timeline: Timeline, { part, known, window }: PartPlan): Timeline {
  const loaded = { ...part, events: { ...part.events, loaded: timeline.events.length } };
  return withPart(timeline, loaded, known, window);
}

/** The sources that a plan reads, in its order. */
export const sourcesOf = (sources: readonly TraceSource[], plan: PartPlan): readonly TraceSource[] =>
  plan.files.map(({ file }) => item(sources, file));
