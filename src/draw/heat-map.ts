import { type HeatScene } from '../layout/heat-map.ts';
import { type Box } from '../layout/scene.ts';
import { byTint, type ChartPalette } from './palette.ts';
import { type Pen } from './pen.ts';

export interface HeatMapOptions {
  /** Colour code of a full cell: see TINTS in ledger/tints.ts. */
  readonly tint: number;
  readonly hover?: Box | undefined;
  readonly selected?: Box | undefined;
}

const SHADES = 16;
/** Of a cell that holds anything at all. */
const FAINTEST = 0.06;
/** Cells of this size have a gap of a pixel between them. */
const GAP_FROM_PX = 5;

/** Draws a heat map: the fuller a cell, the stronger its colour; cells without a value stay empty. The context's unit is a CSS pixel. */
export function drawHeatMap(pen: Pen, scene: HeatScene, palette: ChartPalette, options: HeatMapOptions): void {
  pen.save();
  pen.clearRect(0, 0, scene.width, scene.height);
  pen.fillStyle = byTint(palette.fills, options.tint);
  for (let shade = 1; shade <= SHADES; shade++) {
    pen.globalAlpha = FAINTEST + ((1 - FAINTEST) * shade) / SHADES;
    fillShade(pen, scene, shade);
  }
  pen.globalAlpha = 1;
  outline(pen, options.hover, palette.hover, 1);
  outline(pen, options.selected, palette.halo, 3);
  outline(pen, options.selected, palette.selection, 1);
  pen.restore();
}

/** Fills the cells of one shade; neighbours in a row are one rectangle where no gap is between them. */
function fillShade(pen: Pen, scene: HeatScene, shade: number): void {
  const { drawnRows, drawnColumns, x, y, level } = scene;
  const wide = (x[1] ?? 0) - (x[0] ?? 0) >= GAP_FROM_PX;
  const high = (y[1] ?? 0) - (y[0] ?? 0) >= GAP_FROM_PX;
  for (let row = 0; row < drawnRows; row++) {
    const top = y[row] ?? 0;
    const height = (y[row + 1] ?? 0) - top - (high ? 1 : 0);
    for (let column = 0; column < drawnColumns; column++) {
      if (shadeOf(level[row * drawnColumns + column]) !== shade) continue;
      const left = x[column] ?? 0;
      while (!wide && column + 1 < drawnColumns && shadeOf(level[row * drawnColumns + column + 1]) === shade) column++;
      pen.fillRect(left, top, (x[column + 1] ?? 0) - left - (wide ? 1 : 0), height);
    }
  }
}

/** 0 for no value and for nothing; 1..SHADES else. */
const shadeOf = (level: number | undefined): number =>
  level === undefined || Number.isNaN(level) ? 0 : Math.ceil(level * SHADES);

function outline(pen: Pen, box: Box | undefined, colour: string, widthPx: number): void {
  if (box === undefined) return;
  pen.strokeStyle = colour;
  pen.lineWidth = widthPx;
  pen.strokeRect(box.x + 0.5, box.y + 0.5, Math.max(1, box.width - 1), Math.max(1, box.height - 1));
}
