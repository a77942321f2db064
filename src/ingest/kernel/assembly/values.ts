// Passing over JSON values. Functions take the address of a value's first byte and return the address after it, or 0 where
// the value is not whole, not sound, or odd enough that the caller shall look at it. A zero byte ends the text.
import { CLOSERS, MAX_DEPTH } from './layout';

/** Address of the closing quote of a string; `p` is after the opening one. */
export function endOfString(p: usize): usize {
  const quote = i8x16.splat(0x22);
  const backslash = i8x16.splat(0x5c);
  const zero = i8x16.splat(0);
  while (true) {
    const bytes = v128.load(p);
    const met = i8x16.bitmask(
      v128.or(v128.or(i8x16.eq(bytes, quote), i8x16.eq(bytes, backslash)), i8x16.eq(bytes, zero)),
    );
    if (met === 0) {
      p += 16;
      continue;
    }
    p += <usize>ctz(met);
    const c = load<u8>(p);
    if (c === 0x22) return p;
    if (c === 0 || load<u8>(p, 1) === 0) return 0;
    p += 2;
  }
}

function skipContainer(p: usize): usize {
  let depth = 0;
  while (true) {
    const c = load<u8>(p);
    if (c === 0x22) {
      p = endOfString(p + 1);
      if (p === 0) return 0;
      const next = load<u8>(p, 1);
      if (next > 0x20 && next !== 0x2c && next !== 0x3a && next !== 0x7d && next !== 0x5d) return 0;
    } else if (c === 0x5b || c === 0x7b) {
      if (++depth > MAX_DEPTH) return 0;
      store<u8>(CLOSERS + <usize>depth, c + 2);
    } else if (c === 0x5d || c === 0x7d) {
      if (load<u8>(CLOSERS + <usize>depth) !== c) return 0;
      if (--depth === 0) return p + 1;
    } else if (c === 0) return 0;
    p++;
  }
}

export function skipValue(p: usize): usize {
  let c = load<u8>(p);
  if (c === 0x22) {
    p = endOfString(p + 1);
    return p === 0 ? 0 : p + 1;
  }
  if (c === 0x7b || c === 0x5b) return skipContainer(p);
  while (c > 0x20 && c !== 0x2c && c !== 0x7d && c !== 0x5d) {
    if (c === 0x22 || c === 0x3a || c === 0x7b || c === 0x5b) return 0;
    c = load<u8>(++p);
  }
  return c === 0 ? 0 : p;
}

/** Whether the bytes from `p` to `end` hold an opening brace; true where `end` is 0. */
export function hasBraces(p: usize, end: usize): bool {
  if (end === 0) return true;
  const brace = i8x16.splat(0x7b);
  for (; p + 16 <= end; p += 16) if (i8x16.bitmask(i8x16.eq(v128.load(p), brace)) !== 0) return true;
  for (; p < end; p++) if (load<u8>(p) === 0x7b) return true;
  return false;
}

/** The number that `readDecimal` read last: whole units, and billionths of one with the same sign. */
export let whole: f64 = 0;
export let fraction: i32 = 0;

/** Reads a plain decimal number of at most 2^53 units. */
export function readDecimal(p: usize): usize {
  let c = load<u8>(p);
  const negative = c === 0x2d;
  if (negative) c = load<u8>(++p);
  const digits = p;
  let units: u64 = 0;
  while (c - 0x30 < 10) {
    units = units * 10 + <u64>(c - 0x30);
    c = load<u8>(++p);
  }
  const count = p - digits;
  if (count === 0 || count > 16 || units > 9007199254740991) return 0;
  let parts: i32 = 0;
  if (c === 0x2e) {
    c = load<u8>(++p);
    let left = 9;
    while (c - 0x30 < 10 && left > 0) {
      parts = parts * 10 + <i32>(c - 0x30);
      c = load<u8>(++p);
      left--;
    }
    while (left > 0) {
      parts *= 10;
      left--;
    }
    while (c - 0x30 < 10) c = load<u8>(++p);
  }
  if (c === 0 || c === 0x65 || c === 0x45 || (negative && (units === 0 || parts !== 0))) return 0;
  whole = negative ? -(<f64>units) : <f64>units;
  fraction = parts;
  return p;
}

/** Reads a number, or a string that holds one. */
export function readNumber(p: usize): usize {
  if (load<u8>(p) === 0x22) {
    const end = readDecimal(p + 1);
    return end !== 0 && load<u8>(end) === 0x22 ? end + 1 : 0;
  }
  const end = readDecimal(p);
  if (end === 0) return 0;
  const c = load<u8>(end);
  return c === 0x2c || c === 0x7d || c <= 0x20 ? end : 0;
}
