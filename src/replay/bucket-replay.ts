import { median } from '../base/median.ts';
import { at, f64, i32, item, u16, u32, u8 } from '../base/at.ts';
import { COLLECTIVE_KINDS } from '../ledger/ranks/collective-kinds.ts';
import { moved } from './actions/action.ts';
import { transferEdge } from './edge-index.ts';
import { type ReplayGraph } from './graph.ts';
import { type Scenario } from './scenario.ts';

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
}

/** The gradient buckets of each rank and step in the order in which they were ready; only steps that hold two or more. */
export function bucketsOf(graph: ReplayGraph): readonly (readonly Bucket[])[] {
  const { node, bytes, kind, alphaUs } = graph.detail.transfers;
  const sized = bytes.every((size, i) => !isAllReduce(u8(kind, i)) || size > 0);
  const lists = new Map<string, Seen[]>();
  for (let i = 0; i < node.length; i++) {
    const member = u32(node, i);
    const edge = transferEdge(graph, member);
    if (!isAllReduce(u8(kind, i)) || edge < 0 || (sized && f64(bytes, i) < LEAST_BYTES)) continue;
    const key = `${u16(graph.rank, member)} ${i32(graph.detail.step, member)}`;
    const bucket = {
      edge,
      size: sized ? f64(bytes, i) : f64(graph.weight, edge),
      alphaUs: f64(alphaUs, i),
      readyUs: f64(graph.observed, u32(graph.source, edge)),
      doneUs: f64(graph.observed, 2 * member + 1),
    };
    const list = lists.get(key);
    if (list === undefined) lists.set(key, [bucket]);
    else list.push(bucket);
  }
  return [...lists.values()].filter(({ length }) => length > 1).map(inTurn);
}

interface Seen extends Omit<Bucket, 'alone'> {
  readonly readyUs: number;
  readonly doneUs: number;
}

function inTurn(list: readonly Seen[]): readonly Bucket[] {
  let until = -Infinity;
  return [...list]
    .sort((a, b) => a.readyUs - b.readyUs)
    .map(({ readyUs, doneUs, ...bucket }) => {
      const aloneUs = Math.max(0, doneUs - Math.max(readyUs, until));
      until = Math.max(until, doneUs);
      return { ...bucket, alone: doneUs > readyUs ? aloneUs / (doneUs - readyUs) : 1 };
    });
}

const isAllReduce = (kind: number): boolean => item(COLLECTIVE_KINDS, kind).key === 'allReduce';

/**
 * Transfers of gradient buckets `times` the usual size, the median. Larger: buckets join the last of them, which alone transfers. Smaller: a bucket goes in parts, ready evenly
 * between the bucket before and itself, e_j = max(e_{j-1}, ready_j) + c_j; what is left of them when the last part is ready is its transfer. The first
 * bucket of a step stays whole: since when its gradients come is not known. When parts are ready follows from the replay: `run` gives vertex times of weights.
 */
export function settleBuckets(
  graph: ReplayGraph,
  scenario: Scenario,
  weight: Float64Array,
  run: (weight: Float64Array) => Float64Array,
): void {
  const times = moved(scenario, 'buckets');
  if (times === undefined) return;
  const lists = bucketsOf(graph);
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
  list.forEach(({ edge, size: own, alone, alphaUs }, i) => {
    const readyUs = f64(time, u32(source, edge));
    const us = at(wholeUs, i);
    const parts = i === 0 ? 1 : Math.max(1, Math.round(own / size));
    if (parts === 1) {
      weight[edge] = us;
      doneUs = Math.max(doneUs, readyUs + us);
    } else {
      const alpha = Math.min(alphaUs, us * alone);
      for (let j = 1; j <= parts; j++) {
        const partUs = beforeUs + ((readyUs - beforeUs) * j) / parts;
        doneUs = Math.max(doneUs, partUs) + alpha + (us * alone - alpha) / parts;
      }
      weight[edge] = Math.max(0, doneUs - readyUs);
    }
    beforeUs = readyUs;
  });
}
