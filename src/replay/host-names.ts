import { at, f64, i32, item, u16, u32 } from '../base/at.ts';
import { orderBy } from '../base/order-by.ts';
import { patternOf } from './actions/action.ts';
import { edgesOfClass, edgeTargets } from './edge-index.ts';
import { type ReplayGraph } from './graph.ts';
import { coveredUs, coverOf, type OpCover } from './op-cover.ts';
import { type Scenario } from './scenario.ts';

/** Host time between calls: one row an edge of class `think`, in the order of `edgesOfClass`. */
interface Gaps {
  /** The thread whose gap it is, index into `Timeline.lanes`; -1 where it is none's. */
  readonly lane: Int32Array;
  /** The thread that goes on after a hand-off; -1 where it is the same. */
  readonly next: Int32Array;
  /** On the rank's own clock, microseconds. */
  readonly start: Float64Array;
  readonly end: Float64Array;
}

const gapsOf = new WeakMap<ReplayGraph, Gaps>();

function hostGaps(graph: ReplayGraph): Gaps {
  let gaps = gapsOf.get(graph);
  if (gaps === undefined) gapsOf.set(graph, (gaps = findGaps(graph)));
  return gaps;
}

function findGaps(graph: ReplayGraph): Gaps {
  const edges = edgesOfClass(graph, 'think');
  const targets = edgeTargets(graph);
  const { length } = edges;
  const gaps = {
    lane: new Int32Array(length),
    next: new Int32Array(length).fill(-1),
    start: new Float64Array(length),
    end: new Float64Array(length),
  };
  for (let i = 0; i < length; i++) {
    const from = u32(graph.source, u32(edges, i));
    const to = u32(targets, u32(edges, i));
    const own = i32(graph.resource, from >> 1);
    const clockUs = f64(graph.clockUs, u16(graph.rank, from >> 1));
    const next = i32(graph.resource, to >> 1);
    gaps.lane[i] = own >= 0 ? own : next;
    if (own >= 0 && next !== own) gaps.next[i] = next;
    gaps.start[i] = f64(graph.observed, from) + clockUs;
    gaps.end[i] = f64(graph.observed, to) + clockUs;
  }
  return gaps;
}

const kept = new WeakMap<ReplayGraph, { readonly pattern: string; readonly insideUs: Float64Array }>();

/**
 * Host time inside calls that match the user's pattern: of the edges of class `think`, in order; microseconds. What lies inside a matching
 * call counts as it does, whatever its own name. Undefined where there is no pattern.
 */
export function namedHostUs(graph: ReplayGraph, { module: pattern }: Scenario): Float64Array | undefined {
  const test = patternOf(pattern);
  if (test === undefined || pattern === undefined) return undefined;
  const known = kept.get(graph);
  if (known?.pattern === pattern) return known.insideUs;
  const { strings, host } = graph.detail;
  const matches = Uint8Array.from(strings, (name) => (test(name) ? 1 : 0));
  const covers = new Map<number, OpCover>();
  const coverIn = (lane: number): OpCover => {
    let cover = covers.get(lane);
    if (cover === undefined) {
      cover = coverOf(host.events, item(host.lanes, lane), (event) => matches[u32(host.events.name, event)] === 1);
      covers.set(lane, cover);
    }
    return cover;
  };
  const { lane, next, start, end } = hostGaps(graph);
  // What the other thread was inside before the hand-off waited for it.
  const begunUs = (other: number, fromUs: number, untilUs: number): number => {
    if (other < 0 || coveredUs(coverIn(other), fromUs - 1e-3, fromUs) > 0) return 0;
    return coveredUs(coverIn(other), fromUs, untilUs);
  };
  const insideUs = Float64Array.from(edgesOfClass(graph, 'think'), (edge, i) => {
    const own = i32(lane, i);
    const [fromUs, untilUs] = [f64(start, i), f64(end, i)];
    if (own < 0) return 0;
    const ownUs = coveredUs(coverIn(own), fromUs, untilUs);
    return Math.min(f64(graph.weight, edge), ownUs + begunUs(i32(next, i), fromUs, untilUs));
  });
  kept.set(graph, { pattern, insideUs });
  return insideUs;
}

const mostOf = new WeakMap<ReplayGraph, { readonly name: string | undefined }>();

/** The name that is innermost for most of the host time between calls, over the threads of all ranks; undefined where none is open in any. */
export function mostHostTime(graph: ReplayGraph): string | undefined {
  let most = mostOf.get(graph);
  if (most === undefined) mostOf.set(graph, (most = { name: findMost(graph) }));
  return most.name;
}

function findMost(graph: ReplayGraph): string | undefined {
  const { host, strings } = graph.detail;
  const selfUs = new Float64Array(strings.length);
  const gaps = hostGaps(graph);
  for (const lane of new Set(gaps.lane)) {
    if (lane < 0) continue;
    const cover = gapCover(gaps, lane);
    addSelfTimes(graph, lane, (event, fromUs, untilUs) => {
      const name = u32(host.events.name, event);
      selfUs[name] = f64(selfUs, name) + coveredUs(cover, fromUs, untilUs);
    });
  }
  const most = selfUs.reduce((best, us, name) => (us > f64(selfUs, best) ? name : best), 0);
  return f64(selfUs, most) > 0 ? item(strings, most) : undefined;
}

function gapCover({ lane, start, end }: Gaps, wanted: number): OpCover {
  const order = orderBy(start);
  const sorted = {
    start: Float64Array.from(order, (i) => f64(start, i)),
    end: Float64Array.from(order, (i) => f64(end, i)),
  };
  return coverOf(sorted, { first: 0, count: order.length }, (k) => i32(lane, u32(order, k)) === wanted);
}

/** Walks the calls of a thread, outer before inner, and gives each stretch to the innermost. */
function addSelfTimes(
  { detail: { host } }: ReplayGraph,
  lane: number,
  add: (event: number, fromUs: number, untilUs: number) => void,
): void {
  const { events } = host;
  const { first, count } = item(host.lanes, lane);
  const open: number[] = [];
  let nowUs = -Infinity;
  const closeUntil = (untilUs: number): void => {
    while (open.length > 0) {
      const top = at(open, open.length - 1);
      const endUs = f64(events.end, top);
      if (endUs > untilUs) return;
      add(top, nowUs, endUs);
      nowUs = Math.max(nowUs, endUs);
      open.pop();
    }
  };
  for (let event = first; event < first + count; event++) {
    const startUs = f64(events.start, event);
    closeUntil(startUs);
    if (open.length > 0) add(at(open, open.length - 1), nowUs, startUs);
    nowUs = startUs;
    open.push(event);
  }
  closeUntil(Infinity);
}
