import { salvageGzip } from './salvage-gzip.ts';

/** What a reader of a stream may want to know and do. */
export interface StreamWatch {
  readonly signal?: AbortSignal | undefined;
  /** Bytes as dropped that have been read so far. */
  readonly onBytes?: (bytes: number) => void;
  /** The packing is damaged: the stream ends here, after all that could be unpacked. */
  readonly onDamage?: (detail: string) => void;
}

const SLICE_BYTES = 1 << 20;

export function streamPlain(blob: Blob, watch: StreamWatch): ReadableStream<Uint8Array> {
  return toStream(slices(blob, watch));
}

export function streamGzip(blob: Blob, watch: StreamWatch): ReadableStream<Uint8Array> {
  return toStream(gunzip(blob, watch));
}

/** The blob in pieces, the next one being read while one is in use. Slices, because they read faster than `blob.stream()`. */
async function* slices(blob: Blob, watch: StreamWatch): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const read = (from: number): Promise<ArrayBuffer> => blob.slice(from, from + SLICE_BYTES).arrayBuffer();
  let next = read(0);
  for (let from = 0; from < blob.size; from += SLICE_BYTES) {
    watch.signal?.throwIfAborted();
    const bytes = new Uint8Array(await next);
    if (from + SLICE_BYTES < blob.size) {
      next = read(from + SLICE_BYTES);
      next.catch(() => undefined);
    }
    watch.onBytes?.(from + bytes.length);
    yield bytes;
  }
}

/**
 * Unpacks with the platform. Where that fails, what the platform had unpacked but not handed over is lost with its
 * error: then the part not seen yet is unpacked once more, more slowly, up to the damage.
 */
async function* gunzip(blob: Blob, watch: StreamWatch): AsyncGenerator<Uint8Array> {
  const { readable, writable } = new DecompressionStream('gzip');
  const reader = readable.getReader();
  let fed = 0;
  let unpacked = 0;
  let damage: string | undefined;
  const onBytes = (bytes: number): void => {
    fed = bytes;
    watch.onBytes?.(bytes);
  };
  const feeding = feed(writable.getWriter(), slices(blob, { signal: watch.signal, onBytes }));
  try {
    for (;;) {
      const chunk = await reader.read().catch((error: unknown) => {
        damage = String(error);
        return undefined;
      });
      watch.signal?.throwIfAborted();
      if (chunk === undefined || chunk.done) break;
      unpacked += chunk.value.length;
      yield chunk.value;
    }
    if (damage === undefined) return;
    const failure = await feeding;
    if (failure instanceof Error && failure.name === 'NotReadableError') throw failure;
    yield* salvageGzip(blob, unpacked, fed, watch.signal);
    watch.onDamage?.(damage);
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

/** Writes all chunks and closes; gives back what went wrong, if anything did. */
async function feed(
  writer: WritableStreamDefaultWriter<BufferSource>,
  chunks: AsyncIterable<Uint8Array<ArrayBuffer>>,
): Promise<unknown> {
  writer.closed.catch(() => undefined);
  try {
    for await (const chunk of chunks) await writer.write(chunk);
    await writer.close();
    return undefined;
  } catch (error) {
    writer.abort(error).catch(() => undefined);
    return error;
  }
}

/** A stream that asks the generator for a chunk only when it is asked for one, so that nothing waits in a queue. */
function toStream(chunks: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await chunks.next();
        if (next.done === true) controller.close();
        else controller.enqueue(next.value);
      },
      async cancel() {
        await chunks.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}
