import { at, f64, i32, u32, u8 } from '../base/at.ts';
import { lowerBound } from '../base/search.ts';
import { type Timeline } from '../model/timeline.ts';
import { type RankNodes } from './anchors.ts';
import { addEdge, type Draft, endOf } from './draft.ts';
import { lastLaunched, type SyncRow } from './event-waits.ts';
import { INFERRED, RECORDED, weightCode } from './graph.ts';
import { type LaunchTable, type StreamLaunches } from './launches.ts';
import { type NameTable, WAITS_DEVICE, WAITS_EVENT, WAITS_NOTHING } from './names.ts';

/** Own work of a call that waits for the device, and of its return once the device is done: the rest is waiting. */
export const BLOCKED_OWN_US = 20;
/** Clocks of host and device differ by up to this where a call seems to return before its work ends. */
const CLOCK_SLACK_US = 5;

/** Adds an edge work end -> call end where the call was still waiting then; says whether it did. */
function block(
  draft: Draft,
  work: number,
  call: number,
  confidence: number,
  { input = false, ownUs = BLOCKED_OWN_US } = {},
): boolean {
  const doneUs = f64(draft.end, work);
  const callEndUs = f64(draft.end, call);
  if (doneUs <= f64(draft.start, call) || doneUs > callEndUs + CLOCK_SLACK_US) return false;
  addEdge(
    draft,
    'blocks',
    endOf(work),
    endOf(call),
    Math.min(BLOCKED_OWN_US, callEndUs - doneUs),
    weightCode('fixed'),
    confidence,
  );
  draft.ownCap[call] = Math.min(f64(draft.ownCap, call), ownUs);
  if (!input) draft.waits.set(call, Math.max(draft.waits.get(call) ?? 0, doneUs - f64(draft.start, call)));
  return true;
}

/**
 * Calls that return only when device work is done: synchronising calls and copies that finish inside their own call.
 * Gives the number of calls that were seen to wait.
 */
export function addBlocking(
  draft: Draft,
  timeline: Timeline,
  nodes: RankNodes,
  table: LaunchTable,
  streams: readonly StreamLaunches[],
  rows: readonly SyncRow[],
  names: NameTable,
): number {
  const { events } = timeline;
  const rowStarts = Float64Array.from(rows, (row) => row.startUs);
  let blocked = 0;
  const ownUs = shortestCalls(draft, timeline, nodes);
  for (const thread of nodes.threads) {
    for (const call of thread.nodes) {
      const name = u32(events.name, i32(draft.event, call));
      const waits = u8(names.waits, name);
      if (waits === WAITS_NOTHING) continue;
      const row = rowOf(rows, rowStarts, f64(draft.start, call), f64(draft.end, call));
      if (blockOnSync(draft, call, { waits, ownUs: ownUs.get(name) }, streams, row)) blocked++;
    }
  }
  for (let i = 0; i < table.length; i++) {
    const call = u32(table.call, i);
    const work = u32(table.work, i);
    const waits =
      u8(names.pageable, u32(events.name, i32(draft.event, work))) === 1 ||
      u8(names.async, u32(events.name, i32(draft.event, call))) === 0;
    const input = u8(names.toDevice, u32(events.name, i32(draft.event, work))) === 1;
    if (waits && u8(draft.nodeClass, work) === weightCode('copy') && block(draft, work, call, RECORDED, { input }))
      blocked++;
  }
  return blocked;
}

/** What each call takes that waits for nothing, by name: its shortest in the trace, at most BLOCKED_OWN_US. Microseconds. */
function shortestCalls(draft: Draft, { events }: Timeline, nodes: RankNodes): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (const call of nodes.threads.flatMap((thread) => thread.nodes)) {
    const name = u32(events.name, i32(draft.event, call));
    const us = f64(draft.end, call) - f64(draft.start, call);
    found.set(name, Math.min(found.get(name) ?? BLOCKED_OWN_US, us));
  }
  return found;
}

/** The synchronisation row that the profiler wrote for a call: the first that starts inside it. */
function rowOf(rows: readonly SyncRow[], starts: Float64Array, startUs: number, endUs: number): SyncRow | undefined {
  for (let k = lowerBound(starts, startUs - 1); k < rows.length && at(starts, k) <= endUs; k++) {
    if (rows[k]?.kind !== 'streamWait') return rows[k];
  }
  return undefined;
}

/** A device-wide wait blocks on every stream; a stream or event wait on the work it names, else on the last that ended inside the call. */
function blockOnSync(
  draft: Draft,
  call: number,
  { waits, ownUs }: { readonly waits: number; readonly ownUs: number | undefined },
  streams: readonly StreamLaunches[],
  row: SyncRow | undefined,
): boolean {
  const callUs = f64(draft.start, call);
  if (waits === WAITS_DEVICE) {
    let any = false;
    for (const stream of streams) {
      const work = lastLaunched(stream, callUs);
      if (work >= 0 && block(draft, work, call, RECORDED, { ownUs })) any = true;
    }
    return any;
  }
  const recorded = row === undefined ? undefined : streams.find(({ stream }) => stream === row.onStream);
  if (waits === WAITS_EVENT && row !== undefined && recorded !== undefined && !Number.isNaN(row.recordUs)) {
    const work = lastLaunched(recorded, row.recordUs);
    return work >= 0 && block(draft, work, call, RECORDED, { ownUs });
  }
  const named = waits === WAITS_EVENT ? (row?.onStream ?? -1) : (row?.stream ?? -1);
  const only = streams.filter((candidate) => candidate.stream === named);
  const candidates = only.length > 0 ? only : streams;
  let best = -1;
  for (const stream of candidates) {
    const work = waits === WAITS_EVENT ? lastEndedInside(draft, stream, call) : lastLaunched(stream, callUs);
    if (work < 0 || f64(draft.end, work) > f64(draft.end, call) + CLOCK_SLACK_US) continue;
    if (best < 0 || f64(draft.end, work) > f64(draft.end, best)) best = work;
  }
  return (
    best >= 0 && block(draft, best, call, only.length > 0 && waits !== WAITS_EVENT ? RECORDED : INFERRED, { ownUs })
  );
}

/** Latest work of a stream, launched before the call, that ended inside it; -1 for none. */
function lastEndedInside(draft: Draft, stream: StreamLaunches, call: number): number {
  let k = lowerBound(stream.callStartUs, f64(draft.start, call)) - 1;
  while (k >= 0 && f64(draft.end, u32(stream.work, k)) > f64(draft.end, call) + CLOCK_SLACK_US) k--;
  const work = k >= 0 ? u32(stream.work, k) : -1;
  return work >= 0 && f64(draft.end, work) > f64(draft.start, call) ? work : -1;
}
