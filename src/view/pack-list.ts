import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate';
import { decodeBase64Url, encodeBase64Url } from './base64url.ts';

export const MAX_LIST_BYTES = 1_000_000;

/** Texts as one text of a link. Deterministic: the same list gives the same text. */
export const packList = (texts: readonly string[]): string =>
  encodeBase64Url(deflateSync(strToU8(JSON.stringify(texts))));

/** Reads what `packList` writes; undefined where it is something else, or more than `MAX_LIST_BYTES`. */
export function unpackList(packed: string): readonly string[] | undefined {
  const bytes = decodeBase64Url(packed);
  if (bytes === undefined) return undefined;
  try {
    // A list that fills its room may have been cut, and then is no JSON.
    const list: unknown = JSON.parse(strFromU8(inflateSync(bytes, { out: new Uint8Array(MAX_LIST_BYTES) })));
    return Array.isArray(list) && list.every((text) => typeof text === 'string') ? list : undefined;
  } catch {
    return undefined;
  }
}
