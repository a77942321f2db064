/** Far from the damage the file is fed in pieces of this size, then in ever smaller ones. */
const FAST_PIECE = 1 << 20;
const CAREFUL_PIECES = [4096, 64, 1];
/** How many pieces before the one that failed the next, finer try becomes careful: an error may surface a little late. */
const MARGIN = 8;
const SILENCE_MS = 60;

interface Attempt {
  readonly blob: Blob;
  readonly signal: AbortSignal | undefined;
  readonly format: 'gzip' | 'deflate-raw';
  /** Unpacked bytes to leave out: they were handed over before. */
  readonly skip: number;
  /** Where pieces become small. */
  readonly careful: number;
  readonly piece: number;
}

/**
 * What unpacks of a damaged gzip (or bare deflate) before its damage, without the first `seen` bytes of text. The platform drops what it
 * had unpacked but not handed over when it meets an error; so the file is fed again without ever being closed, slowly
 * near `fed` (how far it had been read when it failed), and more finely each time, down to single bytes.
 */
export async function* salvageGzip(
  blob: Blob,
  seen: number,
  fed: number,
  signal: AbortSignal | undefined,
  format: 'gzip' | 'deflate-raw' = 'gzip',
): AsyncGenerator<Uint8Array> {
  let reached = Math.max(0, fed - FAST_PIECE);
  for (const piece of CAREFUL_PIECES) {
    const careful = Math.max(0, reached - MARGIN * piece);
    const attempt = unpackUntilError({ blob, signal, format, skip: seen, careful, piece });
    for (;;) {
      const next = await attempt.next();
      if (next.done === true) {
        if (next.value === undefined) return;
        reached = next.value;
        break;
      }
      seen += next.value.length;
      yield next.value;
    }
  }
}

/** Yields what can be unpacked; gives back how far the file had been fed at the error, `undefined` where there was none. */
async function* unpackUntilError(attempt: Attempt): AsyncGenerator<Uint8Array, number | undefined> {
  const { readable, writable } = new DecompressionStream(attempt.format);
  const reader = readable.getReader();
  const writer = writable.getWriter();
  writer.closed.catch(() => undefined);
  const feed = { position: 0, over: false };
  drip(attempt, writer, feed).catch(() => (feed.over = true));
  let skip = attempt.skip;
  let read = reader.read();
  try {
    for (;;) {
      const chunk = await Promise.race([read, pause(SILENCE_MS)]).catch(() => 'failed' as const);
      attempt.signal?.throwIfAborted();
      if (chunk === 'failed') return feed.position;
      if (chunk === undefined) {
        if (feed.over) return undefined;
        continue;
      }
      if (chunk.done) return undefined;
      read = reader.read();
      read.catch(() => undefined);
      if (chunk.value.length > skip) yield chunk.value.subarray(skip);
      skip = Math.max(0, skip - chunk.value.length);
    }
  } finally {
    feed.over = true;
    writer.abort().catch(() => undefined);
    reader.cancel().catch(() => undefined);
  }
}

/** Feeds the file piece by piece, waiting a little after each small one for what comes of it. Never closes the writer. */
async function drip(
  attempt: Attempt,
  writer: WritableStreamDefaultWriter<BufferSource>,
  feed: { position: number; over: boolean },
): Promise<void> {
  const { blob, careful, piece } = attempt;
  while (feed.position < blob.size && !feed.over) {
    const isCareful = feed.position >= careful;
    const to = Math.min(blob.size, isCareful ? feed.position + piece : Math.min(careful, feed.position + FAST_PIECE));
    await writer.write(new Uint8Array(await blob.slice(feed.position, to).arrayBuffer()));
    if (isCareful) await pause(0);
    feed.position = to;
  }
  feed.over = true;
}

function pause(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), milliseconds));
}
