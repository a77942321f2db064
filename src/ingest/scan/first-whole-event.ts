import { COLON, OPEN_BRACE } from './bytes.ts';
import { EventParser } from './event-parser.ts';

/**
 * Index of the first object in a piece of a text that is whole, looks like an event and is no member's value; undefined where there is
 * none. A guess: the piece may begin within a string.
 */
export function firstWholeEvent(piece: Uint8Array): number | undefined {
  const parser = new EventParser();
  const bytes = new Uint8Array(piece.length + 1);
  bytes.set(piece);
  let before = 0;
  for (let i = 0; i < piece.length; i++) {
    const c = bytes[i] as number;
    if (c === OPEN_BRACE && before !== COLON && parser.parse(bytes, i, piece.length) > 0 && parser.looksLikeEvent())
      return i;
    if (c > 0x20) before = c;
  }
  return undefined;
}
