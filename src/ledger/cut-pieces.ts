import { f64, i32, u8 } from '../base/at.ts';
import { walk } from './blame.ts';
import { type Pieces } from './ledger.ts';
import { type Segments } from './segments.ts';

/**
 * Cuts the pieces of one class at the borders of `parts` inside them. A cut piece takes the part `subOf[segment class]`, and keeps its
 * own where no segment covers it; `causeOf` gives the event it then rests on. Times and classes stay as they are.
 */
export function cutPieces(
  pieces: Pieces,
  cls: number,
  parts: Segments,
  subOf: readonly number[],
  causeOf?: (segmentEvent: number) => number,
): Pieces {
  const from: number[] = [];
  const start: number[] = [];
  const end: number[] = [];
  const sub: number[] = [];
  const cause: number[] = [];
  for (let p = 0; p < pieces.length; p++) {
    if (u8(pieces.class, p) !== cls) {
      from.push(p);
      start.push(f64(pieces.start, p));
      end.push(f64(pieces.end, p));
      sub.push(u8(pieces.sub, p));
      cause.push(i32(pieces.cause, p));
      continue;
    }
    const first = from.length;
    walk(parts, f64(pieces.start, p), f64(pieces.end, p), (low, high, part, event) => {
      const code = subOf[part] ?? u8(pieces.sub, p);
      const why = part >= 0 && causeOf !== undefined ? causeOf(event) : i32(pieces.cause, p);
      const last = from.length - 1;
      if (last >= first && sub[last] === code && cause[last] === why) {
        end[last] = high;
        return;
      }
      from.push(p);
      start.push(low);
      end.push(high);
      sub.push(code);
      cause.push(why);
    });
  }
  return {
    length: from.length,
    start: Float64Array.from(start),
    end: Float64Array.from(end),
    class: Uint8Array.from(from, (p) => u8(pieces.class, p)),
    sub: Uint8Array.from(sub),
    rule: Uint8Array.from(from, (p) => u8(pieces.rule, p)),
    cause: Int32Array.from(cause),
    next: Int32Array.from(from, (p) => i32(pieces.next, p)),
  };
}
