import { fail, ok, type Result } from '../base/result.ts';
import { f64, u32 } from '../base/at.ts';
import { say } from '../base/say.ts';
import { cancelled } from './failures.ts';
import { type TraceSource } from './trace-source.ts';

/**
 * Reads many places of a file's unpacked text in one pass from its beginning to the last of them, and gives the text of each to `take`.
 * `offset` must ascend; places may overlap. Fails with `unreadable` or `cancelled`.
 */
export async function readSlices(
  source: TraceSource,
  places: { readonly length: number; readonly offset: Float64Array; readonly byteLength: Uint32Array },
  take: (place: number, text: string) => void,
  signal?: AbortSignal,
): Promise<Result<undefined>> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const reader = source.stream({ signal }).getReader();
  let held: Uint8Array = new Uint8Array(0);
  let heldFrom = 0;
  let place = 0;
  try {
    while (place < places.length) {
      const chunk = await reader.read();
      signal?.throwIfAborted();
      if (chunk.done) break;
      held = joined(held, chunk.value);
      while (place < places.length) {
        const from = f64(places.offset, place) - heldFrom;
        const to = from + u32(places.byteLength, place);
        if (to > held.length) break;
        take(place++, decoder.decode(held.subarray(from, to)));
      }
      const wanted = place < places.length ? f64(places.offset, place) - heldFrom : held.length;
      const drop = Math.min(wanted, held.length);
      held = held.subarray(drop);
      heldFrom += drop;
    }
  } catch (error) {
    if (signal?.aborted === true) return fail(cancelled());
    return fail(unreadable(String(error)));
  } finally {
    reader.cancel().catch(() => undefined);
  }
  return place === places.length ? ok(undefined) : fail(unreadable(`${place} of ${places.length} events`));
}

function joined(head: Uint8Array, tail: Uint8Array): Uint8Array {
  if (head.length === 0) return tail;
  const both = new Uint8Array(head.length + tail.length);
  both.set(head);
  both.set(tail, head.length);
  return both;
}

const unreadable = (detail: string) =>
  ({
    code: 'unreadable',
    userMessage: say`The events could not be read back from the file.`,
    hint: say`The file may have been moved or changed since it was opened: open it again.`,
    detail,
  }) as const;
