import { f64, i32, u16, u32, u8 } from '../base/at.ts';
import { giveBack } from '../base/give-back.ts';
import { edgeCode, type ReplayGraph, WEIGHT_CLASSES, type WeightClass, weightCode } from './graph.ts';
import { type Replayed } from './replay.ts';
import { type CriticalPath } from './scenario.ts';

const FIXED = weightCode('fixed');
const THINK = edgeCode('think');
/** Kinds whose time is the work of a node: of the vertex they lead to. */
const WORK = new Set((['own', 'inside', 'transfer'] as const).map(edgeCode));
/** Pieces shorter than this are passed over. */
const LEAST_US = 1e-6;

type Columns = { -readonly [Column in Exclude<keyof CriticalPath, 'length'>]: CriticalPath[Column] };

/** Pieces while they are collected: the first `length` entries of each column hold. No piece is an object, of a long run there are hundreds of thousands. */
interface Draft {
  length: number;
  columns: Columns;
}

const FIRST_ROOM = 256;

const roomFor = (pieces: number): Columns => ({
  step: new Uint32Array(pieces),
  event: new Int32Array(pieces),
  lane: new Int32Array(pieces),
  start: new Float64Array(pieces),
  end: new Float64Array(pieces),
  weightClass: new Uint8Array(pieces),
  edgeKind: new Uint8Array(pieces),
});

/** Puts the columns into others with room for `pieces`, and frees what they were. */
function moveInto(pieces: number, { length, columns }: Draft): Columns {
  const moved = roomFor(pieces);
  moved.step.set(columns.step.subarray(0, length));
  moved.event.set(columns.event.subarray(0, length));
  moved.lane.set(columns.lane.subarray(0, length));
  moved.start.set(columns.start.subarray(0, length));
  moved.end.set(columns.end.subarray(0, length));
  moved.weightClass.set(columns.weightClass.subarray(0, length));
  moved.edgeKind.set(columns.edgeKind.subarray(0, length));
  freePath(columns);
  return moved;
}

/** Frees a path that nobody reads again. */
export function freePath({ step, event, lane, start, end, weightClass, edgeKind }: Columns): void {
  for (const { buffer } of [step, event, lane, start, end, weightClass, edgeKind]) giveBack(buffer);
}

/**
 * What the end of each step waited for, back to its start: of the edges into a vertex the one that set its time. A delay that no edge explains
 * is a piece of its own. Steps of all ranks, unless `steps` says which (indexes into `Timeline.steps`).
 */
export function criticalPath(
  graph: ReplayGraph,
  { time, weight, graph: walked }: Pick<Replayed, 'time' | 'weight' | 'graph'>,
  steps?: readonly number[],
): CriticalPath {
  const draft: Draft = { length: 0, columns: roomFor(FIRST_ROOM) };
  const count = steps?.length ?? graph.stepVertex.length / 2;
  for (let k = 0; k < count; k++) {
    const first = draft.length;
    walkBack(walked, time, weight, steps?.[k] ?? k, draft);
    for (const column of Object.values(draft.columns)) column.subarray(first, draft.length).reverse();
  }
  return { length: draft.length, ...moveInto(draft.length, draft) };
}

/** The edge that set a vertex's time; -1 where nothing did. */
function bindingEdge(graph: ReplayGraph, time: Float64Array, weight: Float64Array, v: number): number {
  let best = -1;
  let latestUs = -Infinity;
  for (let e = u32(graph.offset, v); e < u32(graph.offset, v + 1); e++) {
    const ready = f64(time, u32(graph.source, e)) + f64(weight, e);
    if (ready > latestUs) {
      latestUs = ready;
      best = e;
    }
  }
  return best;
}

/** Adds the pieces of a step, the last one first. */
function walkBack(graph: ReplayGraph, time: Float64Array, weight: Float64Array, step: number, draft: Draft): void {
  const fromUs = f64(time, u32(graph.stepVertex, 2 * step));
  let v = u32(graph.stepVertex, 2 * step + 1);
  for (let hops = 0; hops < 2 * graph.nodeCount && f64(time, v) > fromUs; hops++) {
    const e = bindingEdge(graph, time, weight, v);
    const endUs = f64(time, v);
    const sourceUs = e < 0 ? fromUs : f64(time, u32(graph.source, e));
    const readyUs = e < 0 ? fromUs : sourceUs + Math.max(0, f64(weight, e));
    const node = v >> 1;
    const lane = i32(graph.resource, node);
    const clockUs = f64(graph.clockUs, u16(graph.rank, node));
    const kind = e < 0 ? THINK : u8(graph.edgeKind, e);
    const delayedUs = Math.max(readyUs, fromUs);
    if (endUs - delayedUs > LEAST_US) add(draft, step, -1, lane, delayedUs + clockUs, endUs + clockUs, FIXED, kind);
    if (e < 0) break;
    const workedUs = Math.max(sourceUs, fromUs);
    const doneUs = Math.min(readyUs, endUs);
    const event = WORK.has(kind) ? i32(graph.event, node) : -1;
    if (doneUs - workedUs > LEAST_US)
      add(draft, step, event, lane, workedUs + clockUs, doneUs + clockUs, u8(graph.edgeClass, e), kind);
    v = u32(graph.source, e);
  }
}

function add(
  draft: Draft,
  step: number,
  event: number,
  lane: number,
  start: number,
  end: number,
  weightClass: number,
  edgeKind: number,
): void {
  if (draft.length === draft.columns.step.length) draft.columns = moveInto(2 * draft.length, draft);
  const i = draft.length++;
  const { columns } = draft;
  columns.step[i] = step;
  columns.event[i] = event;
  columns.lane[i] = lane;
  columns.start[i] = start;
  columns.end[i] = end;
  columns.weightClass[i] = weightClass;
  columns.edgeKind[i] = edgeKind;
}

/** Share of the path's time by weight class; the largest first. */
export function pathShares(
  path: CriticalPath,
): readonly { readonly weightClass: WeightClass; readonly share: number }[] {
  const sums = new Float64Array(WEIGHT_CLASSES.length);
  let total = 0;
  for (let i = 0; i < path.length; i++) {
    const us = f64(path.end, i) - f64(path.start, i);
    const code = u8(path.weightClass, i);
    sums[code] = f64(sums, code) + us;
    total += us;
  }
  return WEIGHT_CLASSES.map((weightClass, code) => ({ weightClass, share: total > 0 ? f64(sums, code) / total : 0 }))
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share);
}

/** The event that takes most of the path, and its time; -1 where none takes any. */
export function largestEvent(
  graph: ReplayGraph,
  path: CriticalPath,
): { readonly name: string | undefined; readonly us: number } {
  const byName = new Map<number, number>();
  for (let i = 0; i < path.length; i++) {
    const event = i32(path.event, i);
    const node = event < 0 ? -1 : i32(graph.nodeOf, event);
    if (node < 0) continue;
    const name = i32(graph.detail.name, node);
    byName.set(name, (byName.get(name) ?? 0) + f64(path.end, i) - f64(path.start, i));
  }
  let best = -1;
  let us = 0;
  for (const [name, sum] of byName) {
    if (sum <= us) continue;
    us = sum;
    best = name;
  }
  return { name: best < 0 ? undefined : graph.detail.strings[best], us };
}
