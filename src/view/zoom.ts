import { type Micros, micros } from '../base/brand.ts';

/** A stretch of time in microseconds since the trace start; `end` is not before `start`. */
export interface TimeWindow {
  readonly start: Micros;
  readonly end: Micros;
}

export const spanUs = (window: TimeWindow): number => window.end - window.start;

/**
 * The narrowest window worth showing, microseconds. Profilers write whole nanoseconds, so below 10 ns there is nothing
 * more to see. A double carries 53 bits: at time t neighbouring doubles lie up to t x 2^-52 apart, and a window has to
 * hold some 4096 of them or its pixels fall together. 10 ns are enough up to t = 1.1e10 us (three hours).
 */
export function minSpanUs(bounds: TimeWindow): number {
  const farthest = Math.max(Math.abs(bounds.start), Math.abs(bounds.end));
  return Math.max(0.01, farthest * 2 ** -40);
}

/** Moves and, where it must, narrows `window` so that it lies inside `bounds`. Its span is kept where it fits. */
export function clampWindow(window: TimeWindow, bounds: TimeWindow): TimeWindow {
  const span = spanUs(window);
  if (!(span < spanUs(bounds))) return bounds;
  if (window.start < bounds.start)
    return { start: bounds.start, end: micros(Math.min(bounds.start + span, bounds.end)) };
  if (window.end > bounds.end) return { start: micros(Math.max(bounds.end - span, bounds.start)), end: bounds.end };
  return window;
}

/**
 * Zooms so that the instant `at` stays where it is on the screen; at the bounds, staying inside wins.
 * `factor` is how many times narrower the window gets: 2 halves its span, 0.5 doubles it.
 */
export function zoomAround(
  window: TimeWindow,
  factor: number,
  at: number,
  bounds: TimeWindow,
  minSpan: number = minSpanUs(bounds),
): TimeWindow {
  const span = spanUs(window);
  if (!(factor > 0) || !(span > 0)) return clampWindow(window, bounds);
  const wanted = Math.min(Math.max(span / factor, minSpan), Math.max(spanUs(bounds), minSpan));
  const fixed = Math.min(Math.max(at, window.start), window.end);
  const start = fixed - ((fixed - window.start) / span) * wanted;
  return clampWindow({ start: micros(start), end: micros(start + wanted) }, bounds);
}

/** Moves the window by `byUs` microseconds, stopping at the bounds; its span is kept. */
export function panWindow(window: TimeWindow, byUs: number, bounds: TimeWindow): TimeWindow {
  // Never past the ends: far away, neighbouring doubles lie wider apart than the window's span.
  const by = Math.min(Math.max(Number.isNaN(byUs) ? 0 : byUs, bounds.start - window.start), bounds.end - window.end);
  return clampWindow({ start: micros(window.start + by), end: micros(window.end + by) }, bounds);
}

/** A window that shows all of `target` with `margin` (a share of its span) on either side. */
export function fitWindow(
  target: TimeWindow,
  bounds: TimeWindow,
  margin = 0.05,
  minSpan: number = minSpanUs(bounds),
): TimeWindow {
  const span = Math.max(spanUs(target) * (1 + 2 * margin), minSpan);
  const middle = target.start + spanUs(target) / 2;
  return clampWindow({ start: micros(middle - span / 2), end: micros(middle + span / 2) }, bounds);
}
