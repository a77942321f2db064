import { cssPx, type CssPx } from '../base/brand.ts';
import { type Box, type Size } from '../layout/scene.ts';
import { type ChartPalette } from './palette.ts';
import { type Pen } from './pen.ts';

/** What lies over the chart and changes with the pointer; each part is drawn only where it is given. */
export interface Overlay {
  readonly size: Size;
  readonly range?: { readonly box: Box; readonly label: string } | undefined;
  readonly hover?: Box | undefined;
  readonly selection?: Box | undefined;
  /** The selected mark and its predicted twin: the twin's outline, the measured one's ghost beside it, an arrow between their starts. */
  readonly ghost?: { readonly measured: Box; readonly predicted: Box } | undefined;
  readonly crosshair?: { readonly x: CssPx; readonly label: string } | undefined;
  /** From the end of one box to the start of another: a launch to its kernel. Those of the selection are `strong`. */
  readonly arrows?: readonly { readonly from: Box; readonly to: Box; readonly strong: boolean }[] | undefined;
  /** The critical path, piece by piece. */
  readonly path?: readonly Box[] | undefined;
}

const RANGE_FILL = 0.16;
const HEAD_PX = 6;
const CHIP_PX = 18;
const PATH_PX = 1.5;
const NARROW_PX = 5;
const CHIP_INSET_PX = 5;
/** Half the widest outline, and what antialiasing adds. */
const OUTLINE_PX = 4;

/** Where an overlay has drawn, so that the next one need not clear the whole canvas; undefined: anywhere. */
export type Traces = readonly Box[] | undefined;

/**
 * Clears what the last overlay drew (`traces`) and draws what is given. Gives back its own traces. The context's unit
 * is a CSS pixel.
 */
export function drawOverlay(pen: Pen, overlay: Overlay, palette: ChartPalette, traces?: Traces): Traces {
  pen.save();
  if (traces === undefined) pen.clearRect(0, 0, overlay.size.width, overlay.size.height);
  else for (const { x, y, width, height } of traces) pen.clearRect(x, y, width, height);
  pen.font = palette.font;
  pen.textAlign = 'left';
  pen.textBaseline = 'middle';
  if (overlay.range !== undefined) drawRange(pen, overlay.range.box, overlay.range.label, overlay.size, palette);
  for (const box of overlay.path ?? []) outline(pen, box, palette.hover, box.width < NARROW_PX ? PATH_PX / 2 : PATH_PX);
  for (const { from, to, strong } of overlay.arrows ?? []) drawArrow(pen, from, to, strong, palette);
  if (overlay.ghost !== undefined) drawGhost(pen, overlay.ghost, palette);
  if (overlay.hover !== undefined) outline(pen, overlay.hover, palette.hover, 1);
  if (overlay.selection !== undefined) {
    outline(pen, overlay.selection, palette.halo, 4);
    outline(pen, overlay.selection, palette.selection, 2);
  }
  if (overlay.crosshair !== undefined) {
    pen.fillStyle = palette.hover;
    pen.fillRect(Math.round(overlay.crosshair.x), 0, 1, overlay.size.height);
    chip(pen, overlay.crosshair.label, overlay.crosshair.x + CHIP_INSET_PX, 0, overlay.size, palette);
  }
  pen.restore();
  return tracesOf(overlay);
}

/** Only small things that stay where they are told to be are worth following. */
function tracesOf({ size, range, arrows, path, ghost, hover, selection, crosshair }: Overlay): Traces {
  if (
    range !== undefined ||
    (path ?? []).length > 0 ||
    ghost !== undefined ||
    (arrows ?? []).length > 0 ||
    (crosshair !== undefined && crosshair.label !== '')
  )
    return undefined;
  const traces: Box[] = [];
  for (const box of [hover, selection]) if (box !== undefined) traces.push(around(box));
  if (crosshair !== undefined)
    traces.push({ x: cssPx(Math.round(crosshair.x) - 1), y: cssPx(0), width: cssPx(3), height: size.height });
  return traces;
}

const around = ({ x, y, width, height }: Box): Box => ({
  x: cssPx(Math.floor(x) - OUTLINE_PX),
  y: cssPx(Math.floor(y) - OUTLINE_PX),
  width: cssPx(Math.ceil(width) + 2 * OUTLINE_PX + 1),
  height: cssPx(Math.ceil(height) + 2 * OUTLINE_PX + 1),
});

const GHOST = 0.35;

function drawGhost(pen: Pen, { measured, predicted }: NonNullable<Overlay['ghost']>, palette: ChartPalette): void {
  const { y, height } = predicted;
  pen.globalAlpha = GHOST;
  pen.fillStyle = palette.selection;
  pen.fillRect(measured.x, y, measured.width, height);
  pen.globalAlpha = 1;
  outline(pen, predicted, palette.selection, 1.5);
  if (Math.abs(measured.x - predicted.x) < 2 * HEAD_PX) return;
  const toLeft = predicted.x < measured.x;
  const tip = toLeft ? predicted.x + predicted.width : predicted.x;
  const tail = toLeft ? measured.x : measured.x + measured.width;
  if (toLeft ? tip >= tail : tip <= tail) return;
  const middle = y + height / 2;
  const back = toLeft ? HEAD_PX : -HEAD_PX;
  pen.strokeStyle = palette.selection;
  pen.beginPath();
  pen.moveTo(tail, middle);
  pen.lineTo(tip, middle);
  pen.moveTo(tip + back, middle - HEAD_PX / 2);
  pen.lineTo(tip, middle);
  pen.lineTo(tip + back, middle + HEAD_PX / 2);
  pen.stroke();
}

function outline(pen: Pen, box: Box, colour: string, lineWidth: number): void {
  pen.strokeStyle = colour;
  pen.lineWidth = lineWidth;
  pen.strokeRect(box.x, box.y, Math.max(1, box.width), box.height);
}

function drawRange(pen: Pen, box: Box, label: string, size: Size, palette: ChartPalette): void {
  pen.fillStyle = palette.range;
  pen.globalAlpha = RANGE_FILL;
  pen.fillRect(box.x, box.y, box.width, box.height);
  pen.globalAlpha = 1;
  pen.fillRect(Math.round(box.x), box.y, 1, box.height);
  pen.fillRect(Math.round(box.x + box.width) - 1, box.y, 1, box.height);
  const left = Math.max(0, box.x);
  const right = Math.min(size.width, box.x + box.width);
  if (right > left)
    chip(
      pen,
      label,
      (left + right - pen.measureText(label).width) / 2 - CHIP_INSET_PX,
      size.height - CHIP_PX - 2,
      size,
      palette,
    );
}

/** A text on the background colour, kept inside the chart. */
function chip(pen: Pen, text: string, x: number, y: number, size: Size, palette: ChartPalette): void {
  if (text === '') return;
  const width = pen.measureText(text).width + 2 * CHIP_INSET_PX;
  const left = Math.max(0, Math.min(size.width - width, x));
  pen.fillStyle = palette.halo;
  pen.fillRect(left, y, width, CHIP_PX);
  pen.fillStyle = palette.text;
  pen.fillText(text, left + CHIP_INSET_PX, y + CHIP_PX / 2 + 0.5);
}

function drawArrow(pen: Pen, from: Box, to: Box, strong: boolean, palette: ChartPalette): void {
  const x0 = from.x + from.width;
  const y0 = from.y + from.height / 2;
  const x1 = to.x;
  const y1 = to.y + to.height / 2;
  const bend = Math.max(12, Math.min(80, Math.abs(x1 - x0) / 2));
  pen.strokeStyle = palette.arrow;
  pen.fillStyle = palette.arrow;
  pen.lineWidth = strong ? 1.5 : 0.75;
  if (from.width === 0 && to.width === 0) return drawMeeting(pen, x0, y0, x1, y1);
  pen.beginPath();
  pen.moveTo(x0, y0);
  pen.bezierCurveTo(x0 + bend, y0, x1 - bend - HEAD_PX, y1, x1 - HEAD_PX, y1);
  pen.stroke();
  pen.beginPath();
  pen.moveTo(x1, y1);
  pen.lineTo(x1 - HEAD_PX, y1 - HEAD_PX / 2);
  pen.lineTo(x1 - HEAD_PX, y1 + HEAD_PX / 2);
  pen.closePath();
  pen.fill();
}

const DOT_PX = 4;

/** From one moment to the same one on another clock: a straight line that begins with a dot. */
function drawMeeting(pen: Pen, x0: number, y0: number, x1: number, y1: number): void {
  const length = Math.hypot(x1 - x0, y1 - y0);
  if (length < HEAD_PX) return;
  const along = { x: (x1 - x0) / length, y: (y1 - y0) / length };
  const back = { x: x1 - along.x * HEAD_PX, y: y1 - along.y * HEAD_PX };
  pen.fillRect(x0 - DOT_PX / 2, y0 - DOT_PX / 2, DOT_PX, DOT_PX);
  pen.beginPath();
  pen.moveTo(x0, y0);
  pen.lineTo(back.x, back.y);
  pen.stroke();
  pen.beginPath();
  pen.moveTo(x1, y1);
  pen.lineTo(back.x - (along.y * HEAD_PX) / 2, back.y + (along.x * HEAD_PX) / 2);
  pen.lineTo(back.x + (along.y * HEAD_PX) / 2, back.y - (along.x * HEAD_PX) / 2);
  pen.closePath();
  pen.fill();
}
