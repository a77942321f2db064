import { nextTask } from '../base/next-task.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { say } from '../base/say.ts';
import { cancelled } from './failures.ts';
import { type TraceSource } from './trace-source.ts';

const PROGRESS_MS = 100;

/**
 * The JSON text of one event, arguments and all, read back from the file. `offset` and `byteLength` are the event's
 * columns: bytes of the unpacked text. A packed file is unpacked again up to that place; `onProgress` is told now and then which share of it
 * is done, from 0 to 1.
 * Fails with `unreadable` or `cancelled`.
 */
export async function readEventText(
  source: TraceSource,
  offset: number,
  byteLength: number,
  signal?: AbortSignal,
  onProgress: (share: number) => void = () => undefined,
): Promise<Result<string>> {
  try {
    const bytes =
      source.packing === 'plain'
        ? new Uint8Array(await source.blob.slice(offset, offset + byteLength).arrayBuffer())
        : await readUnpacked(source, offset, byteLength, signal, onProgress);
    if (signal?.aborted === true) return fail(cancelled());
    if (bytes.length < byteLength) throw new Error(`${bytes.length} of ${byteLength} bytes at ${offset}`);
    return ok(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  } catch (error) {
    if (signal?.aborted === true) return fail(cancelled());
    return fail({
      code: 'unreadable',
      userMessage: say`The arguments of this event could not be read back from the file.`,
      hint: say`The file may have been moved or changed since it was opened: open it again.`,
      detail: String(error),
    });
  }
}

async function readUnpacked(
  source: TraceSource,
  offset: number,
  byteLength: number,
  signal: AbortSignal | undefined,
  onProgress: (share: number) => void,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(byteLength);
  const reader = source.stream({ signal, passing: true }).getReader();
  let position = 0;
  let filled = 0;
  let toldAt = performance.now();
  try {
    while (filled < byteLength) {
      const chunk = await reader.read();
      signal?.throwIfAborted();
      if (chunk.done) break;
      const from = Math.max(0, offset - position);
      const part = chunk.value.subarray(from, from + byteLength - filled);
      bytes.set(part, filled);
      filled += part.length;
      position += chunk.value.length;
      if (performance.now() - toldAt < PROGRESS_MS) continue;
      onProgress(Math.min(1, position / (offset + byteLength)));
      // Lets a cancel in: streams of bytes at hand never leave the microtask queue.
      await nextTask();
      toldAt = performance.now();
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
  return bytes.subarray(0, filled);
}
