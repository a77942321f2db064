import { expect, it } from 'vitest';
import { inEnglish, say } from './say.ts';

it('keeps the sentence apart from its values, and reads as English when they are put together', () => {
  const said = say`A step takes ${'12 ms'}: the median of ${3} steps.`;
  expect(said).toEqual({ message: 'A step takes {0}: the median of {1} steps.', values: ['12 ms', 3] });
  expect(inEnglish(said)).toBe('A step takes 12 ms: the median of 3 steps.');
});

it('puts words within words', () => {
  expect(inEnglish(say`Left out: ${say`step ${2} is cut`}.`)).toBe('Left out: step 2 is cut.');
});

it('leaves a text alone, and never reads a value as a slot', () => {
  expect(inEnglish('void kernel<{0}>')).toBe('void kernel<{0}>');
  expect(inEnglish(say`${'{1}'} and ${'$&'}`)).toBe('{1} and $&');
});
