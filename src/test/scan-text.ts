import { item } from '../base/at.ts';
import { type Result } from '../base/result.ts';
import { inEnglish } from '../base/say.ts';
import { type Scan } from '../ingest/event-columns.ts';
import { scanTrace } from '../ingest/scan-trace.ts';
import { type TraceSource } from '../ingest/trace-source.ts';

/** A source whose text arrives in chunks of the given sizes, over and over. */
export function sourceOf(text: string | Uint8Array, chunkSizes: readonly number[] = [1 << 20]): TraceSource {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const blob = new Blob([new Uint8Array(bytes)]);
  const stream = (): ReadableStream<Uint8Array> => {
    let position = 0;
    let count = 0;
    return new ReadableStream(
      {
        pull(controller) {
          if (position >= bytes.length) return controller.close();
          const size = item(chunkSizes, count++ % chunkSizes.length);
          controller.enqueue(bytes.slice(position, position + size));
          position += size;
        },
      },
      { highWaterMark: 0 },
    );
  };
  return { name: 'trace', bytes: bytes.length, packing: 'plain', blob, stream };
}

/** Scans a text, cut into chunks of the given sizes. */
export function scanText(text: string | Uint8Array, chunkSizes?: readonly number[]): Promise<Result<Scan>> {
  return scanTrace(sourceOf(text, chunkSizes), () => undefined);
}

/** Scans a text that must be a trace. */
export async function scanned(text: string | Uint8Array, chunkSizes?: readonly number[]): Promise<Scan> {
  const result = await scanText(text, chunkSizes);
  if (!result.ok) throw new Error(`${result.failure.code}: ${inEnglish(result.failure.userMessage)}`);
  return result.value;
}

/** Events as lines `name start..end`, for reading in a test. */
export function showEvents(scan: Scan): string[] {
  const lines: string[] = [];
  for (let row = 0; row < scan.events.length; row++) {
    const { start, end, name } = scan.events;
    lines.push(`${scan.strings[name[row]!]} ${start[row]}..${end[row]}`);
  }
  return lines;
}

/** Diagnostics as `code count`. */
export function showOddities(scan: Scan): string[] {
  return scan.diagnostics.map(({ code, count }) => `${code} ${count}`);
}
