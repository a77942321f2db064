import { at, f64, i32, u16, u32 } from '../base/at.ts';
import { giveBack } from '../base/give-back.ts';
import { edgeInto } from './edge-index.ts';
import { edgeCode, type ReplayGraph } from './graph.ts';

/**
 * A profiler stops the device before it records, so the first recorded step finds less in its way than later ones do. Here the recorded steps come round
 * again, each round beginning as the one before ended: every stream still busy with its last work, ranks as far apart as they were. What stays
 * after some rounds are the steps that last.
 */
interface RankBorders {
  /** Vertices where the first recorded step begins and the last ends. */
  readonly opens: number;
  readonly closes: number;
  /** Vertices that no edge leads to: they hold the time of the rank's clock. */
  readonly loose: readonly number[];
  /** First and last launched work of each stream. */
  readonly streams: readonly { readonly first: number; readonly last: number }[];
}

const LAUNCH = edgeCode('launch');
const found = new WeakMap<ReplayGraph, readonly RankBorders[]>();

function bordersOf(graph: ReplayGraph): readonly RankBorders[] {
  let borders = found.get(graph);
  if (borders === undefined) found.set(graph, (borders = findBorders(graph)));
  return borders;
}

function findBorders(graph: ReplayGraph): readonly RankBorders[] {
  const { stepVertex, rank, observed, offset, resource } = graph;
  const streams = new Map<number, { first: number; last: number; rank: number }>();
  for (let node = 0; node < graph.nodeCount; node++) {
    if (i32(resource, node) < 0 || edgeInto(graph, 2 * node, LAUNCH) < 0) continue;
    const seen = streams.get(i32(resource, node));
    if (seen === undefined) streams.set(i32(resource, node), { first: node, last: node, rank: u16(rank, node) });
    else {
      if (f64(observed, 2 * node) < f64(observed, 2 * seen.first)) seen.first = node;
      if (f64(observed, 2 * node + 1) > f64(observed, 2 * seen.last + 1)) seen.last = node;
    }
  }
  const loose = Array.from({ length: graph.rankCount }, (): number[] => []);
  for (let v = 0; v < 2 * graph.nodeCount; v++)
    if (u32(offset, v) === u32(offset, v + 1)) loose[u16(rank, v >> 1)]?.push(v);
  return loose.flatMap((own, r): RankBorders[] => {
    const vertices = stepVertex.filter((v) => u16(rank, v >> 1) === r);
    const [opens] = vertices;
    const closes = vertices.at(-1);
    if (opens === undefined || closes === undefined) return [];
    return [{ opens, closes, loose: own, streams: [...streams.values()].filter((one) => one.rank === r) }];
  });
}

/**
 * Begins with a state in which nothing is in the way of the first step but what the trace shows. `floorUs`: before when a vertex cannot be, one a vertex;
 * freed once `rounds` is done.
 */
export function fromNoFloor<T>({ nodeCount }: ReplayGraph, rounds: (floorUs: Float64Array) => T): T {
  const floorUs = new Float64Array(2 * nodeCount).fill(-Infinity);
  const found = rounds(floorUs);
  giveBack(floorUs.buffer);
  return found;
}

/** Makes `floorUs` the state that the replayed round, with vertex times `time`, leaves for the next. Gives the largest change, microseconds. */
export function comeRound(graph: ReplayGraph, time: Float64Array, floorUs: Float64Array): number {
  const borders = bordersOf(graph);
  const [first] = borders;
  if (first === undefined) return 0;
  const coupled = graph.facts.matchedCollectives > 0;
  const periodUs = f64(time, first.closes) - f64(time, first.opens);
  const lateUs = borders.map(({ opens, closes }) =>
    coupled ? f64(time, closes) - periodUs - f64(graph.observed, opens) : 0,
  );
  const leastUs = Math.min(...lateUs);
  let far = 0;
  const set = (v: number, us: number): void => {
    const before = f64(floorUs, v);
    if (before !== us) far = Math.max(far, Math.abs(us - Math.max(before, -1e300)));
    floorUs[v] = us;
  };
  borders.forEach(({ opens, closes, loose, streams }, r) => {
    const shiftUs = at(lateUs, r) - leastUs;
    for (const v of loose) set(v, f64(graph.observed, v) + shiftUs);
    const opensUs = f64(graph.observed, opens) + shiftUs;
    for (const { first: node, last } of streams) set(2 * node, opensUs + f64(time, 2 * last + 1) - f64(time, closes));
  });
  return far;
}

/** As `runGraph`, but no vertex comes before its floor. */
export function runAbove(graph: ReplayGraph, weight: Float64Array, time: Float64Array, floorUs: Float64Array): void {
  const { topo, offset, source, slack } = graph;
  for (let k = 0; k < topo.length; k++) {
    const v = topo[k] ?? 0;
    const last = offset[v + 1] ?? 0;
    let e = offset[v] ?? 0;
    let ready = e === last ? 0 : -Infinity;
    for (; e < last; e++) {
      const candidate = (time[source[e] ?? 0] ?? 0) + (weight[e] ?? 0);
      if (candidate > ready) ready = candidate;
    }
    time[v] = Math.max(ready + (slack[v] ?? 0), floorUs[v] ?? 0);
  }
}

const MOST_ROUNDS = 8;
const SAME_US = 1;

/** Times of a round like the one before: for levers after which steps end in another state than the trace begins in. `time` holds a first replay. */
export function runRounds(graph: ReplayGraph, weight: Float64Array, time: Float64Array): void {
  fromNoFloor(graph, (floorUs) => {
    for (let round = 0; round < MOST_ROUNDS && comeRound(graph, time, floorUs) > SAME_US; round++)
      runAbove(graph, weight, time, floorUs);
  });
}
