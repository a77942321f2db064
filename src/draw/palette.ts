/** Parallel lines over a fill. Angle in degrees: 0 vertical, 45 rising, -45 falling, 90 level. Spacing in CSS pixels. */
export interface Hatch {
  readonly angle: number;
  readonly spacing: number;
  /** A second set of lines, mirrored. */
  readonly cross?: boolean;
}

/** Every colour and font a chart uses, given by the page for the theme in force. Colours are CSS colours. */
export interface ChartPalette {
  /** By tint code (TINTS in ledger/tints.ts). */
  readonly fills: readonly string[];
  /** Text upon the fill, by tint code. */
  readonly labels: readonly string[];
  /** By tint code; undefined for a plain fill. */
  readonly hatches: readonly (Hatch | undefined)[];
  readonly hatchLine: string;
  readonly background: string;
  /** Behind predicted twins. */
  readonly predicted: string;
  /** Behind the group slot of a rank. */
  readonly group: string;
  readonly grid: string;
  readonly stepLine: string;
  /** Text of axes and step names. */
  readonly text: string;
  readonly hover: string;
  readonly selection: string;
  /** Around the selection, so that it is seen on any fill. */
  readonly halo: string;
  readonly range: string;
  readonly arrow: string;
  /** CSS font of labels and axes, such as `11px Inter, sans-serif`. */
  readonly font: string;
}

/** A colour by tint code; the last one given where the code has none of its own. */
export function byTint(colours: readonly string[], tint: number): string {
  return colours[tint] ?? colours.at(-1) ?? 'transparent';
}
