import { f64 } from '../base/at.ts';
import { type Diagnostic } from '../base/failure.ts';
import { areFewFar, HOUR_US } from '../base/far-times.ts';
import { formatCount } from '../base/format.ts';
import { quantile } from '../base/median.ts';
import { say } from '../base/say.ts';
import { type Scan } from '../ingest/event-columns.ts';

const HOUR_NS = 3_600_000_000_000n;
const SAMPLES = 4096;

/** How the times of one file become times of the run: nanoseconds, whole. */
export interface FileClock {
  /** Added to a time of the file. */
  readonly shiftNs: number;
  /** Events outside these times of the file, in microseconds, are far from all others. */
  readonly lowUs: number;
  readonly highUs: number;
  /** Smallest difference the file's times can show, microseconds: 1 where all are whole, else 0.001. */
  readonly resolutionUs: number;
  readonly farEvents: number;
  /** Latest end of the events that are not far, in microseconds of the file: an event that would last far beyond is cut here. */
  readonly lastUs: number;
}

interface Extent {
  readonly lastUs: number;
  readonly lowUs: number;
  readonly highUs: number;
  readonly farEvents: number;
  readonly firstUs: number;
  readonly resolutionUs: number;
}

/**
 * One clock a file, such that the earliest event of the run is 0. Files carry the epoch in `originMicros` and
 * `baseTimeNanoseconds`; their difference is taken in whole nanoseconds, so that no digit is lost. Files more than an
 * hour apart share no clock worth the name: each is started at 0, and a diagnostic says so.
 */
export function alignClocks(scans: readonly Scan[]): {
  readonly clocks: readonly FileClock[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const diagnostics: Diagnostic[] = [];
  const extents = scans.map(extentOf);
  const begins = scans.map((scan, file) => originNs(scan) + BigInt(toNs(extents[file]?.firstUs ?? 0)));
  const earliest = begins.reduce((least, value) => (value < least ? value : least), begins[0] ?? 0n);
  const apart = begins.filter((value) => value - earliest > HOUR_NS).length;
  if (apart > 0) {
    const message =
      apart === 1
        ? say`1 of ${scans.length} files starts more than an hour after the first: clocks cannot be compared, so each file starts at 0`
        : say`${apart} of ${scans.length} files start more than an hour after the first: clocks cannot be compared, so each file starts at 0`;
    diagnostics.push({ code: 'clocks-apart', count: apart, message });
  }
  const clocks = extents.map((extent, file) => {
    const start = apart > 0 ? 0 : Number((begins[file] ?? 0n) - earliest);
    const { lowUs, highUs, lastUs, resolutionUs, farEvents } = extent;
    return { shiftNs: start - toNs(extent.firstUs), lowUs, highUs, lastUs, resolutionUs, farEvents };
  });
  const far = clocks.reduce((sum, clock) => sum + clock.farEvents, 0);
  if (far > 0) {
    const message =
      far === 1
        ? say`1 event lies more than an hour from all others, or would last so long: kept, but left out of the time window, and cut where the others end`
        : say`${formatCount(far)} events lie more than an hour from all others, or would last so long: kept, but left out of the time window, and cut where the others end`;
    diagnostics.push({ code: 'far-event', count: far, message });
  }
  return { clocks, diagnostics };
}

/** Whole nanoseconds of a time in microseconds. */
export const toNs = (us: number): number => Math.round(us * 1000);

/** Nanoseconds since the epoch of the time that a scan calls 0; exact. */
function originNs(scan: Scan): bigint {
  const origin = Number.isSafeInteger(scan.originMicros) ? BigInt(scan.originMicros) * 1000n : 0n;
  const base = scan.header.baseTimeNanoseconds;
  if (typeof base === 'bigint') return origin + base;
  if (typeof base === 'number' && Number.isInteger(base)) return origin + BigInt(base);
  return typeof base === 'string' && /^\d{1,20}$/.test(base) ? origin + BigInt(base) : origin;
}

/**
 * Where the events of a file lie. An event is far when it starts or ends more than an hour from the median start, while
 * at most one in a thousand (or one alone) does so; the median is that of evenly spaced samples.
 */
function extentOf(scan: Scan): Extent {
  const { start, end, length } = scan.events;
  const samples = new Float64Array(Math.min(length, SAMPLES));
  for (let s = 0; s < samples.length; s++) samples[s] = f64(start, Math.floor((s * length) / samples.length));
  const middle = quantile(samples.filter(Number.isFinite), 0.5);
  let lowUs = middle - HOUR_US;
  let highUs = middle + HOUR_US;
  let far = 0;
  let least = Infinity;
  let leastNear = Infinity;
  let lastNear = -Infinity;
  let resolutionUs = 1;
  for (let i = 0; i < length; i++) {
    const a = f64(start, i);
    const b = f64(end, i);
    if (!Number.isFinite(a)) continue;
    if (a < least) least = a;
    if (a < lowUs || a > highUs || b > highUs) far++;
    else {
      if (a < leastNear) leastNear = a;
      if (b > lastNear) lastNear = b;
    }
    if (resolutionUs === 1 && (toNs(a) % 1000 !== 0 || toNs(b) % 1000 !== 0)) resolutionUs = 0.001;
  }
  const isFew = areFewFar(far, length);
  if (!isFew) {
    lowUs = -Infinity;
    highUs = Infinity;
  }
  const firstUs = scan.firstUs ?? (isFew ? leastNear : least);
  return {
    lowUs,
    highUs,
    lastUs: lastNear,
    farEvents: isFew ? far : 0,
    firstUs: Number.isFinite(firstUs) ? firstUs : 0,
    resolutionUs,
  };
}
