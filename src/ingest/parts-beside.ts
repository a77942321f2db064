import { type ScannedPart } from './scan-part.ts';
import { type TextScanner } from './scan/text-scanner.ts';
import { type TraceSource } from './trace-source.ts';
import { streamPlain, type StreamWatch } from './streams.ts';

/** Parts of a plain file that others read while its own reader comes from the beginning. */
export interface PartsBeside {
  /** The place in the text at which the reader is to call `arrive`; Infinity where no part is left. */
  readonly next: number;
  /**
   * Called when the reader has come to `next`: the part that begins there, once its own reader is done, or undefined where there is none
   * to join, and the text is to be read on. `next` is another place afterwards.
   */
  readonly arrive: () => Promise<ScannedPart | undefined>;
  /** How much others have read of what lies behind the last place at which the reader arrived. */
  readonly ahead: () => { readonly bytes: number; readonly events: number };
}

/**
 * The text that is left to the reader of a plain file: all but the parts that could be joined. Yields up to a part's begin, and goes on
 * behind its end once the scanner has taken it over. The scanner must read each chunk before it asks for the next one.
 */
export async function* textAround(
  source: TraceSource,
  scanner: TextScanner,
  parts: PartsBeside,
  watch: StreamWatch,
): AsyncGenerator<Uint8Array> {
  for (let joined = true; joined;) {
    joined = false;
    const from = scanner.textBytes;
    const reader = streamPlain(source.blob.slice(from), watch).getReader();
    try {
      while (!joined) {
        const chunk = await reader.read();
        if (chunk.done) return;
        let rest = chunk.value;
        while (!joined && scanner.textBytes + rest.length >= parts.next) {
          const before = Math.max(0, parts.next - scanner.textBytes);
          if (before > 0) yield rest.subarray(0, before);
          rest = rest.subarray(before);
          const part = await parts.arrive();
          joined = part !== undefined && scanner.join(part.read, part.from, part.to);
        }
        if (!joined && rest.length > 0) yield rest;
      }
    } finally {
      reader.cancel().catch(() => undefined);
    }
  }
}
