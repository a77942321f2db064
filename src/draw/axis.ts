import { type CssPx } from '../base/brand.ts';
import { type AxisTick, type Size, type StepLine } from '../layout/scene.ts';
import { type ChartPalette } from './palette.ts';
import { type Pen } from './pen.ts';
import { createTextFitter, type TextFitter } from './text-fit.ts';

const TICK_PX = 5;
const INSET_PX = 4;

export interface AxisStrip {
  readonly ticks: readonly AxisTick[];
  readonly stepLines: readonly StepLine[];
  readonly size: Size;
  /** The time under the pointer, drawn over what is there. */
  readonly pointer?: { readonly x: CssPx; readonly label: string } | undefined;
}

/** Draws the axis strip: step names in its upper half, times in its lower half. The context's unit is a CSS pixel. */
export function drawAxis(
  pen: Pen,
  axis: AxisStrip,
  palette: ChartPalette,
  fit: TextFitter = createTextFitter((text) => pen.measureText(text).width),
): void {
  const { width, height } = axis.size;
  pen.save();
  pen.clearRect(0, 0, width, height);
  pen.font = palette.font;
  pen.textAlign = 'left';
  pen.textBaseline = 'middle';
  pen.fillStyle = palette.stepLine;
  for (const line of axis.stepLines) pen.fillRect(Math.round(line.x), 0, 1, height);
  pen.fillStyle = palette.grid;
  for (const tick of axis.ticks) pen.fillRect(Math.round(tick.x), height - TICK_PX, 1, TICK_PX);
  pen.fillStyle = palette.text;
  for (const line of axis.stepLines) {
    const text = stepText(line, line.width - 2 * INSET_PX, fit);
    if (text !== '') pen.fillText(text, line.x + INSET_PX, height * 0.28);
  }
  let free = 0;
  for (const tick of axis.ticks) {
    const needed = pen.measureText(tick.label).width;
    const x = Math.min(tick.x + INSET_PX, width - needed);
    if (x < free) continue;
    pen.fillText(tick.label, x, height * 0.72);
    free = x + needed + INSET_PX;
  }
  if (axis.pointer !== undefined) drawPointer(pen, axis.pointer, axis.size, palette);
  pen.restore();
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
