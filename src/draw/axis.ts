import { cssPx, type CssPx } from '../base/brand.ts';
import { FLAGS_PX } from '../layout/flags.ts';
import { type Scene, type Size, type StepLine } from '../layout/scene.ts';
import { type ChartPalette } from './palette.ts';
import { type Pen } from './pen.ts';
import { createTextFitter, type TextFitter } from './text-fit.ts';

const TICK_PX = 5;
const INSET_PX = 4;

export interface AxisStrip {
  /** What it shows; flags stand on a line of their own at its foot. */
  readonly scene: Pick<Scene, 'ticks' | 'stepLines' | 'flags'>;
  readonly size: Size;
  /** The time under the pointer, drawn over what is there. */
  readonly pointer?: { readonly x: CssPx; readonly label: string } | undefined;
}

/** Draws the axis strip: step names in its upper half, times in its lower half, flags below. The context's unit is a CSS pixel. */
export function drawAxis(
  pen: Pen,
  axis: AxisStrip,
  palette: ChartPalette,
  fit: TextFitter = createTextFitter((text) => pen.measureText(text).width),
): void {
  const { scene } = axis;
  const { width } = axis.size;
  const height = axis.size.height - (scene.flags.length > 0 ? FLAGS_PX : 0);
  pen.save();
  pen.clearRect(0, 0, width, axis.size.height);
  pen.font = palette.font;
  pen.textAlign = 'left';
  pen.textBaseline = 'middle';
  pen.fillStyle = palette.stepLine;
  for (const line of scene.stepLines) pen.fillRect(Math.round(line.x), 0, 1, height);
  pen.fillStyle = palette.grid;
  for (const tick of scene.ticks) pen.fillRect(Math.round(tick.x), height - TICK_PX, 1, TICK_PX);
  pen.fillStyle = palette.text;
  for (const line of scene.stepLines) {
    const text = stepText(line, line.width - 2 * INSET_PX, fit);
    if (text !== '') pen.fillText(text, line.x + INSET_PX, height * 0.28);
  }
  let free = 0;
  for (const tick of scene.ticks) {
    const needed = pen.measureText(tick.label).width;
    const x = Math.min(tick.x + INSET_PX, width - needed);
    if (x < free) continue;
    pen.fillText(tick.label, x, height * 0.72);
    free = x + needed + INSET_PX;
  }
  drawFlags(pen, scene.flags, height, palette, fit);
  if (axis.pointer !== undefined) drawPointer(pen, axis.pointer, { width, height: cssPx(height) }, palette);
  pen.restore();
}

const POLE_PX = 1;
const CLOTH_PX = 9;
const ARROW_PX = 4;

/** Each flag with its name, and a line with the time to the next one where there is room between them. */
function drawFlags(pen: Pen, flags: Scene['flags'], top: number, palette: ChartPalette, fit: TextFitter): void {
  const middle = top + FLAGS_PX / 2;
  pen.fillStyle = palette.selection;
  pen.strokeStyle = palette.selection;
  pen.lineWidth = 1;
  for (const { x, room, label, toNext } of flags) {
    const left = Math.round(x);
    pen.beginPath();
    pen.moveTo(left + POLE_PX, top + 2);
    pen.lineTo(left + CLOTH_PX, top + 5.5);
    pen.lineTo(left + POLE_PX, top + 9);
    pen.closePath();
    pen.fill();
    pen.fillRect(left, top + 1, POLE_PX, FLAGS_PX - 1);
    const from = left + CLOTH_PX + INSET_PX;
    const name = fit(label, room - (from - left) - INSET_PX) === label ? label : '';
    const nameEnd = name === '' ? from : from + pen.measureText(name).width;
    if (name !== '') pen.fillText(name, from, middle + 0.5);
    const end = x + room;
    const needed = pen.measureText(toNext).width + 2 * INSET_PX;
    const gap = end - nameEnd - INSET_PX;
    if (toNext === '' || gap < needed) continue;
    const at = nameEnd + INSET_PX + (gap - needed) / 2;
    pen.fillText(toNext, at + INSET_PX, middle + 0.5);
    if (gap < needed + 6 * ARROW_PX) continue;
    pen.beginPath();
    pen.moveTo(nameEnd + 2 * INSET_PX, middle);
    pen.lineTo(at, middle);
    pen.moveTo(at + needed, middle);
    pen.lineTo(end - 1, middle);
    pen.moveTo(end - 1 - ARROW_PX, middle - ARROW_PX / 2);
    pen.lineTo(end - 1, middle);
    pen.lineTo(end - 1 - ARROW_PX, middle + ARROW_PX / 2);
    pen.stroke();
  }
}

/** The whole name, else its number: the beginnings of step names are all alike. Names without a number are cut. */
function stepText(line: StepLine, room: number, fit: TextFitter): string {
  if (line.label === '') return '';
  const whole = fit(line.label, room);
  if (whole === line.label || line.short === '') return whole;
  return fit(line.short, room) === line.short ? line.short : '';
}

function drawPointer(
  pen: Pen,
  pointer: { readonly x: CssPx; readonly label: string },
  size: Size,
  palette: ChartPalette,
): void {
  const needed = pen.measureText(pointer.label).width + 2 * INSET_PX;
  const left = Math.max(0, Math.min(size.width - needed, pointer.x - needed / 2));
  pen.fillStyle = palette.hover;
  pen.fillRect(left, size.height / 2, needed, size.height / 2);
  pen.fillStyle = palette.halo;
  pen.fillText(pointer.label, left + INSET_PX, size.height * 0.76);
}
