import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Interner } from './interner.ts';

it('gives equal bytes one number and different bytes different numbers', () => {
  const names = fc.array(fc.stringMatching(/^[a-c]{0,40}$/), { maxLength: 200 });
  fc.assert(
    fc.property(names, (texts) => {
      const interner = new Interner();
      const ids = texts.map((text) => {
        const padded = Buffer.from(`xx${text}yy`);
        return interner.intern(padded, 2, padded.length - 2);
      });
      const strings = interner.decodeAll();
      expect(ids.map((id) => strings[id])).toEqual(texts);
      expect(strings[0]).toBe('');
      expect(new Set(strings).size).toBe(strings.length);
    }),
  );
});

it('keeps its numbers while it grows', () => {
  const interner = new Interner();
  const texts = Array.from({ length: 40_000 }, (_, k) => `void kernel_${k}<float, ${k % 7}>`);
  const ids = texts.map((text) => interner.intern(Buffer.from(text), 0, text.length));
  expect(texts.map((text) => interner.intern(Buffer.from(text), 0, text.length))).toEqual(ids);
  expect(interner.decodeAll().slice(1)).toEqual(texts);
});
