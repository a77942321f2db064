import { fail, ok, type Result } from '../../base/result.ts';
import { say } from '../../base/say.ts';

/** One file in a zip. */
export interface ZipEntry {
  readonly name: string;
  /** 0: stored; 8: deflate; 93: Zstandard. */
  readonly method: number;
  readonly encrypted: boolean;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly headerOffset: number;
}

const END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;
/** A list of contents larger than this is not read: a million files. */
export const MAX_DIRECTORY_BYTES = 64 << 20;

const DAMAGED = {
  code: 'unreadable',
  userMessage: say`The zip archive is damaged or cut short: the list of its contents is missing.`,
  hint: say`Copy or download it again, or unpack it with a tool that repairs archives.`,
} as const;

/** The files in a zip, from the list at its end. Fails with `unreadable`. */
export async function listZip(blob: Blob): Promise<Result<ZipEntry[]>> {
  const tail = await viewOf(blob, Math.max(0, blob.size - END_BYTES - LONGEST_COMMENT), blob.size);
  let end = tail.byteLength - END_BYTES;
  while (end >= 0 && tail.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0) return fail(DAMAGED);
  let size = tail.getUint32(end + 12, true);
  let offset = tail.getUint32(end + 16, true);
  const locator = end - 20;
  if (locator >= 0 && tail.getUint32(locator, true) === 0x07064b50) {
    const at = Number(tail.getBigUint64(locator + 8, true));
    const wide = await viewOf(blob, at, at + 56);
    if (wide.byteLength < 56 || wide.getUint32(0, true) !== 0x06064b50) return fail(DAMAGED);
    size = Number(wide.getBigUint64(40, true));
    offset = Number(wide.getBigUint64(48, true));
  }
  if (size > MAX_DIRECTORY_BYTES || offset + size > blob.size) return fail(DAMAGED);
  return readDirectory(await viewOf(blob, offset, offset + size));
}

function readDirectory(view: DataView): Result<ZipEntry[]> {
  const entries: ZipEntry[] = [];
  for (let i = 0; i + 46 <= view.byteLength;) {
    if (view.getUint32(i, true) !== 0x02014b50) return fail(DAMAGED);
    const nameBytes = view.getUint16(i + 28, true);
    const extraBytes = view.getUint16(i + 30, true);
    const next = i + 46 + nameBytes + extraBytes + view.getUint16(i + 32, true);
    if (next > view.byteLength) return fail(DAMAGED);
    const name = new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + i + 46, nameBytes));
    const sizes = wideSizes(view, i + 46 + nameBytes, extraBytes, [
      view.getUint32(i + 24, true),
      view.getUint32(i + 20, true),
      view.getUint32(i + 42, true),
    ]);
    const entry = {
      name: name.replaceAll('\\', '/'),
      method: view.getUint16(i + 10, true),
      encrypted: (view.getUint16(i + 8, true) & 1) === 1,
      bytes: sizes[0],
      packedBytes: sizes[1],
      headerOffset: sizes[2],
    };
    if (!entry.name.endsWith('/')) entries.push(entry);
    i = next;
  }
  return ok(entries);
}

/** Size, packed size and offset; those written as 2^32 - 1 stand in the zip64 field, in this order. */
function wideSizes(
  view: DataView,
  start: number,
  length: number,
  narrow: readonly [number, number, number],
): readonly [number, number, number] {
  let [bytes, packed, offset] = narrow;
  for (let i = start; i + 4 <= start + length;) {
    const fieldBytes = view.getUint16(i + 2, true);
    if (view.getUint16(i, true) === 1) {
      let at = i + 4;
      const last = Math.min(i + 4 + fieldBytes, start + length);
      const wide = (value: number): number => {
        if (value !== 0xffffffff || at + 8 > last) return value;
        at += 8;
        return Number(view.getBigUint64(at - 8, true));
      };
      bytes = wide(bytes);
      packed = wide(packed);
      offset = wide(offset);
    }
    i += 4 + fieldBytes;
  }
  return [bytes, packed, offset];
}

const LOCAL = 0x04034b50;
const DESCRIPTOR = 0x08074b50;
const DIRECTORY = 0x02014b50;
const PIECE_BYTES = 1 << 20;

/** The files in a zip whose list is missing, from the header before each; the last may be cut. Empty where there is none. */
export async function salvageZip(blob: Blob): Promise<ZipEntry[]> {
  const entries: ZipEntry[] = [];
  let at = await findSignature(blob, 0, [LOCAL]);
  while (at + 30 < blob.size) {
    const header = await viewOf(blob, at, at + 30);
    const nameBytes = header.getUint16(26, true);
    const extraBytes = header.getUint16(28, true);
    const start = at + 30 + nameBytes + extraBytes;
    if (start >= blob.size) break;
    const texts = await viewOf(blob, at + 30, start);
    const narrow = [header.getUint32(22, true), header.getUint32(18, true), 0] as const;
    const [bytes, told] = wideSizes(texts, nameBytes, extraBytes, narrow);
    const flags = header.getUint16(6, true);
    // Archives written as a stream tell a file's size only behind it.
    const isTold = (flags & 8) === 0 || told > 0;
    const end = isTold
      ? Math.min(blob.size, start + told)
      : await findSignature(blob, start, [LOCAL, DESCRIPTOR, DIRECTORY]);
    const name = new TextDecoder().decode(new Uint8Array(texts.buffer, 0, nameBytes)).replaceAll('\\', '/');
    const entry = {
      name,
      method: header.getUint16(8, true),
      encrypted: (flags & 1) === 1,
      bytes,
      packedBytes: end - start,
      headerOffset: at,
    };
    if (!name.endsWith('/')) entries.push(entry);
    at = await findSignature(blob, end, [LOCAL]);
  }
  return entries;
}

/** Place of the first of some four-byte marks at or after `from`; the blob's size where there is none. */
async function findSignature(blob: Blob, from: number, marks: readonly number[]): Promise<number> {
  for (let at = from; at < blob.size; at += PIECE_BYTES) {
    const view = await viewOf(blob, at, at + PIECE_BYTES + 3);
    for (let i = 0; i + 4 <= view.byteLength; i++) {
      if (view.getUint8(i) === 0x50 && marks.includes(view.getUint32(i, true))) return at + i;
    }
  }
  return blob.size;
}

/** The packed bytes of one entry. Fails with `unreadable`. */
export async function packedBlob(blob: Blob, entry: ZipEntry): Promise<Result<Blob>> {
  const header = await viewOf(blob, entry.headerOffset, entry.headerOffset + 30);
  if (header.byteLength < 30 || header.getUint32(0, true) !== 0x04034b50) return fail(DAMAGED);
  const start = entry.headerOffset + 30 + header.getUint16(26, true) + header.getUint16(28, true);
  return ok(blob.slice(start, start + entry.packedBytes));
}

async function viewOf(blob: Blob, from: number, to: number): Promise<DataView> {
  return new DataView(await blob.slice(from, to).arrayBuffer());
}
