import { f64, item, u16, u32, u8 } from '../base/at.ts';
import { micros } from '../base/brand.ts';
import { type Diagnostic } from '../base/failure.ts';
import { say } from '../base/say.ts';
import { markOddSteps } from './find-steps-odd.ts';
import {
  ALL,
  byName,
  byTime,
  commonest,
  extentOf,
  increasing,
  lasting,
  lastOfEach,
  longest,
  marked,
  NOTES,
  NUMBERED,
  OPS_AND_OTHERS,
  outermost,
} from './find-steps-pick.ts';
import { byFormat } from './format-steps.ts';
import { findPeriod, type Period, sequenceOf } from './find-steps-period.ts';
import { tidy } from './lane-text.ts';
import { type RunColumns } from './run-columns.ts';
import { type FoundSteps, type StepNames, type StepQuestion } from './step-question.ts';
import { type Lane, type Step } from './timeline.ts';

/** torch.profiler writes one a step. */
export const PROFILER_STEP = /^ProfilerStep\s*#\s*\d+/;
/** torch.optim writes one around each call of an optimizer's step. */
export const OPTIMIZER = /^Optimizer\.step#/;
/** One pass of a server: prefill, decode, and vLLM's `execute_context_0(0)_generation_8(8)`, `execute_model`; SGLang's `forward_decode`. */
export const INFERENCE =
  /^(prefill|decode)([ _-]?(step|batch|iteration|iter))?([ _#:-]*\d+)?$|^execute_context_\d+\(\d+\)_generation_\d+\(\d+\)$|^(execute_model|model_forward|forward_(prefill|extend|decode|idle))$/i;
/** What a training loop begins with: the next batch, else cleared gradients. */
const OPENING = /^enumerate\(Data(?:Loader|Pipe)\)#|^Optimizer\.zero_grad#/;

const BATCH = /^enumerate/;

/** Asks the names of host work only: most strings of a file are ids and device names. */
export function stepNames(
  events: RunColumns,
  strings: readonly string[],
  userPattern: ((name: string) => boolean) | undefined,
): StepNames {
  const seen = new Uint8Array(strings.length);
  const empty = (): Uint8Array => new Uint8Array(strings.length);
  const names = {
    profiler: empty(),
    numbered: empty(),
    inference: empty(),
    optimizer: empty(),
    user: empty(),
    opening: empty(),
  };
  for (let i = 0; i < events.length; i++) {
    const name = u32(events.name, i);
    if (u8(seen, name) === 1) continue;
    seen[name] = 1;
    const text = strings[name] ?? '';
    names.profiler[name] = PROFILER_STEP.test(text) ? 1 : 0;
    names.numbered[name] = NUMBERED.test(text) ? 1 : 0;
    names.inference[name] = INFERENCE.test(text.trim()) ? 1 : 0;
    names.optimizer[name] = OPTIMIZER.test(text) ? 1 : 0;
    names.opening[name] = OPENING.test(text) ? 1 : 0;
    names.user[name] = userPattern?.(text) === true ? 1 : 0;
  }
  return names;
}

/** The steps of a rank by the first way that finds any (docs/ledger.md), the first and the last marked where they are odd. */
export function findSteps(question: StepQuestion): FoundSteps {
  const found = WAYS.reduce<FoundSteps | undefined>((steps, way) => steps ?? way(question), undefined);
  const { userPattern } = question;
  const steps = found ?? wholeTrace(question);
  const from =
    userPattern !== undefined && steps.way !== 'user'
      ? say`no event is named like '${tidy(userPattern)}'; ${steps.from}`
      : steps.from;
  return { ...steps, steps: markOddSteps(steps.steps), from };
}

/** In order of trust. The last one ends with its own marker (docs/adr/0001-last-step-ends-with-its-marker.md). */
const WAYS: readonly ((question: StepQuestion) => FoundSteps | undefined)[] = [
  byUser,
  byFormat,
  byProfiler,
  byLine,
  byNumber,
  byDeviceNotes,
  byInference,
  byOptimizer,
  byPeriod,
];

const hostLanes = ({ lanes, laneIndexes }: StepQuestion): readonly number[] =>
  laneIndexes.filter((index) => item(lanes, index).kind === 'host');

const nameIn = ({ events, strings }: StepQuestion, event: number): string =>
  tidy(strings[u32(events.name, event)] ?? '');

/** The spans of the lane that holds most events of the user's name; spans inside another do not count. */
function byUser(question: StepQuestion): FoundSteps | undefined {
  const { events, lanes, names, userPattern } = question;
  if (userPattern === undefined) return undefined;
  const found = longest(
    hostLanes(question).map((index) => outermost(marked(events, item(lanes, index), names.user, ALL), events)),
  );
  if (found.length === 0) return undefined;
  return {
    way: 'user',
    steps: fromStarts(question, found),
    from: say`events named like '${tidy(userPattern)}', as asked`,
    lane: u16(events.lane, item(found, 0)),
  };
}

/** `ProfilerStep#N` of all host threads. Copies of markers on device lines do not count. */
function byProfiler(question: StepQuestion): FoundSteps | undefined {
  const { events, lanes, names } = question;
  const every = byTime(
    hostLanes(question).flatMap((index) => lasting(marked(events, item(lanes, index), names.profiler), events)),
    events,
  );
  const found = withoutTwins(every, events);
  if (found.length === 0) return undefined;
  const processes = new Set(every.map((event) => item(lanes, u16(events.lane, event)).process));
  return {
    way: 'profiler',
    steps: fromStarts(question, found),
    from: say`ProfilerStep markers`,
    lane: commonest(found, events.lane),
    diagnostics: [
      ...(processes.size > 1
        ? [
            {
              code: 'several-processes',
              count: processes.size,
              message: say`${processes.size} processes of one file have steps of their own, and are taken as one rank: record a file a process`,
            },
          ]
        : []),
      ...pauseNotes(question, found),
    ],
  };
}

/** Each marker once: another thread or another copy of the file may draw it again. A thread may count anew. */
function withoutTwins(every: readonly number[], { name, lane, end, start }: RunColumns): readonly number[] {
  const kept = new Map<number, number>();
  return every.filter((event) => {
    const known = kept.get(u32(name, event));
    if (known !== undefined && (u16(lane, known) !== u16(lane, event) || f64(start, event) < f64(end, known)))
      return false;
    kept.set(u32(name, event), event);
    return true;
  });
}

/** Says how many pauses lie between the recorded steps. */
function pauseNotes(question: StepQuestion, found: readonly number[]): readonly Diagnostic[] {
  const count = found.filter((event, k) => isPause(question, event, found[k + 1])).length;
  if (count === 0) return [];
  const message =
    count === 1
      ? say`recording paused once between steps, as their numbers and times show: that time is of no step`
      : say`recording paused ${count} times between steps, as their numbers and times show: that time is of no step`;
  return [{ code: 'recording-paused', count, message }];
}

/** Steps were left out after a marker: the next number is not the one that follows, and the time between is longer than the marker. */
function isPause(question: StepQuestion, event: number, next: number | undefined): boolean {
  if (next === undefined) return false;
  const { start, end } = question.events;
  const numberOf = (marker: number): number => Number(/#\s*(\d+)/.exec(nameIn(question, marker))?.[1]);
  const length = f64(end, event) - f64(start, event);
  return numberOf(next) > numberOf(event) + 1 && f64(start, next) - f64(end, event) > length;
}

/** The line `Steps` that TensorFlow and XLA draw for each device: the one with most spans. */
function byLine(question: StepQuestion): FoundSteps | undefined {
  const { events, lanes, laneIndexes, stepLines } = question;
  const every = new Uint8Array(question.strings.length).fill(1);
  const found = longest(
    laneIndexes
      .filter((index) => stepLines.has(index))
      .map((index) => outermost(marked(events, item(lanes, index), every, ALL), events)),
  );
  if (found.length === 0) return undefined;
  const steps = fromStarts(question, found).map((step) => ({
    ...step,
    name: /^\d+$/.test(step.name) ? `Step ${step.name}` : step.name,
  }));
  return { way: 'line', steps, from: say`the profiler's own line of steps`, lane: -1 };
}

/** Spans such as `Iteration 12` whose numbers rise. */
function byNumber(question: StepQuestion): FoundSteps | undefined {
  const { events, lanes, names, strings } = question;
  const found = longest(
    hostLanes(question).map((index) =>
      increasing(marked(events, item(lanes, index), names.numbered, OPS_AND_OTHERS), events, strings),
    ),
  );
  if (found.length < 2) return undefined;
  const from = say`spans named like '${nameIn(question, item(found, 0))}'`;
  return { way: 'numbered', steps: fromStarts(question, found), from, lane: u16(events.lane, item(found, 0)) };
}

/** `ProfilerStep#N` as drawn on device lines, in traces without host events: of several lines the earliest of each name. */
function byDeviceNotes(question: StepQuestion): FoundSteps | undefined {
  const { events, lanes, laneIndexes, names } = question;
  const notes = laneIndexes.filter((index) => item(lanes, index).kind === 'note');
  const all = byTime(
    notes.flatMap((index) => lasting(marked(events, item(lanes, index), names.profiler, NOTES), events)),
    events,
  );
  const seen = new Set<number>();
  const found = all.filter((event) => !seen.has(u32(events.name, event)) && seen.add(u32(events.name, event)));
  if (found.length === 0) return undefined;
  return {
    way: 'profiler',
    steps: fromStarts(question, found),
    from: say`ProfilerStep markers on the device's line`,
    lane: -1,
  };
}

/** Passes of a server, prefill and decode: spans inside another do not count. Not in traces that train. */
function byInference(question: StepQuestion): FoundSteps | undefined {
  const { events, lanes, names } = question;
  if (names.optimizer.includes(1)) return undefined;
  const found = longest(
    hostLanes(question).map((index) =>
      outermost(marked(events, item(lanes, index), names.inference, OPS_AND_OTHERS), events),
    ),
  );
  if (found.length < 2) return undefined;
  const kinds = [...new Set(found.map((event) => nameIn(question, event)))];
  const from = say`spans of a server's passes: ${kinds.slice(0, 2).join(', ') + (kinds.length > 2 ? '…' : '')}`;
  return { way: 'inference', steps: fromStarts(question, found), from, lane: u16(events.lane, item(found, 0)) };
}

/** The ends of optimizer spans; the first step begins with the run. */
function byOptimizer(question: StepQuestion): FoundSteps | undefined {
  const { rank, events, lanes, laneIndexes, names } = question;
  const spans = longest(
    hostLanes(question).flatMap((index) => byName(marked(events, item(lanes, index), names.optimizer), events.name)),
  );
  const batches = hostLanes(question)
    .flatMap((index) => marked(events, item(lanes, index), names.opening))
    .filter((event) => BATCH.test(nameIn(question, event)));
  const optimizer = batches.length >= spans.length ? spans : lastOfEach(spans, events);
  if (optimizer.length < 2) return undefined;
  const [begin] = extentOf(events, lanes, laneIndexes);
  const steps = optimizer.map((event, k): Step => {
    const start = k === 0 ? begin : f64(events.end, item(optimizer, k - 1));
    return { rank, name: `Step ${k}`, start: micros(start), end: micros(f64(events.end, event)), event };
  });
  const from = say`the end of each ${nameIn(question, item(optimizer, 0))}`;
  return { way: 'optimizer', steps, from, lane: u16(events.lane, item(optimizer, 0)) };
}

/**
 * A period in the names of what the host threads do; of device work where no host work was recorded. Threads that repeat (main and autograd)
 * must agree on how often, or the trace serves requests on several threads and has no step. The steps tile the whole run.
 */
function byPeriod(question: StepQuestion): FoundSteps | undefined {
  const { rank, events, lanes, laneIndexes, names } = question;
  const ofKind = (kind: Lane['kind']): readonly Lane[] =>
    laneIndexes.map((index) => item(lanes, index)).filter((lane) => lane.kind === kind && lane.count > 0);
  const hosts = ofKind('host');
  const found: Period[] = [];
  for (const lane of hosts.length > 0 ? hosts : ofKind('device')) {
    const period = findPeriod(events, sequenceOf(events, lane), names.opening);
    if (period !== undefined) found.push(period);
  }
  found.sort((a, b) => f64(events.start, item(a.begins, 0)) - f64(events.start, item(b.begins, 0)));
  const [first, ...others] = found;
  if (first === undefined) return undefined;
  const { begins, covered } = first;
  if (others.some((other) => Math.abs(other.begins.length - begins.length) > 1)) return undefined;
  const [begin, end] = extentOf(events, lanes, laneIndexes);
  const steps = begins.map((event, k): Step => {
    const next = begins[k + 1];
    const start = k === 0 ? begin : f64(events.start, event);
    return {
      rank,
      name: `Step ${k}`,
      start: micros(start),
      end: micros(next === undefined ? end : f64(events.start, next)),
      event,
    };
  });
  const opening = item(begins, 0);
  const from = say`found, not marked: ${nameIn(question, opening)} begins a pattern that repeats ${begins.length} times and holds ${Math.round(covered * 100)} % of the calls`;
  const lane = u16(events.lane, opening);
  return { way: 'found', steps, from, lane: item(lanes, lane).kind === 'host' ? lane : -1 };
}

function wholeTrace({ rank, events, lanes, laneIndexes }: StepQuestion): FoundSteps {
  const [begin, end] = extentOf(events, lanes, laneIndexes);
  const whole: Step = { rank, name: 'Whole trace', start: micros(begin), end: micros(end), event: -1 };
  return { way: 'whole', steps: [whole], from: say`no step markers: the whole trace is one step`, lane: -1 };
}

function fromStarts(question: StepQuestion, found: readonly number[]): Step[] {
  const { start, end } = question.events;
  return found.map((event, k) => {
    const next = found[k + 1];
    return {
      rank: question.rank,
      name: nameIn(question, event),
      start: micros(f64(start, event)),
      end: micros(next === undefined || isPause(question, event, next) ? f64(end, event) : f64(start, next)),
      event,
    };
  });
}
