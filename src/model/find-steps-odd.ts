import { item } from '../base/at.ts';
import { formatMicros } from '../base/format.ts';
import { median, quantile } from '../base/median.ts';
import { say } from '../base/say.ts';
import { type Step, type Timeline } from './timeline.ts';

const FEWEST_STEPS = 5;
const SCALED_MADS = 3;
/** Median absolute deviation to standard deviation of normal noise. */
const MAD_TO_SIGMA = 1.4826;
const BEYOND = 0.25;

/**
 * Marks the first and the last step where they are unlike the steps between: with five steps or more, one that lies more than three scaled
 * median absolute deviations from the median of the inner steps, and outside of their range by more than a quarter of that median.
 * Windows of profilers begin with warm-up and end mid-step; every other step counts, however slow (docs/ledger.md).
 */
export function markOddSteps(steps: readonly Step[]): readonly Step[] {
  if (steps.length < FEWEST_STEPS) return steps;
  const inner = steps.slice(1, -1).map((step) => step.end - step.start);
  const middle = median(inner);
  const noise = SCALED_MADS * MAD_TO_SIGMA * median(inner.map((us) => Math.abs(us - middle)));
  const low = Math.min(quantile(inner, 0) - BEYOND * middle, middle - noise);
  const high = Math.max(quantile(inner, 1) + BEYOND * middle, middle + noise);
  return steps.map((step, k) => {
    const us = step.end - step.start;
    if ((k > 0 && k < steps.length - 1) || (us >= low && us <= high)) return step;
    const [own, others] = [formatMicros(us), formatMicros(middle)];
    const odd =
      k === 0
        ? say`the first step takes ${own}, the steps between the first and the last a median of ${others}`
        : say`the last step takes ${own}, the steps between the first and the last a median of ${others}`;
    return { ...step, odd };
  });
}

/** The steps that medians and means are taken over: all but those marked odd. */
export const usualSteps = (steps: readonly Step[]): readonly Step[] => steps.filter((step) => step.odd === undefined);

/** 1 for each step of a list that counts in medians and means. */
export const usualMask = (steps: readonly Step[]): Uint8Array =>
  Uint8Array.from(steps, (_, k) => (item(steps, k).odd === undefined ? 1 : 0));

/** Of one figure for each step of the timeline, those of a rank's usual steps. */
export function usualOfRank(
  { ranks, steps }: Pick<Timeline, 'ranks' | 'steps'>,
  rank: number,
  figures: Float64Array,
): Float64Array {
  const { firstStep, lastStep } = item(ranks, rank);
  return figures.filter((_, k) => k >= firstStep && k < lastStep && item(steps, k).odd === undefined);
}
