import { type Scan, type ScanProgress } from '../ingest/event-columns.ts';
import { type Result } from '../base/result.ts';
import { type PartPlace, type ScannedPart, scanPart } from '../ingest/scan-part.ts';
import { scanTrace } from '../ingest/scan-trace.ts';
import { reopenSource, type SourceParts } from '../ingest/source.ts';
import { type EventFilter } from '../ingest/scan/event-filter.ts';
import { OutlineFilter } from '../ingest/window/outline-filter.ts';
import { type LoadWindow, WindowFilter } from '../ingest/window/window-filter.ts';
import { stepMarks } from '../model/step-markers.ts';
import { buffersOf } from './transfer.ts';

/** Which events are kept: those of a window of time, or the marks of steps. */
export type Keep =
  | { readonly kind: 'window'; readonly window: LoadWindow }
  | { readonly kind: 'marks'; readonly stepPattern: string | undefined };

export function filterOf(keep: Keep | undefined, isPart = false): EventFilter | undefined {
  if (keep === undefined) return undefined;
  return keep.kind === 'window'
    ? new WindowFilter(keep.window)
    : new OutlineFilter(stepMarks(keep.stepPattern), isPart);
}

/** One file or a part of one to scan, and what of it is to be kept; all of it crosses to a worker by structured clone. */
export interface ScanTask {
  readonly source: SourceParts;
  /** Absent: all events. */
  readonly keep: Keep | undefined;
  /** Of a plain file; absent: all of it. */
  readonly part?: PartPlace;
}

/** What a scan worker says: once `ready`, then for each task progress and either its result or that it met a bug. */
export type ScanReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'progress'; readonly progress: ScanProgress }
  | { readonly kind: 'scanned'; readonly result: Result<Scan> }
  | { readonly kind: 'part-scanned'; readonly part: ScannedPart | undefined }
  | { readonly kind: 'broken'; readonly detail: string };

export type PostScanReply = (reply: ScanReply, transfer: ArrayBuffer[]) => void;

/** Serves one task: the scan's buffers are handed over, not copied. Never rejects. */
export async function serveScan({ source, keep, part: place }: ScanTask, post: PostScanReply): Promise<void> {
  const onProgress = (progress: ScanProgress): void => post({ kind: 'progress', progress }, []);
  const filter = filterOf(keep, place !== undefined);
  try {
    if (place !== undefined) {
      const part = await scanPart(source.blob, place, onProgress, filter);
      return post({ kind: 'part-scanned', part }, buffersOf(part));
    }
    const result = await scanTrace(await reopenSource(source), onProgress, undefined, filter);
    post({ kind: 'scanned', result }, buffersOf(result));
  } catch (error) {
    post({ kind: 'broken', detail: String(error) }, []);
  }
}
