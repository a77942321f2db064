import { f64, u32, u8 } from '../base/at.ts';
import { giveBack } from '../base/give-back.ts';

/**
 * A row of marks seen from afar, as levels of coarser and coarser time buckets: a frame reads a few buckets a pixel,
 * whatever the number of marks. At each level the marks shorter than a bucket are summed up by tint, exactly and
 * only then rounded; the longer ones (at most one a bucket) are listed, to be drawn as themselves.
 *
 *     marks      ||  ||| |   ==========   |    |||
 *     buckets   [3 2][1  ]                [1  ][3  ]     busy share by tint; empty buckets are not kept
 *     long                    0                          mark index
 */
export interface RowSummary {
  /** Width of a bucket of each level, finest first: powers of two microseconds, each twice the one before. */
  readonly bucketUs: Float64Array;
  /** Microseconds: bucket n of a level covers [origin + n x bucketUs, origin + (n + 1) x bucketUs). */
  readonly origin: number;
  /** Level k has the buckets [bucketAt[k], bucketAt[k + 1]) and the long marks [longAt[k], longAt[k + 1]). */
  readonly bucketAt: Uint32Array;
  readonly longAt: Uint32Array;
  /** Bucket numbers, ascending in a level. */
  readonly bucket: Uint32Array;
  /** Buckets x tints, row-major, in 1/255 of the bucket; 0 only where the tint does not occur there. */
  readonly share: Uint8Array;
  /** Indexes of long marks, ascending in a level. */
  readonly long: Uint32Array;
}

/** Smaller rows are read mark by mark. */
export const SUMMARY_FROM_MARKS = 1024;
/** Marks are long from this many buckets on. */
export const LONG_BUCKETS = 1;
/** The coarsest level has at most about this many buckets. */
const COARSEST_BUCKETS = 256;
/** Fine enough: no bucket holds more marks than this. */
const FEW_MARKS = 4;
/** Profilers write whole nanoseconds: finer buckets hold nothing more. */
const FINEST_US = 2 ** -10;
/** Bucket numbers stay below 2^31. */
const MOST_BUCKETS = 2 ** 31;
/** A mark without length counts as this much of a bucket: it is there. */
const TRACE_OF = 1e-6;

interface Draft {
  readonly bucketUs: number;
  readonly count: number;
  readonly number: Uint32Array;
  readonly sum: Float64Array;
  readonly long: Uint32Array;
}

/**
 * Summary of marks sorted by start that do not overlap; `column[tint]` is the tint's place among `width` tints.
 * Undefined for rows of few marks. Time O(marks + buckets x width); at most about 2.5 buckets a mark, usually 0.3 to 0.8.
 */
export function buildRowSummary(
  start: Float64Array,
  end: Float64Array,
  tint: Uint8Array,
  column: Uint8Array,
  width: number,
): RowSummary | undefined {
  const length = start.length;
  if (length < SUMMARY_FROM_MARKS) return undefined;
  const first = f64(start, 0);
  const span = f64(end, length - 1) - first;
  const top = powerOfTwo(span / COARSEST_BUCKETS);
  const origin = Math.floor(first / top) * top;
  let bucketUs = Math.min(top, powerOfTwo((FEW_MARKS * span) / length));
  let buckets = countBuckets(start, end, origin, bucketUs);
  let kept = buckets.count;
  const finest = Math.max(FINEST_US, (2 * span) / MOST_BUCKETS);
  while (buckets.count < length / 4 && buckets.most > FEW_MARKS && kept < length && bucketUs / 2 >= finest) {
    bucketUs /= 2;
    buckets = countBuckets(start, end, origin, bucketUs);
    kept += buckets.count;
  }
  let level = firstLevel(start, end, tint, column, width, origin, bucketUs, buckets.count);
  const levels = [level];
  while (level.bucketUs < top) {
    level = coarser(level, start, end, tint, column, width, origin);
    levels.push(level);
  }
  return pack(levels, origin, width);
}

/** The smallest power of two that is not less; at least the finest bucket. */
const powerOfTwo = (us: number): number => 2 ** Math.ceil(Math.log2(Math.max(FINEST_US, us)));

/** How many buckets hold short marks, and the most marks that start in one. */
function countBuckets(
  start: Float64Array,
  end: Float64Array,
  origin: number,
  bucketUs: number,
): { readonly count: number; readonly most: number } {
  const { length } = start;
  const perUs = 1 / bucketUs;
  const longUs = LONG_BUCKETS * bucketUs;
  let count = 0;
  let most = 0;
  let run = 0;
  let last = -1;
  let lastFrom = Infinity;
  let lastTo = -Infinity;
  for (let i = 0; i < length; i++) {
    const from = f64(start, i);
    const to = f64(end, i);
    if (to - from >= longUs) continue;
    if (from >= lastFrom && from < lastTo && to <= lastTo) {
      // Most marks lie in the bucket of the one before.
      if (++run > most) most = run;
      continue;
    }
    const q = Math.floor((from - origin) * perUs);
    run = q === last ? run + 1 : 1;
    if (run > most) most = run;
    const lastOwn = lastBucket(to, q, origin, perUs);
    if (lastOwn > last) {
      count += lastOwn - (last > q - 1 ? last : q - 1);
      last = lastOwn;
      lastFrom = edgeOf(last, origin, bucketUs);
      lastTo = edgeOf(last + 1, origin, bucketUs);
    }
  }
  return { count, most };
}

/** Where a bucket begins; NaN, which no time is before or behind, where differences to the origin are rounded. */
const edgeOf = (q: number, origin: number, bucketUs: number): number => (origin >= 0 ? origin + q * bucketUs : NaN);

/** The last bucket a mark reaches into; one that ends on an edge does not reach into the next. */
const lastBucket = (to: number, q: number, origin: number, perUs: number): number =>
  Math.max(q, Math.ceil((to - origin) * perUs) - 1);

function firstLevel(
  start: Float64Array,
  end: Float64Array,
  tint: Uint8Array,
  column: Uint8Array,
  width: number,
  origin: number,
  bucketUs: number,
  capacity: number,
): Draft {
  const { length } = start;
  const perUs = 1 / bucketUs;
  const longUs = LONG_BUCKETS * bucketUs;
  const leastUs = TRACE_OF * bucketUs;
  const long = new Uint32Array(length);
  const number = new Uint32Array(capacity);
  const sum = new Float64Array(capacity * width);
  let listed = 0;
  let count = 0;
  let last = -1;
  let lastFrom = Infinity;
  let lastTo = -Infinity;
  for (let i = 0; i < length; i++) {
    const from = f64(start, i);
    const to = f64(end, i);
    if (to - from >= longUs) {
      long[listed++] = i;
      continue;
    }
    // Marks come in order: only the last bucket or newer ones grow.
    const place = u8(column, u8(tint, i));
    if (from >= lastFrom && from < lastTo && to <= lastTo) {
      const cell = (count - 1) * width + place;
      sum[cell] = f64(sum, cell) + Math.max(to - from, leastUs);
      continue;
    }
    const firstOwn = Math.floor((from - origin) * perUs);
    const lastOwn = lastBucket(to, firstOwn, origin, perUs);
    for (let q = firstOwn; q <= lastOwn; q++) {
      const edge = origin + q * bucketUs;
      const us = Math.max(Math.min(to, edge + bucketUs) - Math.max(from, edge), leastUs);
      if (q > last) {
        number[count++] = q;
        last = q;
        lastFrom = edgeOf(q, origin, bucketUs);
        lastTo = edgeOf(q + 1, origin, bucketUs);
      }
      const cell = (count - 1) * width + place;
      sum[cell] = f64(sum, cell) + us;
    }
  }
  const longs = long.slice(0, listed);
  giveBack(long.buffer);
  return { bucketUs, count, number, sum, long: longs };
}

/** Joins buckets two by two and takes in the marks that are short at twice the width. */
function coarser(
  fine: Draft,
  start: Float64Array,
  end: Float64Array,
  tint: Uint8Array,
  column: Uint8Array,
  width: number,
  origin: number,
): Draft {
  const bucketUs = fine.bucketUs * 2;
  const perUs = 1 / bucketUs;
  const longUs = LONG_BUCKETS * bucketUs;
  const longs = fine.long.length;
  let joining = 0;
  for (let n = 0; n < longs; n++) {
    const i = u32(fine.long, n);
    if (f64(end, i) - f64(start, i) < longUs) joining++;
  }
  const capacity = fine.count + joining * (LONG_BUCKETS + 1);
  const number = new Uint32Array(capacity);
  const sum = new Float64Array(capacity * width);
  const long = new Uint32Array(longs - joining);
  let listed = 0;
  let read = 0;
  let count = 0;
  let last = -1;
  // One round more than there are long marks: the last one takes what is left of the finer buckets.
  for (let n = 0; n <= longs; n++) {
    let from = 0;
    let to = 0;
    let place = 0;
    let firstOwn = MOST_BUCKETS;
    let lastOwn = MOST_BUCKETS;
    if (n < longs) {
      const i = u32(fine.long, n);
      from = f64(start, i);
      to = f64(end, i);
      if (to - from >= longUs) {
        long[listed++] = i;
        continue;
      }
      place = u8(column, u8(tint, i));
      firstOwn = Math.floor((from - origin) * perUs);
      lastOwn = lastBucket(to, firstOwn, origin, perUs);
    }
    for (let q = firstOwn; q <= lastOwn; q++) {
      for (; read < fine.count; read++) {
        const own = u32(fine.number, read) >>> 1;
        if (own > q) break;
        if (own > last) {
          number[count++] = own;
          last = own;
        }
        const into = (count - 1) * width;
        const of = read * width;
        for (let c = 0; c < width; c++) sum[into + c] = f64(sum, into + c) + f64(fine.sum, of + c);
      }
      if (n === longs) break;
      const edge = origin + q * bucketUs;
      if (q > last) {
        number[count++] = q;
        last = q;
      }
      const cell = (count - 1) * width + place;
      sum[cell] = f64(sum, cell) + Math.min(to, edge + bucketUs) - Math.max(from, edge);
    }
  }
  return { bucketUs, count, number, sum, long };
}

/** All levels in one buffer, so that a row crosses from the worker as one piece. */
function pack(levels: readonly Draft[], origin: number, width: number): RowSummary {
  const buckets = levels.reduce((sum, level) => sum + level.count, 0);
  const longs = levels.reduce((sum, level) => sum + level.long.length, 0);
  const depth = levels.length;
  const buffer = new ArrayBuffer(8 * depth + 4 * (2 * (depth + 1) + buckets + longs) + buckets * width);
  let offset = 0;
  const words = (length: number): Uint32Array => {
    const view = new Uint32Array(buffer, offset, length);
    offset += 4 * length;
    return view;
  };
  const bucketUs = new Float64Array(buffer, 0, depth);
  offset = 8 * depth;
  const bucketAt = words(depth + 1);
  const longAt = words(depth + 1);
  const bucket = words(buckets);
  const long = words(longs);
  const share = new Uint8Array(buffer, offset, buckets * width);
  levels.forEach((level, k) => {
    const from = u32(bucketAt, k);
    bucketUs[k] = level.bucketUs;
    bucketAt[k + 1] = from + level.count;
    longAt[k + 1] = u32(longAt, k) + level.long.length;
    bucket.set(level.number.subarray(0, level.count), from);
    long.set(level.long, u32(longAt, k));
    const scale = 255 / level.bucketUs;
    const { sum } = level;
    const cells = level.count * width;
    const first = from * width;
    for (let cell = 0; cell < cells; cell++) {
      const us = f64(sum, cell);
      if (us > 0) share[first + cell] = Math.max(1, Math.min(255, Math.round(us * scale)));
    }
  });
  for (const { number, sum, long: listed } of levels) for (const one of [number, sum, listed]) giveBack(one.buffer);
  return { bucketUs, origin, bucketAt, longAt, bucket, share, long };
}
