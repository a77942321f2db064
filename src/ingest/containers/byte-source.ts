/** Bytes read from the beginning on; less than asked for at the end. */
export interface ByteSource {
  readonly read: (bytes: number) => Promise<Uint8Array>;
  readonly skip: (bytes: number) => Promise<void>;
  readonly take: (bytes: number) => Promise<Blob>;
}

/** Reads a blob by slices: what is taken stays where it is, and what is skipped is never read. */
export function bytesOfBlob(blob: Blob): ByteSource {
  let position = 0;
  const next = (bytes: number): Blob => {
    const slice = blob.slice(position, position + bytes);
    position += bytes;
    return slice;
  };
  return {
    read: async (bytes) => new Uint8Array(await next(bytes).arrayBuffer()),
    skip: async (bytes) => {
      position += bytes;
    },
    take: async (bytes) => next(bytes),
  };
}

/** What is taken is handed to the platform in pieces of this size, so that it may leave the memory of this page. */
const PIECE_BYTES = 8 << 20;

/** Reads unpacked chunks; what is taken is held as a blob. `onTaken` may throw where too much is held. */
export function bytesOfChunks(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  onTaken: (bytes: number) => void,
): ByteSource {
  let chunk: Uint8Array = new Uint8Array(0);
  const some = async (bytes: number): Promise<Uint8Array> => {
    while (chunk.length === 0) {
      const next = await reader.read();
      if (next.done) return chunk;
      chunk = next.value;
    }
    const part = chunk.subarray(0, bytes);
    chunk = chunk.subarray(part.length);
    return part;
  };
  const each = async (bytes: number, visit: (part: Uint8Array) => void): Promise<void> => {
    for (let left = bytes; left > 0;) {
      const part = await some(left);
      if (part.length === 0) return;
      visit(part);
      left -= part.length;
    }
  };
  return {
    read: async (bytes) => {
      const parts: Uint8Array[] = [];
      await each(bytes, (part) => parts.push(part));
      return new Uint8Array(await blobOf(parts).arrayBuffer());
    },
    skip: (bytes) => each(bytes, () => undefined),
    take: async (bytes) => {
      const blobs: Blob[] = [];
      let parts: Uint8Array[] = [];
      let held = 0;
      await each(bytes, (part) => {
        onTaken(part.length);
        parts.push(part);
        held += part.length;
        if (held < PIECE_BYTES) return;
        blobs.push(blobOf(parts));
        parts = [];
        held = 0;
      });
      return new Blob([...blobs, blobOf(parts)]);
    },
  };
}

const blobOf = (parts: readonly Uint8Array[]): Blob => new Blob(parts.map((part) => new Uint8Array(part)));
