import { type ChartPalette, type Hatch } from './palette.ts';
import { type Pen } from './pen.ts';

/** Makes a repeating pattern from a square tile of `side` CSS pixels that `paint` fills: of a canvas, or an SVG's `url(#...)`. Null where the platform cannot. */
export type MakePattern = (side: number, paint: (pen: Pen) => void) => CanvasPattern | string | null;

/** Patterns by tint code; undefined for a plain fill. */
export type HatchPatterns = readonly (CanvasPattern | string | undefined)[];

const LINE_PX = 1.2;

/** One pattern a hatched tint: make them once a theme and pixel ratio, not once a frame. */
export function buildHatches(palette: ChartPalette, makePattern: MakePattern): HatchPatterns {
  return palette.hatches.map((hatch) => {
    if (hatch === undefined) return undefined;
    return makePattern(tileSide(hatch), (pen) => paintTile(pen, hatch, palette.hatchLine)) ?? undefined;
  });
}

/** Lines at 45 degrees that are `spacing` apart repeat every spacing x sqrt(2) along either axis. */
export function tileSide(hatch: Hatch): number {
  return hatch.angle % 90 === 0 ? hatch.spacing : Math.round(hatch.spacing * Math.SQRT2);
}

export function paintTile(pen: Pen, hatch: Hatch, colour: string): void {
  const side = tileSide(hatch);
  pen.strokeStyle = colour;
  pen.lineWidth = LINE_PX;
  pen.beginPath();
  addLines(pen, hatch.angle, side);
  if (hatch.cross === true) addLines(pen, hatch.angle % 90 === 0 ? 90 - hatch.angle : -hatch.angle, side);
  pen.stroke();
}

/** The lines of one tile; diagonals run past its corners so that tiles meet without a notch. */
function addLines(pen: Pen, angle: number, side: number): void {
  if (angle === 0 || angle === 90) {
    const middle = side / 2;
    pen.moveTo(angle === 0 ? middle : 0, angle === 0 ? 0 : middle);
    pen.lineTo(angle === 0 ? middle : side, angle === 0 ? side : middle);
    return;
  }
  const rising = angle > 0;
  for (const shift of [-side, 0, side]) {
    pen.moveTo(shift - side / 2, rising ? side * 1.5 : -side / 2);
    pen.lineTo(shift + side * 1.5, rising ? -side / 2 : side * 1.5);
  }
}
