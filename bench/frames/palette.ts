import { type ChartPalette, type Hatch } from '../../src/draw/palette.ts';
import { CLASS_COUNT } from '../../src/ledger/classes.ts';
import { TINTS } from '../../src/ledger/tints.ts';

const hue = (index: number): number => Math.round((index * 360) / TINTS.length);
const HATCHED: readonly Hatch[] = [
  { angle: 45, spacing: 6 },
  { angle: 0, spacing: 5 },
  { angle: -45, spacing: 6 },
  { angle: 90, spacing: 7 },
];

/** As the page's: every stall class hatched, compute and host calls plain. */
export const benchPalette: ChartPalette = {
  fills: TINTS.map((_, index) => `hsl(${hue(index)} 45% 65%)`),
  labels: TINTS.map(() => '#10161d'),
  hatches: TINTS.map((_, index) => (index > 0 && index < CLASS_COUNT ? HATCHED[index % HATCHED.length] : undefined)),
  hatchLine: '#ffffff4d',
  background: '#ffffff',
  predicted: '#e3edfc',
  group: '#eceff3',
  grid: '#eceff3',
  stepLine: '#c4ccd6',
  text: '#5f6d80',
  hover: '#16202b',
  selection: '#1d5fd1',
  halo: '#ffffff',
  range: '#1d5fd1',
  arrow: '#1d5fd1',
  font: '11px sans-serif',
};
