import { at, f64, i32, u16, u32 } from '../base/at.ts';
import { median } from '../base/median.ts';
import { edgeInto } from './edge-index.ts';
import { edgeCode, type ReplayGraph } from './graph.ts';
import { stepRanges } from './step-times.ts';

/** Steps needed before their growth of lag is more than chance. */
const FEWEST_STEPS = 3;

const LAUNCH = edgeCode('launch');

/** Launched work of one rank, by the step that launched it. */
interface RankWork {
  /** Steps [first, last) of the rank. */
  readonly first: number;
  readonly last: number;
  readonly node: Uint32Array;
  readonly step: Uint32Array;
  /** By how much a recorded step was short for its device, by step of the rank, microseconds. */
  readonly recordedUs: Float64Array;
}

const found = new WeakMap<ReplayGraph, readonly RankWork[]>();

function workOf(graph: ReplayGraph): readonly RankWork[] {
  let work = found.get(graph);
  if (work === undefined) found.set(graph, (work = findWork(graph)));
  return work;
}

function findWork(graph: ReplayGraph): readonly RankWork[] {
  const { rank, nodeCount, resource, detail } = graph;
  const nodes = Array.from({ length: graph.rankCount }, (): number[] => []);
  for (let node = 0; node < nodeCount; node++)
    if (i32(resource, node) >= 0 && i32(detail.step, node) >= 0 && edgeInto(graph, 2 * node, LAUNCH) >= 0)
      nodes[u16(rank, node)]?.push(node);
  return [...stepRanges(graph)].flatMap(([r, { firstStep, lastStep }]): RankWork[] => {
    const own = nodes[r] ?? [];
    if (own.length === 0) return [];
    const steps = Uint32Array.from(own, (node) => i32(detail.step, node));
    const work = { first: firstStep, last: lastStep, node: Uint32Array.from(own), step: steps };
    return [{ ...work, recordedUs: shortOf(graph, work, graph.observed) }];
  });
}

/** By how much each step of a rank is too short for its device, microseconds. */
function shortOf(graph: ReplayGraph, work: Omit<RankWork, 'recordedUs'>, time: Float64Array): Float64Array {
  const count = work.last - work.first;
  return count < FEWEST_STEPS
    ? busyBeyond(graph, work, time)
    : new Float64Array(count).fill(lagGrowth(graph, work, time));
}

/** Too few steps show no growth of lag: by how much the work that a step launches on its busiest stream is longer than the step. */
function busyBeyond(
  { resource, stepVertex }: ReplayGraph,
  { first, last, node, step }: Omit<RankWork, 'recordedUs'>,
  time: Float64Array,
): Float64Array {
  return Float64Array.from({ length: last - first }, (_, k) => {
    const busyUs = new Map<number, number>();
    for (let i = 0; i < node.length; i++) {
      if (u32(step, i) !== first + k) continue;
      const [n, stream] = [u32(node, i), i32(resource, u32(node, i))];
      busyUs.set(stream, (busyUs.get(stream) ?? 0) + f64(time, 2 * n + 1) - f64(time, 2 * n));
    }
    const [from, to] = [u32(stepVertex, 2 * (first + k)), u32(stepVertex, 2 * (first + k) + 1)];
    return Math.max(0, Math.max(...busyUs.values()) - (f64(time, to) - f64(time, from)));
  });
}

/** By how much the device falls further behind the host in a step, microseconds: the median growth of the time that launched work outlasts its step. */
function lagGrowth(
  graph: ReplayGraph,
  { first, last, node, step }: Omit<RankWork, 'recordedUs'>,
  time: Float64Array,
): number {
  const doneUs = new Float64Array(last - first).fill(-Infinity);
  for (let i = 0; i < node.length; i++) {
    const k = u32(step, i) - first;
    const endUs = f64(time, 2 * u32(node, i) + 1);
    if (k >= 0 && k < doneUs.length && endUs > f64(doneUs, k)) doneUs[k] = endUs;
  }
  const growth = new Float64Array(last - first - 1);
  let lagUs = 0;
  let latestUs = -Infinity;
  for (let k = 0; k < doneUs.length; k++) {
    latestUs = Math.max(latestUs, f64(doneUs, k));
    const nextUs = Math.max(0, latestUs - f64(time, u32(graph.stepVertex, 2 * (first + k) + 1)));
    if (k > 0) growth[k - 1] = nextUs - lagUs;
    lagUs = nextUs;
  }
  return Math.max(0, median(growth));
}

/**
 * How much longer the steps of a replay must be to last, one figure a step, microseconds: where a faster host outruns its device, no wait of a few recorded
 * steps holds it back, yet the queue between them fills in the end and the device sets the pace. It is what the device falls further behind each step, or by what
 * the work of a lone step is longer than it, beyond what was so as recorded (which the gate tells). Undefined where no rank outruns its device.
 */
export function outrunUs(graph: ReplayGraph, time: Float64Array): Float64Array | undefined {
  let shortUs: Float64Array | undefined;
  for (const work of workOf(graph)) {
    const leastUs = LEAST_SHARE * meanStep(graph, work, time);
    const beyondUs = shortOf(graph, work, time).map((us, k) => Math.max(0, us - f64(work.recordedUs, k)));
    if (beyondUs.every((us) => us <= leastUs)) continue;
    shortUs ??= new Float64Array(graph.stepVertex.length / 2);
    shortUs.set(beyondUs, work.first);
  }
  return shortUs;
}

/** Growth below this share of a step is chance. */
const LEAST_SHARE = 0.01;

const meanStep = ({ stepVertex }: ReplayGraph, { first, last }: RankWork, time: Float64Array): number =>
  (at(time, u32(stepVertex, 2 * last - 1)) - at(time, u32(stepVertex, 2 * first))) / (last - first);
