import { mean, median } from './median.ts';

/** What a step is told as: the median of the usual steps or, where loader waits come in turns, their mean. */
export type StepFigure = 'median' | 'mean';

/** The figure of some steps, microseconds; 0 for none. */
export const inFigure = (figure: StepFigure, steps: ArrayLike<number>): number =>
  steps.length === 0 ? 0 : figure === 'mean' ? mean(steps) : median(steps);
