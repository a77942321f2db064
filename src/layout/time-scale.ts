import { type CssPx, cssPx, type Micros, micros } from '../base/brand.ts';
import { type TimeWindow } from '../view/zoom.ts';

/** The shortest window a chart shows: a tenth of a nanosecond keeps the arithmetic sane. */
const SHORTEST_WINDOW_US = 1e-4;

/** CSS pixels a microsecond. */
export function pixelsPerMicro(window: TimeWindow, width: CssPx): number {
  return width / Math.max(SHORTEST_WINDOW_US, window.end - window.start);
}

/** Where a time stands, in CSS pixels from the left edge of the plot; outside 0..width when it is not in the window. */
export function xOfTime(window: TimeWindow, width: CssPx, time: Micros): CssPx {
  return cssPx((time - window.start) * pixelsPerMicro(window, width));
}

/** The time under an x of the plot. */
export function timeOfX(window: TimeWindow, width: CssPx, x: CssPx): Micros {
  return micros(window.start + x / pixelsPerMicro(window, width));
}
