import { fail, ok, type Result } from '../base/result.ts';
import { nextTask } from '../base/next-task.ts';
import { type Failure } from '../base/failure.ts';
import { openSources, type TraceSource } from '../ingest/source.ts';
import { readEventText } from '../ingest/read-event.ts';
import { scanTrace } from '../ingest/scan-trace.ts';
import { type Scan, type ScanProgress } from '../ingest/event-columns.ts';
import { buildChartLanes, buildPredictedLanes } from '../ledger/chart-lanes.ts';
import { buildLedger } from '../ledger/build-ledger.ts';
import { alignRanks, type ClockAlignment } from '../ledger/ranks/align-clocks.ts';
import { buildRunRanks, type RunRanks } from '../ledger/ranks/run-ranks.ts';
import { shiftRanks } from '../ledger/ranks/shift-ranks.ts';
import { splitCollectives } from '../ledger/ranks/split-collectives.ts';
import { type MatchedRun, splitCommunication } from '../ledger/ranks/split-communication.ts';
import { buildTimeline } from '../model/build-timeline.ts';
import { type Timeline } from '../model/timeline.ts';
import { buildGraph } from '../replay/build-graph.ts';
import { gateOf } from '../replay/gate.ts';
import { type ReplayGraph } from '../replay/graph.ts';
import { leverStates } from '../replay/lever-states.ts';
import { predict } from '../replay/predict.ts';
import { retime } from '../replay/retime.ts';
import { assertNever } from '../base/assert.ts';
import { channel } from './channel.ts';
import { type EnginePhase, type EngineReply, type EngineRequest, type OpenOptions } from './protocol.ts';

type OpenRequest = Extract<EngineRequest, { kind: 'open' }>;
type ReplayRequest = Extract<EngineRequest, { kind: 'replay' }>;
type ArgumentsRequest = Extract<EngineRequest, { kind: 'arguments' }>;

/** What an engine remembers between requests: the last trace that opened. `graph` builds when it is first called. */
export interface EngineMemory {
  held:
    | {
        readonly sources: readonly TraceSource[];
        /** As built, before the clocks of its ranks were moved. */
        readonly ordered: Timeline;
        readonly timeline: Timeline;
        readonly graph: () => ReplayGraph;
        readonly options: OpenOptions | undefined;
        /** The collectives of a run of several ranks; undefined where they cannot be compared. */
        readonly matched: HeldMatches | undefined;
      }
    | undefined;
}

const CANCELLED: Failure = { code: 'cancelled', userMessage: 'Cancelled.' };

/**
 * Serves one request: replies come out in order, the last one is the answer or `failed`. Pure but for `memory`.
 * The page's worker, the shell and the tests all come through here.
 */
export async function* runEngine(
  memory: EngineMemory,
  request: Exclude<EngineRequest, { kind: 'cancel' }>,
  signal: AbortSignal,
): AsyncGenerator<EngineReply> {
  switch (request.kind) {
    case 'open':
      yield* open(memory, request, signal);
      return;
    case 'account':
      yield* account(memory, request, signal);
      return;
    case 'prepare':
      yield await prepared(memory, request.id, signal);
      return;
    case 'replay':
      yield await replayed(memory, request, signal);
      return;
    case 'arguments':
      yield await argumentsOf(memory, request, signal);
      return;
    default:
      assertNever(request);
  }
}

async function* open(memory: EngineMemory, request: OpenRequest, signal: AbortSignal): AsyncGenerator<EngineReply> {
  const opening = await openSources(request.sources, signal);
  if (!opening.ok) return yield { kind: 'failed', id: request.id, failure: opening.failure };
  yield* read(memory, opening.value, request, signal);
}

/** Accounts what is open with other options: from the timeline as built where that stays the same, else from the files. */
async function* account(
  memory: EngineMemory,
  { id, options }: Extract<EngineRequest, { kind: 'account' }>,
  signal: AbortSignal,
): AsyncGenerator<EngineReply> {
  const held = heldBy(memory);
  if (!held.ok) return yield { kind: 'failed', id, failure: held.failure };
  const { sources, ordered, options: before = {} } = held.value;
  if (!sameTimeline(before, options)) return yield* read(memory, sources, { id, options }, signal);
  yield { kind: 'progress', id, phase: 'ledger', bytesRead: 0, bytesTotal: 0, events: ordered.events.length };
  await nextTask();
  if (signal.aborted) return yield { kind: 'failed', id, failure: CANCELLED };
  yield accounted(memory, sources, ordered, { id, options });
}

const sameTimeline = (one: OpenOptions, other: OpenOptions): boolean =>
  one.stepPattern === other.stepPattern &&
  JSON.stringify(one.rankNumbers ?? []) === JSON.stringify(other.rankNumbers ?? []);

async function* read(
  memory: EngineMemory,
  sources: readonly TraceSource[],
  request: Pick<OpenRequest, 'id' | 'options'>,
  signal: AbortSignal,
): AsyncGenerator<EngineReply> {
  const { id, options } = request;
  const bytesTotal = sources.reduce((sum, source) => sum + source.bytes, 0);
  const at: { bytesRead: number; events: number } = { bytesRead: 0, events: 0 };
  const progress = (phase: EnginePhase): EngineReply => ({ kind: 'progress', id, phase, bytesTotal, ...at });

  const scans: Scan[] = [];
  for (const source of sources) {
    const before = { ...at };
    const moved = channel<EngineReply, Result<Scan>>((send) =>
      scanTrace(
        source,
        (p: ScanProgress) => {
          at.bytesRead = before.bytesRead + p.bytesRead;
          at.events = before.events + p.events;
          send(progress('reading'));
        },
        signal,
      ),
    );
    const scan = yield* moved;
    if (!scan.ok) return yield { kind: 'failed', id, failure: named(scan.failure, source.name, sources.length) };
    scans.push(scan.value);
    at.bytesRead = before.bytesRead + source.bytes;
    at.events = before.events + scan.value.events.length;
  }

  yield progress('building');
  await nextTask();
  if (signal.aborted) return yield { kind: 'failed', id, failure: CANCELLED };
  const ordered = buildTimeline(scans, options);
  // The scans take as much memory as the timeline, and nobody needs them any more.
  scans.length = 0;
  if (!ordered.ok) return yield { kind: 'failed', id, failure: ordered.failure };

  yield progress('ledger');
  yield accounted(memory, sources, ordered.value, request);
}

/** The answer to `open` and `account`, which is then what the engine holds. */
function accounted(
  memory: EngineMemory,
  sources: readonly TraceSource[],
  ordered: Timeline,
  { id, options }: Pick<OpenRequest, 'id' | 'options'>,
): EngineReply {
  const { timeline, alignment } = aligned(ordered, options);
  const plain = buildLedger(timeline, options);
  const runRanks = buildRunRanks(timeline, plain, { alignment, gpusPerHost: options?.gpusPerHost });
  const ledger = runRanks === undefined ? plain : splitCommunication(timeline, plain, matchedRun(runRanks));
  const lanes = buildChartLanes(timeline, ledger);

  let built: ReplayGraph | undefined;
  const graph = (): ReplayGraph => (built ??= buildGraph(timeline, ledger));
  const matched = runRanks?.split === undefined ? undefined : heldMatches(runRanks);
  memory.held = { sources, ordered, timeline, graph, options, matched };
  return { kind: 'opened', id, opened: { timeline, ledger, lanes, runRanks } };
}

/** The ranks of a run on one clock, where their collectives tell how far apart the clocks stand. */
function aligned(
  timeline: Timeline,
  options: OpenOptions = {},
): { readonly timeline: Timeline; readonly alignment: ClockAlignment | undefined } {
  if (timeline.ranks.length < 2) return { timeline, alignment: undefined };
  const alignment = alignRanks(timeline, options);
  const { applied, offsetsUs, diagnostics } = alignment;
  const moved = applied || diagnostics.length > 0 ? shiftRanks(timeline, offsetsUs, diagnostics) : timeline;
  return { timeline: moved, alignment };
}

type HeldMatches = Pick<MatchedRun, 'matches' | 'members'> & Pick<RunRanks, 'hosts'>;

const heldMatches = ({ alignment, members, hosts }: RunRanks): HeldMatches => ({
  matches: alignment.matches,
  members,
  hosts,
});

const matchedRun = ({ alignment, split, members }: RunRanks): MatchedRun => ({
  matches: alignment.matches,
  split,
  members,
});

/** The same collectives on moved times, which lie on one clock. */
function resplit(moved: Timeline, { matches, members, hosts }: HeldMatches): MatchedRun {
  const oneClock = new Float64Array(moved.ranks.length);
  return { matches, members, split: splitCollectives(moved, matches, oneClock, hosts) };
}

async function prepared(memory: EngineMemory, id: number, signal: AbortSignal): Promise<EngineReply> {
  await nextTask();
  if (signal.aborted) return { kind: 'failed', id, failure: CANCELLED };
  const held = heldBy(memory);
  if (!held.ok) return { kind: 'failed', id, failure: held.failure };
  const graph = held.value.graph();
  return { kind: 'replay-ready', id, ready: { gate: gateOf(graph), levers: leverStates(graph) } };
}

async function replayed(memory: EngineMemory, request: ReplayRequest, signal: AbortSignal): Promise<EngineReply> {
  const { id, scenario } = request;
  await nextTask();
  if (signal.aborted) return { kind: 'failed', id, failure: CANCELLED };
  const held = heldBy(memory);
  if (!held.ok) return { kind: 'failed', id, failure: held.failure };
  const { timeline, options, matched } = held.value;
  const graph = held.value.graph();
  const { prediction, replayed } = predict(graph, scenario);
  const moved = retime(timeline, graph, replayed);
  const plain = buildLedger(moved, options);
  const ledger = matched === undefined ? plain : splitCommunication(moved, plain, resplit(moved, matched));
  return { kind: 'replayed', id, replayed: { prediction, lanes: buildPredictedLanes(moved, ledger), ledger } };
}

async function argumentsOf(memory: EngineMemory, request: ArgumentsRequest, signal: AbortSignal): Promise<EngineReply> {
  const { id } = request;
  const held = heldBy(memory);
  if (!held.ok) return { kind: 'failed', id, failure: held.failure };
  const source = held.value.sources[request.file];
  if (source === undefined) return { kind: 'failed', id, failure: NOTHING_OPEN };
  const text = await readEventText(source, request.offset, request.byteLength, signal);
  return text.ok ? { kind: 'arguments', id, text: text.value } : { kind: 'failed', id, failure: text.failure };
}

const NOTHING_OPEN: Failure = { code: 'internal', userMessage: 'No trace is open.', hint: 'Open a trace first.' };

const heldBy = (memory: EngineMemory): Result<NonNullable<EngineMemory['held']>> =>
  memory.held === undefined ? fail(NOTHING_OPEN) : ok(memory.held);

/** With several files the sentence says which one it is about. */
const named = (failure: Failure, name: string, files: number): Failure =>
  files > 1 && failure.code !== 'cancelled' ? { ...failure, userMessage: `${name}: ${failure.userMessage}` } : failure;
