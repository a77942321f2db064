import { type StepsScene } from '../layout/steps-strip.ts';
import { type HatchPatterns } from './hatches.ts';
import { type ChartPalette } from './palette.ts';
import { type Pen } from './pen.ts';
import { drawRects } from './rects.ts';

export interface StepsOptions {
  readonly hatches?: HatchPatterns | undefined;
  readonly highlight?: number | undefined;
  /** Positions of steps, both included: the rest is veiled. */
  readonly selected?: { readonly first: number; readonly last: number } | undefined;
  readonly hover?: number | undefined;
}

const VEIL = 0.7;
const OUTLIER_PX = 3;
const ODD_VEIL = 0.6;

/** Draws the steps strip: stacked bars, a mark over outliers, odd steps pale in an outline, a veil over what is not selected. The context's unit is a CSS pixel. */
export function drawSteps(pen: Pen, scene: StepsScene, palette: ChartPalette, options: StepsOptions = {}): void {
  pen.save();
  pen.clearRect(0, 0, scene.width, scene.height);
  drawRects(pen, scene.rects, palette, { hatches: options.hatches, highlight: options.highlight });
  pen.fillStyle = palette.selection;
  for (const bar of scene.bars)
    if (bar.outlier) pen.fillRect(bar.x, Math.max(0, bar.y - OUTLIER_PX), bar.width, OUTLIER_PX - 1);
  markOdd(pen, scene, palette);
  const { selected } = options;
  if (selected !== undefined) {
    pen.fillStyle = palette.background;
    pen.globalAlpha = VEIL;
    for (const bar of scene.bars) {
      if (bar.last < selected.first || bar.first > selected.last)
        pen.fillRect(bar.x, bar.y, bar.width, scene.height - bar.y);
    }
    pen.globalAlpha = 1;
    pen.fillStyle = palette.selection;
    for (const bar of scene.bars) {
      if (bar.last >= selected.first && bar.first <= selected.last) pen.fillRect(bar.x, scene.height - 2, bar.width, 2);
    }
  }
  const hovered = options.hover === undefined ? undefined : scene.bars[options.hover];
  if (hovered !== undefined) {
    pen.strokeStyle = palette.hover;
    pen.lineWidth = 1;
    pen.strokeRect(
      hovered.x + 0.5,
      hovered.y + 0.5,
      Math.max(1, hovered.width - 1),
      Math.max(1, scene.height - hovered.y - 1),
    );
  }
  pen.restore();
}

/** Steps that do not count are pale, and outlined so that it is not colour alone. */
function markOdd(pen: Pen, scene: StepsScene, palette: ChartPalette): void {
  for (const bar of scene.bars) {
    if (!bar.odd) continue;
    pen.fillStyle = palette.background;
    pen.globalAlpha = ODD_VEIL;
    pen.fillRect(bar.x, bar.y, bar.width, scene.height - bar.y);
    pen.globalAlpha = 1;
    pen.strokeStyle = palette.text;
    pen.lineWidth = 1;
    pen.strokeRect(bar.x + 0.5, bar.y + 0.5, Math.max(1, bar.width - 1), Math.max(1, scene.height - bar.y - 1));
  }
}
