import { median } from '../base/median.ts';
import { at, f64, i32, item, u16, u32, u8 } from '../base/at.ts';
import { COLLECTIVE_KINDS } from '../ledger/ranks/collective-kinds.ts';
import { moved } from './actions/action.ts';
import { edgeInto, transferEdge } from './edge-index.ts';
import { edgeCode, type ReplayGraph } from './graph.ts';
import { type OpenEnd } from './open-ends.ts';
import { type Scenario } from './scenario.ts';
import { latencyOf } from './transfers.ts';

/** Smaller all-reduces carry losses and metrics, not gradients. */
const LEAST_BYTES = 65_536;
const ROUNDS = 4;

/** An all-reduce of gradients: the edge of its transfer, and its size, or its time where the trace gives no sizes. */
interface Bucket {
  readonly edge: number;
  readonly size: number;
  /** Share of its time in which none before it was under way: below 1 where they shared the link. */
  readonly alone: number;
  readonly alphaUs: number;
  /** Vertices at which its gradients are there, in turn; none where the trace does not name them. */
  readonly gradients: readonly number[];
}

/** The gradient buckets of each rank and step in the order in which they were ready; only steps that hold two or more, or one of which it is known when its gradients are there. */
export function bucketsOf(graph: ReplayGraph, latency: OpenEnd = 'likely'): readonly (readonly Bucket[])[] {
  const { node, bytes, kind } = graph.detail.transfers;
  const sized = bytes.every((size, i) => !isAllReduce(u8(kind, i)) || size > 0);
  const lists = new Map<string, Seen[]>();
  for (let i = 0; i < node.length; i++) {
    const member = u32(node, i);
    const edge = transferEdge(graph, member);
    if (!isAllReduce(u8(kind, i)) || edge < 0 || (sized && f64(bytes, i) < LEAST_BYTES)) continue;
    const key = stepKey(graph, member);
    const bucket = {
      edge,
      size: sized ? f64(bytes, i) : f64(graph.weight, edge),
      alphaUs: latencyOf(graph, i, f64(graph.weight, edge), latency),
      sentUs: sentUs(graph, member),
      readyUs: f64(graph.observed, u32(graph.source, edge)),
      doneUs: f64(graph.observed, 2 * member + 1),
    };
    const list = lists.get(key);
    if (list === undefined) lists.set(key, [bucket]);
    else list.push(bucket);
  }
  const gradients = gradientsByStep(graph);
  return [...lists]
    .map(([key, list]) => inTurn(list, gradients.get(key) ?? []))
    .filter(([first, second]) => second !== undefined || (first?.gradients.length ?? 0) > 1);
}

const stepKey = (graph: ReplayGraph, node: number): string =>
  `${u16(graph.rank, node)} ${i32(graph.detail.step, node)}`;

const LAUNCH = edgeCode('launch');

/** When the host sent a collective off; its own start where no call is known. */
function sentUs(graph: ReplayGraph, node: number): number {
  const launch = edgeInto(graph, 2 * node, LAUNCH);
  return f64(graph.observed, launch < 0 ? 2 * node : u32(graph.source, launch));
}

interface Gradient {
  readonly vertex: number;
  readonly hostUs: number;
}

function gradientsByStep(graph: ReplayGraph): ReadonlyMap<string, readonly Gradient[]> {
  const { vertex, hostUs } = graph.detail.gradients;
  const found = new Map<string, Gradient[]>();
  vertex.forEach((v, i) => {
    const gradient = { vertex: v, hostUs: f64(hostUs, i) - f64(graph.clockUs, u16(graph.rank, v >> 1)) };
    const key = stepKey(graph, v >> 1);
    const known = found.get(key);
    if (known === undefined) found.set(key, [gradient]);
    else known.push(gradient);
  });
  return found;
}

interface Seen extends Omit<Bucket, 'alone' | 'gradients'> {
  readonly sentUs: number;
  readonly readyUs: number;
  readonly doneUs: number;
}

/** In the order in which they were ready; each with the gradients that came since the one before was sent. */
function inTurn(list: readonly Seen[], gradients: readonly Gradient[]): readonly Bucket[] {
  let until = -Infinity;
  let sent = -Infinity;
  return [...list]
    .sort((a, b) => a.readyUs - b.readyUs)
    .map(({ sentUs, readyUs, doneUs, ...bucket }) => {
      const from = sent;
      sent = sentUs;
      const own = gradients.filter(({ hostUs }) => hostUs >= from && hostUs < sentUs).map(({ vertex }) => vertex);
      const aloneUs = Math.max(0, doneUs - Math.max(readyUs, until));
      until = Math.max(until, doneUs);
      return { ...bucket, gradients: own, alone: doneUs > readyUs ? aloneUs / (doneUs - readyUs) : 1 };
    });
}

const isAllReduce = (kind: number): boolean => item(COLLECTIVE_KINDS, kind).key === 'allReduce';

/**
 * Transfers of gradient buckets `times` the usual size, the median. Larger: buckets join the last of them, which alone transfers. Smaller: a bucket goes in parts,
 * e_j = max(e_{j-1}, ready_j) + c_j; what is left of them when the last part is ready is its transfer. A part is ready with the last of its gradients, taken for equal in size, and
 * as late after it as the whole bucket was after its last. Where the trace does not name gradients, parts are ready evenly between the bucket before and itself, and the first
 * bucket of a step stays whole. When parts are ready follows from the replay: `run` gives vertex times of weights.
 */
export function settleBuckets(
  graph: ReplayGraph,
  scenario: Scenario,
  weight: Float64Array,
  run: (weight: Float64Array) => Float64Array,
  latency?: OpenEnd,
): void {
  const times = moved(scenario, 'buckets');
  if (times === undefined) return;
  const lists = bucketsOf(graph, latency);
  if (lists.length === 0) return;
  const size = times * median(lists.flat().map((bucket) => bucket.size));
  if (times > 1) {
    for (const list of lists) join(weight, list, size);
    return;
  }
  const wholeUs = lists.map((list) => Float64Array.from(list, ({ edge }) => f64(weight, edge)));
  for (let round = 0; round < ROUNDS; round++) {
    const time = run(weight);
    lists.forEach((list, k) => part(graph, weight, time, list, item(wholeUs, k), size));
  }
}

/** Buckets in turn up to `size`: the last of them takes the time that they took together, less the latency of all but one. */
function join(weight: Float64Array, list: readonly Bucket[], size: number): void {
  let filled = 0;
  let sumUs = 0;
  list.forEach(({ edge, size: own, alone, alphaUs }, i) => {
    const us = f64(weight, edge);
    const next = list[i + 1];
    filled += own;
    sumUs += us * alone;
    if (next !== undefined && filled + next.size / 2 <= size) {
      sumUs -= Math.min(alphaUs, us * alone);
      weight[edge] = 0;
      return;
    }
    weight[edge] = filled > own ? sumUs : us;
    filled = 0;
    sumUs = 0;
  });
}

/** Each bucket in parts of `size`, with the times of the replay before. `wholeUs`: what each takes whole. */
function part(
  { source }: ReplayGraph,
  weight: Float64Array,
  time: Float64Array,
  list: readonly Bucket[],
  wholeUs: Float64Array,
  size: number,
): void {
  let beforeUs = 0;
  let doneUs = -Infinity;
  list.forEach(({ edge, size: own, alone, alphaUs, gradients }, i) => {
    const readyUs = f64(time, u32(source, edge));
    const us = at(wholeUs, i);
    const count = gradients.length;
    const most = count > 1 ? count : i === 0 ? 1 : Infinity;
    const parts = Math.max(1, Math.min(most, Math.round(own / size)));
    const lagUs = count > 1 ? Math.max(0, readyUs - f64(time, at(gradients, count - 1))) : 0;
    const partUs = (j: number): number =>
      count > 1
        ? Math.min(readyUs, f64(time, at(gradients, Math.ceil((j * count) / parts) - 1)) + lagUs)
        : beforeUs + ((readyUs - beforeUs) * j) / parts;
    if (parts === 1) {
      weight[edge] = us;
      doneUs = Math.max(doneUs, readyUs + us);
    } else {
      const alpha = Math.min(alphaUs, us * alone);
      for (let j = 1; j <= parts; j++) {
        doneUs = Math.max(doneUs, partUs(j)) + alpha + (us * alone - alpha) / parts;
      }
      weight[edge] = Math.max(0, doneUs - readyUs);
    }
    beforeUs = readyUs;
  });
}
