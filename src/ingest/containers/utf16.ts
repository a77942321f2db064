import { type Diagnostic } from '../../base/failure.ts';
import { say } from '../../base/say.ts';

/** Which UTF-16 a text is, by its byte order mark, else by the zeros between its first letters. */
export function utf16In(head: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [a, b, c, d] = head;
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  const begins = (letter: number | undefined): boolean => letter === 0x5b || letter === 0x7b || letter === 0x0a;
  if (b === 0 && d === 0 && begins(a) && c !== 0) return 'utf-16le';
  return a === 0 && c === 0 && begins(b) && d !== 0 ? 'utf-16be' : undefined;
}

/** The same text in UTF-8. Halves of pairs that have no other half become the replacement sign. */
export async function* toUtf8(
  chunks: AsyncIterable<Uint8Array>,
  encoding: 'utf-16le' | 'utf-16be',
): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding);
  const encoder = new TextEncoder();
  for await (const chunk of chunks) yield encoder.encode(decoder.decode(chunk, { stream: true }));
  yield encoder.encode(decoder.decode());
}

export const UTF16_NOTE: Diagnostic = {
  code: 'utf-16',
  count: 1,
  message: say`The file is UTF-16 text: it was read as UTF-8. PowerShell writes UTF-16 where output is redirected.`,
};
