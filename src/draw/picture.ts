import { cssPx } from '../base/brand.ts';
import { axisHeight } from '../layout/flags.ts';
import { type Scene } from '../layout/scene.ts';
import { drawAxis } from './axis.ts';
import { drawGantt } from './gantt.ts';
import { type HatchPatterns } from './hatches.ts';
import { byTint, type ChartPalette } from './palette.ts';
import { type Pen } from './pen.ts';
import { createTextFitter, type TextFitter } from './text-fit.ts';

/** What a picture is drawn on: a canvas or an SVG. */
export interface Surface {
  readonly pen: Pen;
  /** Draws with the origin at (x, y), cut off outside `width` x `height`. */
  readonly within: (x: number, y: number, width: number, height: number, draw: (pen: Pen) => void) => void;
}

/** The name of a lane or a rank beside the chart; `y` and `height` as in the scene. */
export interface PictureName {
  readonly y: number;
  readonly height: number;
  readonly text: string;
  readonly bold: boolean;
}

/** A chart as people take it away: with its title, its scale, the names of its lanes, its colours and the link to it. */
export interface Picture {
  readonly scene: Scene;
  readonly names: readonly PictureName[];
  readonly title: string;
  readonly subtitle: string;
  readonly legend: readonly { readonly tint: number; readonly label: string }[];
  /** At the foot: the link, in as many lines as it takes. */
  readonly foot: string;
}

const PAD = 16;
const TITLE_HEIGHT = 48;
const NAMES_WIDTH = 168;
const LINE_HEIGHT = 18;
const SWATCH = 10;
const MOST_LINES = 12;

/** CSS pixels that a picture takes. */
export function pictureSize(picture: Picture, measure: (text: string) => number): { width: number; height: number } {
  const width = 2 * PAD + NAMES_WIDTH + picture.scene.width;
  const rows = legendRows(picture, width - 2 * PAD, measure);
  const feet = (rows.length + linesOf(picture.foot, width - 2 * PAD, measure).length) * LINE_HEIGHT;
  return {
    width,
    height: 2 * PAD + TITLE_HEIGHT + axisHeight(picture.scene.flags) + picture.scene.height + feet + PAD,
  };
}

export function drawPicture(
  surface: Surface,
  picture: Picture,
  palette: ChartPalette,
  hatches: HatchPatterns | undefined,
): void {
  const { pen } = surface;
  const { scene } = picture;
  const measure = (text: string): number => {
    pen.font = palette.font;
    return pen.measureText(text).width;
  };
  const { width, height } = pictureSize(picture, measure);
  const fit = createTextFitter(measure);
  pen.fillStyle = palette.background;
  pen.fillRect(0, 0, width, height);
  drawTitle(pen, picture, palette);
  const left = PAD + NAMES_WIDTH;
  const top = PAD + TITLE_HEIGHT;
  const axis = { width: scene.width, height: cssPx(axisHeight(scene.flags)) };
  surface.within(left, top, axis.width, axis.height, (inner) => drawAxis(inner, { scene, size: axis }, palette));
  const chartTop = top + axis.height;
  surface.within(left, chartTop, scene.width, scene.height, (inner) => drawGantt(inner, scene, palette, { hatches }));
  surface.within(PAD, chartTop, NAMES_WIDTH - 8, scene.height, (inner) => drawNames(inner, picture, palette, fit));
  const legendTop = chartTop + scene.height + PAD;
  const rows = legendRows(picture, width - 2 * PAD, measure);
  drawLegend(pen, rows, legendTop, palette, hatches);
  begin(pen, palette);
  linesOf(picture.foot, width - 2 * PAD, measure).forEach((line, index) => {
    pen.fillText(line, PAD, legendTop + (rows.length + index) * LINE_HEIGHT + LINE_HEIGHT / 2);
  });
}

/** A text without spaces, broken wherever a line is full; a pathological one ends with an ellipsis. */
export function linesOf(text: string, width: number, measure: (text: string) => number): readonly string[] {
  const lines: string[] = [];
  const letters = [...text];
  let from = 0;
  while (from < letters.length && lines.length < MOST_LINES) {
    let low = from + 1;
    let high = letters.length;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (measure(letters.slice(from, middle).join('')) <= width) low = middle;
      else high = middle - 1;
    }
    lines.push(letters.slice(from, low).join(''));
    from = low;
  }
  return from < letters.length ? [...lines.slice(0, -1), `${lines.at(-1)?.slice(0, -1) ?? ''}…`] : lines;
}

function begin(pen: Pen, palette: ChartPalette): void {
  pen.globalAlpha = 1;
  pen.font = palette.font;
  pen.textAlign = 'left';
  pen.textBaseline = 'middle';
  pen.fillStyle = palette.text;
}

const larger = (font: string, px: number, weight: number): string =>
  `${weight} ${font.replace(/\d+(\.\d+)?px/, `${px}px`)}`;

function drawTitle(pen: Pen, picture: Picture, palette: ChartPalette): void {
  begin(pen, palette);
  pen.fillStyle = palette.hover;
  pen.font = larger(palette.font, 16, 600);
  pen.fillText(picture.title, PAD, PAD + 10);
  pen.fillStyle = palette.text;
  pen.font = larger(palette.font, 12, 400);
  pen.fillText(picture.subtitle, PAD, PAD + 31);
}

function drawNames(pen: Pen, { names }: Picture, palette: ChartPalette, fit: TextFitter): void {
  begin(pen, palette);
  for (const { y, height, text, bold } of names) {
    pen.font = bold ? larger(palette.font, 11, 600) : palette.font;
    pen.fillText(fit(text, NAMES_WIDTH - 12), 0, y + Math.min(18, height) / 2);
  }
}

interface LegendEntry {
  readonly tint: number;
  readonly label: string;
  readonly x: number;
}

function legendRows(
  { legend }: Picture,
  width: number,
  measure: (text: string) => number,
): readonly (readonly LegendEntry[])[] {
  const rows: LegendEntry[][] = [];
  let x = Infinity;
  for (const { tint, label } of legend) {
    const needed = SWATCH + 6 + measure(label) + 16;
    if (x + needed > width) {
      rows.push([]);
      x = 0;
    }
    rows.at(-1)?.push({ tint, label, x });
    x += needed;
  }
  return rows;
}

function drawLegend(
  pen: Pen,
  rows: readonly (readonly LegendEntry[])[],
  top: number,
  palette: ChartPalette,
  hatches: HatchPatterns | undefined,
): void {
  rows.forEach((row, index) => {
    const y = top + index * LINE_HEIGHT + LINE_HEIGHT / 2;
    for (const { tint, label, x } of row) {
      begin(pen, palette);
      for (const fill of [byTint(palette.fills, tint), hatches?.[tint]]) {
        if (fill === undefined) continue;
        pen.fillStyle = fill;
        pen.fillRect(PAD + x, y - SWATCH / 2, SWATCH, SWATCH);
      }
      pen.fillStyle = palette.text;
      pen.fillText(label, PAD + x + SWATCH + 6, y);
    }
  });
}
