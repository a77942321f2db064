import { f64, i32, u16, u32, u8 } from '../base/at.ts';
import { edgeCode, type ReplayGraph, WEIGHT_CLASSES, type WeightClass, weightCode } from './graph.ts';
import { type Replayed } from './replay.ts';
import { type CriticalPath } from './scenario.ts';

interface Piece {
  readonly step: number;
  readonly event: number;
  readonly lane: number;
  readonly start: number;
  readonly end: number;
  readonly weightClass: number;
  readonly edgeKind: number;
}

const FIXED = weightCode('fixed');
const THINK = edgeCode('think');
/** Kinds whose time is the work of a node: of the vertex they lead to. */
const WORK = new Set((['own', 'inside', 'transfer'] as const).map(edgeCode));
/** Pieces shorter than this are passed over. */
const LEAST_US = 1e-6;

/**
 * What the end of each step waited for, back to its start: of the edges into a vertex the one that set its time. A delay that no edge explains
 * is a piece of its own. Steps of all ranks, unless `steps` says which (indexes into `Timeline.steps`).
 */
export function criticalPath(
  graph: ReplayGraph,
  { time, weight, graph: walked }: Pick<Replayed, 'time' | 'weight' | 'graph'>,
  steps?: readonly number[],
): CriticalPath {
  const wanted = steps ?? Array.from({ length: graph.stepVertex.length / 2 }, (_, k) => k);
  const pieces = wanted.flatMap((step) => stepPath(walked, time, weight, step));
  return {
    length: pieces.length,
    step: Uint32Array.from(pieces, (piece) => piece.step),
    event: Int32Array.from(pieces, (piece) => piece.event),
    lane: Int32Array.from(pieces, (piece) => piece.lane),
    start: Float64Array.from(pieces, (piece) => piece.start),
    end: Float64Array.from(pieces, (piece) => piece.end),
    weightClass: Uint8Array.from(pieces, (piece) => piece.weightClass),
    edgeKind: Uint8Array.from(pieces, (piece) => piece.edgeKind),
  };
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

function stepPath(graph: ReplayGraph, time: Float64Array, weight: Float64Array, step: number): Piece[] {
  const fromUs = f64(time, u32(graph.stepVertex, 2 * step));
  const pieces: Piece[] = [];
  let v = u32(graph.stepVertex, 2 * step + 1);
  for (let hops = 0; hops < 2 * graph.nodeCount && f64(time, v) > fromUs; hops++) {
    const e = bindingEdge(graph, time, weight, v);
    const endUs = f64(time, v);
    const sourceUs = e < 0 ? fromUs : f64(time, u32(graph.source, e));
    const readyUs = e < 0 ? fromUs : sourceUs + Math.max(0, f64(weight, e));
    const node = v >> 1;
    const clockUs = f64(graph.clockUs, u16(graph.rank, node));
    const add = (start: number, end: number, work: boolean, weightClass: number, edgeKind: number): void => {
      const low = Math.max(start, fromUs);
      if (end - low <= LEAST_US) return;
      const event = work ? i32(graph.event, node) : -1;
      const lane = i32(graph.resource, node);
      pieces.push({ step, event, lane, start: low + clockUs, end: end + clockUs, weightClass, edgeKind });
    };
    const kind = e < 0 ? THINK : u8(graph.edgeKind, e);
    if (endUs > readyUs) add(readyUs, endUs, false, FIXED, kind);
    if (e < 0) break;
    add(sourceUs, Math.min(readyUs, endUs), WORK.has(kind), u8(graph.edgeClass, e), kind);
    v = u32(graph.source, e);
  }
  return pieces.reverse();
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
