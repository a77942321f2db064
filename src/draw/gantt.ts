import { type Scene } from '../layout/scene.ts';
import { byTint, type ChartPalette } from './palette.ts';
import { type Pen } from './pen.ts';
import { drawRects, type RectOptions } from './rects.ts';
import { type StripPainter } from './strips.ts';
import { createTextFitter, type TextFitter } from './text-fit.ts';

export interface GanttOptions extends RectOptions {
  /** One fitter a canvas and font, kept from frame to frame. */
  readonly fit?: TextFitter | undefined;
  /** One painter a canvas, theme and pixel ratio; without it every rectangle is drawn by itself. */
  readonly strips?: StripPainter | undefined;
}

const DIMMED_LABEL = 0.4;

/** Draws the static layer of the chart: grid, lanes, marks, labels. The context's unit is a CSS pixel. */
export function drawGantt(pen: Pen, scene: Scene, palette: ChartPalette, options: GanttOptions = {}): void {
  pen.save();
  pen.globalAlpha = 1;
  pen.fillStyle = palette.background;
  pen.fillRect(0, 0, scene.width, scene.height);
  pen.fillStyle = palette.predicted;
  for (const lane of scene.lanes) if (lane.predicted) pen.fillRect(0, lane.y, scene.width, lane.height);
  pen.fillStyle = palette.grid;
  for (const tick of scene.ticks) pen.fillRect(Math.round(tick.x), 0, 1, scene.height);
  pen.fillStyle = palette.group;
  for (const group of scene.groups) pen.fillRect(0, group.y, scene.width, group.height);
  drawMarks(pen, scene, palette, options);
  pen.fillStyle = palette.stepLine;
  for (const line of scene.stepLines) pen.fillRect(Math.round(line.x), 0, 1, scene.height);
  drawLabels(pen, scene, palette, options);
  pen.restore();
}

function drawMarks(pen: Pen, scene: Scene, palette: ChartPalette, options: GanttOptions): void {
  const { rects, width, dot } = scene;
  if (options.strips === undefined) {
    drawRects(pen, rects, palette, options);
    return;
  }
  const rows = scene.lanes.flatMap((lane) => lane.rows);
  drawRects(pen, rects, palette, options, options.strips.draw(pen, rects, rows, width, dot, options.highlight));
}

function drawLabels(pen: Pen, scene: Scene, palette: ChartPalette, options: GanttOptions): void {
  pen.font = palette.font;
  pen.textAlign = 'left';
  pen.textBaseline = 'middle';
  const fit = options.fit ?? createTextFitter((text) => pen.measureText(text).width);
  let tint = -1;
  for (const label of scene.labels) {
    const text = fit(label.text, label.maxWidth);
    if (text === '') continue;
    if (label.tint !== tint) {
      tint = label.tint;
      pen.globalAlpha = options.highlight === undefined || options.highlight === tint ? 1 : DIMMED_LABEL;
      pen.fillStyle = byTint(palette.labels, tint);
    }
    pen.fillText(text, label.x, label.y + 0.5);
  }
}
