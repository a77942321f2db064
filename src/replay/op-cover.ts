import { at, f64, item, u32, u8 } from '../base/at.ts';
import { upperBound } from '../base/search.ts';
import { kindCode, type Lane, type Timeline, type TimelineEvents } from '../model/timeline.ts';
import { type NameTable } from './names.ts';

/** The union of a thread's framework ops, with running totals. Microseconds. */
export interface OpCover {
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** Covered time before interval i; one entry more than intervals. */
  readonly before: Float64Array;
}

/** Merges the ops of a host lane, wrappers left out, into intervals that do not touch. */
export function opCover(timeline: Timeline, lane: number, names: NameTable): OpCover {
  const { events } = timeline;
  const op = kindCode('hostOp');
  return coverOf(
    events,
    item(timeline.lanes, lane),
    (i) => u8(events.kind, i) === op && u8(names.wraps, u32(events.name, i)) === 0,
  );
}

/** Merges those of some events, sorted by start, that are wanted. */
export function coverOf(
  events: Pick<TimelineEvents, 'start' | 'end'>,
  { first, count }: Pick<Lane, 'first' | 'count'>,
  isWanted: (event: number) => boolean,
): OpCover {
  const starts: number[] = [];
  const ends: number[] = [];
  for (let i = first; i < first + count; i++) {
    if (!isWanted(i)) continue;
    const last = ends.length - 1;
    if (last >= 0 && f64(events.start, i) <= at(ends, last)) ends[last] = Math.max(at(ends, last), f64(events.end, i));
    else {
      starts.push(f64(events.start, i));
      ends.push(f64(events.end, i));
    }
  }
  const before = new Float64Array(starts.length + 1);
  for (let i = 0; i < starts.length; i++) before[i + 1] = at(before, i) + at(ends, i) - at(starts, i);
  return { start: Float64Array.from(starts), end: Float64Array.from(ends), before };
}

/** Covered time from the start of the trace until `timeUs`. */
function coveredUntil(cover: OpCover, timeUs: number): number {
  const next = upperBound(cover.start, timeUs);
  if (next === 0) return 0;
  return f64(cover.before, next) - Math.max(0, f64(cover.end, next - 1) - timeUs);
}

/** Time of [fromUs, toUs) inside, microseconds. */
export const coveredUs = (cover: OpCover, fromUs: number, toUs: number): number =>
  toUs > fromUs ? coveredUntil(cover, toUs) - coveredUntil(cover, fromUs) : 0;

/** Share of [fromUs, toUs) inside, 0 to 1. */
export const coveredShare = (cover: OpCover, fromUs: number, toUs: number): number =>
  toUs > fromUs ? coveredUs(cover, fromUs, toUs) / (toUs - fromUs) : 0;
