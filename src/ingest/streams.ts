import { discard } from '../base/give-back.ts';
import { gunzipMembers } from './containers/gzip-members.ts';
import { limitUnpacking } from './containers/unpack-limit.ts';
import { toUtf8 } from './containers/utf16.ts';
import { unzstd } from './containers/zstd.ts';
import { salvageGzip } from './salvage-gzip.ts';

/** What a reader of a stream may want to know and do. */
export interface StreamWatch {
  readonly signal?: AbortSignal | undefined;
  /** Bytes as dropped that have been read so far. */
  readonly onBytes?: (bytes: number) => void;
  /** The reader is done with a chunk before it asks for the next: a chunk's memory is given back then. */
  readonly passing?: boolean;
  /** The packing is damaged: the stream ends here, after all that could be unpacked. */
  readonly onDamage?: (detail: string) => void;
}

const SLICE_BYTES = 1 << 20;
/** A read that brings less costs as much: browsers hand out 64 KiB. */
const LEAST_BYTES = 1 << 18;
/** The first slice: who only looks at a packed file's beginning would wait until all of a large one is unpacked. */
const FIRST_BYTES = 1 << 16;

export function streamPlain(blob: Blob, watch: StreamWatch): ReadableStream<Uint8Array> {
  return streamOf(watch.passing === true ? passingBytes(blob, watch) : slices(blob, watch));
}

export function streamGzip(blob: Blob, watch: StreamWatch): ReadableStream<Uint8Array> {
  return unpacked(watch, (counting) => gunzip(blob, counting));
}

/** Deflate without a header, as zip archives hold it. */
export function streamDeflate(blob: Blob, watch: StreamWatch): ReadableStream<Uint8Array> {
  return unpacked(watch, (counting) => gunzip(blob, counting, 'deflate-raw'));
}

export function streamZstd(blob: Blob, watch: StreamWatch): ReadableStream<Uint8Array> {
  return unpacked(watch, (counting) => damageEnds(unzstd(slices(blob, { ...counting, passing: false })), counting));
}

/** A stream of UTF-16 text as UTF-8. */
export function streamUtf16(
  stream: ReadableStream<Uint8Array>,
  encoding: 'utf-16le' | 'utf-16be',
): ReadableStream<Uint8Array> {
  return streamOf(toUtf8(chunksOf(stream), encoding));
}

/** What `unpack` yields, as long as it is not beyond all measure of the bytes read for it. */
function unpacked(
  watch: StreamWatch,
  unpack: (counting: StreamWatch) => AsyncIterable<Uint8Array>,
): ReadableStream<Uint8Array> {
  let read = 0;
  const onBytes = (bytes: number): void => {
    read = bytes;
    watch.onBytes?.(bytes);
  };
  return streamOf(limitUnpacking(unpack({ ...watch, onBytes }), () => read));
}

/** The chunks of a stream, which is cancelled where they are not read to the end. */
export async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const chunk = await reader.read();
      if (chunk.done) return;
      yield chunk.value;
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

/** Ends where the packing is damaged; a file that cannot be read throws as before. */
async function* damageEnds(chunks: AsyncIterable<Uint8Array>, watch: StreamWatch): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
  } catch (error) {
    watch.signal?.throwIfAborted();
    if (isUnreadable(error)) throw error;
    watch.onDamage?.(String(error));
  }
}

const isUnreadable = (error: unknown): boolean => error instanceof Error && error.name === 'NotReadableError';

/**
 * The blob through one piece of memory, each chunk to be used before the next is asked for. A platform keeps memory that it makes itself,
 * as for slices, until the garbage collector comes by, which may be at the end of a large file.
 */
async function* passingBytes(blob: Blob, watch: StreamWatch): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = byteReader(blob);
  if (reader === undefined) return yield* slices(blob, watch);
  let room = new ArrayBuffer(SLICE_BYTES);
  let read = 0;
  try {
    while (read < blob.size) {
      watch.signal?.throwIfAborted();
      const least = Math.min(LEAST_BYTES, blob.size - read);
      const { done, value } = await reader.read(new Uint8Array(room), { min: least });
      if (done) break;
      read += value.length;
      watch.onBytes?.(read);
      room = value.buffer;
      yield value;
    }
  } finally {
    reader.cancel().catch(() => undefined);
    discard(room);
  }
  if (read < blob.size) throw new DOMException('The file has become shorter.', 'NotReadableError');
}

/** Undefined where the platform's blobs do not read into memory of the caller's; asked only in a browser's worker, as Node 20 never answers. */
function byteReader(blob: Blob): ReadableStreamBYOBReader | undefined {
  if (!('FileReaderSync' in globalThis)) return undefined;
  try {
    return blob.stream().getReader({ mode: 'byob' });
  } catch {
    return undefined;
  }
}

/** The blob in pieces, the next one being read while one is in use. Slices, because they read faster than chunks of `blob.stream()`. */
async function* slices(blob: Blob, watch: StreamWatch): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const read = (from: number, bytes: number): Promise<ArrayBuffer> => blob.slice(from, from + bytes).arrayBuffer();
  let next = read(0, FIRST_BYTES);
  for (let from = 0; from < blob.size;) {
    watch.signal?.throwIfAborted();
    const bytes = new Uint8Array(await next);
    from += bytes.length;
    if (from < blob.size) {
      next = read(from, SLICE_BYTES);
      next.catch(() => undefined);
    }
    watch.onBytes?.(from);
    yield bytes;
    if (watch.passing === true) discard(bytes.buffer);
  }
}

/**
 * Unpacks with the platform. Where that fails, what the platform had unpacked but not handed over is lost with its
 * error: then the part not seen yet is unpacked once more, more slowly, up to the damage.
 */
async function* gunzip(
  blob: Blob,
  watch: StreamWatch,
  format: 'gzip' | 'deflate-raw' = 'gzip',
): AsyncGenerator<Uint8Array> {
  const { readable, writable } = new DecompressionStream(format);
  const reader = readable.getReader();
  let unpacked = 0;
  let damage: string | undefined;
  const feeding = feed(writable.getWriter(), slices(blob, { ...watch, passing: false }));
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
      if (watch.passing === true) discard(chunk.value.buffer);
    }
    if (damage === undefined) return;
    const failure = await feeding;
    if (isUnreadable(failure)) throw failure;
    // Browsers take a second member for damage: read on with a library that does not.
    const members = gunzipMembers(slices(blob, { signal: watch.signal }), unpacked, () => (damage = undefined));
    if (format === 'gzip') {
      for await (const chunk of members) {
        unpacked += chunk.length;
        yield chunk;
      }
    }
    if (damage === undefined) return;
    yield* salvageGzip(blob, unpacked, watch.signal, format);
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
    for await (const chunk of chunks) {
      await writer.write(chunk);
      discard(chunk.buffer);
    }
    await writer.close();
    return undefined;
  } catch (error) {
    writer.abort(error).catch(() => undefined);
    return error;
  }
}

/** A stream that asks the generator for a chunk only when it is asked for one, so that nothing waits in a queue. */
export function streamOf(chunks: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(pulling(chunks), { highWaterMark: 0 });
}

const pulling = <T extends Uint8Array>(chunks: AsyncGenerator<T>): UnderlyingDefaultSource<T> => ({
  async pull(controller) {
    const next = await chunks.next();
    if (next.done === true) controller.close();
    else controller.enqueue(next.value);
  },
  async cancel() {
    await chunks.return(undefined);
  },
});
