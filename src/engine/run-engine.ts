import { ok, type Result } from '../base/result.ts';
import { nextTask } from '../base/next-task.ts';
import { type Failure } from '../base/failure.ts';
import { openSources } from '../ingest/source.ts';
import { type TraceSource } from '../ingest/trace-source.ts';
import { readEventText } from '../ingest/read-event.ts';
import { buildChartLanes, buildPredictedLanes } from '../ledger/chart-lanes.ts';
import { buildLedger } from '../ledger/build-ledger.ts';
import { alignRanks, type ClockAlignment } from '../ledger/ranks/align-clocks.ts';
import { buildRunRanks, type RunRanks } from '../ledger/ranks/run-ranks.ts';
import { shiftRanks } from '../ledger/ranks/shift-ranks.ts';
import { splitCollectives } from '../ledger/ranks/split-collectives.ts';
import { type MatchedRun, splitCommunication } from '../ledger/ranks/split-communication.ts';
import { buildTimeline } from '../model/build-timeline.ts';
import { type Timeline } from '../model/timeline.ts';
import { attribute } from '../replay/attribution.ts';
import { buildGraph } from '../replay/build-graph.ts';
import { criticalPath } from '../replay/critical-path.ts';
import { waitPairs } from '../replay/wait-pairs.ts';
import { gateOf } from '../replay/gate.ts';
import { type ReplayGraph } from '../replay/graph.ts';
import { leverStates } from '../replay/lever-states.ts';
import { predict } from '../replay/predict.ts';
import { figureOf } from '../replay/step-times.ts';
import { freeReplay, keptBuffers, replay } from '../replay/replay.ts';
import { retime } from '../replay/retime.ts';
import { assertNever } from '../base/assert.ts';
import { say } from '../base/say.ts';
import { fingerprintOf } from '../ingest/fingerprint.ts';
import { channel } from './channel.ts';
import { writeExcerpt } from './excerpt.ts';
import {
  accept,
  type EngineMemory,
  heldBy,
  type HeldMatches,
  type HeldRun,
  hold,
  NOTHING_OPEN,
  offer,
  readOn,
} from './engine-memory.ts';
import { cutToPart, type PartPlan, planPart, sourcesOf } from './open-part.ts';
import { type HeldOutline, outlineRun } from './outline.ts';
import { packExcerpt, packWhole } from './pack-run.ts';
import { type EngineReply, type EngineRequest, type OpenOptions } from './protocol.ts';
import { lanesOf, readFiles, scanFiles, startProgress } from './read-files.ts';
import { type Keep } from './scan-task.ts';
import { giveBackAllBut, letGo } from './transfer.ts';

type OpenRequest = Extract<EngineRequest, { kind: 'open' }>;
type OutlineRequest = Extract<EngineRequest, { kind: 'outline' }>;
type ReplayRequest = Extract<EngineRequest, { kind: 'replay' }>;
type ArgumentsRequest = Extract<EngineRequest, { kind: 'arguments' }>;

const CANCELLED: Failure = { code: 'cancelled', userMessage: say`Cancelled.` };

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
    case 'compare':
      yield* compared(memory, request, signal);
      return;
    case 'account':
      yield* account(memory, request, signal);
      return;
    case 'accept':
      return accept(memory, request.id);
    case 'outline':
      yield* outlined(memory, request, signal);
      return;
    case 'prepare':
      yield await prepared(memory, request.id, signal);
      return;
    case 'replay':
      yield await replayed(memory, request, signal);
      return;
    case 'attribute':
    case 'levers':
      yield await told(memory, request, signal);
      return;
    case 'arguments':
      yield* argumentsOf(memory, request, signal);
      return;
    case 'excerpt':
      yield await excerptOf(memory, request, signal);
      return;
    case 'pack':
      yield await packedOf(memory, request, signal);
      return;
    default:
      assertNever(request);
  }
}

async function* open(memory: EngineMemory, request: OpenRequest, signal: AbortSignal): AsyncGenerator<EngineReply> {
  memory.cores = request.cores;
  const opening = await openSources(request.sources, signal);
  if (!opening.ok) return yield { kind: 'failed', id: request.id, failure: opening.failure };
  try {
    yield* read(memory, opening.value, request, signal);
  } finally {
    if (memory.reading?.signal === signal && memory.offered?.id !== request.id) memory.reading = undefined;
  }
}

/** Opens a second run in a memory of its own, so that what is open stays. */
async function* compared(
  memory: EngineMemory,
  request: Extract<EngineRequest, { kind: 'compare' }>,
  signal: AbortSignal,
): AsyncGenerator<EngineReply> {
  const { makeScanWorker, makeUnpackWorker } = memory;
  const beside: EngineMemory = { held: undefined, makeScanWorker, makeUnpackWorker };
  for await (const reply of open(beside, { ...request, kind: 'open' }, signal))
    yield reply.kind === 'opened' ? { ...reply, kind: 'compared' } : reply;
}

/** Accounts what is open with other options: from the timeline as built where that stays the same, else from the files. */
async function* account(
  memory: EngineMemory,
  request: Extract<EngineRequest, { kind: 'account' }>,
  signal: AbortSignal,
): AsyncGenerator<EngineReply> {
  const { id, options } = request;
  const held = heldBy(memory);
  if (!held.ok) return yield { kind: 'failed', id, failure: held.failure };
  const { all, load, ordered, options: before = {} } = held.value;
  if (!sameTimeline(before, options)) return yield* read(memory, all, { ...request, load }, signal);
  yield { kind: 'progress', id, phase: 'ledger', bytesRead: 0, bytesTotal: 0, events: ordered.events.length };
  await nextTask();
  if (signal.aborted) return yield { kind: 'failed', id, failure: CANCELLED };
  yield accounted(memory, held.value, request, signal);
}

const sameTimeline = (one: OpenOptions, other: OpenOptions): boolean =>
  one.stepPattern === other.stepPattern &&
  JSON.stringify(one.rankNumbers ?? []) === JSON.stringify(other.rankNumbers ?? []);

async function* read(
  memory: EngineMemory,
  all: readonly TraceSource[],
  request: Pick<OpenRequest, 'id' | 'options' | 'load' | 'soFar' | 'offer'>,
  signal: AbortSignal,
): AsyncGenerator<EngineReply> {
  const { id, options, load } = request;
  const planned = yield* planOf(memory, all, request, signal);
  if (!planned.ok) return yield { kind: 'failed', id, failure: planned.failure };
  const plan = planned.value;
  const sources = plan === undefined ? all : sourcesOf(all, plan);
  const at = startProgress(id, sources);
  const soFar =
    request.soFar === true && plan === undefined
      ? { options, onShown: () => void (memory.reading = { sources, signal }) }
      : undefined;
  const scanned = yield* readFiles(sources, plan, at, soFar, signal, lanesOf(memory));
  if (!scanned.ok) return yield { kind: 'failed', id, failure: scanned.failure };
  const scans = scanned.value;

  yield at.of('building');
  await nextTask();
  if (signal.aborted) return yield { kind: 'failed', id, failure: CANCELLED };
  const ordered = buildTimeline(scans, options, letGo);
  // The scans take more memory than the timeline, and nobody needs them any more.
  giveBackAllBut(scans, ordered);
  scans.length = 0;
  if (!ordered.ok) return yield { kind: 'failed', id, failure: ordered.failure };

  yield at.of('ledger');
  await nextTask();
  if (signal.aborted) return yield { kind: 'failed', id, failure: CANCELLED };
  const part = plan === undefined ? ordered.value : cutToPart(ordered.value, plan);
  yield accounted(memory, { sources, all, load, ordered: part }, request, signal);
}

/** The answer to `open` and `account`, which the engine then holds: at once, or where it is an offer, once the page accepts it. */
function accounted(
  memory: EngineMemory,
  read: Pick<HeldRun, 'sources' | 'all' | 'load' | 'ordered'>,
  request: Pick<OpenRequest, 'id' | 'options' | 'offer'>,
  signal: AbortSignal,
): EngineReply {
  const { id, options } = request;
  const { ordered } = read;
  const { timeline, alignment } = aligned(ordered, options);
  const plain = buildLedger(timeline, options);
  const runRanks = buildRunRanks(timeline, plain, { alignment, gpusPerHost: options?.gpusPerHost });
  const ledger = runRanks === undefined ? plain : splitCommunication(timeline, plain, matchedRun(runRanks));
  const lanes = buildChartLanes(timeline, ledger);

  let built: ReplayGraph | undefined;
  const graph = (): ReplayGraph => (built ??= buildGraph(timeline, ledger, { gpusPerHost: options?.gpusPerHost }));
  const matched = runRanks?.split === undefined ? undefined : heldMatches(runRanks);
  const owned = (): unknown => [ordered, timeline, ledger, matched, built];
  const held: HeldRun = { ...read, timeline, graph, options, matched, owned };
  if (request.offer === true) offer(memory, { id, held }, signal);
  else hold(memory, held);
  return { kind: 'opened', id, opened: { timeline, ledger, lanes, runRanks } };
}

/** Lists the steps of a run. The list is kept: choosing some of them reads the files only once more. */
async function* outlined(
  memory: EngineMemory,
  request: OutlineRequest,
  signal: AbortSignal,
): AsyncGenerator<EngineReply> {
  const { id } = request;
  memory.cores = request.cores;
  const opening = await openSources(request.sources, signal);
  if (!opening.ok) return yield { kind: 'failed', id, failure: opening.failure };
  const listed = yield* listSteps(memory, opening.value, request, signal);
  if (!listed.ok) return yield { kind: 'failed', id, failure: listed.failure };
  yield { kind: 'outlined', id, outline: listed.value.told };
}

async function* listSteps(
  memory: EngineMemory,
  sources: readonly TraceSource[],
  { id, options }: Pick<OpenRequest, 'id' | 'options'>,
  signal: AbortSignal,
): AsyncGenerator<EngineReply, Result<HeldOutline>> {
  const prints = await Promise.all(sources.map(({ blob }) => fingerprintOf(blob)));
  const key = JSON.stringify([sources.map(({ name }) => name), prints, options?.stepPattern]);
  if (memory.outline?.key === key) return ok(memory.outline.outline);
  const keep: Keep = { kind: 'marks', stepPattern: options?.stepPattern };
  const at = startProgress(id, sources);
  const scanned = yield* scanFiles(sources, () => keep, 'listing', at, undefined, signal, lanesOf(memory));
  if (!scanned.ok) return scanned;
  const listed = outlineRun(scanned.value, options);
  if (!listed.ok) return listed;
  memory.outline = { key, outline: listed.value };
  return listed;
}

async function* planOf(
  memory: EngineMemory,
  sources: readonly TraceSource[],
  request: Pick<OpenRequest, 'id' | 'options' | 'load'>,
  signal: AbortSignal,
): AsyncGenerator<EngineReply, Result<PartPlan | undefined>> {
  if (request.load === undefined) return ok(undefined);
  const listed = yield* listSteps(memory, sources, request, signal);
  return listed.ok ? planPart(listed.value, request.load) : listed;
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
  const path = criticalPath(graph, replay(graph, { levers: {} }, { buffers: keptBuffers(graph) }));
  const ready = {
    gate: gateOf(graph),
    figure: figureOf(graph),
    levers: leverStates(graph),
    path,
    waits: waitPairs(graph),
  };
  return { kind: 'replay-ready', id, ready };
}

/** What takes many replays and is asked for apart. */
async function told(
  memory: EngineMemory,
  request: Extract<EngineRequest, { kind: 'attribute' | 'levers' }>,
  signal: AbortSignal,
): Promise<EngineReply> {
  const { id } = request;
  await nextTask();
  if (signal.aborted) return { kind: 'failed', id, failure: CANCELLED };
  const held = heldBy(memory);
  if (!held.ok) return { kind: 'failed', id, failure: held.failure };
  const graph = held.value.graph();
  if (request.kind === 'attribute') return { kind: 'attributed', id, attribution: attribute(graph) };
  const { scenario, only } = request;
  const levers = leverStates(graph, scenario, { curves: 'all', ...(only !== undefined && { only }) });
  return { kind: 'levers-told', id, levers };
}

async function replayed(memory: EngineMemory, request: ReplayRequest, signal: AbortSignal): Promise<EngineReply> {
  const { id, scenario } = request;
  await nextTask();
  if (signal.aborted) return { kind: 'failed', id, failure: CANCELLED };
  const held = heldBy(memory);
  if (!held.ok) return { kind: 'failed', id, failure: held.failure };
  const { timeline, options, matched } = held.value;
  const graph = held.value.graph();
  const { prediction, replayed } = predict(graph, scenario, keptBuffers(graph));
  const moved = retime(timeline, graph, replayed);
  const plain = buildLedger(moved, options);
  const ledger = matched === undefined ? plain : splitCommunication(moved, plain, resplit(moved, matched));
  const path = criticalPath(graph, replayed);
  freeReplay(replayed, graph);
  return {
    kind: 'replayed',
    id,
    replayed: {
      prediction,
      path,
      lanes: buildPredictedLanes(moved, ledger),
      ledger,
      stepTimes: stepTimesOf(moved),
    },
  };
}

async function* argumentsOf(
  memory: EngineMemory,
  { id, file, offset, byteLength }: ArgumentsRequest,
  signal: AbortSignal,
): AsyncGenerator<EngineReply> {
  const source = (readOn(memory) ?? memory.held?.sources)?.[file];
  if (source === undefined) return yield { kind: 'failed', id, failure: NOTHING_OPEN };
  const bytesTotal = offset + byteLength;
  const text = yield* channel<EngineReply, Result<string>>((send) => {
    const onProgress = (share: number): void =>
      send({ kind: 'progress', id, phase: 'reading', bytesRead: share * bytesTotal, bytesTotal, events: 0 });
    return readEventText(source, offset, byteLength, signal, onProgress);
  });
  yield text.ok ? { kind: 'arguments', id, text: text.value } : { kind: 'failed', id, failure: text.failure };
}

async function excerptOf(
  memory: EngineMemory,
  { id, choice }: Extract<EngineRequest, { kind: 'excerpt' }>,
  signal: AbortSignal,
): Promise<EngineReply> {
  const held = heldBy(memory);
  if (!held.ok) return { kind: 'failed', id, failure: held.failure };
  const files = await writeExcerpt(held.value.sources, held.value.timeline, choice, signal);
  return files.ok ? { kind: 'excerpt', id, files: files.value } : { kind: 'failed', id, failure: files.failure };
}

async function packedOf(
  memory: EngineMemory,
  { id, choice }: Extract<EngineRequest, { kind: 'pack' }>,
  signal: AbortSignal,
): Promise<EngineReply> {
  const held = heldBy(memory);
  if (!held.ok) return { kind: 'failed', id, failure: held.failure };
  const { sources, all, timeline } = held.value;
  const packed = await (choice === undefined ? packWhole(all, signal) : packExcerpt(sources, timeline, choice, signal));
  return packed.ok ? { kind: 'packed', id, packed: packed.value } : { kind: 'failed', id, failure: packed.failure };
}

const stepTimesOf = ({ steps }: Timeline): Float64Array =>
  Float64Array.from(steps.flatMap(({ start, end }) => [start, end]));
