import { INCOMPLETE } from './bytes.ts';

/** The bytes are no decimal number. */
export const NOT_A_NUMBER = -3;

/** Parts of a unit that `FRACTION` counts: nine decimals, so a microsecond is held to a femtosecond. */
export const PARTS = 1_000_000_000;

const MINUS = 0x2d;
const PLUS = 0x2b;
const DOT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;

/**
 * Reads the decimal number at `i` into `out[slot]` (whole units, exact below 2^53) and `out[slot + 1]` (billionths of
 * a unit, same sign; further decimals are cut off). Whole and fraction are kept apart because a double near 1.7e15 us
 * has gaps of 0.25 us.
 *
 * Returns the index after the number, or INCOMPLETE, or NOT_A_NUMBER. Needs a zero at `bytes[length]`.
 */
export function readDecimal(bytes: Uint8Array, i: number, length: number, out: Float64Array, slot: number): number {
  const first = i;
  let c = bytes[i] as number;
  const negative = c === MINUS;
  if (negative || c === PLUS) c = bytes[++i] as number;

  const digits = i;
  let small = 0;
  while (c >= ZERO && c <= NINE && i - digits < 9) {
    small = (small * 10 + c - ZERO) | 0;
    c = bytes[++i] as number;
  }
  let whole = small;
  while (c >= ZERO && c <= NINE) {
    whole = whole * 10 + (c - ZERO);
    c = bytes[++i] as number;
  }
  let count = i - digits;

  let fraction = 0;
  if (c === DOT) {
    c = bytes[++i] as number;
    const decimals = i;
    while (c >= ZERO && c <= NINE && i - decimals < 9) {
      fraction = (fraction * 10 + c - ZERO) | 0;
      c = bytes[++i] as number;
    }
    for (let k = i - decimals; k < 9; k++) fraction *= 10;
    while (c >= ZERO && c <= NINE) c = bytes[++i] as number;
    count += i - decimals;
  }
  if (c === 0 && i >= length) return INCOMPLETE;
  if (count === 0 || whole === Infinity) return NOT_A_NUMBER;
  if (c === 0x65 || c === 0x45) return readExponent(bytes, first, i, length, out, slot);
  out[slot] = negative ? -whole : whole;
  out[slot + 1] = negative ? -fraction : fraction;
  return i;
}

/** `1.7041615e+15`: shifts the decimal point in the text and reads the result. Rare, so plainness wins over speed. */
function readExponent(
  bytes: Uint8Array,
  first: number,
  mark: number,
  length: number,
  out: Float64Array,
  slot: number,
): number {
  let i = mark + 1;
  if (bytes[i] === MINUS || bytes[i] === PLUS) i++;
  const digits = i;
  while ((bytes[i] as number) >= ZERO && (bytes[i] as number) <= NINE) i++;
  if (i >= length) return INCOMPLETE;
  if (i === digits) return NOT_A_NUMBER;
  const text = String.fromCharCode(...bytes.subarray(first, Math.min(mark, first + 400)));
  const power = Number(String.fromCharCode(...bytes.subarray(mark + 1, Math.min(i, mark + 12))));
  const sign = text.startsWith('-') ? '-' : '';
  const [whole = '', decimals = ''] = text.replace(/^[+-]/, '').split('.');
  const shift = Math.max(-400, Math.min(400, power));
  const digitsOnly = '0'.repeat(Math.max(0, -shift)) + whole + decimals + '0'.repeat(Math.max(0, shift));
  const point = whole.length + shift + Math.max(0, -shift);
  const shifted = `${sign}${digitsOnly.slice(0, point)}.${digitsOnly.slice(point)}`;
  const plain = new TextEncoder().encode(`${shifted} \0`);
  return readDecimal(plain, 0, plain.length - 1, out, slot) < 0 ? NOT_A_NUMBER : i;
}

/**
 * Units since `origin` of the instant `whole + fraction / PARTS`. Texts that name the same instant give the same double,
 * however it is split between start and duration.
 */
export function sinceOrigin(whole: number, fraction: number, origin: number): number {
  let units = whole - origin;
  if (fraction < 0) {
    fraction += PARTS;
    units -= 1;
  }
  if (fraction >= PARTS) {
    fraction -= PARTS;
    units += 1;
  }
  return units + fraction / PARTS;
}
