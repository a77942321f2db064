import { type Packing } from '../event-columns.ts';
import { type TraceSource } from '../trace-source.ts';
import { streamDeflate, streamGzip, streamPlain, streamUtf16, streamZstd, type StreamWatch } from '../streams.ts';
import { UTF16_NOTE, utf16In } from './utf16.ts';

/** What a file turns out to be when its first bytes are looked at, packing undone. */
export type Opened =
  | { readonly kind: 'text'; readonly source: TraceSource; readonly head: Uint8Array }
  | { readonly kind: 'zip' }
  | { readonly kind: 'tar'; readonly source: TraceSource };

type Stream = (watch: StreamWatch) => ReadableStream<Uint8Array>;

/** As much of the text as the first look takes in: the first block of a tar, and enough to tell what is no trace. */
const HEAD_BYTES = 4096;

const MAGICS: readonly (readonly [packing: 'gzip' | 'zstd', bytes: readonly number[]])[] = [
  ['gzip', [0x1f, 0x8b, 8]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
];

export const isZip = (head: Uint8Array): boolean => startsWith(head, [0x50, 0x4b, 3, 4]);
/** Begins as a file that has to be unpacked once more. */
export const isPacked = (head: Uint8Array): boolean =>
  isZip(head) || MAGICS.some(([, bytes]) => startsWith(head, bytes));

/** Looks at a file and makes it readable; gzip and Zstandard are recognised by their first bytes. */
export async function openBlob(name: string, blob: Blob): Promise<Opened> {
  const first = new Uint8Array(await blob.slice(0, HEAD_BYTES).arrayBuffer());
  if (isZip(first)) return { kind: 'zip' };
  const packing = MAGICS.find(([, bytes]) => startsWith(first, bytes))?.[0] ?? 'plain';
  if (packing === 'plain') return openStream(name, blob, packing, (watch) => streamPlain(blob, watch), first);
  const stream = packing === 'gzip' ? streamGzip : streamZstd;
  return openStream(name, blob, packing, (watch) => stream(blob, watch));
}

/** An entry of a zip whose bytes are deflated. */
export const openDeflated = (name: string, blob: Blob): Promise<Opened> =>
  openStream(name, blob, 'deflate', (watch) => streamDeflate(blob, watch));

async function openStream(
  name: string,
  blob: Blob,
  packing: Packing,
  stream: Stream,
  known?: Uint8Array,
): Promise<Opened> {
  const head = known ?? (await firstBytes(stream({})));
  const source: TraceSource = { name, bytes: blob.size, packing, blob, stream: (watch = {}) => stream(watch) };
  if (isTarHead(head)) return { kind: 'tar', source };
  const encoding = utf16In(head);
  if (encoding === undefined) return { kind: 'text', source, head };
  const text: Stream = (watch) => streamUtf16(stream(watch), encoding);
  return {
    kind: 'text',
    source: {
      ...source,
      packing: packing === 'plain' ? 'utf-16' : packing,
      stream: (watch = {}) => text(watch),
      notes: [UTF16_NOTE],
    },
    head: await firstBytes(text({})),
  };
}

/** `ustar` stands at the same place in every kind of tar that is still written. */
const isTarHead = (head: Uint8Array): boolean =>
  head.length >= 512 && [0x75, 0x73, 0x74, 0x61, 0x72].every((byte, k) => head[257 + k] === byte);

const startsWith = (head: Uint8Array, bytes: readonly number[]): boolean =>
  head.length >= bytes.length && bytes.every((byte, k) => head[k] === byte);

/** The first bytes of a stream; empty where it cannot be read: the scan will say why. */
async function firstBytes(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const reader = stream.getReader();
  const head = new Uint8Array(HEAD_BYTES);
  let filled = 0;
  try {
    while (filled < HEAD_BYTES) {
      const chunk = await reader.read();
      if (chunk.done) break;
      const part = chunk.value.subarray(0, HEAD_BYTES - filled);
      head.set(part, filled);
      filled += part.length;
    }
  } catch {
    return head.subarray(0, 0);
  } finally {
    reader.cancel().catch(() => undefined);
  }
  return head.subarray(0, filled);
}
