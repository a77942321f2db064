import { type StepFigure } from '../src/base/step-figure.ts';

/** Figures for a terminal: plain spaces and ASCII, so that columns line up in any font. */
const grouped = (digits: string): string => digits.replaceAll(/\B(?=(\d{3})+$)/g, ' ');

/** `12 345.68`: milliseconds from microseconds, thousands apart. */
export function ms(us: number, digits = 2): string {
  if (!Number.isFinite(us)) return Number.isNaN(us) ? '-' : 'inf';
  const [whole = '', fraction = ''] = (us / 1000).toFixed(digits).split('.');
  return `${grouped(whole)}.${fraction}`;
}

/** `33.1 %`; `-` of nothing. */
export const percent = (part: number, whole: number): string =>
  whole > 0 ? `${((100 * part) / whole).toFixed(1)} %` : '-';

/** `1 step`, `12 345 steps`. */
export const count = (value: number, noun: string): string =>
  `${grouped(String(value))} ${noun}${value === 1 ? '' : 's'}`;

/** `+1.5 %` of a number of percent. */
export function signedPercent(value: number): string {
  if (!Number.isFinite(value)) return 'an unknown share';
  if (Math.abs(value) < 0.05) return 'less than 0.1 %';
  return `${value > 0 ? '+' : ''}${value.toFixed(1)} %`;
}

/** What a step is told as, at the beginning of a sentence. */
export const figureWord = (figure: StepFigure): string => (figure === 'mean' ? 'Mean' : 'Median');

/** `8 ranks`; `2 windows of one process` where the files are that. */
export const ranksIn = ({ ranks, windowsOfOneProcess }: { ranks: number; windowsOfOneProcess?: true }): string =>
  windowsOfOneProcess ? `${count(ranks, 'window')} of one process` : count(ranks, 'rank');
