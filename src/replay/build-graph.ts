import { at, f64, i32, item, u16, u32, u8 } from '../base/at.ts';
import { type Ledger } from '../ledger/ledger.ts';
import { findCollectiveCalls } from '../ledger/ranks/collective-calls.ts';
import { collectiveKindCode } from '../ledger/ranks/collective-kinds.ts';
import { usualMask } from '../model/find-steps-odd.ts';
import { type Timeline } from '../model/timeline.ts';
import { addRankNodes, anchorRules, type RankNodes } from './anchors.ts';
import { addBlocking } from './blocking.ts';
import { copyDetail, fetchShareOf, filledShares, loaderDetail, stepOfNodes, syncDetail } from './build-detail.ts';
import { addCollectiveEdges, type Matching, matchCollectives } from './collectives.ts';
import { addDeviceEdges } from './device-edges.ts';
import { type Draft, newDraft, takeNodes } from './draft.ts';
import { addEventWaits, syncRows } from './event-waits.ts';
import { fallsBehind } from './falls-behind.ts';
import { familyOf } from './families.ts';
import { gradientDetail } from './gradients.ts';
import { type GraphDetail } from './graph-detail.ts';
import { type GraphFacts, type ReplayGraph, weightCode } from './graph.ts';
import { addHostEdges } from './host-edges.ts';
import { addInferredWaits } from './inferred-waits.ts';
import { launchesByStream, launchTable, type LaunchTable } from './launches.ts';
import { addLoaderQueue, handlingOf } from './loader-queue.ts';
import { nameTable, type NameTable } from './names.ts';
import { addPeerEdges, loneCollectives } from './peers.ts';
import { addQueueCommands, queueCommands } from './queue-commands.ts';
import { addQueueEdges, calibrateQueueDepth } from './queue-depth.ts';
import { residuals } from './residuals.ts';
import { addStepMarks, type StepMarks } from './step-marks.ts';
import { orderEdges } from './topo.ts';
import { transferDetail } from './transfers.ts';

export interface GraphOptions {
  /** As the user says; else as the files tell. */
  readonly gpusPerHost?: number | undefined;
  /** Operations the launch queue holds; calibrated from the trace where absent. */
  readonly queueDepth?: number;
}

type RankFacts = Pick<
  GraphFacts,
  'unlaunched' | 'handoffs' | 'inferred' | 'blocked' | 'queueDepth' | 'queueFull' | 'workerPaced'
> & { readonly fallsBehindUs: number };

/** The dependency graph of a run: nodes, all constraint edges, an order to compute them in, and what they leave unexplained. */
export function buildGraph(timeline: Timeline, ledger: Ledger, options: GraphOptions = {}): ReplayGraph {
  const draft = newDraft(timeline.events.length);
  const names = nameTable(timeline);
  const rules = anchorRules(timeline, names, ledger.patterns);
  const ranks = timeline.ranks.map((_, rank) => addRankNodes(draft, timeline, rules, rank));
  const hostNodes = ranks.reduce(
    (sum, rank) => sum + rank.threads.reduce((n, thread) => n + thread.nodes.length, 0),
    0,
  );
  const deviceNodes = draft.count - hostNodes;
  const steps = addStepMarks(draft, timeline);
  const matching = matchCollectives(draft, timeline, ranks, ledger.patterns);
  const matched = new Set(matching.matches.flatMap((match) => match.nodes));
  const calls = findCollectiveCalls(timeline, ledger.patterns);
  const lone = loneCollectives(draft, timeline, calls, matched);
  const elsewhere = new Set([...matched, ...lone.map((row) => row.node)]);
  for (const node of elsewhere) draft.ownCap[node] = 0;
  const handlingUs = handlingOf(draft, timeline, ranks, names);
  const built = ranks.map((nodes) =>
    addRankEdges(draft, timeline, nodes, steps, names, elsewhere, handlingUs, options),
  );
  const facts = built.map((row) => row.facts);
  const tables = built.map((row) => row.table);
  const stepBefore = stepOfNodes(draft, timeline, tables);
  shiftClocks(draft, matching);
  const transfers = transferDetail(draft, timeline, calls, matching.matches, lone, options.gpusPerHost);
  addCollectiveEdges(draft, matching.matches);
  const peers = addPeerEdges(draft, lone);
  const step = new Int32Array(draft.count).fill(-1);
  step.set(stepBefore);
  const unlaunched = sum(facts, (row) => row.unlaunched);
  const detail: GraphDetail = {
    strings: timeline.strings,
    host: timeline,
    ...namesOfNodes(draft, timeline),
    rankNumbers: timeline.ranks.map((rank) => rank.rank),
    filled: filledShares(draft, timeline),
    copies: copyDetail(draft, timeline, ranks, names, step),
    loaders: loaderDetail(draft, timeline, ranks, names, new Set(built.flatMap((row) => [...row.paced])), handlingUs),
    transfers,
    peers,
    syncs: syncDetail(draft, timeline),
    gradients: gradientDetail(draft, timeline, ranks, tables),
    fetchShare: fetchShareOf(ledger),
    launchedShare: deviceNodes === 0 ? 0 : 1 - unlaunched / deviceNodes,
    ownCommunicationStream: hasOwnStream(draft, ranks),
    pointToPoint: calls.kind.reduce((count, kind) => count + (kind === POINT_TO_POINT ? 1 : 0), 0),
    step,
  };
  return finish(draft, timeline, steps, matching, detail, {
    hostNodes,
    deviceNodes,
    unlaunched,
    handoffs: sum(facts, (row) => row.handoffs),
    inferred: sum(facts, (row) => row.inferred),
    blocked: sum(facts, (row) => row.blocked),
    queueDepth: facts.find((row) => row.queueDepth !== undefined)?.queueDepth,
    queueFull: sum(facts, (row) => row.queueFull),
    workerPaced: sum(facts, (row) => row.workerPaced),
    fallsBehindUs: facts.map((row) => row.fallsBehindUs),
    matchedCollectives: matching.matches.length,
    unmatchedReason: matching.unmatchedReason,
  });
}

const sum = <T>(rows: readonly T[], value: (row: T) => number): number =>
  rows.reduce((total, row) => total + value(row), 0);

const POINT_TO_POINT = collectiveKindCode('pointToPoint');

/** Name and family of each node. */
function namesOfNodes(draft: Draft, { events, strings }: Timeline): Pick<GraphDetail, 'name' | 'family'> {
  const known = new Int16Array(strings.length).fill(-1);
  const name = new Int32Array(draft.count).fill(-1);
  const family = new Uint8Array(draft.count);
  for (let node = 0; node < draft.count; node++) {
    const event = i32(draft.event, node);
    if (event < 0) continue;
    const index = u32(events.name, event);
    if (known[index] === -1) known[index] = familyOf(item(strings, index));
    name[node] = index;
    family[node] = at(known, index);
  }
  return { name, family };
}

/** True where some stream carries communication and no compute. */
function hasOwnStream(draft: Draft, ranks: readonly RankNodes[]): boolean {
  const compute = weightCode('compute');
  const communication = weightCode('communication');
  return ranks.some(({ streams }) =>
    streams.some(
      ({ nodes }) =>
        nodes.some((node) => u8(draft.nodeClass, node) === communication) &&
        !nodes.some((node) => u8(draft.nodeClass, node) === compute),
    ),
  );
}

interface RankEdges {
  readonly facts: RankFacts;
  readonly table: LaunchTable;
  readonly paced: ReadonlySet<number>;
}

/** All edges inside one rank, on the rank's own clock. */
function addRankEdges(
  draft: Draft,
  timeline: Timeline,
  nodes: RankNodes,
  steps: StepMarks,
  names: NameTable,
  inMatch: ReadonlySet<number>,
  handlingUs: number,
  options: GraphOptions,
): RankEdges {
  const table = launchTable(draft, timeline, nodes);
  const streams = launchesByStream(draft, table, nodes);
  const rows = syncRows(timeline, nodes.rank);
  const bound = new Float64Array(draft.count).fill(-Infinity);
  const commands = queueCommands(draft, timeline, nodes);
  addDeviceEdges(draft, nodes, table, inMatch, bound);
  const waits = addEventWaits(draft, rows, streams, bound) + addQueueCommands(draft, commands, bound);
  const inferred = waits > 0 ? 0 : addInferredWaits(draft, nodes, bound);
  const blocked = addBlocking(draft, timeline, nodes, table, streams, rows, names);
  const queueDepth = options.queueDepth ?? calibrateQueueDepth(draft, table);
  const queueFull = queueDepth === undefined ? 0 : addQueueEdges(draft, table, queueDepth);
  const paced = addLoaderQueue(draft, timeline, nodes, names, handlingUs);
  const marks = steps.marks.filter((mark) => mark.rank === nodes.rank);
  const handoffs = addHostEdges(draft, timeline, nodes, marks, names);
  const fallsBehindUs = fallsBehind(draft, table, marks);
  const facts = {
    unlaunched: table.unlaunched,
    handoffs,
    inferred,
    blocked,
    queueDepth,
    queueFull,
    workerPaced: paced.size,
    fallsBehindUs,
  };
  return { facts, table, paced };
}

/** Puts every node on the first rank's clock. Edges inside a rank hold differences, so they stay as they are. */
function shiftClocks(draft: Draft, matching: Matching): void {
  for (let node = 0; node < draft.count; node++) {
    const shift = at(matching.clockUs, u16(draft.rank, node));
    if (shift === 0) continue;
    draft.start[node] = f64(draft.start, node) - shift;
    draft.end[node] = f64(draft.end, node) - shift;
  }
}

function finish(
  draft: Draft,
  timeline: Timeline,
  steps: StepMarks,
  matching: Matching,
  detail: GraphDetail,
  facts: Omit<GraphFacts, 'droppedInferred' | 'droppedInCycles' | 'contradicted'>,
): ReplayGraph {
  const nodeCount = draft.count;
  const nodes = takeNodes(draft);
  const edges = orderEdges(draft.edges, nodes.observed);
  const { slack, contradicted } = residuals(nodes.observed, edges);
  const first = timeline.ranks[0];
  return {
    nodeCount,
    ...nodes,
    nodeOf: draft.nodeOf,
    offset: edges.offset,
    source: edges.source,
    weight: edges.weight,
    edgeClass: edges.edgeClass,
    edgeKind: edges.edgeKind,
    confidence: edges.confidence,
    topo: edges.topo,
    slack,
    clockUs: matching.clockUs,
    stepVertex: steps.stepVertex,
    firstStep: first?.firstStep ?? 0,
    lastStep: first?.lastStep ?? 0,
    stepUsual: usualMask(timeline.steps),
    rankCount: timeline.ranks.length,
    facts: { ...facts, contradicted, droppedInferred: edges.droppedInferred, droppedInCycles: edges.droppedInCycles },
    detail,
  };
}
