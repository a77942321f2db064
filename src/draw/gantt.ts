import { SIGN_HEIGHT_PX } from '../layout/instants.ts';
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
  const left = options.strips?.draw(scene, options.highlight);
  if (left === undefined) drawGround(pen, scene, palette);
  drawRects(pen, scene.rects, palette, options, left);
  pen.fillStyle = palette.stepLine;
  for (const line of scene.stepLines) pen.fillRect(Math.round(line.x), 0, 1, scene.height);
  pen.fillStyle = palette.selection;
  for (const flag of scene.flags) pen.fillRect(Math.round(flag.x), 0, 1, scene.height);
  drawDeltas(pen, scene, palette, options);
  drawLabels(pen, scene, palette, options);
  drawInstants(pen, scene, palette);
  if (scene.pinnedHeight > 0) {
    pen.globalAlpha = 1;
    pen.fillStyle = palette.stepLine;
    pen.fillRect(0, scene.pinnedHeight - 2, scene.width, 2);
  }
  pen.restore();
}

function drawGround(pen: Pen, scene: Scene, palette: ChartPalette): void {
  pen.fillStyle = palette.background;
  pen.fillRect(0, 0, scene.width, scene.height);
  pen.fillStyle = palette.predicted;
  for (const lane of scene.lanes) if (lane.predicted) pen.fillRect(0, lane.y, scene.width, lane.height);
  pen.fillStyle = palette.grid;
  for (const tick of scene.ticks) pen.fillRect(Math.round(tick.x), 0, 1, scene.height);
  pen.fillStyle = palette.group;
  for (const group of scene.groups) pen.fillRect(0, group.y, scene.width, group.height);
}

const SIGN_HALF_PX = 3.5;

/** Instants as small triangles that point at their moment, with a rim of the background. */
function drawInstants(pen: Pen, { instants }: Scene, palette: ChartPalette): void {
  if (instants.length === 0) return;
  pen.globalAlpha = 1;
  for (const [colour, rim] of [
    [palette.halo, 1.5],
    [palette.hover, 0],
  ] as const) {
    pen.fillStyle = colour;
    pen.beginPath();
    for (const { x, y } of instants) {
      pen.moveTo(x - SIGN_HALF_PX - rim, y);
      pen.lineTo(x + SIGN_HALF_PX + rim, y);
      pen.lineTo(x, y + SIGN_HEIGHT_PX + rim);
      pen.closePath();
    }
    pen.fill();
  }
}

const DELTA_FILL = 0.18;
const HEAD_PX = 5;

/** What a predicted step saves: a ghost of the rest of the measured one, and an arrow back to the new end. */
function drawDeltas(pen: Pen, { deltas }: Scene, palette: ChartPalette, options: GanttOptions): void {
  pen.font = palette.font;
  pen.textAlign = 'left';
  pen.textBaseline = 'middle';
  pen.lineWidth = 1;
  const fit = options.fit ?? createTextFitter((text) => pen.measureText(text).width);
  for (const { x, width, y, height, text, saved } of deltas) {
    const colour = saved ? palette.arrow : palette.hover;
    pen.fillStyle = colour;
    pen.strokeStyle = colour;
    pen.globalAlpha = DELTA_FILL;
    pen.fillRect(x, y, width, height);
    pen.globalAlpha = 1;
    pen.fillRect(saved ? x : x + width - 1, y, 1, height);
    const said = fit(text, width - 8) === text ? text : '';
    const textWidth = said === '' ? 0 : pen.measureText(said).width;
    const middle = y + height / 2;
    if (said !== '') pen.fillText(said, x + (width - textWidth) / 2, middle + 0.5);
    if (width < 3 * HEAD_PX || (said !== '' && width < textWidth + 6 * HEAD_PX)) continue;
    const [tip, tail] = saved ? [x + 2, x + width] : [x + width - 2, x];
    const back = saved ? HEAD_PX : -HEAD_PX;
    pen.beginPath();
    pen.moveTo(tip + back, middle - HEAD_PX / 2);
    pen.lineTo(tip, middle);
    pen.lineTo(tip + back, middle + HEAD_PX / 2);
    pen.moveTo(tip, middle);
    const gap = (width - textWidth) / 2 - HEAD_PX;
    if (said === '') pen.lineTo(tail, middle);
    else {
      pen.lineTo(saved ? x + gap : x + width - gap, middle);
      pen.moveTo(saved ? x + width - gap : x + gap, middle);
      pen.lineTo(tail, middle);
    }
    pen.stroke();
  }
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
