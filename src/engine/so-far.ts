import { giveBackAllBut, letGo } from './transfer.ts';
import { type Scan } from '../ingest/event-columns.ts';
import { buildChartLanes } from '../ledger/chart-lanes.ts';
import { buildLedger } from '../ledger/build-ledger.ts';
import { buildTimeline } from '../model/build-timeline.ts';
import { type OpenedTrace, type OpenOptions } from './protocol.ts';

/** Pictures of what was read so far may take this share of all the time that opening takes. */
const SHARE = 0.1;
/** None before this, and none where reading ends this soon. An early one is of little, and so soon made. */
const FIRST_MS = 40;
const LEFT_MS = 400;
/** Each is of this many times as much as the one before. */
const GROWTH = 2;
/** A guess before the first one is made: to explain takes as long as to read. */
const GUESS = 1;

/** Beside the whole, a picture of more takes memory rather than that it tells anything new. */
const MOST_EVENTS = 300_000;

/** Decides when a picture of what was read so far is worth its time. Milliseconds since reading began, bytes of the files. */
export class Pace {
  private spentMs = 0;
  private lastBytes = 0;
  private lastMs = 0;

  isDue(bytesRead: number, bytesTotal: number, nowMs: number, events = 0): boolean {
    if (events > MOST_EVENTS) return false;
    const readingMs = nowMs - this.spentMs;
    const leftMs = ((bytesTotal - bytesRead) * readingMs) / bytesRead;
    if (nowMs < FIRST_MS || !(leftMs >= LEFT_MS) || bytesRead < GROWTH * this.lastBytes) return false;
    const costMs = this.lastBytes === 0 ? GUESS * readingMs : (this.lastMs * bytesRead) / this.lastBytes;
    const wholeMs = (costMs * bytesTotal) / bytesRead;
    return this.spentMs + costMs <= SHARE * (nowMs + leftMs + wholeMs);
  }

  made(bytesRead: number, tookMs: number): void {
    this.spentMs += tookMs;
    this.lastBytes = bytesRead;
    this.lastMs = tookMs;
  }
}

/** The run as far as it was read, each rank on its own clock; undefined where nothing can be shown yet. Uses the scans up. */
export function openSoFar(scans: readonly Scan[], options: OpenOptions | undefined): OpenedTrace | undefined {
  const built = buildTimeline(scans, options, letGo);
  giveBackAllBut(scans, built);
  if (!built.ok) return undefined;
  const timeline = built.value;
  const ledger = buildLedger(timeline, options);
  return { timeline, ledger, lanes: buildChartLanes(timeline, ledger) };
}
