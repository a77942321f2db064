import { at, f64, i32, item, u16, u32, u8 } from '../base/at.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { say } from '../base/say.ts';
import { readSlices } from '../ingest/read-slices.ts';
import { type TraceSource } from '../ingest/trace-source.ts';
import { KIND, kindOf } from '../model/event-kind.ts';
import { EVENT_KINDS, type EventKind, type Lane, type Rank, type Timeline } from '../model/timeline.ts';
import { hiddenNames } from './hidden-names.ts';

/** What of the open run to write as a trace of its own. */
export interface ExcerptChoice {
  /** Microseconds of the timeline; events that overlap it are taken whole. */
  readonly window: { readonly start: number; readonly end: number };
  /** Indexes into `Timeline.ranks`. */
  readonly ranks: readonly number[];
  /** Names that no framework gives become `kernel 1`, `op 2`... */
  readonly hideNames: boolean;
  /** Only what ties launches to device work is kept of the arguments. */
  readonly dropArguments: boolean;
}

export interface ExcerptFile {
  readonly name: string;
  readonly text: string;
  /** Start of its first event: what a reader of the file takes for zero, by the open run's own times. */
  readonly startUs: number;
}

/** More text than this is no small trace: no string over 64 MB is ever made. */
const MAX_BYTES = 48_000_000;

/**
 * Writes the events of a window as Chrome Trace Event JSON, one file a rank, times relative to the start of the trace. Calls whose
 * device work lies in the window are taken along. Fails with `too-large`, and as `readSlices` does.
 */
export async function writeExcerpt(
  sources: readonly TraceSource[],
  timeline: Timeline,
  choice: ExcerptChoice,
  signal?: AbortSignal,
): Promise<Result<readonly ExcerptFile[]>> {
  const files: ExcerptFile[] = [];
  const nameOf = choice.hideNames ? hiddenNames(timeline) : (event: number) => ownName(timeline, event);
  let bytes = 0;
  for (const r of choice.ranks) {
    const rank = item(timeline.ranks, r);
    const events = eventsOf(timeline, rank, choice.window);
    const steps = addedSteps(timeline, rank, choice.window);
    // Names are hidden in arguments too, so that these have to go with them.
    const lines =
      choice.dropArguments || choice.hideNames
        ? ok(Array.from(events, (event) => bareEvent(timeline, event, nameOf(event))))
        : await wholeEvents(sources, timeline, events, signal);
    if (!lines.ok) return lines;
    const text = fileText(timeline, rank, [...steps, ...lines.value], choice);
    bytes += text.length;
    if (bytes > MAX_BYTES) return fail(TOO_LARGE);
    files.push({
      name: `rank${rank.rank}.excerpt.json`,
      text,
      startUs: startOf(timeline, rank, events, choice.window),
    });
  }
  return ok(files);
}

const TOO_LARGE = {
  code: 'too-large',
  userMessage: say`This range holds more than a small trace: over 48 MB of text.`,
  hint: say`Choose a shorter range or fewer ranks, or leave the arguments out.`,
} as const;

const ownName = ({ events, strings }: Timeline, event: number): string => item(strings, u32(events.name, event));

const stepsOf = (timeline: Timeline, { firstStep, lastStep }: Rank) => timeline.steps.slice(firstStep, lastStep);

const within = (span: { readonly start: number; readonly end: number }, window: ExcerptChoice['window']): boolean =>
  span.start >= window.start && span.end <= window.end;

/** Events of a rank that overlap the window, and the calls that launched them; ascending. A step of which a part is left out loses its marker. */
function eventsOf(timeline: Timeline, rank: Rank, window: ExcerptChoice['window']): Uint32Array {
  const { lanes, events } = timeline;
  const cut = new Set(stepsOf(timeline, rank).flatMap((step) => (within(step, window) ? [] : [step.event])));
  const chosen = new Set<number>();
  for (const l of rank.lanes) {
    const lane = item(lanes, l);
    for (let event = lane.first; event < lane.first + lane.count; event++) {
      if (f64(events.start, event) >= window.end) break;
      if (f64(events.end, event) <= window.start || cut.has(event)) continue;
      chosen.add(event);
      const launcher = i32(events.launcher, event);
      if (launcher >= 0) chosen.add(launcher);
    }
  }
  return Uint32Array.from(chosen).sort();
}

/** Steps that get a marker count too. */
function startOf(timeline: Timeline, rank: Rank, events: Uint32Array, window: ExcerptChoice['window']): number {
  let startUs = hasOwnMarkers(rank)
    ? Infinity
    : (stepsOf(timeline, rank).find((step) => within(step, window))?.start ?? Infinity);
  for (const event of events) startUs = Math.min(startUs, f64(timeline.events.start, event));
  return startUs;
}

/** Its steps are PyTorch's own, or no steps at all. */
const hasOwnMarkers = ({ stepsWay }: Rank): boolean => stepsWay === 'profiler' || stepsWay === 'whole';

/** Steps that were found otherwise than by PyTorch's markers get such markers, so that a reader finds the same steps. */
function addedSteps(timeline: Timeline, rank: Rank, window: ExcerptChoice['window']): string[] {
  const lane = timeline.lanes[rank.mainLane] ?? timeline.lanes[item(rank.lanes, 0)];
  if (hasOwnMarkers(rank) || lane === undefined) return [];
  return stepsOf(timeline, rank).flatMap((step, place) =>
    within(step, window)
      ? JSON.stringify({
          ph: 'X',
          cat: 'user_annotation',
          name: `ProfilerStep#${place}`,
          pid: id(lane.process),
          tid: id(lane.thread),
          ts: rounded(step.start),
          dur: rounded(step.end - step.start),
        })
      : [],
  );
}

/** Events as the file wrote them, with times relative to the timeline. */
async function wholeEvents(
  sources: readonly TraceSource[],
  timeline: Timeline,
  chosen: Uint32Array,
  signal: AbortSignal | undefined,
): Promise<Result<readonly string[]>> {
  const { events } = timeline;
  const lines = new Map<number, string>();
  for (const [file, source] of sources.entries()) {
    const inFile = chosen.filter((event) => u16(events.file, event) === file);
    const order = inFile.sort((a, b) => at(events.offset, a) - at(events.offset, b));
    const read = await readSlices(
      source,
      {
        length: order.length,
        offset: Float64Array.from(order, (event) => at(events.offset, event)),
        byteLength: Uint32Array.from(order, (event) => u32(events.byteLength, event)),
      },
      (place, text) => {
        const event = u32(order, place);
        lines.set(event, retimed(timeline, event, text));
      },
      signal,
    );
    if (!read.ok) return read;
  }
  return ok(Array.from(chosen).flatMap((event) => lines.get(event) ?? []));
}

/** The event's own text as a complete event at its time of the timeline; rebuilt from the columns where the text is no JSON object. */
function retimed(timeline: Timeline, event: number, text: string): string {
  const { start, end } = timeline.events;
  const own = parsedObject(text);
  if (own === undefined) return bareEvent(timeline, event, ownName(timeline, event));
  const ts = rounded(f64(start, event));
  const dur = rounded(f64(end, event) - f64(start, event));
  if (laneOf(timeline, event).isAsync === true) return asyncSpan(own, ts, rounded(f64(end, event)));
  const args = { ...('args' in own && typeof own.args === 'object' ? own.args : {}), ...tiesOf(timeline, event) };
  return JSON.stringify({ ...own, ph: 'X', cat: writtenCategory(timeline, event, own), ts, dur, args });
}

/** A begin and its end, which are found together again by the members that `own` has of these. */
function asyncSpan(own: object, ts: number, end: number): string {
  const ties = Object.entries(own).filter(([key]) => /^(name|cat|id2?|scope|pid|tid)$/.test(key));
  const lines = [
    { ...own, ph: 'b', ts },
    { ...Object.fromEntries(ties), ph: 'e', ts: end },
  ];
  return lines.map((line) => JSON.stringify(line)).join(',\n');
}

/** Integers beyond 2^53 stay what they are, as text. */
function parsedObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text.replaceAll(/([:[,]\s*)(-?\d{16,})(?=\s*[,}\]])/g, '$1"$2"'));
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Microseconds to the nanosecond. */
const rounded = (us: number): number => Math.round(us * 1000) / 1000;

const id = (text: string): string | number => (/^-?\d{1,15}$/.test(text) ? Number(text) : text);

/** PyTorch's categories for what other formats say in their own ways. */
const CATEGORY: Readonly<Record<EventKind, string>> = {
  other: 'other',
  hostOp: 'cpu_op',
  annotation: 'user_annotation',
  python: 'python_function',
  runtime: 'cuda_runtime',
  kernel: 'kernel',
  memcpy: 'gpu_memcpy',
  memset: 'gpu_memset',
  deviceNote: 'gpu_user_annotation',
  deviceSync: 'cuda_sync',
  overhead: 'overhead',
};

const laneOf = ({ events, lanes }: Timeline, event: number): Lane => item(lanes, u16(events.lane, event));

/** `Trace`: what PyTorch's profiler draws for orientation. */
function categoryOf(timeline: Timeline, event: number): string {
  const kind = item(EVENT_KINDS, u8(timeline.events.kind, event));
  return kind === 'other' && laneOf(timeline, event).kind === 'note' ? 'Trace' : CATEGORY[kind];
}

/** As written, where that says what the event is. */
function writtenCategory(timeline: Timeline, event: number, own: object): string {
  const written = 'cat' in own && typeof own.cat === 'string' ? own.cat : '';
  const kind = u8(timeline.events.kind, event);
  return kindOf(written, ownName(timeline, event)) === kind ? written : categoryOf(timeline, event);
}

/** Where device work ran and which call launched it, as arguments of PyTorch's. */
function tiesOf(timeline: Timeline, event: number): object {
  const { events } = timeline;
  const lane = laneOf(timeline, event);
  const launcher = i32(events.launcher, event);
  return {
    ...(lane.kind === 'device' && { device: lane.device, stream: lane.stream }),
    ...(launcher >= 0 && { correlation: launcher + 1 }),
    ...(u8(events.kind, event) === KIND.runtime && { correlation: event + 1 }),
  };
}

/** An event from the columns alone: what it is, where and when, and which call launched it. */
function bareEvent(timeline: Timeline, event: number, name: string): string {
  const { events } = timeline;
  const lane = laneOf(timeline, event);
  const ts = rounded(f64(events.start, event));
  // Its lane is called by its name, which may have to be hidden.
  if (lane.isAsync === true) {
    const own = { cat: 'async', name, id: event, pid: id(lane.process) };
    return asyncSpan(own, ts, rounded(f64(events.end, event)));
  }
  const args = tiesOf(timeline, event);
  return JSON.stringify({
    ph: 'X',
    cat: categoryOf(timeline, event),
    name,
    pid: id(lane.process),
    tid: id(lane.thread),
    ts,
    dur: rounded(f64(events.end, event) - f64(events.start, event)),
    ...(Object.keys(args).length > 0 && { args }),
  });
}

function fileText(timeline: Timeline, rank: Rank, lines: readonly string[], choice: ExcerptChoice): string {
  const { window, hideNames, dropArguments } = choice;
  const header = {
    schemaVersion: 1,
    ...(rank.device !== undefined && { deviceProperties: [{ id: 0, name: rank.device }] }),
    distributedInfo: { rank: rank.rank, world_size: rank.worldSize ?? timeline.ranks.length },
    excerpt: {
      madeBy: 'Whystall',
      fromUs: rounded(window.start),
      toUs: rounded(window.end),
      namesHidden: hideNames,
      argumentsDropped: dropArguments || hideNames,
    },
  };
  const labels = rank.lanes.flatMap((l) => trackLabels(item(timeline.lanes, l), hideNames));
  const head = JSON.stringify(header).slice(0, -1);
  return `${head},"traceEvents":[\n${[...new Set(labels), ...lines].join(',\n')}\n]}\n`;
}

function trackLabels(lane: Lane, hideNames: boolean): string[] {
  const [pid, tid] = [id(lane.process), id(lane.thread)];
  const label = (name: string, value: string): string =>
    JSON.stringify({ ph: 'M', name, pid, tid, ts: 0, args: { name: value } });
  return hideNames || lane.isAsync === true ? [] : [label('thread_name', lane.label)];
}
