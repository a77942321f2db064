import { type ClassKey } from '../ledger/classes.ts';
import { type TintKey } from '../ledger/tints.ts';
import { type Hatch } from '../draw/palette.ts';

/** The CSS variable of a tint; its value for each theme is in styles/tokens.css. */
export const tintVariable = (key: TintKey): string => `var(--c-${key})`;

/** A stall is told by its hatch as well as by its colour; compute has none. */
export const HATCHES: Readonly<Partial<Record<ClassKey, Hatch>>> = {
  communication: { angle: 45, spacing: 6 },
  copy: { angle: 0, spacing: 5 },
  queue: { angle: 90, spacing: 7 },
  data: { angle: -45, spacing: 6 },
  hostcomm: { angle: 45, spacing: 4 },
  checkpoint: { angle: 0, spacing: 8 },
  compile: { angle: 45, spacing: 8, cross: true },
  allocator: { angle: 90, spacing: 4 },
  gc: { angle: -45, spacing: 9 },
  sync: { angle: 45, spacing: 6, cross: true },
  profiler: { angle: 0, spacing: 4 },
  launch: { angle: -45, spacing: 4 },
  host: { angle: 90, spacing: 10 },
  unknown: { angle: 45, spacing: 10 },
};

/** The same hatch as a CSS background, for swatches, bars and the steps strip. */
export function hatchBackground(key: ClassKey): string {
  const colour = tintVariable(key);
  const hatch = HATCHES[key];
  if (hatch === undefined) return colour;
  const line = 'color-mix(in srgb, var(--panel) 42%, transparent)';
  const stripes = (angle: number) =>
    `repeating-linear-gradient(${angle + 90}deg, ${line} 0 1.2px, transparent 1.2px ${hatch.spacing}px)`;
  return [stripes(hatch.angle), ...(hatch.cross === true ? [stripes(-hatch.angle)] : []), colour].join(', ');
}
