import { at } from '../base/at.ts';
import { type MarkRow } from '../model/mark-row.ts';
import { pushRect, type RectBuilder } from './rect-builder.ts';

/**
 * How a pixel column that holds several marks is drawn.
 * `dominant`: one rectangle in the tint with most time, its share of the column recorded.
 * `stacked`: one slice a tint, heights in proportion to time: the ledger zoomed out hides no class.
 */
export type ColumnStyle = 'dominant' | 'stacked';

/** Share of the column, one a tint of the row: written by columnTotals, read by pushColumn; never outlives a column. */
const shares = new Float64Array(256);

/** Exact share of each tint of `row` in [from, to), counting the marks [first, last) only; from the row's running totals. */
export function columnTotals(
  row: MarkRow,
  first: number,
  last: number,
  from: number,
  to: number,
  dotsPerUs: number,
): void {
  const width = row.tints.length;
  const head = Math.max(0, from - at(row.start, first));
  const tail = Math.max(0, at(row.end, last - 1) - to);
  const headTint = at(row.tint, first);
  const tailTint = at(row.tint, last - 1);
  for (let c = 0; c < width; c++) {
    const code = at(row.tints, c);
    let us = at(row.before, last * width + c) - at(row.before, first * width + c);
    if (code === headTint) us -= head;
    if (code === tailTint) us -= tail;
    shares[c] = Math.min(1, Math.max(0, us * dotsPerUs));
  }
}

/** Appends the rectangles of one column; `fallback` is the tint of a column whose marks all have length zero. */
export function pushColumn(
  rects: RectBuilder,
  row: MarkRow,
  fallback: number,
  x: number,
  dot: number,
  y: number,
  height: number,
  lane: number,
  style: ColumnStyle,
): void {
  const width = row.tints.length;
  let best = -1;
  let bestShare = 0;
  let total = 0;
  for (let c = 0; c < width; c++) {
    const share = at(shares, c);
    total += share;
    if (share > bestShare) {
      best = c;
      bestShare = share;
    }
  }
  if (best < 0) {
    pushRect(rects, x, y, dot, height, fallback, style === 'stacked' ? 1 : 0, -1, lane);
    return;
  }
  if (style === 'dominant') {
    pushRect(rects, x, y, dot, height, at(row.tints, best), bestShare, -1, lane);
    return;
  }
  pushSlices(rects, row, best, total, x, dot, y, height, lane);
}

/** Slices from the bottom up in class order; every tint that is there gets a device pixel, the largest pays for it. */
function pushSlices(
  rects: RectBuilder,
  row: MarkRow,
  best: number,
  total: number,
  x: number,
  dot: number,
  y: number,
  height: number,
  lane: number,
): void {
  const width = row.tints.length;
  const dots = Math.round(height / dot);
  let others = 0;
  for (let c = 0; c < width; c++) {
    const share = at(shares, c);
    if (c !== best && share > 0) others += Math.max(1, Math.round((share / total) * dots));
  }
  const largest = Math.max(1, dots - others);
  let bottom = dots;
  for (let c = 0; c < width && bottom > 0; c++) {
    const share = at(shares, c);
    if (share <= 0) continue;
    const slice = Math.min(bottom, c === best ? largest : Math.max(1, Math.round((share / total) * dots)));
    bottom -= slice;
    pushRect(rects, x, y + bottom * dot, dot, slice * dot, at(row.tints, c), 1, -1, lane);
  }
}
