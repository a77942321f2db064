const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const REPLACEMENT = '\uFFFD';

/**
 * What the bytes between a JSON string's quotes say. Nothing throws: invalid UTF-8, raw control characters and lone
 * surrogates become U+FFFD; a text whose escapes are broken (`C:\Users`) is kept as written.
 */
export function decodeText(bytes: Uint8Array): string {
  // eslint-disable-next-line no-control-regex
  const raw = decoder.decode(bytes).replaceAll(/[\u0000-\u001f]/g, REPLACEMENT);
  if (!raw.includes('\\')) return raw;
  return unescapeText(raw).replaceAll(/\p{Surrogate}/gu, REPLACEMENT);
}

/** Whether `decodeText` cannot show the bytes as they are meant: no UTF-8, raw control characters, broken escapes. */
export function isOddText(bytes: Uint8Array): boolean {
  if (bytes.every((byte) => byte >= 0x20 && byte < 0x80 && byte !== 0x5c)) return false;
  const raw = decoder.decode(bytes);
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u001f\uFFFD]/.test(raw)) return true;
  return raw.includes('\\') && unescapeText(raw) === raw;
}

function unescapeText(raw: string): string {
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    return raw;
  }
}

const STRING_OR_BARE_WORD = /"(?:[^"\\]|\\[^])*"|-?(?:NaN|nan|Infinity|infinity|inf|Inf|N\/A|None|undefined)\b/g;

/**
 * The value of a top-level member, from its text. Bare words that are no JSON (`NaN`, `N/A`) are read as null, and raw
 * control characters in strings as U+FFFD. `undefined` where even so it is no JSON.
 */
export function parseMember(bytes: Uint8Array): unknown {
  const raw = decoder.decode(bytes);
  try {
    return JSON.parse(raw) as unknown;
  } catch {
    const mended = raw.replaceAll(STRING_OR_BARE_WORD, (token) =>
      // eslint-disable-next-line no-control-regex
      token.startsWith('"') ? token.replaceAll(/[\u0000-\u001f]/g, REPLACEMENT) : 'null',
    );
    try {
      return JSON.parse(mended) as unknown;
    } catch {
      return undefined;
    }
  }
}
