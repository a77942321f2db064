import { type ByteSource } from './byte-source.ts';

/** One file in a tar, with its content where it was wanted. */
export interface TarEntry {
  readonly name: string;
  readonly bytes: number;
  readonly content: Blob | undefined;
  /** The archive ends within this file. */
  readonly cut: boolean;
}

const BLOCK = 512;
/** A long name or attribute list larger than this is damage. */
const MAX_NAME_BYTES = 1 << 20;

/** Whether the first block of a file is the header of a tar. */
export const isTar = (head: Uint8Array): boolean => head.length >= 262 && text(head, 257, 5) === 'ustar';

/**
 * Reads a tar (ustar, GNU, pax) from its beginning; contents of files that are not wanted are passed over. Ends at the end
 * mark, at the end of the bytes, or at the first header that is none.
 */
export async function* readTar(source: ByteSource, isWanted: (name: string) => boolean): AsyncGenerator<TarEntry> {
  let longName: string | undefined;
  let longSize: number | undefined;
  for (;;) {
    const header = await source.read(BLOCK);
    if (header.length < BLOCK || header[0] === 0 || !isTar(header)) return;
    const type = text(header, 156, 1);
    const bytes = longSize ?? sizeIn(header);
    const padding = (BLOCK - (bytes % BLOCK)) % BLOCK;
    if (type === 'L' || type === 'x') {
      if (bytes > MAX_NAME_BYTES) return;
      const value = await source.read(bytes);
      await source.skip(padding);
      if (type === 'L') longName = text(value, 0, bytes);
      else {
        const fields = paxFields(new TextDecoder().decode(value));
        longName = fields.get('path') ?? longName;
        const size = Number(fields.get('size'));
        if (Number.isSafeInteger(size) && size >= 0) longSize = size;
      }
      continue;
    }
    const prefix = text(header, 345, 155);
    const name = longName ?? (prefix === '' ? text(header, 0, 100) : `${prefix}/${text(header, 0, 100)}`);
    longName = longSize = undefined;
    const isFile = type === '0' || type === '' || type === '7';
    if (isFile && isWanted(name)) {
      const content = await source.take(bytes);
      yield { name, bytes, content, cut: content.size < bytes };
    } else {
      await source.skip(bytes);
      if (isFile) yield { name, bytes, content: undefined, cut: false };
    }
    await source.skip(padding);
  }
}

/** Text up to the first zero. */
function text(bytes: Uint8Array, start: number, length: number): string {
  const field = bytes.subarray(start, start + length);
  const end = field.indexOf(0);
  return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end));
}

/** Octal digits, or GNU's big-endian number for files of 8 GiB and more. */
function sizeIn(header: Uint8Array): number {
  const first = header[124] ?? 0;
  if (first < 0x80) return Number.parseInt(text(header, 124, 12).trim() || '0', 8) || 0;
  let size = first & 0x7f;
  for (let i = 125; i < 136; i++) size = size * 256 + (header[i] ?? 0);
  return Number.isSafeInteger(size) ? size : 0;
}

/** `20 path=a/b.json\n`, over and over. */
function paxFields(lines: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of lines.split('\n')) {
    const match = /^\d+ ([^=]+)=(.*)$/.exec(line);
    if (match !== null) fields.set(match[1] ?? '', match[2] ?? '');
  }
  return fields;
}
