import { at, f64, u16 } from '../base/at.ts';
import { quantile } from '../base/median.ts';
import { type CollectiveCalls } from '../ledger/ranks/collective-calls.ts';
import { type Timeline } from '../model/timeline.ts';
import { addEdge, addNode, type Draft, endOf, startOf } from './draft.ts';
import { type PeerDetail } from './graph-detail.ts';
import { weightCode } from './graph.ts';

/** A collective whose other ranks are not recorded. */
export interface LoneCollective {
  readonly node: number;
  /** What it takes once all have arrived: the 10th percentile of its like. Microseconds. */
  readonly transferUs: number;
}

const TRANSFER_QUANTILE = 0.1;
const LEAST_WAIT_US = 1;

/**
 * The collectives that no other recorded rank shares. Of those of one kind, group and size the shortest tenth is taken for the transfer; what
 * others take longer was waiting for ranks that are not in the trace. Jobs of one rank have none.
 */
export function loneCollectives(
  draft: Draft,
  timeline: Timeline,
  calls: CollectiveCalls,
  matched: ReadonlySet<number>,
): LoneCollective[] {
  const alike = new Map<string, number[]>();
  for (let c = 0; c < calls.length; c++) {
    const node = at(draft.nodeOf, at(calls.event, c));
    const rank = timeline.ranks[at(calls.rank, c)];
    if (node < 0 || matched.has(node) || rank?.worldSize === 1) continue;
    const key = [at(calls.rank, c), at(calls.kind, c), at(calls.group, c), at(calls.bytes, c)].join(' ');
    const known = alike.get(key);
    if (known === undefined) alike.set(key, [node]);
    else known.push(node);
  }
  const found: LoneCollective[] = [];
  for (const nodes of alike.values()) {
    const transferUs = quantile(
      nodes.map((node) => f64(draft.end, node) - f64(draft.start, node)),
      TRANSFER_QUANTILE,
    );
    for (const node of nodes) {
      const ownUs = f64(draft.end, node) - f64(draft.start, node);
      if (ownUs - transferUs > LEAST_WAIT_US) found.push({ node, transferUs });
    }
  }
  return found.sort((a, b) => f64(draft.start, a.node) - f64(draft.start, b.node) || a.node - b.node);
}

/**
 * A node stands for the arrival of the others: it follows the start by the measured wait (`peers`), and the end follows it by the transfer.
 * A second edge, from a vertex that never moves, is asleep: it holds the arrival at its measured time when the others are taken as frozen.
 */
export function addPeerEdges(draft: Draft, lone: readonly LoneCollective[]): PeerDetail {
  const origins = new Map<number, number>();
  const arrivals: number[] = [];
  for (const { node, transferUs } of lone) {
    const rank = u16(draft.rank, node);
    let origin = origins.get(rank);
    if (origin === undefined) origins.set(rank, (origin = addNode(draft, -1, 'fixed', -1, rank, 0, 0)));
    const arrivalUs = f64(draft.end, node) - transferUs;
    const arrival = addNode(draft, -1, 'peers', -1, rank, arrivalUs, arrivalUs);
    arrivals.push(arrival);
    addEdge(draft, 'peers', startOf(node), startOf(arrival), arrivalUs - f64(draft.start, node), weightCode('peers'));
    addEdge(draft, 'frozen', endOf(origin), startOf(arrival), -Infinity);
    addEdge(draft, 'own', startOf(arrival), endOf(arrival));
    addEdge(draft, 'transfer', endOf(arrival), endOf(node), transferUs, weightCode('communication'));
  }
  for (const origin of origins.values()) addEdge(draft, 'own', startOf(origin), endOf(origin));
  return {
    arrival: Uint32Array.from(arrivals),
    node: Uint32Array.from(lone, (row) => row.node),
    waitUs: Float64Array.from(lone, (row) => f64(draft.end, row.node) - row.transferUs - f64(draft.start, row.node)),
  };
}
