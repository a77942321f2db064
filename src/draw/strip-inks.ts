import { paintTile, tileSide } from './hatches.ts';
import { type ChartPalette } from './palette.ts';
import { type Pen } from './pen.ts';

/** Paints a square of `side` CSS pixels and gives back its device pixels, RGBA bytes, row by row. */
export type ReadPixels = (
  side: number,
  paint: (pen: Pen) => void,
) => { readonly side: number; readonly bytes: Uint8ClampedArray };

/** Colour 0..255 and opacity 0..1. */
export interface Ink {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  readonly alpha: number;
}

/** Every ink of a picture in memory by tint x levels + level: a pixel, or a square of side x side pixels that repeats. */
export interface InkTable {
  /** What is between the marks. */
  readonly ground: number;
  readonly grid: number;
  readonly group: number;
  readonly plain: Int32Array;
  /** 0 where the ink is plain. */
  readonly side: Uint8Array;
  readonly tiles: readonly Int32Array[];
}

/** What the palette's colours come to in pixels; made once a theme and pixel ratio. */
export interface StripInks {
  readonly background: Ink;
  /** Bands of predicted lanes. */
  readonly predicted: Ink;
  readonly grid: Ink;
  readonly group: Ink;
  readonly fills: readonly Ink[];
  readonly hatches: readonly ({ readonly side: number; readonly inks: readonly Ink[] } | undefined)[];
}

const NOTHING: Ink = { red: 0, green: 0, blue: 0, alpha: 0 };
const NO_TILE = new Int32Array(0);

function inkAt(bytes: Uint8ClampedArray, pixel: number): Ink {
  const [red = 0, green = 0, blue = 0, alpha = 0] = bytes.subarray(4 * pixel, 4 * pixel + 4);
  return { red, green, blue, alpha: alpha / 255 };
}

/** Reads every fill and every hatch of the palette. */
export function readInks(palette: ChartPalette, read: ReadPixels): StripInks {
  const inkOf = (colour: string): Ink => {
    const { bytes } = read(1, (pen) => {
      pen.fillStyle = colour;
      pen.fillRect(0, 0, 1, 1);
    });
    return inkAt(bytes, 0);
  };
  const background = inkOf(palette.background);
  return {
    background,
    predicted: over(inkOf(palette.predicted), background),
    grid: inkOf(palette.grid),
    group: inkOf(palette.group),
    fills: palette.fills.map(inkOf),
    hatches: palette.hatches.map((hatch) => {
      if (hatch === undefined) return undefined;
      const { side, bytes } = read(tileSide(hatch), (pen) => paintTile(pen, hatch, palette.hatchLine));
      return { side, inks: Array.from({ length: side * side }, (_, pixel) => inkAt(bytes, pixel)) };
    }),
  };
}

/** One ink laid over another (Porter and Duff's "over"). */
function over(top: Ink, bottom: Ink): Ink {
  const alpha = top.alpha + bottom.alpha * (1 - top.alpha);
  if (alpha === 0) return NOTHING;
  const mix = (a: number, b: number): number => (a * top.alpha + b * bottom.alpha * (1 - top.alpha)) / alpha;
  return {
    red: mix(top.red, bottom.red),
    green: mix(top.green, bottom.green),
    blue: mix(top.blue, bottom.blue),
    alpha,
  };
}

const thinned = (ink: Ink, opacity: number): Ink => ({ ...ink, alpha: ink.alpha * opacity });

const LITTLE_ENDIAN = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/** As the four bytes of a pixel of ImageData lie in memory. */
function pixelOf({ red, green, blue, alpha }: Ink): number {
  const bytes = [red, green, blue, 255 * alpha].map(Math.round);
  return (LITTLE_ENDIAN ? bytes.reverse() : bytes).reduce((word, byte) => word * 256 + byte, 0);
}

/** Mixes a table of `levels` levels a tint, as they look on `ground`; hatches are laid over the fullest level. */
export function mixInks(
  inks: StripInks,
  ground: Ink,
  levels: number,
  opacity: (tint: number, level: number) => number,
): InkTable {
  const count = inks.fills.length * levels;
  const table = {
    ground: pixelOf(ground),
    grid: pixelOf(over(inks.grid, ground)),
    group: pixelOf(over(inks.group, ground)),
    plain: new Int32Array(count),
    side: new Uint8Array(count),
    tiles: new Array<Int32Array>(count),
  };
  inks.fills.forEach((full, tint) => {
    for (let level = 0; level < levels; level++) {
      const at = tint * levels + level;
      const share = opacity(tint, level);
      const fill = over(thinned(full, share), ground);
      const hatch = level === levels - 1 ? inks.hatches[tint] : undefined;
      table.plain[at] = pixelOf(fill);
      table.side[at] = hatch?.side ?? 0;
      table.tiles[at] = hatch === undefined ? NO_TILE : tileOf(hatch.inks, fill, share);
    }
  });
  return table;
}

const tileOf = (lines: readonly Ink[], fill: Ink, opacity: number): Int32Array =>
  Int32Array.from(lines, (line) => pixelOf(over(thinned(line, opacity), fill)));
