import { f64, item, u16, u32, u8 } from '../base/at.ts';
import { micros } from '../base/brand.ts';
import { KIND } from './event-kind.ts';
import { tidy } from './lane-text.ts';
import { type RunColumns } from './run-columns.ts';
import { EVENT_KINDS, type Lane, type Step } from './timeline.ts';

/** Steps of one rank, in time order, and how they were found. */
export interface FoundSteps {
  readonly steps: readonly Step[];
  /** A few plain words. */
  readonly from: string;
  /** Lane that carries most of the markers; -1 where there are none. */
  readonly lane: number;
}

/** Which names in the string table can mark steps. */
export interface StepNames {
  readonly profiler: Uint8Array;
  readonly numbered: Uint8Array;
  readonly optimizer: Uint8Array;
}

/** torch.profiler writes one a step. */
const PROFILER_STEP = /^ProfilerStep\s*#\s*\d+/;
/** Lightning, Megatron, JAX and people write such spans; the number may be left out of `train_step`. */
const NUMBERED =
  /^(?:global[ _]?step|train(?:ing)?[ _]?step|iteration|iter|step)[ #:_=]*(\d+)$|^train(?:ing)?[ _]?step$/i;
/** torch.optim writes one around each call of an optimizer's step. */
const OPTIMIZER = /^Optimizer\.step#/;

const codes = (wanted: readonly number[]): Uint8Array =>
  Uint8Array.from(EVENT_KINDS, (_, code) => (wanted.includes(code) ? 1 : 0));
const OPS = codes([KIND.hostOp, KIND.annotation]);
const OPS_AND_OTHERS = codes([KIND.hostOp, KIND.annotation, KIND.other]);

/** Asks the names of host work only: most strings of a file are ids and device names. */
export function stepNames(events: RunColumns, strings: readonly string[]): StepNames {
  const seen = new Uint8Array(strings.length);
  const names = { profiler: seen.slice(), numbered: seen.slice(), optimizer: seen.slice() };
  for (let i = 0; i < events.length; i++) {
    const name = u32(events.name, i);
    if (u8(seen, name) === 1 || u8(OPS_AND_OTHERS, u8(events.kind, i)) === 0) continue;
    seen[name] = 1;
    const text = strings[name] ?? '';
    names.profiler[name] = PROFILER_STEP.test(text) ? 1 : 0;
    names.numbered[name] = NUMBERED.test(text) ? 1 : 0;
    names.optimizer[name] = OPTIMIZER.test(text) ? 1 : 0;
  }
  return names;
}

/**
 * Steps from, in this order: `ProfilerStep#N` on host threads; numbered spans such as `Iteration 12`; the ends of optimizer
 * spans; else the whole trace as one step. Copies of markers on device lines do not count. Each step lasts to the next one's start;
 * the last one ends with its own marker (docs/adr/0001-last-step-ends-with-its-marker.md).
 */
export function findSteps(
  rank: number,
  events: RunColumns,
  lanes: readonly Lane[],
  laneIndexes: readonly number[],
  strings: readonly string[],
  names: StepNames,
): FoundSteps {
  const { name } = events;
  const host = laneIndexes.filter((index) => item(lanes, index).kind === 'host');
  const nameOf = (event: number): string => tidy(strings[u32(name, event)] ?? '');

  const profiler = byTime(
    host.flatMap((index) => marked(events, item(lanes, index), names.profiler)),
    events,
  );
  if (profiler.length > 0) {
    return {
      steps: fromStarts(rank, profiler, events, nameOf),
      from: 'ProfilerStep markers',
      lane: commonest(profiler, events.lane),
    };
  }

  const numbered = longest(
    host.map((index) =>
      increasing(marked(events, item(lanes, index), names.numbered, OPS_AND_OTHERS), events, strings),
    ),
  );
  if (numbered.length > 1) {
    const from = `spans named like '${nameOf(item(numbered, 0))}'`;
    return { steps: fromStarts(rank, numbered, events, nameOf), from, lane: u16(events.lane, item(numbered, 0)) };
  }

  const [begin, end] = extentOf(events, lanes, laneIndexes);
  const optimizer = longest(host.flatMap((index) => byName(marked(events, item(lanes, index), names.optimizer), name)));
  if (optimizer.length > 1) {
    const steps = optimizer.map((event, k): Step => {
      const start = k === 0 ? begin : f64(events.end, item(optimizer, k - 1));
      return { rank, name: `Step ${k}`, start: micros(start), end: micros(f64(events.end, event)), event };
    });
    return { steps, from: `the end of each ${nameOf(item(optimizer, 0))}`, lane: u16(events.lane, item(optimizer, 0)) };
  }

  const whole: Step = { rank, name: 'Whole trace', start: micros(begin), end: micros(end), event: -1 };
  return { steps: [whole], from: 'no step markers: the whole trace is one step', lane: -1 };
}

/** Ops and spans of a lane with a marker's name, in time order. */
function marked(events: RunColumns, lane: Lane, wanted: Uint8Array, kinds: Uint8Array = OPS): number[] {
  const found: number[] = [];
  for (let i = lane.first; i < lane.first + lane.count; i++) {
    if (u8(wanted, u32(events.name, i)) === 0 || u8(events.far, i) === 1) continue;
    if (u8(kinds, u8(events.kind, i)) === 1) found.push(i);
  }
  return found;
}

function byTime(found: number[], { start, end }: RunColumns): number[] {
  return found.sort((a, b) => f64(start, a) - f64(start, b) || f64(end, a) - f64(end, b) || a - b);
}

function fromStarts(
  rank: number,
  found: readonly number[],
  { start, end }: RunColumns,
  nameOf: (event: number) => string,
): Step[] {
  return found.map((event, k) => {
    const next = found[k + 1];
    return {
      rank,
      name: nameOf(event),
      start: micros(f64(start, event)),
      end: micros(next === undefined ? f64(end, event) : f64(start, next)),
      event,
    };
  });
}

/** Spans whose numbers rise and that do not lie inside each other; numberless ones count up by their order. Empty where the numbers fall. */
function increasing(
  found: readonly number[],
  { start, end, name }: RunColumns,
  strings: readonly string[],
): readonly number[] {
  let last = -1;
  let until = -Infinity;
  const kept: number[] = [];
  for (const event of found) {
    if (f64(start, event) < until) continue;
    const digits = NUMBERED.exec(strings[u32(name, event)] ?? '')?.[1];
    const number = digits === undefined ? last + 1 : Number(digits);
    if (number <= last) return [];
    last = number;
    until = f64(end, event);
    kept.push(event);
  }
  return kept;
}

/** One list a name. */
function byName(found: readonly number[], name: Uint32Array): readonly number[][] {
  const lists = new Map<number, number[]>();
  for (const event of found) {
    const list = lists.get(u32(name, event));
    if (list === undefined) lists.set(u32(name, event), [event]);
    else list.push(event);
  }
  return [...lists.values()];
}

/** The longest list; of equal ones the one that begins last: the outer of two optimizers ends the step. */
function longest(lists: readonly (readonly number[])[]): readonly number[] {
  return lists.reduce(
    (best, list) =>
      list.length > best.length || (list.length === best.length && (list[0] ?? 0) > (best[0] ?? 0)) ? list : best,
    [],
  );
}

function commonest(found: readonly number[], lane: Uint16Array): number {
  const counts = new Map<number, number>();
  for (const event of found) counts.set(u16(lane, event), (counts.get(u16(lane, event)) ?? 0) + 1);
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [-1, 0])[0];
}

/** First start and last end of the host and device work of some lanes; far events left out. 0 and 0 where there is none. */
export function extentOf(
  events: RunColumns,
  lanes: readonly Lane[],
  laneIndexes: readonly number[],
): readonly [number, number] {
  let low = Infinity;
  let high = -Infinity;
  const scan = (notes: boolean): void => {
    for (const index of laneIndexes) {
      const lane = item(lanes, index);
      if ((lane.kind === 'note') !== notes) continue;
      for (let i = lane.first; i < lane.first + lane.count; i++) {
        if (u8(events.far, i) === 1) continue;
        if (f64(events.start, i) < low) low = f64(events.start, i);
        if (f64(events.end, i) > high) high = f64(events.end, i);
      }
    }
  };
  scan(false);
  if (low > high) scan(true);
  return low <= high ? [low, high] : [0, 0];
}
