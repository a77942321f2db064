import { f64, item } from '../../base/at.ts';
import { type Micros, micros } from '../../base/brand.ts';
import { type Diagnostic } from '../../base/failure.ts';
import { type Timeline } from '../../model/timeline.ts';

/**
 * The timeline with `offsetsUs[r]` taken off all times of rank r, and the start of the run where it was. Order, lanes, parents and
 * launches stay as they are: a lane belongs to one rank, and all its events move together. Whole nanoseconds.
 */
export function shiftRanks(
  timeline: Timeline,
  offsetsUs: ArrayLike<number>,
  diagnostics: readonly Diagnostic[] = [],
): Timeline {
  const { events, lanes, ranks, window } = timeline;
  const extents = ranks.map((_, rank) => extentOf(timeline, rank));
  const movedStart = Math.min(...extents.map(({ start }, rank) => start - (offsetsUs[rank] ?? 0)));
  const lift = Number.isFinite(movedStart) ? window.start - movedStart : 0;
  const byUs = Float64Array.from(ranks, (_, rank) => lift - (offsetsUs[rank] ?? 0));
  const start = events.start.slice();
  const end = events.end.slice();
  for (const lane of lanes) {
    const us = f64(byUs, lane.rank);
    if (us === 0) continue;
    for (let i = lane.first; i < lane.first + lane.count; i++) {
      start[i] = wholeNs(f64(start, i) + us);
      end[i] = wholeNs(f64(end, i) + us);
    }
  }
  const move = (time: Micros, rank: number): Micros => micros(wholeNs(time + f64(byUs, rank)));
  const last = Math.max(...extents.map((extent, rank) => extent.end + f64(byUs, rank)));
  return Object.freeze({
    ...timeline,
    window: { start: window.start, end: Number.isFinite(last) ? micros(wholeNs(last)) : window.end },
    events: { ...events, start, end },
    steps: timeline.steps.map((step) => ({
      ...step,
      start: move(step.start, step.rank),
      end: move(step.end, step.rank),
    })),
    diagnostics: [...timeline.diagnostics, ...diagnostics],
  });
}

const wholeNs = (us: number): number => Math.round(us * 1000) / 1000;

/** First start and last end of a rank inside the window: events far from all others lie outside of it. */
function extentOf({ events, lanes, ranks, window }: Timeline, rank: number): { start: number; end: number } {
  let start = Infinity;
  let end = -Infinity;
  for (const index of item(ranks, rank).lanes) {
    const { first, count } = item(lanes, index);
    for (let i = first; i < first + count; i++) {
      const a = f64(events.start, i);
      const b = f64(events.end, i);
      if (a < window.start || b > window.end) continue;
      if (a < start) start = a;
      if (b > end) end = b;
    }
  }
  return { start, end };
}
