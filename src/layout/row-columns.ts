import { f64, u32 } from '../base/at.ts';
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
  /** The marks of a device pixel and more, ascending: index, ends in device pixels, tint, reference. */
  wide: Uint32Array;
  wideFrom: Float64Array;
  wideTo: Float64Array;
  wideTint: Uint8Array;
  wideRef: Uint32Array;
  wideCount: number;
}

const wideArrays = (capacity: number) => ({
  wide: new Uint32Array(capacity),
  wideFrom: new Float64Array(capacity),
  wideTo: new Float64Array(capacity),
  wideTint: new Uint8Array(capacity),
  wideRef: new Uint32Array(capacity),
});

export const createRowColumns = (): RowColumns => ({
  width: 0,
  share: new Float32Array(0),
  held: new Uint8Array(0),
  ...wideArrays(0),
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
 * mark by mark. `first`: the first mark that ends at the window's start or after. O(pixels), and O(marks in the window) only where a pixel holds few.
 */
export function readColumns(columns: RowColumns, row: MarkRow, scale: DotScale, first: number): void {
  const { tints } = row;
  columns.width = tints.length;
  columns.wideCount = 0;
  tints.forEach((code, place) => (placeOf[code] = place));
  if (columns.share.length < scale.dots * tints.length) columns.share = new Float32Array(scale.dots * tints.length);
  if (columns.held.length < scale.dots) columns.held = new Uint8Array(scale.dots);
  if (first >= row.length || f64(row.start, first) >= scale.end) return;
  const level = row.summary === undefined ? -1 : levelFor(row.summary, 1 / scale.dotsPerUs);
  if (row.summary === undefined || level < 0) addMarks(columns, row, scale, first);
  else {
    const grid = gridOf(row.summary, level, scale);
    addBuckets(columns, row.summary, level, grid);
    addLong(columns, row, row.summary, level, scale, grid, first);
  }
  gather(row.tint, columns.wide, columns.wideTint, columns.wideCount);
  gather(row.ref, columns.wide, columns.wideRef, columns.wideCount);
}

/**
 * Reads what stands far apart in memory in a loop that does nothing else: the processor then waits for many reads at
 * once. With the work between them, each mark costs a wait of its own.
 */
function gather<Kind extends Uint8Array | Uint32Array>(
  from: Kind,
  indexes: Uint32Array,
  to: Kind,
  count: number,
): void {
  for (let n = 0; n < count; n++) to[n] = from[indexes[n] ?? 0] ?? 0;
}

/** The coarsest level fine enough for pixels of `dotUs`; -1 where none is. */
export function levelFor(summary: RowSummary, dotUs: number): number {
  let level = -1;
  while (level + 1 < summary.bucketUs.length && f64(summary.bucketUs, level + 1) * BUCKETS_A_DOT <= dotUs) level++;
  return level;
}

function addWide(columns: RowColumns, mark: number, from: number, to: number): void {
  if (columns.wideCount === columns.wide.length) {
    const { wide, wideFrom, wideTo } = columns;
    const grown = wideArrays(Math.max(1024, 2 * wide.length));
    grown.wide.set(wide);
    grown.wideFrom.set(wideFrom);
    grown.wideTo.set(wideTo);
    Object.assign(columns, grown);
  }
  const n = columns.wideCount++;
  columns.wide[n] = mark;
  columns.wideFrom[n] = from;
  columns.wideTo[n] = to;
}

function add(columns: RowColumns, column: number, place: number, share: number, held: number): void {
  const cell = column * columns.width + place;
  // A typed array is read bare here and below: these loops run for every bucket of every frame.
  columns.share[cell] = (columns.share[cell] ?? 0) + share;
  if ((columns.held[column] ?? 0) < held) columns.held[column] = held;
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
    const from = start[i] ?? 0;
    if (from >= scale.end) break;
    const x0 = (from - scale.start) * dotsPerUs;
    const x1 = ((end[i] ?? 0) - scale.start) * dotsPerUs;
    if (x1 - x0 >= 1) {
      addWide(columns, i, x0, x1);
      continue;
    }
    const place = placeOf[tint[i] ?? 0] ?? 0;
    const left = Math.max(0, x0);
    const column = Math.min(dots - 1, Math.floor(left));
    const edge = column + 1;
    add(columns, column, place, Math.max(TRACE_OF, Math.min(x1, edge) - left), HELD);
    if (x1 > edge && edge < dots) add(columns, edge, place, x1 - edge, TAIL);
  }
}

/** How the buckets of a level fall into pixel columns: each wholly into the one its middle lies in. */
interface BucketGrid {
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
    const q = bucket[j] ?? 0;
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
    if (width === 1) filled[cell] = (filled[cell] ?? 0) + (share[first] ?? 0) * unit;
    else for (let c = 0; c < width; c++) filled[cell + c] = (filled[cell + c] ?? 0) + (share[first + c] ?? 0) * unit;
  }
}

/** Ends of the marks a level lists, device pixels. Never outlive a row. */
let longFrom = new Float64Array(0);
let longTo = new Float64Array(0);

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
  const { start, end, tint } = row;
  const { start: origin, dotsPerUs } = scale;
  const last = u32(summary.longAt, level + 1);
  const begin = lowerBound(long, first, u32(summary.longAt, level), last);
  if (longFrom.length < last - begin) {
    longFrom = new Float64Array(last - begin);
    longTo = new Float64Array(last - begin);
  }
  let count = 0;
  for (; begin + count < last; count++) {
    const x = ((start[long[begin + count] ?? 0] ?? 0) - origin) * dotsPerUs;
    if (x >= scale.dots) break;
    longFrom[count] = x;
  }
  for (let n = 0; n < count; n++) longTo[n] = ((end[long[begin + n] ?? 0] ?? 0) - origin) * dotsPerUs;
  for (let n = 0; n < count; n++) {
    const from = longFrom[n] ?? 0;
    const to = longTo[n] ?? 0;
    const mark = long[begin + n] ?? 0;
    if (to - from >= 1) addWide(columns, mark, from, to);
    else addStretches(columns, placeOf[tint[mark] ?? 0] ?? 0, from, to, grid);
  }
}

/** A mark listed as long that is narrower than a pixel: added to the stretches of whole buckets it lies in. Device pixels. */
function addStretches(columns: RowColumns, place: number, from: number, to: number, grid: BucketGrid): void {
  const { offset, pitch, dots } = grid;
  const edge = offset - pitch / 2;
  let column = columnOf(grid, Math.floor((from - edge) / pitch));
  let held = HELD;
  let left = Math.max(from, 0);
  while (left < Math.min(to, dots) && column < dots) {
    const stretchFrom = firstOf(grid, column);
    const stretchTo = firstOf(grid, column + 1);
    const right = Math.min(to, edge + stretchTo * pitch);
    if (right > left) {
      add(columns, column, place, (right - left) / (pitch * (stretchTo - stretchFrom)), held);
      held = TAIL;
      left = right;
    }
    column++;
  }
}
