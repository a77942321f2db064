import { type Scan, type ScanProgress } from '../ingest/event-columns.ts';
import { type Result } from '../base/result.ts';
import { scanTrace } from '../ingest/scan-trace.ts';
import { reopenSource, type SourceParts } from '../ingest/source.ts';
import { type LoadWindow, WindowFilter } from '../ingest/window/window-filter.ts';
import { buffersOf } from './transfer.ts';

/** One file to scan, and what of it is to be kept; all of it crosses to a worker by structured clone. */
export interface ScanTask {
  readonly source: SourceParts;
  /** Absent: all events. */
  readonly window: LoadWindow | undefined;
}

/** What a scan worker says: once `ready`, then for each task progress and either its result or that it met a bug. */
export type ScanReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'progress'; readonly progress: ScanProgress }
  | { readonly kind: 'scanned'; readonly result: Result<Scan> }
  | { readonly kind: 'broken'; readonly detail: string };

export type PostScanReply = (reply: ScanReply, transfer: ArrayBuffer[]) => void;

/** Serves one task: the scan's buffers are handed over, not copied. Never rejects. */
export async function serveScan({ source, window }: ScanTask, post: PostScanReply): Promise<void> {
  try {
    const opened = await reopenSource(source);
    const onProgress = (progress: ScanProgress): void => post({ kind: 'progress', progress }, []);
    const result = await scanTrace(opened, onProgress, undefined, window && new WindowFilter(window));
    post({ kind: 'scanned', result }, buffersOf(result));
  } catch (error) {
    post({ kind: 'broken', detail: String(error) }, []);
  }
}
