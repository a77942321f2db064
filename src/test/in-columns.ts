import { at } from '../base/at.ts';
import { type RectBuilder } from '../layout/rect-builder.ts';

/** The rectangles with x and width counted in columns of `grain` pixels: what the laws of a row are about. */
export function inColumns(rects: RectBuilder, grain: number): RectBuilder {
  for (let i = 0; i < rects.length; i++) {
    rects.x[i] = at(rects.x, i) / grain;
    rects.width[i] = at(rects.width, i) / grain;
  }
  return rects;
}
