import { type Diagnostic } from '../base/failure.ts';
import { type Result, fail, ok } from '../base/result.ts';
import { type Packing } from './event-columns.ts';
import { cancelled } from './failures.ts';
import { streamGzip, streamPlain, type StreamWatch } from './streams.ts';

/** Where a trace comes from: a dropped or chosen file, or an address. */
export type SourceRequest =
  | { readonly kind: 'blob'; readonly name: string; readonly blob: Blob }
  | { readonly kind: 'url'; readonly url: string };

/** A file that can be read as often as needed. */
export interface TraceSource {
  readonly name: string;
  /** Size as dropped. */
  readonly bytes: number;
  readonly packing: Packing;
  /** What is to be told about the way in: parts of an archive left out, text in another encoding. */
  readonly notes?: readonly Diagnostic[];
  /** The file as dropped. */
  readonly blob: Blob;
  /** Its text, unpacked, from the beginning; each call reads anew. */
  readonly stream: (watch?: StreamWatch) => ReadableStream<Uint8Array>;
}

/**
 * Makes a file or an address readable. Gzip is recognised by its first bytes, whatever the name says.
 * Fails with `unreachable` (address), `unreadable` (file) or `cancelled`.
 */
export async function openSource(request: SourceRequest, signal?: AbortSignal): Promise<Result<TraceSource>> {
  const opened = request.kind === 'url' ? await fetchBlob(request.url, signal) : ok(request.blob);
  if (!opened.ok) return opened;
  const blob = opened.value;
  const name = request.kind === 'url' ? nameOf(request.url) : request.name;
  try {
    const magic = new Uint8Array(await blob.slice(0, 3).arrayBuffer());
    const packing = magic[0] === 0x1f && magic[1] === 0x8b && magic[2] === 8 ? 'gzip' : 'plain';
    const stream = packing === 'gzip' ? streamGzip : streamPlain;
    return ok({ name, bytes: blob.size, packing, blob, stream: (watch = {}) => stream(blob, watch) });
  } catch (error) {
    return fail({
      code: 'unreadable',
      userMessage: `The file ${name} could not be read.`,
      hint: 'It may have been moved or changed since it was chosen: choose it again.',
      detail: String(error),
    });
  }
}

async function fetchBlob(url: string, signal: AbortSignal | undefined): Promise<Result<Blob>> {
  try {
    const response = await fetch(url, { signal: signal ?? null });
    if (response.ok) return ok(await response.blob());
    return fail({
      code: 'unreachable',
      userMessage: `The trace could not be fetched: the server answered ${response.status}.`,
      hint: 'Check the address, or download the file and drop it here.',
      detail: url,
    });
  } catch (error) {
    if (signal?.aborted === true) return fail(cancelled());
    return fail({
      code: 'unreachable',
      userMessage:
        'The trace could not be fetched: there was no answer, or the server does not let other pages read it.',
      hint: 'Check the address, or download the file and drop it here.',
      detail: `${url}: ${String(error)}`,
    });
  }
}

/** The last part of an address's path. */
function nameOf(url: string): string {
  const path = url.replace(/[?#].*$/s, '');
  return path.slice(path.lastIndexOf('/') + 1) || url;
}
