/** ASCII codes of the bytes that carry JSON's structure. */
export const QUOTE = 0x22;
export const BACKSLASH = 0x5c;
export const COMMA = 0x2c;
export const COLON = 0x3a;
export const OPEN_BRACE = 0x7b;
export const CLOSE_BRACE = 0x7d;
export const OPEN_BRACKET = 0x5b;
export const CLOSE_BRACKET = 0x5d;

/** The value goes on beyond the bytes at hand: ask again with more. */
export const INCOMPLETE = -1;
/** No reading of these bytes makes sense as JSON. */
export const MALFORMED = -2;

/** Deeper nesting than this is taken for damage. */
export const MAX_DEPTH = 512;

// All functions here read `bytes[0, length)`, where `bytes[length]` is a zero: the hot loops then test for the end
// only when they meet a zero. They return an index, or one of the two codes above.

/** Index of the closing quote of a string whose first byte after the opening quote is at `i`. */
export function endOfString(bytes: Uint8Array, i: number, length: number): number {
  for (;;) {
    let c = bytes[i] as number;
    while (c !== QUOTE && c !== BACKSLASH && c !== 0) c = bytes[++i] as number;
    if (c === QUOTE) return i;
    if (c === 0 && i >= length) return INCOMPLETE;
    i += c === BACKSLASH ? 2 : 1;
    if (i > length) return INCOMPLETE;
  }
}

const closers = new Uint8Array(MAX_DEPTH + 2);

/** Index after the array or object that opens at `i`. Brackets must match in kind, and no text may follow a string. */
function skipContainer(bytes: Uint8Array, i: number, length: number): number {
  let depth = 0;
  for (;;) {
    const c = bytes[i] as number;
    if (c === QUOTE) {
      i = endOfString(bytes, i + 1, length);
      if (i < 0) return i;
      // A lost or flipped quote turns text into structure: then a letter stands behind it.
      const next = bytes[i + 1] as number;
      if (next > 0x20 && next !== COMMA && next !== COLON && next !== CLOSE_BRACE && next !== CLOSE_BRACKET)
        return MALFORMED;
    } else if (c === OPEN_BRACKET || c === OPEN_BRACE) {
      if (++depth > MAX_DEPTH) return MALFORMED;
      closers[depth] = c + 2;
    } else if (c === CLOSE_BRACKET || c === CLOSE_BRACE) {
      if (closers[depth] !== c) return MALFORMED;
      if (--depth === 0) return i + 1;
    } else if (c === 0 && i >= length) return INCOMPLETE;
    i++;
  }
}

/** Index after the value that begins at `i`. Bare words (`NaN`, `N/A`, `-Infinity`) pass as scalars. */
export function skipValue(bytes: Uint8Array, i: number, length: number): number {
  let c = bytes[i] as number;
  if (c === QUOTE) {
    const end = endOfString(bytes, i + 1, length);
    return end < 0 ? end : end + 1;
  }
  if (c === OPEN_BRACE || c === OPEN_BRACKET) return skipContainer(bytes, i, length);
  while (c > 0x20 && c !== COMMA && c !== CLOSE_BRACE && c !== CLOSE_BRACKET) {
    if (c === QUOTE || c === COLON || c === OPEN_BRACE || c === OPEN_BRACKET) return MALFORMED;
    c = bytes[++i] as number;
  }
  return c === 0 && i >= length ? INCOMPLETE : i;
}

/** Index of the first byte at or after `i` that is no white space. */
export function skipSpace(bytes: Uint8Array, i: number, length: number): number {
  while ((bytes[i] as number) <= 0x20) {
    if (i >= length) return INCOMPLETE;
    i++;
  }
  return i;
}

/** Whether `bytes[start, end)` are exactly the bytes of `text`. */
export function equalsBytes(bytes: Uint8Array, start: number, end: number, text: Uint8Array): boolean {
  if (end - start !== text.length) return false;
  for (let k = 0; k < text.length; k++) if (bytes[start + k] !== text[k]) return false;
  return true;
}
