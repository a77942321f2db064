import { f64, i32, item, u32, u8 } from '../base/at.ts';
import { CLASSES, type ClassKey, classCode } from '../ledger/classes.ts';
import { type Ledger } from '../ledger/ledger.ts';
import { classifyAsDevice, classifyEvents } from '../ledger/classify-events.ts';
import { isDeviceWork } from '../model/event-kind.ts';
import { kindCode, type Lane, type Timeline } from '../model/timeline.ts';
import { addNode, type Draft } from './draft.ts';
import { type WeightClass } from './graph.ts';
import { loaderCallIn, type NameTable, WAITS_NOTHING } from './names.ts';

/** Host calls of one thread that became nodes, in lane order (start, then longest first). */
export interface ThreadAnchors {
  /** Index into `Timeline.lanes`. */
  readonly lane: number;
  readonly nodes: readonly number[];
}

/** Device work of one stream, by start. */
export interface StreamNodes {
  readonly lane: number;
  readonly device: number;
  readonly stream: number;
  readonly nodes: readonly number[];
}

/** The nodes of one rank. */
export interface RankNodes {
  /** Index into `Timeline.ranks`. */
  readonly rank: number;
  readonly threads: readonly ThreadAnchors[];
  readonly streams: readonly StreamNodes[];
}

/** What the anchors of the whole timeline rest on, computed once. */
export interface AnchorRules {
  readonly names: NameTable;
  /** 1: some device work names this event as its launch. */
  readonly launches: Uint8Array;
  /** Class codes of events, as the ledger gives them. */
  readonly classes: Uint8Array;
  /** The same where host threads stand for the device. */
  readonly classesAsDevice: Uint8Array;
}

const HOST_OP = kindCode('hostOp');
const RUNTIME = kindCode('runtime');

export function anchorRules(timeline: Timeline, names: NameTable, patterns: Ledger['patterns'] = []): AnchorRules {
  const { events } = timeline;
  const launches = new Uint8Array(events.length);
  for (let i = 0; i < events.length; i++) {
    const launcher = i32(events.launcher, i);
    if (launcher >= 0 && isDeviceWork(u8(events.kind, i))) launches[launcher] = 1;
  }
  return {
    names,
    launches,
    classes: classifyEvents(timeline, patterns),
    classesAsDevice: classifyAsDevice(timeline, patterns),
  };
}

/** Adds the nodes of one rank to the draft: anchors of its threads and all its device work. */
export function addRankNodes(draft: Draft, timeline: Timeline, rules: AnchorRules, rank: number): RankNodes {
  const row = item(timeline.ranks, rank);
  const threads: ThreadAnchors[] = [];
  const streams: StreamNodes[] = [];
  for (const index of row.lanes) {
    const lane = item(timeline.lanes, index);
    if (lane.kind === 'host') {
      const nodes = row.hasDevice
        ? launchingAnchors(draft, timeline, rules, index)
        : topLevelAnchors(draft, timeline, rules, index);
      threads.push({ lane: index, nodes });
      continue;
    }
    const nodes = deviceNodes(draft, timeline, rules, index, lane);
    if (nodes.length > 0) streams.push({ lane: index, device: lane.device, stream: lane.stream, nodes });
  }
  return { rank, threads, streams };
}

/** With a device: calls that launch or wait, outermost loader and host-collective spans. Nothing else inside a loader span; the node stands for its `loaderCallIn`. */
function launchingAnchors(draft: Draft, timeline: Timeline, rules: AnchorRules, lane: number): number[] {
  const { events } = timeline;
  const { first, count, rank } = item(timeline.lanes, lane);
  const data = classCode('data');
  const hostcomm = classCode('hostcomm');
  const nodes: number[] = [];
  let dataEnd = -Infinity;
  for (let i = first; i < first + count; i++) {
    const start = f64(events.start, i);
    const cls = u8(rules.classes, i);
    const inData = start < dataEnd;
    const launches = u8(rules.launches, i) === 1;
    let nodeClass: WeightClass | undefined;
    if (inData) nodeClass = launches ? 'data' : undefined;
    else if (cls === data) nodeClass = 'data';
    else if (cls === hostcomm) nodeClass = 'communication';
    else if (u8(events.kind, i) === RUNTIME && u8(rules.names.waits, u32(events.name, i)) !== WAITS_NOTHING)
      nodeClass = 'host';
    else if (launches) nodeClass = 'launch';
    if (nodeClass === undefined) continue;
    if (!inData && cls === data) dataEnd = f64(events.end, i);
    const event = !inData && cls === data ? loaderCallIn(timeline, rules.names, i) : i;
    nodes.push(addNode(draft, event, nodeClass, lane, rank, start, f64(events.end, i)));
  }
  return nodes;
}

/** Without a device, host threads do the work: outermost ops are compute, collectives communication, loader spans data. */
function topLevelAnchors(draft: Draft, timeline: Timeline, rules: AnchorRules, lane: number): number[] {
  const { events } = timeline;
  const { first, count, rank } = item(timeline.lanes, lane);
  const nodes: number[] = [];
  const codes = { data: classCode('data'), communication: classCode('communication'), hostcomm: classCode('hostcomm') };
  const ends = { data: -Infinity, communication: -Infinity, op: -Infinity };
  for (let i = first; i < first + count; i++) {
    const start = f64(events.start, i);
    const cls = u8(rules.classesAsDevice, i);
    if (start < ends.data || start < ends.communication) continue;
    let nodeClass: WeightClass | undefined;
    if (cls === codes.data) nodeClass = 'data';
    else if (cls === codes.communication || cls === codes.hostcomm) nodeClass = 'communication';
    else if (u8(events.kind, i) === HOST_OP && start >= ends.op) nodeClass = 'compute';
    if (nodeClass === undefined) continue;
    const end = f64(events.end, i);
    if (nodeClass === 'data') ends.data = end;
    else if (nodeClass === 'communication') ends.communication = end;
    else ends.op = end;
    const event = nodeClass === 'data' ? loaderCallIn(timeline, rules.names, i) : i;
    nodes.push(addNode(draft, event, nodeClass, lane, rank, start, end));
  }
  return nodes;
}

/** Every kernel, copy and set of a lane. */
function deviceNodes(draft: Draft, timeline: Timeline, rules: AnchorRules, index: number, lane: Lane): number[] {
  const { events } = timeline;
  const nodes: number[] = [];
  for (let i = lane.first; i < lane.first + lane.count; i++) {
    if (!isDeviceWork(u8(events.kind, i))) continue;
    const nodeClass = deviceClass(item(CLASSES, u8(rules.classes, i)).key);
    nodes.push(addNode(draft, i, nodeClass, index, lane.rank, f64(events.start, i), f64(events.end, i)));
  }
  return nodes;
}

function deviceClass(key: ClassKey): WeightClass {
  if (key === 'communication' || key === 'copy') return key;
  return 'compute';
}
