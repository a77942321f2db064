import { u8 } from '../base/at.ts';

const ENDS_BYTES = 64 << 10;

/**
 * Sixteen hex digits that tell one file from another whatever it is called: two FNV-1a hashes of the size and of the
 * first and last 64 KiB as dropped. Not `crypto.subtle`: that is missing on plain-http pages, and a link made on one
 * page must recognise its file on another.
 */
export async function fingerprintOf(blob: Blob): Promise<string> {
  const first = new Uint8Array(await blob.slice(0, ENDS_BYTES).arrayBuffer());
  const last = new Uint8Array(await blob.slice(Math.max(0, blob.size - ENDS_BYTES)).arrayBuffer());
  const size = new TextEncoder().encode(`${blob.size};`);
  let a = 0x811c9dc5;
  let b = 0x1234567;
  for (const bytes of [size, first, last]) {
    for (let i = 0; i < bytes.length; i++) {
      const byte = u8(bytes, i);
      a = Math.imul(a ^ byte, 0x01000193);
      b = Math.imul(b ^ byte, 0x01000193) ^ (b >>> 15);
    }
  }
  return hex(a) + hex(b);
}

const hex = (value: number): string => (value >>> 0).toString(16).padStart(8, '0');
