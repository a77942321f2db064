/**
 * Text inside a comma list. Commas are written `!c`, and `!` itself `!e`, so that a list survives programs that
 * percent-encode the commas of a link.
 */
export const escapeItem = (text: string): string => text.replaceAll('!', '!e').replaceAll(',', '!c');

/** Reads what `escapeItem` writes. */
export const unescapeItem = (text: string): string => text.replaceAll('!c', ',').replaceAll('!e', '!');

/** Percent-encodes what a hash or a Markdown link cannot hold; `/ : , ~ @` stay readable. Lone surrogates become U+FFFD. */
export function encodeText(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\ufffd'))
    .replaceAll(/%(2F|3A|2C|40)/g, (code) => decodeURIComponent(code))
    .replaceAll(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** undefined where the percent signs make no UTF-8. */
export function decodeText(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
