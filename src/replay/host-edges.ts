import { at, f64, i32, item, u8 } from '../base/at.ts';
import { type Timeline } from '../model/timeline.ts';
import { type RankNodes } from './anchors.ts';
import { addEdge, type Draft, endOf, startOf, timeOf } from './draft.ts';
import { weightCode } from './graph.ts';
import { findHandoff, handoffTable, type HandoffTable, PARTNER_GAP_US, SIGNIFICANT_GAP_US } from './handoffs.ts';
import { type NameTable } from './names.ts';
import { coveredShare, opCover, type OpCover } from './op-cover.ts';
import { type StepMark } from './step-marks.ts';
import { threadChain, type ThreadChain } from './thread-chain.ts';

const BUSY_SHARE = 0.5;

/** Adds the edges along each thread of a rank, and those from thread to thread. Gives the number of hand-offs. */
export function addHostEdges(
  draft: Draft,
  timeline: Timeline,
  nodes: RankNodes,
  marks: readonly StepMark[],
  names: NameTable,
): number {
  const { mainLane } = item(timeline.ranks, nodes.rank);
  const table = handoffTable(draft, timeline, nodes);
  const covers = new Map(nodes.threads.map(({ lane }) => [lane, opCover(timeline, lane, names)]));
  let handoffs = 0;
  for (const thread of nodes.threads) {
    const own = marks.filter((mark) => mark.lane === thread.lane && !mark.closesAll);
    const chain = threadChain(draft, thread, own);
    handoffs += addChainEdges(draft, covers, chain, table, thread.lane === mainLane);
  }
  for (const mark of marks) addEdge(draft, 'own', startOf(mark.node), endOf(mark.node));
  addMarkEdges(draft, timeline, nodes, marks);
  return handoffs;
}

type Covers = ReadonlyMap<number, OpCover>;

/** From the last anchor of another thread until this one goes on: the other thread's ops after that anchor, and a lag of at most 1 ms. */
function handoffUs(draft: Draft, covers: Covers, from: number, toUs: number): number {
  const fromUs = timeOf(draft, from);
  const cover = covers.get(i32(draft.resource, from >> 1));
  const busyUs = cover === undefined ? 0 : coveredShare(cover, fromUs, toUs) * (toUs - fromUs);
  return Math.min(toUs - fromUs, busyUs + SIGNIFICANT_GAP_US);
}

function addChainEdges(draft: Draft, covers: Covers, chain: ThreadChain, table: HandoffTable, isMain: boolean): number {
  const think = weightCode('think');
  const cover = covers.get(chain.lane);
  let handoffs = 0;
  for (let k = 0; k < chain.vertex.length; k++) {
    const to = at(chain.vertex, k);
    const toUs = timeOf(draft, to);
    if (k === 0) {
      const from = isMain ? -1 : findHandoff(table, chain.lane, -Infinity, toUs);
      if (from < 0) continue;
      addEdge(draft, 'handoff', from, to, handoffUs(draft, covers, from, toUs), think);
      handoffs++;
      continue;
    }
    const from = at(chain.vertex, k - 1);
    const gapUs = toUs - timeOf(draft, from);
    const open = at(chain.inside, k);
    if (open >= 0) {
      const ends = to === endOf(open);
      const weightUs = ends ? Math.min(gapUs, f64(draft.ownCap, open)) : gapUs;
      addEdge(draft, ends && from === startOf(open) ? 'own' : 'inside', from, to, weightUs, u8(draft.nodeClass, open));
      continue;
    }
    const waiting =
      gapUs > PARTNER_GAP_US && (cover === undefined || coveredShare(cover, timeOf(draft, from), toUs) < BUSY_SHARE);
    const other = waiting ? findHandoff(table, chain.lane, timeOf(draft, from), toUs) : -1;
    if (other < 0) {
      addEdge(draft, 'think', from, to, gapUs, think);
      continue;
    }
    addEdge(draft, 'order', from, to);
    addEdge(draft, 'handoff', other, to, handoffUs(draft, covers, other, toUs), think);
    handoffs++;
  }
  return handoffs;
}

/** Marks that stand on no thread wait for the streams; a mark that closes a run waits for the last of every stream and thread. */
function addMarkEdges(draft: Draft, timeline: Timeline, nodes: RankNodes, marks: readonly StepMark[]): void {
  for (const mark of marks) {
    if (mark.lane >= 0 && !mark.closesAll) continue;
    for (const stream of nodes.streams) {
      const last = lastEnded(draft, stream.nodes, mark.timeUs);
      if (last >= 0) addEdge(draft, 'closes', endOf(last), startOf(mark.node));
    }
    if (!mark.closesAll) continue;
    for (const thread of nodes.threads) {
      const last = lastEnded(draft, thread.nodes, mark.timeUs);
      if (last < 0) continue;
      const busyUs = Math.min(mark.timeUs, lastEventEnd(timeline, thread.lane)) - f64(draft.end, last);
      addEdge(draft, 'closes', endOf(last), startOf(mark.node), Math.max(0, busyUs), weightCode('think'));
    }
  }
}

/** The node that ended last by `untilUs`; -1 for none. */
function lastEnded(draft: Draft, nodes: readonly number[], untilUs: number): number {
  let last = -1;
  for (const node of nodes) {
    if (f64(draft.end, node) <= untilUs && (last < 0 || f64(draft.end, node) >= f64(draft.end, last))) last = node;
  }
  return last;
}

/** A thread works on after its last anchor until its last event ends. */
function lastEventEnd(timeline: Timeline, lane: number): number {
  const { first, count } = item(timeline.lanes, lane);
  let lastUs = -Infinity;
  for (let i = first; i < first + count; i++) lastUs = Math.max(lastUs, f64(timeline.events.end, i));
  return lastUs;
}
