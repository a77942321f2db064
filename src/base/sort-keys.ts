import { u32 } from './at.ts';
import { giveBack } from './give-back.ts';

const BITS = 11;
const DIGITS = 1 << BITS;

/**
 * Places of `keys` from the smallest key to the largest, equal ones as they stand in `order`, or else in `keys`. All keys are below `bound`: one round
 * over them for each eleven bits of it, whatever their order.
 */
export function sortKeys(keys: Uint32Array, bound: number, order?: Uint32Array): Uint32Array {
  const { length } = keys;
  const asTheyStand = (): Uint32Array => Uint32Array.from(keys.keys());
  let from: Uint32Array = order ?? asTheyStand();
  if (isSorted(keys, from)) return from;
  let to: Uint32Array = new Uint32Array(length);
  for (let shift = 0; shift < 32 && 2 ** shift < bound; shift += BITS) {
    const next = new Uint32Array(DIGITS + 1);
    for (let i = 0; i < length; i++) {
      const after = ((u32(keys, i) >>> shift) & (DIGITS - 1)) + 1;
      next[after] = u32(next, after) + 1;
    }
    for (let digit = 1; digit < DIGITS; digit++) next[digit] = u32(next, digit) + u32(next, digit - 1);
    for (let i = 0; i < length; i++) {
      const place = u32(from, i);
      const digit = (u32(keys, place) >>> shift) & (DIGITS - 1);
      const k = u32(next, digit);
      to[k] = place;
      next[digit] = k + 1;
    }
    const swap = from === order ? new Uint32Array(length) : from;
    from = to;
    to = swap;
  }
  giveBack(to.buffer);
  return from;
}

function isSorted(keys: Uint32Array, order: Uint32Array): boolean {
  for (let i = 1; i < order.length; i++) if (u32(keys, u32(order, i)) < u32(keys, u32(order, i - 1))) return false;
  return true;
}
