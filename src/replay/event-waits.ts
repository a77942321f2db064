import { at, f64, item, u16, u32, u8 } from '../base/at.ts';
import { lowerBound, upperBound } from '../base/search.ts';
import { kindCode, type Timeline } from '../model/timeline.ts';
import { addEdge, type Draft, endOf, startOf, timeOf } from './draft.ts';
import { INFERRED, RECORDED, weightCode } from './graph.ts';
import { type StreamLaunches } from './launches.ts';

/** A synchronisation row that the profiler wrote: which stream, or the host, waited for which stream. */
export interface SyncRow {
  readonly kind: 'streamWait' | 'eventSync' | 'streamSync' | 'deviceSync';
  readonly startUs: number;
  readonly endUs: number;
  /** The stream that waits, or is waited for by the host; -1 where not said. */
  readonly stream: number;
  /** The stream that recorded the event; -1 where not said. */
  readonly onStream: number;
  /** When the call that recorded the event began; NaN where the trace does not say which it was. */
  readonly recordUs: number;
}

const KINDS: readonly { readonly name: RegExp; readonly kind: SyncRow['kind'] }[] = [
  { name: /^Stream Wait Event$/, kind: 'streamWait' },
  { name: /^Event Sync$/, kind: 'eventSync' },
  { name: /^Stream Sync$/, kind: 'streamSync' },
  { name: /^Context Sync$/, kind: 'deviceSync' },
];

/** Numeric extra arguments of one event by key. */
function extrasOf(timeline: Timeline, event: number): ReadonlyMap<string, number> {
  const { extras, strings } = timeline;
  const values = new Map<string, number>();
  for (
    let k = lowerBound(extras.event, event, 0, extras.length);
    k < extras.length && u32(extras.event, k) === event;
    k++
  ) {
    values.set(item(strings, u32(extras.key, k)), f64(extras.number, k));
  }
  return values;
}

/** The profiler draws a wait on the row of the waiting stream; a number that is no stream finds none. -1 for text. */
function threadNumber(thread: string): number {
  const number = Number.parseInt(thread.replace(/^stream\s*/, ''), 10);
  return Number.isNaN(number) ? -1 : number;
}

/** The synchronisation rows of a rank, by start. */
export function syncRows(timeline: Timeline, rank: number): readonly SyncRow[] {
  const { events, lanes, strings } = timeline;
  const deviceSync = kindCode('deviceSync');
  const rows: SyncRow[] = [];
  const records = recordTimes(timeline, rank);
  for (const index of item(timeline.ranks, rank).lanes) {
    const lane = item(lanes, index);
    for (let i = lane.first; i < lane.first + lane.count; i++) {
      if (u8(events.kind, i) !== deviceSync) continue;
      const name = item(strings, u32(events.name, i));
      const kind = KINDS.find((row) => row.name.test(name))?.kind;
      if (kind === undefined) continue;
      const extras = extrasOf(timeline, i);
      rows.push({
        kind,
        startUs: f64(events.start, i),
        endUs: f64(events.end, i),
        stream: extras.get('stream') ?? threadNumber(lane.thread),
        onStream: extras.get('wait_on_stream') ?? -1,
        recordUs: records.get(extras.get('wait_on_cuda_event_record_corr_id') ?? -1) ?? NaN,
      });
    }
  }
  return rows.sort((a, b) => a.startUs - b.startUs);
}

/** When each call of a rank that recorded an event began, by its correlation number. */
function recordTimes(timeline: Timeline, rank: number): ReadonlyMap<number, number> {
  const { extras, strings, events, lanes } = timeline;
  const times = new Map<number, number>();
  const key = strings.indexOf('correlation');
  if (key < 0) return times;
  const runtime = kindCode('runtime');
  for (let x = 0; x < extras.length; x++) {
    if (u32(extras.key, x) !== key) continue;
    const event = u32(extras.event, x);
    if (u8(events.kind, event) !== runtime || item(lanes, u16(events.lane, event)).rank !== rank) continue;
    times.set(f64(extras.number, x), f64(events.start, event));
  }
  return times;
}

/** Last work of a stream launched at or before a host time; -1 for none. */
export function lastLaunched(stream: StreamLaunches, untilUs: number): number {
  const next = upperBound(stream.callStartUs, untilUs);
  return next === 0 ? -1 : u32(stream.work, next - 1);
}

/**
 * Device-side waits: work launched on a stream after its wait starts after what the other stream had to do when the event was recorded.
 * Where the trace does not say which record that was, the last work launched there before the wait stands for it, marked as inferred. Gives the number of edges; `bound` is raised for the work that waits.
 */
export function addEventWaits(
  draft: Draft,
  rows: readonly SyncRow[],
  streams: readonly StreamLaunches[],
  bound: Float64Array,
): number {
  let added = 0;
  for (const row of rows) {
    if (row.kind !== 'streamWait' || row.stream < 0 || row.onStream < 0) continue;
    const waiting = streams.find((stream) => stream.stream === row.stream);
    const recorded = streams.find((stream) => stream.stream === row.onStream);
    if (waiting === undefined || recorded === undefined || waiting === recorded) continue;
    const exact = !Number.isNaN(row.recordUs);
    const from = lastLaunched(recorded, exact ? row.recordUs : row.startUs);
    const next = upperBound(waiting.callStartUs, row.startUs);
    if (from < 0 || next >= waiting.work.length) continue;
    const to = at(waiting.work, next);
    addEdge(draft, 'eventWait', endOf(from), startOf(to), 0, weightCode('fixed'), exact ? RECORDED : INFERRED);
    if (timeOf(draft, endOf(from)) <= f64(draft.start, to))
      bound[to] = Math.max(at(bound, to), timeOf(draft, endOf(from)));
    added++;
  }
  return added;
}
