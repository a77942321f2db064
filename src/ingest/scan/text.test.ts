import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText, parseMember } from './text.ts';

const bytes = (...parts: (string | number)[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.of(part))));

describe('decodeText', () => {
  it('reads back what JSON.stringify wrote', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(decodeText(bytes(JSON.stringify(text).slice(1, -1)))).toBe(text);
      }),
    );
  });

  it.each([
    ['escapes', bytes('a\\u0041\\n\\"\\/'), 'aA\n"/'],
    ['broken escapes, as written', bytes('C:\\Users'), 'C:\\Users'],
    ['raw control characters', bytes('a', 0, 'b', 10, 'c'), 'a\uFFFDb\uFFFDc'],
    ['invalid UTF-8', bytes('a', 0xff, 'b'), 'a\uFFFDb'],
    ['lone surrogates', bytes('a\\ud800b'), 'a\uFFFDb'],
    ['escapes beside raw control characters', bytes('\\t', 7), '\t\uFFFD'],
  ])('survives %s', (_, raw, text) => {
    expect(decodeText(raw)).toBe(text);
  });

  it('never throws and never gives a text that cannot go into a link', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (raw) => {
        expect(() => encodeURIComponent(decodeText(raw))).not.toThrow();
      }),
    );
  });
});

describe('parseMember', () => {
  it('reads bare words as null, but leaves them in strings alone', () => {
    expect(parseMember(bytes('{"a":NaN,"b":[-Infinity,N/A],"c":"NaN, \\"N/A\\""}'))).toEqual({
      a: null,
      b: [null, null],
      c: 'NaN, "N/A"',
    });
  });

  it('gives undefined for what is no JSON', () => {
    expect(parseMember(bytes('{"a":}'))).toBeUndefined();
  });
});
