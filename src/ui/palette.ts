import { type ChartPalette } from '../draw/palette.ts';
import { type ClassKey } from '../ledger/classes.ts';
import { HATCHES } from './class-style.ts';

const isClass = (key: string): key is ClassKey => key in HATCHES;

/** The chart's colours, read from the design tokens in force on `element` (styles/tokens.css). `tints` in code order. */
export function readPalette(element: Element, tints: readonly string[]): ChartPalette {
  const style = getComputedStyle(element);
  const token = (name: string): string => longHex(style.getPropertyValue(`--${name}`).trim());
  const fills = tints.map((key) => token(`c-${key}`));
  return {
    fills,
    labels: fills.map(labelOn),
    hatches: tints.map((key) => (isClass(key) ? HATCHES[key] : undefined)),
    hatchLine: withAlpha(token('panel'), 0.3),
    background: token('panel'),
    predicted: token('accent-soft'),
    group: token('grid'),
    grid: token('grid'),
    stepLine: token('step-line'),
    text: token('ink-3'),
    hover: token('ink'),
    selection: token('accent'),
    halo: token('panel'),
    range: token('accent'),
    arrow: token('accent'),
    font: `11px ${token('font')}`,
  };
}

const DARK_LABEL = '#10161d';
const LIGHT_LABEL = '#ffffff';

/** Contrast of two #rrggbb colours, 1 to 21 (WCAG 2.2, "contrast ratio"). */
function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((one, other) => one - other);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

/** The colour of text upon a fill: of dark and light the one that is read better. */
export const labelOn = (fill: string): string =>
  contrast(DARK_LABEL, fill) >= contrast(LIGHT_LABEL, fill) ? DARK_LABEL : LIGHT_LABEL;

/** Relative luminance of a #rrggbb colour, 0..1 (WCAG 2.2, "relative luminance"). */
export function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((from) => {
    const value = Number.parseInt(colour.slice(from, from + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** `#abc` as `#aabbcc`: builds shorten colours. Other texts stay. */
export const longHex = (colour: string): string =>
  /^#[0-9a-f]{3}$/i.test(colour) ? colour.replaceAll(/[0-9a-f]/gi, '$&$&') : colour;

const withAlpha = (colour: string, alpha: number): string =>
  colour +
  Math.round(alpha * 255)
    .toString(16)
    .padStart(2, '0');
