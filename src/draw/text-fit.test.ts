import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createTextFitter } from './text-fit.ts';

const sixPixels = (text: string): number => [...text].length * 6;

it('leaves a text that fits, cuts one that does not, drops one without room', () => {
  const fit = createTextFitter(sixPixels);
  const cut = [66, 65, 36, 35].map((width) => fit('convolution', width));
  expect(cut).toEqual(['convolution', 'convoluti\u2026', 'convo\u2026', '']);
});

it('never splits a character of two units', () => {
  expect(createTextFitter(sixPixels)('\u{1f600}'.repeat(8), 40)).toBe(`${'\u{1f600}'.repeat(5)}\u2026`);
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
