import { at, f64, i32, item, u16, u32 } from '../base/at.ts';
import { type CollectiveCalls } from '../ledger/ranks/collective-calls.ts';
import { findHosts, scopeOf, SCOPES } from '../ledger/ranks/hosts.ts';
import { type Timeline } from '../model/timeline.ts';
import { COLLECTIVE_KINDS } from '../ledger/ranks/collective-kinds.ts';
import { fitAlphaBeta, ringHops } from './alpha-beta.ts';
import { type Match } from './collectives.ts';
import { type Draft } from './draft.ts';
import { type TransferDetail } from './graph-detail.ts';
import { type ReplayGraph } from './graph.ts';
import { HOP_US, type OpenEnd } from './open-ends.ts';
import { type LoneCollective } from './peers.ts';

/** Messages up to this size cost little more than their latency. */
const SMALL_BYTES = 65_536;

/** A transfer and how long it took. */
interface Timed {
  readonly kind: number;
  readonly group: number;
  readonly bytes: number;
  readonly us: number;
}

/** What is known of every transfer: its link, its size, and the latency's part of its time. */
export function transferDetail(
  draft: Draft,
  timeline: Timeline,
  calls: CollectiveCalls,
  matches: readonly Match[],
  lone: readonly LoneCollective[],
  gpusPerHost: number | undefined,
): TransferDetail {
  const hosts = findHosts(timeline, gpusPerHost);
  const partners = new Map<number, readonly number[]>();
  for (const { nodes } of matches) {
    const ranks = nodes.map((node) => u16(draft.rank, node));
    for (const node of nodes) partners.set(node, ranks);
  }
  const arrivals = arrivalTimes(draft, matches);
  const transferOfLone = new Map(lone.map((row) => [row.node, row.transferUs]));
  const rows: (Timed & {
    readonly node: number;
    readonly scope: number;
    readonly call: number;
    readonly hops: number;
  })[] = [];
  for (let c = 0; c < calls.length; c++) {
    const node = at(draft.nodeOf, at(calls.event, c));
    if (node < 0) continue;
    const group = item(calls.groups, at(calls.group, c));
    const members = partners.get(node) ?? [at(calls.rank, c)];
    const whole = partners.has(node) && members.length >= (group.size ?? timeline.ranks.length);
    const ownUs = f64(draft.end, node) - f64(draft.start, node);
    const arrivedUs = arrivals.get(node);
    const us =
      arrivedUs === undefined ? (transferOfLone.get(node) ?? ownUs) : Math.max(0, f64(draft.end, node) - arrivedUs);
    rows.push({
      node,
      call: c,
      hops: ringHops(item(COLLECTIVE_KINDS, at(calls.kind, c)).key, group.size ?? members.length),
      scope: SCOPES.indexOf(scopeOf(hosts, group.ranks, members, whole)),
      bytes: at(calls.bytes, c),
      kind: at(calls.kind, c),
      group: at(calls.group, c),
      us,
    });
  }
  const alphas = alphaOf(rows);
  return {
    node: Uint32Array.from(rows, (row) => row.node),
    scope: Uint8Array.from(rows, (row) => row.scope),
    bytes: Float64Array.from(rows, (row) => row.bytes),
    kind: Uint8Array.from(rows, (row) => row.kind),
    alphaUs: Float64Array.from(rows, (row) => Math.min(row.us, alphas.get(`${row.kind} ${row.group}`) ?? 0)),
    hops: Uint32Array.from(rows, (row) => row.hops),
    sender: Int32Array.from(rows, ({ call }) => i32(calls.source, call)),
    receiver: Int32Array.from(rows, ({ call }) => i32(calls.target, call)),
  };
}

function arrivalTimes(draft: Draft, matches: readonly Match[]): Map<number, number> {
  const arrivals = new Map<number, number>();
  for (const { nodes } of matches) {
    const lastUs = nodes.reduce((latest, node) => Math.max(latest, f64(draft.start, node)), -Infinity);
    for (const node of nodes) arrivals.set(node, lastUs);
  }
  return arrivals;
}

/** Latency of each kind and group: fitted to sizes, else the shortest transfer of a small message, else not told. */
function alphaOf(rows: readonly Timed[]): ReadonlyMap<string, number> {
  const alike = new Map<string, { bytes: number[]; us: number[] }>();
  for (const { kind, group, bytes, us } of rows) {
    const key = `${kind} ${group}`;
    let list = alike.get(key);
    if (list === undefined) alike.set(key, (list = { bytes: [], us: [] }));
    list.bytes.push(bytes);
    list.us.push(us);
  }
  const alphas = new Map<string, number>();
  for (const [key, { bytes, us }] of alike) {
    const small = us.filter((_, i) => at(bytes, i) <= SMALL_BYTES);
    const alphaUs = fitAlphaBeta(bytes, us)?.alphaUs ?? (small.length > 0 ? Math.min(...small) : 0);
    if (alphaUs > 0) alphas.set(key, alphaUs);
  }
  return alphas;
}

/** Latency's part of a transfer that takes `us`, as sizes tell it; where they do not, none, at the high end what its hops take at the most. Microseconds. */
export function latencyOf(graph: ReplayGraph, i: number, us: number, end: OpenEnd): number {
  const { alphaUs, hops } = graph.detail.transfers;
  const told = f64(alphaUs, i);
  return Math.min(told > 0 ? told : end === 'most' ? u32(hops, i) * HOP_US.most : 0, us);
}

/** True where sizes do not tell the latency of some transfers. */
export const someLatencyUntold = ({ detail }: ReplayGraph): boolean => detail.transfers.alphaUs.some((us) => !(us > 0));
