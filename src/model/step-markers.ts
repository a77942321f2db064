import { namePattern } from '../base/name-pattern.ts';
import { OPTIMIZER, PROFILER_STEP } from './find-steps.ts';
import { NUMBERED } from './find-steps-pick.ts';

/** TensorFlow and XLA draw steps as spans named by a number; PaddlePaddle's are called ProfileStep; DFTracer's steps end with its framework's compute call. */
const FORMAT_MARKS = /^\d{1,9}$|^ProfileStep#\d|^\w*Framework\.compute$|^fetch\.iter$/;

/** Whether an event of this name may mark a step: what is kept of a file whose steps are only to be listed. */
export function stepMarks(userPattern: string | undefined): (name: string) => boolean {
  const isUser = userPattern === undefined ? undefined : namePattern(userPattern);
  return (name) =>
    PROFILER_STEP.test(name) ||
    NUMBERED.test(name) ||
    OPTIMIZER.test(name) ||
    FORMAT_MARKS.test(name) ||
    isUser?.(name) === true;
}

/**
 * One number a step: that in its name, where all names have one and they rise; else its place in the list from 0 on.
 * `ProfilerStep#7` is step 7, so that people, links and ranks agree on it.
 */
export function stepNumbers(names: readonly string[]): readonly number[] {
  const found = names.map((name) => Number(/(\d{1,9})\D*$/.exec(name)?.[1] ?? NaN));
  const rises = found.every((number, k) => Number.isFinite(number) && (k === 0 || number > (found[k - 1] ?? 0)));
  return rises ? found : names.map((_, k) => k);
}
