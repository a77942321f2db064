import { type EventFilter } from '../scan/event-filter.ts';

/** A stretch of a file's time, microseconds since its origin. */
export interface LoadWindow {
  readonly startUs: number;
  readonly endUs: number;
  /** How far before the start launches and what they launched are kept, so that work of the first step finds its call. */
  readonly launchReachUs: number;
}

/** Calls into the runtime that carry no correlation, and marks at the edges, are kept this far around a window. */
export const EDGE_US = 1000;

/**
 * Keeps the events that overlap a window, an edge of a millisecond around it, and further back the calls that may have
 * launched work of the window (those with a correlation number and no stream). Everything else is passed over, and costs no memory but its name.
 */
export class WindowFilter implements EventFilter {
  met = 0;
  private readonly from: number;
  private readonly to: number;
  private readonly launchFrom: number;

  constructor({ startUs, endUs, launchReachUs }: LoadWindow) {
    this.from = startUs - EDGE_US;
    this.to = endUs + EDGE_US;
    this.launchFrom = startUs - Math.max(EDGE_US, launchReachUs);
  }

  keeps(start: number, end: number, _name: number, correlation: number, stream: number): boolean {
    this.met++;
    if (start > this.to || end < this.launchFrom) return false;
    return end >= this.from || (correlation >= 0 && stream < 0);
  }

  keepsFlow(time: number): boolean {
    return time >= this.launchFrom && time <= this.to;
  }
}
