import { say } from '../base/say.ts';
import { expect, it } from 'vitest';
import { timelineOf } from '../test/timeline-of.ts';
import { alignSteps } from './align-runs.ts';

const run = (names: readonly string[], odd: readonly number[] = []) => {
  const timeline = timelineOf(`
    r0 step    ${names.map(() => '|...').join('')}
    r0 main    ${names.map(() => 'L...').join('')}
    r0 stream7 ${names.map(() => '.KK.').join('')}`);
  const steps = timeline.steps.map((step, k) => ({
    ...step,
    name: names[k] ?? '',
    ...(odd.includes(k) && { odd: say`it is` }),
  }));
  return { timeline: { ...timeline, steps }, rank: 0 };
};
const twins = (a: ReturnType<typeof run>, b: ReturnType<typeof run>): string =>
  alignSteps(a, b)
    .map(({ before, after }) => `${before}-${after}`)
    .join(' ');

it.each([
  ['the same number', run(['step 5', 'step 6', 'step 7']), run(['step 6', 'step 7', 'step 8']), '1-0 2-1'],
  ['place where numbers hardly meet', run(['s1', 's2', 's3']), run(['s3', 's4', 's5']), '0-0 1-1 2-2'],
  ['place where there are no numbers', run(['a', 'b']), run(['a', 'b', 'c']), '0-0 1-1'],
  ['place among the usual ones', run(['s1', 's2', 's3'], [0]), run(['s11', 's12']), '1-0 2-1'],
])('steps are held against those of %s', (_, a, b, expected) => {
  expect(twins(a, b)).toBe(expected);
});
