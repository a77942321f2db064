import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createTextFitter } from './text-fit.ts';

const sixPixels = (text: string): number => [...text].length * 6;

it('leaves a text that fits, cuts one that does not, drops one without room', () => {
  const fit = createTextFitter(sixPixels);
  expect([fit('conv2d', 36), fit('conv2d', 35), fit('conv2d', 18), fit('conv2d', 12), fit('', 10)]).toEqual([
    'conv2d',
    'conv\u2026',
    'co\u2026',
    '',
    '',
  ]);
});

it('never splits a character of two units', () => {
  expect(createTextFitter(sixPixels)('\u{1f600}\u{1f601}\u{1f602}\u{1f603}', 20)).toBe('\u{1f600}\u{1f601}\u2026');
});

it('law: what comes back fits', () => {
  const fit = createTextFitter(sixPixels);
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 0, max: 200 }), (text, width) => {
      expect(sixPixels(fit(text, width))).toBeLessThanOrEqual(Math.max(width, 0));
    }),
  );
});

it('measures each text once', () => {
  let measured = 0;
  const fit = createTextFitter((text) => {
    measured++;
    return sixPixels(text);
  });
  fit('abc', 100);
  fit('abc', 90);
  expect(measured).toBe(1);
});
