import { f64, u32, u8 } from '../base/at.ts';
import { lowerBound } from '../base/search.ts';
import { type MarkRow } from '../model/mark-row.ts';
import { type RowSummary } from '../model/row-summary.ts';

/** The time axis of one frame in device pixels. `dot` is the size of a device pixel in CSS pixels. */
export interface DotScale {
  readonly start: number;
  readonly end: number;
  readonly dotsPerUs: number;
  /** Device pixels across. */
  readonly dots: number;
  readonly dot: number;
}

/** A column that holds only the tail of a mark that starts before it; one in which something is to be seen. */
export const TAIL = 1;
export const HELD = 2;

/** One row in device pixels: what narrow marks fill of each pixel column, and the marks drawn as themselves. Reused. */
export interface RowColumns {
  /** Tints of the row: cells of a column. */
  width: number;
  /** Columns x width: share of the column; all 0 between rows. */
  share: Float32Array;
  /** 0, TAIL or HELD; all 0 between rows. */
  held: Uint8Array;
  /** Indexes of the marks of a device pixel and more, ascending. */
  wide: Uint32Array;
  wideCount: number;
}

export const createRowColumns = (): RowColumns => ({
  width: 0,
  share: new Float32Array(0),
  held: new Uint8Array(0),
  wide: new Uint32Array(0),
  wideCount: 0,
});

/** A mark without length fills this much of its column: it is there. */
const TRACE_OF = 1e-9;
/** A level is used from this many of its buckets a pixel on. */
const BUCKETS_A_DOT = 1;
const FULL = 255;

/** Place of each tint code in the row at hand. */
const placeOf = new Uint8Array(256);

/**
 * Reads what a row shows in the window: from the level of its summary whose buckets are at most a pixel wide, else
 * mark by mark. O(pixels), and O(marks in the window) only where a pixel holds few.
 */
export function readColumns(columns: RowColumns, row: MarkRow, scale: DotScale): void {
  const { tints } = row;
  columns.width = tints.length;
  columns.wideCount = 0;
  tints.forEach((code, place) => (placeOf[code] = place));
  if (columns.share.length < scale.dots * tints.length) columns.share = new Float32Array(scale.dots * tints.length);
  if (columns.held.length < scale.dots) columns.held = new Uint8Array(scale.dots);
  const first = lowerBound(row.end, scale.start);
  if (first >= row.length || f64(row.start, first) >= scale.end) return;
  const level = row.summary === undefined ? -1 : levelFor(row.summary, 1 / scale.dotsPerUs);
  if (row.summary === undefined || level < 0) {
    addMarks(columns, row, scale, first);
    return;
  }
  const grid = gridOf(row.summary, level, scale);
  addBuckets(columns, row.summary, level, grid);
  addLong(columns, row, row.summary, level, scale, grid, first);
}

/** The coarsest level fine enough for pixels of `dotUs`; -1 where none is. */
export function levelFor(summary: RowSummary, dotUs: number): number {
  let level = -1;
  while (level + 1 < summary.bucketUs.length && f64(summary.bucketUs, level + 1) * BUCKETS_A_DOT <= dotUs) level++;
  return level;
}

function addWide(columns: RowColumns, mark: number): void {
  if (columns.wideCount === columns.wide.length) {
    const grown = new Uint32Array(Math.max(1024, 2 * columns.wide.length));
    grown.set(columns.wide);
    columns.wide = grown;
  }
  columns.wide[columns.wideCount++] = mark;
}

function add(columns: RowColumns, column: number, place: number, share: number, held: number): void {
  const cell = column * columns.width + place;
  // A typed array is read bare here and below: these loops run for every bucket of every frame.
  columns.share[cell] = (columns.share[cell] ?? 0) + share;
  if (u8(columns.held, column) < held) columns.held[column] = held;
}

/** Adds what one column holds to another. The first keeps it. */
export function copyColumn(columns: RowColumns, from: number, to: number): void {
  const { width, share, held } = columns;
  for (let c = 0; c < width; c++) share[to * width + c] = (share[to * width + c] ?? 0) + (share[from * width + c] ?? 0);
  held[to] = HELD;
}

/** Mark by mark: exact. */
function addMarks(columns: RowColumns, row: MarkRow, scale: DotScale, first: number): void {
  const { start, end, tint, length } = row;
  const { dotsPerUs, dots } = scale;
  for (let i = first; i < length; i++) {
    const from = f64(start, i);
    if (from >= scale.end) break;
    const x0 = (from - scale.start) * dotsPerUs;
    const x1 = (f64(end, i) - scale.start) * dotsPerUs;
    if (x1 - x0 >= 1) {
      addWide(columns, i);
      continue;
    }
    const place = u8(placeOf, u8(tint, i));
    const left = Math.max(0, x0);
    const column = Math.min(dots - 1, Math.floor(left));
    const edge = column + 1;
    add(columns, column, place, Math.max(TRACE_OF, Math.min(x1, edge) - left), HELD);
    if (x1 > edge && edge < dots) add(columns, edge, place, x1 - edge, TAIL);
  }
}

/** How the buckets of a level fall into pixel columns: each wholly into the one its middle lies in. */
interface BucketGrid {
  readonly bucketUs: number;
  readonly origin: number;
  /** The middle of bucket n stands at offset + n x pitch, in device pixels. */
  readonly offset: number;
  readonly pitch: number;
  /** Buckets that meet the window: [first, last). */
  readonly first: number;
  readonly last: number;
  readonly dots: number;
}

function gridOf(summary: RowSummary, level: number, scale: DotScale): BucketGrid {
  const bucketUs = f64(summary.bucketUs, level);
  const { origin } = summary;
  return {
    bucketUs,
    origin,
    offset: (origin + bucketUs / 2 - scale.start) * scale.dotsPerUs,
    pitch: bucketUs * scale.dotsPerUs,
    first: Math.floor((scale.start - origin) / bucketUs),
    last: Math.ceil((scale.end - origin) / bucketUs),
    dots: scale.dots,
  };
}

/** The first bucket of a pixel column. */
const firstOf = (grid: BucketGrid, column: number): number =>
  column <= 0
    ? grid.first
    : column >= grid.dots
      ? grid.last
      : Math.min(grid.last, Math.max(grid.first, Math.ceil((column - grid.offset) / grid.pitch)));

const columnOf = (grid: BucketGrid, bucket: number): number =>
  Math.max(0, Math.min(grid.dots - 1, Math.floor(grid.offset + bucket * grid.pitch)));

/** Stretches of whole buckets stand for pixel columns: exact for those, whose ends are within half a bucket of the column's. */
function addBuckets(columns: RowColumns, summary: RowSummary, level: number, grid: BucketGrid): void {
  const { bucket, share } = summary;
  const { held, share: filled, width } = columns;
  const { offset, pitch, last } = grid;
  const dotsABucket = 1 / pitch;
  const lastColumn = grid.dots - 1;
  const to = u32(summary.bucketAt, level + 1);
  let column = -1;
  let next = grid.first;
  let unit = 0;
  let cell = 0;
  for (let j = lowerBound(bucket, grid.first, u32(summary.bucketAt, level), to); j < to; j++) {
    const q = u32(bucket, j);
    if (q >= last) return;
    if (q >= next) {
      const from = next;
      // Columns follow one another where marks are dense: then the last one's end is this one's start.
      column++;
      next = column >= lastColumn ? last : Math.ceil((column + 1 - offset) * dotsABucket);
      if (q >= next) {
        column = columnOf(grid, q);
        next = column >= lastColumn ? last : Math.max(q + 1, Math.ceil((column + 1 - offset) * dotsABucket));
        unit = 1 / (FULL * Math.max(1, next - firstOf(grid, column)));
      } else unit = 1 / (FULL * (next - from));
      cell = column * width;
      held[column] = HELD;
    }
    const first = j * width;
    for (let c = 0; c < width; c++) filled[cell + c] = (filled[cell + c] ?? 0) + (share[first + c] ?? 0) * unit;
  }
}

/** The marks a level lists: drawn as themselves from a pixel on, else added to the same stretches. */
function addLong(
  columns: RowColumns,
  row: MarkRow,
  summary: RowSummary,
  level: number,
  scale: DotScale,
  grid: BucketGrid,
  first: number,
): void {
  const { long } = summary;
  const { bucketUs, origin } = grid;
  const to = u32(summary.longAt, level + 1);
  for (let n = lowerBound(long, first, u32(summary.longAt, level), to); n < to; n++) {
    const i = u32(long, n);
    const from = f64(row.start, i);
    if (from >= scale.end) return;
    const end = f64(row.end, i);
    if ((end - from) * scale.dotsPerUs >= 1) {
      addWide(columns, i);
      continue;
    }
    const place = u8(placeOf, u8(row.tint, i));
    let column = columnOf(grid, Math.floor((from - origin) / bucketUs));
    let held = HELD;
    let left = Math.max(from, scale.start);
    while (left < Math.min(end, scale.end) && column < grid.dots) {
      const stretchFrom = firstOf(grid, column);
      const stretchTo = firstOf(grid, column + 1);
      const right = Math.min(end, origin + stretchTo * bucketUs);
      if (right > left) {
        add(columns, column, place, (right - left) / (bucketUs * (stretchTo - stretchFrom)), held);
        held = TAIL;
        left = right;
      }
      column++;
    }
  }
}
