import { say } from '../../base/say.ts';
import { StreamRefusal } from '../failures.ts';

/** Unpacked text may be this many times as large as what was read for it... */
export const MAX_UNPACK_RATIO = 250;
/** ...once it is larger than this. */
export const FREE_UNPACKED_BYTES = 64 << 20;

/**
 * Passes chunks on until they grow beyond all measure of what was read for them: real traces unpack to 5 to 60 times
 * their size, archives made to fill memory to a thousand times. Then throws a `StreamRefusal`.
 */
export async function* limitUnpacking(
  chunks: AsyncIterable<Uint8Array>,
  bytesRead: () => number,
): AsyncGenerator<Uint8Array> {
  let unpacked = 0;
  for await (const chunk of chunks) {
    unpacked += chunk.length;
    if (unpacked > FREE_UNPACKED_BYTES && unpacked > MAX_UNPACK_RATIO * bytesRead()) {
      throw new StreamRefusal({
        code: 'too-large',
        userMessage: say`This file unpacks to more than ${MAX_UNPACK_RATIO} times its size, as no trace does: reading was stopped.`,
        hint: say`If it is a trace all the same, unpack it yourself and drop the text.`,
        detail: `${unpacked} bytes from ${bytesRead()}`,
      });
    }
    yield chunk;
  }
}
