import { f64, i32, item, u16, u32, u8 } from '../base/at.ts';
import { collectiveKindCode } from '../ledger/ranks/collective-kinds.ts';
import { edgeInto } from './edge-index.ts';
import { edgeCode, type ReplayGraph, weightCode } from './graph.ts';

/** A send or receive between two stages. */
export interface Message {
  readonly node: number;
  readonly sent: boolean;
  /** Towards the last stage; else back. */
  readonly forward: boolean;
}

/** What a stage computes between two of its messages, in the order of its host. */
export interface Stretch {
  /** Absent at the begin of a step. */
  readonly from: Message | undefined;
  /** Absent at the end of a step. */
  readonly to: Message | undefined;
  readonly compute: readonly number[];
}

/** A stage as it was recorded. */
export interface Stage {
  readonly steps: readonly (readonly Stretch[])[];
}

/** A message before it is known which way leads to the last stage. */
interface Sent {
  readonly node: number;
  readonly sent: boolean;
  /** Rank number at the other end. */
  readonly partner: number;
}

const LAUNCH = edgeCode('launch');
const COMPUTE = weightCode('compute');
const POINT_TO_POINT = collectiveKindCode('pointToPoint');

/** The stages of the first rank's pipeline, in order; undefined where one of them is not recorded, or a rank has messages for others than its neighbours. */
export function recordedStages(graph: ReplayGraph): readonly Stage[] | undefined {
  const messages = messagesByRank(graph);
  const chain = chainOf(graph, messages);
  if (chain === undefined) return undefined;
  const work = workByRank(graph, messages);
  const numbers = chain.map((rank) => item(graph.detail.rankNumbers, rank));
  const stages = chain.map((rank, s): Stage | undefined => {
    const steps = [...(work.get(rank) ?? [])].map(([, nodes]) => {
      const known = new Map(messages.get(rank)?.map((message) => [message.node, message]));
      return stretches(nodes, known, numbers[s - 1], numbers[s + 1]);
    });
    return steps.every((step) => step !== undefined) ? { steps } : undefined;
  });
  return stages.every((stage) => stage !== undefined) ? stages : undefined;
}

function messagesByRank(graph: ReplayGraph): ReadonlyMap<number, readonly Sent[]> {
  const { node, kind, sender, receiver } = graph.detail.transfers;
  const found = new Map<number, Sent[]>();
  for (let i = 0; i < node.length; i++) {
    if (u8(kind, i) !== POINT_TO_POINT) continue;
    const rank = u16(graph.rank, u32(node, i));
    const sent = i32(sender, i) === item(graph.detail.rankNumbers, rank);
    const message = { node: u32(node, i), sent, partner: i32(sent ? receiver : sender, i) };
    const own = found.get(rank);
    if (own === undefined) found.set(rank, [message]);
    else own.push(message);
  }
  for (const own of found.values()) own.sort((a, b) => inTurn(graph, a.node, b.node));
  return found;
}

/** Work in the order in which the host sent it off: by its call, or itself where no call is known. */
function inTurn(graph: ReplayGraph, a: number, b: number): number {
  const [callA, callB] = [callOf(graph, a), callOf(graph, b)];
  return f64(graph.observed, 2 * callA) - f64(graph.observed, 2 * callB) || callA - callB;
}

function callOf(graph: ReplayGraph, node: number): number {
  const launch = edgeInto(graph, 2 * node, LAUNCH);
  return launch < 0 ? node : u32(graph.source, launch) >> 1;
}

/** Ranks, as indices, from the stage that begins by sending to the one before which no other stands. A rank whose first message comes in stands behind its sender. */
function chainOf(graph: ReplayGraph, messages: ReadonlyMap<number, readonly Sent[]>): readonly number[] | undefined {
  const indices = new Map(graph.detail.rankNumbers.map((number, index) => [number, index]));
  const next = new Map<number, number>();
  const before = new Map<number, number>();
  for (const [rank, [first]] of messages) {
    if (first === undefined || first.sent) continue;
    const from = indices.get(first.partner);
    if (from === undefined || next.has(from)) return undefined;
    next.set(from, rank);
    before.set(rank, from);
  }
  let start = 0;
  const seen = new Set<number>();
  for (let rank = before.get(0); rank !== undefined && !seen.has(rank); rank = before.get(rank)) {
    seen.add(rank);
    start = rank;
  }
  if (before.has(start) || !messages.has(start)) return undefined;
  const chain = [start];
  for (let rank = next.get(start); rank !== undefined; rank = next.get(rank)) chain.push(rank);
  return chain;
}

/** Messages and compute of each rank that has messages, by step, as the host sent them off. */
function workByRank(
  graph: ReplayGraph,
  messages: ReadonlyMap<number, readonly Sent[]>,
): ReadonlyMap<number, ReadonlyMap<number, readonly number[]>> {
  const found = new Map<number, Map<number, number[]>>();
  const add = (rank: number, node: number): void => {
    const step = i32(graph.detail.step, node);
    if (step < 0) return;
    let steps = found.get(rank);
    if (steps === undefined) found.set(rank, (steps = new Map()));
    const own = steps.get(step);
    if (own === undefined) steps.set(step, [node]);
    else own.push(node);
  };
  for (const [rank, own] of messages) for (const { node } of own) add(rank, node);
  for (let node = 0; node < graph.nodeCount; node++)
    if (u8(graph.nodeClass, node) === COMPUTE && messages.has(u16(graph.rank, node))) add(u16(graph.rank, node), node);
  for (const steps of found.values()) for (const nodes of steps.values()) nodes.sort((a, b) => inTurn(graph, a, b));
  return found;
}

function stretches(
  nodes: readonly number[],
  messages: ReadonlyMap<number, Sent>,
  previous: number | undefined,
  next: number | undefined,
): readonly Stretch[] | undefined {
  const found: Stretch[] = [];
  let from: Message | undefined;
  let compute: number[] = [];
  for (const node of nodes) {
    const message = messages.get(node);
    if (message === undefined) {
      compute.push(node);
      continue;
    }
    const { sent, partner } = message;
    if (partner !== previous && partner !== next) return undefined;
    const to = { node, sent, forward: sent === (partner === next) };
    found.push({ from, to, compute });
    from = to;
    compute = [];
  }
  return [...found, { from, to: undefined, compute }];
}
