import { at, f64, i32, item, u16, u32, u8 } from '../base/at.ts';
import { upperBound } from '../base/search.ts';
import { type Ledger } from '../ledger/ledger.ts';
import { inferWorkers } from '../ledger/infer-workers.ts';
import { kindCode, type Timeline } from '../model/timeline.ts';
import { type RankNodes } from './anchors.ts';
import { type Draft, nodesByTime } from './draft.ts';
import { COPY_KINDS, type CopyDetail, type CopyKind, type LoaderDetail, type SyncDetail } from './graph-detail.ts';
import { weightCode } from './graph.ts';
import { type LaunchTable } from './launches.ts';
import { type NameTable } from './names.ts';

/** The step in which each node begins; device work that was launched counts where its call was made. -1 outside of steps. */
export function stepOfNodes(draft: Draft, timeline: Timeline, tables: readonly LaunchTable[]): Int32Array {
  const found = new Int32Array(draft.count).fill(-1);
  const starts = timeline.ranks.map(({ firstStep, lastStep }) =>
    Float64Array.from(timeline.steps.slice(firstStep, lastStep), (step) => step.start),
  );
  const stepAt = (rank: number, timeUs: number): number => {
    const own = item(starts, rank);
    const place = upperBound(own, timeUs + 0.5) - 1;
    return place < 0 ? -1 : item(timeline.ranks, rank).firstStep + place;
  };
  for (let node = 0; node < found.length; node++) found[node] = stepAt(u16(draft.rank, node), f64(draft.start, node));
  for (const table of tables) {
    for (let i = 0; i < table.length; i++) found[u32(table.work, i)] = at(found, u32(table.call, i));
  }
  return found;
}

const DTOH = /DtoH|device\s*(?:to|->|2)\s*host|DeviceToHost/i;

/** Copies of all ranks. Copies to the device before the first compute of their step are its input. */
export function copyDetail(
  draft: Draft,
  timeline: Timeline,
  ranks: readonly RankNodes[],
  names: NameTable,
  step: Int32Array,
): CopyDetail {
  const { events, strings, extras } = timeline;
  const copy = weightCode('copy');
  const compute = weightCode('compute');
  const memset = kindCode('memset');
  const rows: { node: number; kind: CopyKind; pageable: number }[] = [];
  for (const { streams } of ranks) {
    const work = nodesByTime(
      streams.map((stream) => stream.nodes),
      draft.start,
    ).node;
    const firstCompute = new Map<number, number>();
    for (const node of work) {
      const own = i32(step, node);
      if (u8(draft.nodeClass, node) === compute && !firstCompute.has(own))
        firstCompute.set(own, f64(draft.start, node));
    }
    for (const node of work) {
      if (u8(draft.nodeClass, node) !== copy) continue;
      const event = i32(draft.event, node);
      const name = item(strings, u32(events.name, event));
      const before = f64(draft.start, node) < (firstCompute.get(i32(step, node)) ?? Infinity);
      const toDevice = u8(events.kind, event) !== memset && u8(names.toDevice, u32(events.name, event)) === 1;
      const kind = toDevice ? (before ? 'input' : 'htod') : DTOH.test(name) ? 'dtoh' : 'other';
      rows.push({ node, kind, pageable: u8(names.pageable, u32(events.name, event)) });
    }
  }
  const bytesKey = strings.indexOf('bytes');
  const bytesOf = new Map<number, number>();
  for (let x = 0; x < extras.length; x++)
    if (u32(extras.key, x) === bytesKey) bytesOf.set(u32(extras.event, x), f64(extras.number, x));
  return {
    node: Uint32Array.from(rows, (row) => row.node),
    kind: Uint8Array.from(rows, (row) => COPY_KINDS.indexOf(row.kind)),
    pageable: Uint8Array.from(rows, (row) => row.pageable),
    bytes: Float64Array.from(rows, (row) => bytesOf.get(i32(draft.event, row.node)) ?? NaN),
  };
}

/** Loader calls of every thread that makes some; workers that the ledger reads off the waits. */
export function loaderDetail(
  draft: Draft,
  timeline: Timeline,
  ranks: readonly RankNodes[],
  names: NameTable,
  paced: ReadonlySet<number>,
  handlingUs: number,
): LoaderDetail[] {
  const data = weightCode('data');
  return ranks.flatMap(({ rank, threads }) =>
    threads.flatMap(({ nodes }): LoaderDetail[] => {
      let untilUs = -Infinity;
      const calls = nodes.filter((node) => {
        if (u8(draft.nodeClass, node) !== data || f64(draft.start, node) < untilUs) return false;
        untilUs = f64(draft.end, node);
        return true;
      });
      if (calls.length === 0) return [];
      const isWorkers = (node: number): boolean =>
        u8(names.loaderWorkers, u32(timeline.events.name, i32(draft.event, node))) === 1;
      const workers = calls.filter(isWorkers).length * 2 > calls.length;
      const lengths = Float64Array.from(calls, (node) => f64(draft.end, node) - f64(draft.start, node));
      const inferred = workers ? inferWorkers(timeline, rank) : undefined;
      const batchUs = workers ? lengths.map(() => inferred?.batchUs ?? NaN) : lengths;
      return [
        {
          rank,
          firstStep: item(timeline.ranks, rank).firstStep,
          lastStep: item(timeline.ranks, rank).lastStep,
          nodes: Uint32Array.from(calls),
          workers,
          handlingUs: workers ? handlingUs : 0,
          paced: Uint8Array.from(calls, (node) => (paced.has(node) ? 1 : 0)),
          workerCount: inferred?.workers,
          batchUs,
        },
      ];
    }),
  );
}

/** Calls that wait for the device, by the outermost framework op around them and their own name. */
export function syncDetail(draft: Draft, timeline: Timeline): SyncDetail {
  const { events, strings } = timeline;
  const op = kindCode('hostOp');
  const sites: string[] = [];
  const places = new Map<string, number>();
  const siteOf = (call: number): number => {
    const event = i32(draft.event, call);
    const own = item(strings, u32(events.name, event));
    let around = '';
    for (let outer = at(events.parent, event); outer >= 0; outer = at(events.parent, outer))
      if (u8(events.kind, outer) === op) around = item(strings, u32(events.name, outer));
    const site = around === '' ? own : `${around} > ${own}`;
    let place = places.get(site);
    if (place === undefined) places.set(site, (place = sites.push(site) - 1));
    return place;
  };
  const calls = [...draft.waits.keys()].sort((a, b) => a - b);
  return {
    call: Uint32Array.from(calls),
    waitedUs: Float64Array.from(calls, (call) => draft.waits.get(call) ?? 0),
    site: Uint32Array.from(calls, siteOf),
    sites,
  };
}

/** Share of fetching in what of loading is told apart; undefined where most of it is not. */
export function fetchShareOf({ summary }: Ledger): number | undefined {
  const [first] = summary;
  if (first === undefined) return undefined;
  const { fetch, prep, fetchorprep } = first.subclasses;
  const told = fetch + prep;
  return told > fetchorprep && told > 0 ? fetch / told : undefined;
}

/** How much of the device each kernel fills. `blocks per SM` is PyTorch's: blocks of the grid over multiprocessors. */
export function filledShares(draft: Draft, { extras, strings }: Timeline): Float32Array | undefined {
  const key = strings.indexOf('blocks per SM');
  if (key < 0) return undefined;
  const filled = new Float32Array(draft.count).fill(NaN);
  for (let x = 0; x < extras.length; x++) {
    if (u32(extras.key, x) !== key) continue;
    const node = i32(draft.nodeOf, u32(extras.event, x));
    const blocks = f64(extras.number, x);
    if (node >= 0 && blocks > 0) filled[node] = Math.min(1, blocks);
  }
  return filled;
}
