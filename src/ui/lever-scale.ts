/** A slider's position for a lever's factor: 0 is four times slower, 100 removes the cost; logarithmic between. */
const SLOWEST = 0.25;
const FASTEST = 16;
const LAST_FINITE = 96;
export const SLIDER_END = 100;
const OCTAVES = Math.log2(FASTEST / SLOWEST);
export const UNCHANGED = (LAST_FINITE * Math.log2(1 / SLOWEST)) / OCTAVES;

export function factorOf(position: number): number {
  if (position > LAST_FINITE) return Number.POSITIVE_INFINITY;
  if (Math.abs(position - UNCHANGED) < 0.75) return 1;
  return Number((SLOWEST * 2 ** ((position / LAST_FINITE) * OCTAVES)).toPrecision(3));
}

export function positionOf(factor: number): number {
  if (factor === Number.POSITIVE_INFINITY) return SLIDER_END;
  const bounded = Math.min(FASTEST, Math.max(SLOWEST, factor));
  return (LAST_FINITE * Math.log2(bounded / SLOWEST)) / OCTAVES;
}

/** A factor in words: what the slider and the screen reader say. */
export function wordsOf(factor: number): string {
  if (factor === Number.POSITIVE_INFINITY) return 'cost removed';
  if (factor === 1) return 'as measured';
  if (factor > 1) return `${short(factor)}× faster`;
  return `${short(1 / factor)}× slower`;
}

const short = (value: number): string => (value >= 10 ? value.toFixed(0) : value.toFixed(value % 1 === 0 ? 0 : 1));
