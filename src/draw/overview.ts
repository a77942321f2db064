import { type OverviewScene } from '../layout/overview.ts';
import { type ChartPalette } from './palette.ts';
import { type Pen } from './pen.ts';
import { drawRects, type RectOptions } from './rects.ts';

const VEIL = 0.6;
const GRIP_PX = 3;

/** Draws the overview strip with all but the handle veiled. The context's unit is a CSS pixel. */
export function drawOverview(pen: Pen, scene: OverviewScene, palette: ChartPalette, options: RectOptions = {}): void {
  const { width, height, handle } = scene;
  const right = handle.x + handle.width;
  pen.save();
  pen.fillStyle = palette.background;
  pen.fillRect(0, 0, width, height);
  drawRects(pen, scene.rects, palette, options);
  pen.fillStyle = palette.background;
  pen.globalAlpha = VEIL;
  pen.fillRect(0, 0, handle.x, height);
  pen.fillRect(right, 0, width - right, height);
  pen.globalAlpha = 1;
  pen.strokeStyle = palette.selection;
  pen.lineWidth = 1;
  pen.strokeRect(handle.x + 0.5, 0.5, Math.max(1, handle.width - 1), height - 1);
  pen.fillStyle = palette.selection;
  pen.fillRect(handle.x, 0, GRIP_PX, height);
  pen.fillRect(right - GRIP_PX, 0, GRIP_PX, height);
  pen.restore();
}
