import { type ChartPalette } from '../draw/palette.ts';
import { TINTS } from '../ledger/tints.ts';

/** A palette whose every colour says what it is for, so that a recording reads as text. */
export const testPalette: ChartPalette = {
  fills: TINTS.map((tint) => `fill-${tint}`),
  labels: TINTS.map((tint) => `label-${tint}`),
  hatches: TINTS.map((tint) => (tint === 'data' ? { angle: -45, spacing: 6 } : undefined)),
  hatchLine: 'hatch-line',
  background: 'background',
  predicted: 'predicted',
  group: 'group',
  grid: 'grid',
  stepLine: 'step-line',
  text: 'text',
  hover: 'hover',
  selection: 'selection',
  halo: 'halo',
  range: 'range',
  arrow: 'arrow',
  font: '11px test',
};

/** Every colour of the palette. */
export const paletteColours = new Set<unknown>([
  ...testPalette.fills,
  ...testPalette.labels,
  ...Object.values(testPalette).filter((value) => typeof value === 'string'),
]);
