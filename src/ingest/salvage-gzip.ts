const READ_BYTES = 1 << 20;
/** Pieces in which the file is fed around its damage: the text of a piece that fails is lost with it. */
const PIECES = [4096, 1];

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
 * had unpacked but not handed over when it meets an error, and does not say where; so the file is unpacked by a library that fails at the
 * very piece, and once more, byte by byte from that piece on.
 */
export async function* salvageGzip(
  blob: Blob,
  seen: number,
  signal: AbortSignal | undefined,
  format: 'gzip' | 'deflate-raw' = 'gzip',
): AsyncGenerator<Uint8Array> {
  let careful = 0;
  for (const piece of PIECES) {
    const attempt = unpackUntilError({ blob, signal, format, skip: seen, careful, piece });
    for (;;) {
      const next = await attempt.next();
      if (next.done === true) {
        if (next.value === undefined) return;
        careful = next.value;
        break;
      }
      seen += next.value.length;
      yield next.value;
    }
  }
}

/** Yields what can be unpacked; gives back where the piece begins that failed, `undefined` where none did. */
async function* unpackUntilError(attempt: Attempt): AsyncGenerator<Uint8Array, number | undefined> {
  const { Gunzip, Inflate } = await import('fflate');
  let { skip } = attempt;
  let ready: Uint8Array[] = [];
  const take = (data: Uint8Array): void => {
    if (data.length > skip) ready.push(data.subarray(skip));
    skip = Math.max(0, skip - data.length);
  };
  const unpacker = attempt.format === 'gzip' ? new Gunzip(take) : new Inflate(take);
  const { blob, careful, piece } = attempt;
  for (let from = 0; from < blob.size;) {
    attempt.signal?.throwIfAborted();
    const to = from < careful ? Math.min(careful, from + READ_BYTES) : Math.min(blob.size, from + READ_BYTES);
    const bytes = new Uint8Array(await blob.slice(from, to).arrayBuffer());
    const step = from < careful ? bytes.length : piece;
    for (let at = 0; at < bytes.length; at += step) {
      try {
        unpacker.push(bytes.subarray(at, at + step), false);
      } catch {
        yield* ready;
        return from + at;
      }
    }
    yield* ready;
    ready = [];
    from = to;
  }
  return undefined;
}
