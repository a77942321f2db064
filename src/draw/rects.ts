import { f32, i32, u32, u8 } from '../base/at.ts';
import { type RectBatch, SHARE_LEVELS } from '../layout/scene.ts';
import { type HatchPatterns } from './hatches.ts';
import { byTint, type ChartPalette } from './palette.ts';
import { type Pen } from './pen.ts';

export interface RectOptions {
  readonly hatches?: HatchPatterns | undefined;
  /** Tint code to light up: all others are dimmed. */
  readonly highlight?: number | undefined;
}

/** Rectangles [firstRect, lastRect) of a batch. */
export interface RectRange {
  readonly firstRect: number;
  readonly lastRect: number;
}

const FAINTEST = 0.3;
const DIMMED = 0.22;
export const HATCH_FROM_HEIGHT_PX = 6;
const TINT_CODES = 256;

/**
 * Draws a batch colour by colour and, inside a colour, by how full its pixels are. A summary is never fainter than
 * 0.3: what is there is seen. Neighbours in a row that look alike are drawn as one. `parts`: what to draw of the batch.
 */
export function drawRects(
  pen: Pen,
  rects: RectBatch,
  palette: ChartPalette,
  options: RectOptions = {},
  parts: readonly RectRange[] = [{ firstRect: 0, lastRect: rects.length }],
): void {
  const groups = TINT_CODES * (SHARE_LEVELS + 1);
  const first = new Uint32Array(groups + 1);
  for (const { firstRect, lastRect } of parts)
    for (let i = firstRect; i < lastRect; i++) {
      const next = groupOf(rects, i) + 1;
      first[next] = u32(first, next) + 1;
    }
  for (let g = 0; g < groups; g++) first[g + 1] = u32(first, g + 1) + u32(first, g);
  const order = new Uint32Array(u32(first, groups));
  const place = first.slice();
  for (const { firstRect, lastRect } of parts)
    for (let i = firstRect; i < lastRect; i++) {
      const group = groupOf(rects, i);
      const slot = u32(place, group);
      order[slot] = i;
      place[group] = slot + 1;
    }
  pen.save();
  for (let g = 0; g < groups; g++) {
    const from = u32(first, g);
    const to = u32(first, g + 1);
    if (from === to) continue;
    const tint = Math.floor(g / (SHARE_LEVELS + 1));
    const level = g % (SHARE_LEVELS + 1);
    pen.globalAlpha = opacityOf(tint, level, options.highlight);
    pen.fillStyle = byTint(palette.fills, tint);
    fillGroup(pen, rects, order, from, to, 0);
    const pattern = level === SHARE_LEVELS ? options.hatches?.[tint] : undefined;
    if (pattern === undefined) continue;
    pen.fillStyle = pattern;
    fillGroup(pen, rects, order, from, to, HATCH_FROM_HEIGHT_PX);
  }
  pen.restore();
}

/** How full a rectangle is: 0..SHARE_LEVELS. */
const levelOf = (rects: RectBatch, i: number): number => Math.round(f32(rects.share, i) * SHARE_LEVELS);

/** Opacity of a tint whose pixels are full to `level`. */
export function opacityOf(tint: number, level: number, highlight: number | undefined): number {
  const dim = highlight !== undefined && highlight !== tint ? DIMMED : 1;
  return (FAINTEST + ((1 - FAINTEST) * level) / SHARE_LEVELS) * dim;
}

const groupOf = (rects: RectBatch, i: number): number => u8(rects.tint, i) * (SHARE_LEVELS + 1) + levelOf(rects, i);

/** Fills rectangles order[from..to) of at least `least` CSS pixels of height; summaries that touch become one. */
function fillGroup(pen: Pen, rects: RectBatch, order: Uint32Array, from: number, to: number, least: number): void {
  let i = from;
  while (i < to) {
    const rect = u32(order, i);
    const x = f32(rects.x, rect);
    const y = f32(rects.y, rect);
    const height = f32(rects.height, rect);
    let right = x + f32(rects.width, rect);
    let last = rect;
    i++;
    while (i < to && i32(rects.ref, last) < 0) {
      const next = u32(order, i);
      const touches = i32(rects.ref, next) < 0 && Math.abs(f32(rects.x, next) - right) < 0.01;
      if (!touches || f32(rects.y, next) !== y || f32(rects.height, next) !== height) break;
      right = f32(rects.x, next) + f32(rects.width, next);
      last = next;
      i++;
    }
    if (height >= least) pen.fillRect(x, y, right - x, height);
  }
}
