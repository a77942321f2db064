import { type ScanProgress } from './event-columns.ts';
import { type EventFilter } from './scan/event-filter.ts';
import { firstWholeEvent } from './scan/first-whole-event.ts';
import { type SinkPart, takeApart } from './scan/join-part.ts';
import { releaseKernel, takeKernel } from './scan/kernel.ts';
import { PartScanner } from './scan/part-scanner.ts';
import { TextScanner } from './scan/text-scanner.ts';
import { streamPlain } from './streams.ts';

/** A stretch of a file: it begins with the first event at or after `from`, and ends before the first one at or after `to`. */
export interface PartPlace {
  readonly from: number;
  readonly to: number;
  /** Origin of the whole file's times. */
  readonly origin: number;
}

/** All events from one place of the text to another, if an event of the list can begin at the first of them. */
export interface ScannedPart {
  readonly from: number;
  readonly to: number;
  readonly read: SinkPart;
}

/** Where a first event is looked for, from a place on: once in a little text, and once more in much. */
const LOOK_BYTES = [1 << 16, 1 << 20];
/** The origin of a file is looked for in its first bytes only. */
const ORIGIN_BYTES = 8 << 20;

/**
 * Reads a stretch of a plain file as far as it holds whole events, one behind the other; undefined where no event begins in it.
 * Throws where the file cannot be read.
 */
export async function scanPart(
  blob: Blob,
  { from, to, origin }: PartPlace,
  onProgress: (progress: ScanProgress) => void,
  filter?: EventFilter,
): Promise<ScannedPart | undefined> {
  const [first, end] = await Promise.all([firstEvent(blob, from), firstEvent(blob, to)]);
  if (first === undefined || end === undefined || first >= end) return undefined;
  const kernel = takeKernel();
  const scanner = new PartScanner(first, origin, kernel);
  scanner.sink.filter = filter;
  let bytesRead = 0;
  const reader = streamPlain(blob.slice(first, end), {
    passing: true,
    onBytes: (bytes) => (bytesRead = bytes),
  }).getReader();
  try {
    while (!scanner.stopped) {
      const chunk = await reader.read();
      if (chunk.done) break;
      scanner.push(chunk.value);
      onProgress({ bytesRead, bytesTotal: end - first, events: scanner.sink.met });
    }
    const reached = scanner.finish();
    return reached === first ? undefined : { from: first, to: reached, read: takeApart(scanner.sink) };
  } finally {
    reader.cancel().catch(() => undefined);
    if (kernel !== undefined) releaseKernel(kernel);
  }
}

/** Where the first event at or after `place` seems to begin: the file's end where it is there, undefined where none is near. */
async function firstEvent(blob: Blob, place: number): Promise<number | undefined> {
  if (place >= blob.size) return blob.size;
  for (const bytes of LOOK_BYTES) {
    const text = new Uint8Array(await blob.slice(place, place + bytes).arrayBuffer());
    const at = firstWholeEvent(text);
    if (at !== undefined) return place + at;
  }
  return undefined;
}

/** The origin that reading a plain file from its beginning will settle on; undefined where its first megabytes do not tell. */
export async function originOf(blob: Blob): Promise<number | undefined> {
  const scanner = new TextScanner();
  const reader = streamPlain(blob.slice(0, ORIGIN_BYTES), { passing: true }).getReader();
  try {
    for (;;) {
      const chunk = await reader.read();
      if (chunk.done) break;
      // Little by little: the first few events are all that is wanted.
      for (let at = 0; at < chunk.value.length; at += LOOK_BYTES[0] ?? 1) {
        scanner.push(chunk.value.subarray(at, at + (LOOK_BYTES[0] ?? 1)));
        if (!Number.isNaN(scanner.sink.origin)) return scanner.sink.origin;
      }
    }
    if (blob.size <= ORIGIN_BYTES) scanner.finish();
    return Number.isNaN(scanner.sink.origin) ? undefined : scanner.sink.origin;
  } finally {
    reader.cancel().catch(() => undefined);
  }
}
