import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { gunzipMembers } from './gzip-members.ts';

const TEXTS = ['[{"a":1},\n', '{"b":2},\n'.repeat(5000), '{"c":3}]'];
const WHOLE = TEXTS.join('');
const PACKED = Buffer.concat(TEXTS.map((text) => gzipSync(text)));

async function unpack(bytes: Uint8Array, size: number, seen = 0): Promise<{ text: string; whole: boolean }> {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size);
  }
  let whole = false;
  const parts: Uint8Array[] = [];
  for await (const part of gunzipMembers(chunks(), seen, () => (whole = true))) parts.push(part);
  return { text: Buffer.concat(parts).toString(), whole };
}

it.each([1, 7, 64, 1 << 20])('reads all members, in chunks of %i bytes', async (size) => {
  expect(await unpack(PACKED, size)).toEqual({ text: WHOLE, whole: true });
});

it('leaves out what was seen before', async () => {
  expect(await unpack(PACKED, 100, 12)).toEqual({ text: WHOLE.slice(12), whole: true });
});

it('does not vouch for a single member, nor for one that is cut', async () => {
  expect(await unpack(gzipSync(WHOLE), 64)).toEqual({ text: WHOLE, whole: false });
  const cut = await unpack(PACKED.subarray(0, PACKED.length - 9), 64);
  expect(cut.whole).toBe(false);
  expect(WHOLE.startsWith(cut.text)).toBe(true);
  expect(cut.text).toContain('{"b":2}');
});
