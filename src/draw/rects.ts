import { at } from '../base/at.ts';
import { type RectBatch } from '../layout/scene.ts';
import { type HatchPatterns } from './hatches.ts';
import { byTint, type ChartPalette } from './palette.ts';
import { type Pen } from './pen.ts';

export interface RectOptions {
  readonly hatches?: HatchPatterns | undefined;
  /** Tint code to light up: all others are dimmed. */
  readonly highlight?: number | undefined;
}

/** Steps of opacity for summaries: fine enough for the eye, few enough to draw in groups. */
const LEVELS = 8;
const FAINTEST = 0.3;
const DIMMED = 0.22;
const HATCH_FROM_HEIGHT_PX = 6;
const TINT_CODES = 256;

/**
 * Draws a batch colour by colour and, inside a colour, by how full its pixels are. A summary is never fainter than
 * 0.3: what is there is seen. Neighbours in a row that look alike are drawn as one.
 */
export function drawRects(pen: Pen, rects: RectBatch, palette: ChartPalette, options: RectOptions = {}): void {
  const groups = TINT_CODES * (LEVELS + 1);
  const first = new Uint32Array(groups + 1);
  for (let i = 0; i < rects.length; i++) {
    const next = groupOf(rects, i) + 1;
    first[next] = at(first, next) + 1;
  }
  for (let g = 0; g < groups; g++) first[g + 1] = at(first, g + 1) + at(first, g);
  const order = new Uint32Array(rects.length);
  const place = first.slice();
  for (let i = 0; i < rects.length; i++) {
    const group = groupOf(rects, i);
    const slot = at(place, group);
    order[slot] = i;
    place[group] = slot + 1;
  }
  pen.save();
  for (let g = 0; g < groups; g++) {
    const from = at(first, g);
    const to = at(first, g + 1);
    if (from === to) continue;
    const tint = Math.floor(g / (LEVELS + 1));
    const full = (g % (LEVELS + 1)) / LEVELS;
    const dim = options.highlight !== undefined && options.highlight !== tint ? DIMMED : 1;
    pen.globalAlpha = (FAINTEST + (1 - FAINTEST) * full) * dim;
    pen.fillStyle = byTint(palette.fills, tint);
    fillGroup(pen, rects, order, from, to, 0);
    const pattern = full === 1 ? options.hatches?.[tint] : undefined;
    if (pattern === undefined) continue;
    pen.fillStyle = pattern;
    fillGroup(pen, rects, order, from, to, HATCH_FROM_HEIGHT_PX);
  }
  pen.restore();
}

const groupOf = (rects: RectBatch, i: number): number =>
  at(rects.tint, i) * (LEVELS + 1) + Math.round(at(rects.share, i) * LEVELS);

/** Fills rectangles order[from..to) of at least `least` CSS pixels of height; summaries that touch become one. */
function fillGroup(pen: Pen, rects: RectBatch, order: Uint32Array, from: number, to: number, least: number): void {
  let i = from;
  while (i < to) {
    const rect = at(order, i);
    const x = at(rects.x, rect);
    const y = at(rects.y, rect);
    const height = at(rects.height, rect);
    let right = x + at(rects.width, rect);
    let last = rect;
    i++;
    while (i < to && at(rects.ref, last) < 0) {
      const next = at(order, i);
      const touches = at(rects.ref, next) < 0 && Math.abs(at(rects.x, next) - right) < 0.01;
      if (!touches || at(rects.y, next) !== y || at(rects.height, next) !== height) break;
      right = at(rects.x, next) + at(rects.width, next);
      last = next;
      i++;
    }
    if (height >= least) pen.fillRect(x, y, right - x, height);
  }
}
