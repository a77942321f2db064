import { type OverviewScene } from '../layout/overview.ts';
import { type ChartPalette } from './palette.ts';
import { type Pen } from './pen.ts';
import { drawRects, type RectOptions } from './rects.ts';

const VEIL = 0.6;
const GRIP_PX = 3;

/** Draws the marks of the overview strip. The context's unit is a CSS pixel. */
export function drawOverview(pen: Pen, scene: OverviewScene, palette: ChartPalette, options: RectOptions = {}): void {
  pen.save();
  pen.fillStyle = palette.background;
  pen.fillRect(0, 0, scene.width, scene.height);
  drawRects(pen, scene.rects, palette, options);
  pen.restore();
}

/** Draws the handle, and a veil over all else: on a canvas of its own above the marks, which stand still while it moves. */
export function drawHandle(
  pen: Pen,
  { width, height, handle }: Omit<OverviewScene, 'rects'>,
  palette: ChartPalette,
): void {
  const right = handle.x + handle.width;
  pen.save();
  pen.clearRect(0, 0, width, height);
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
