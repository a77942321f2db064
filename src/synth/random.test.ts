import fc from 'fast-check';
import { expect, it } from 'vitest';
import { draw, vary } from './random.ts';

it('draws evenly: each tenth of [0, 1) gets about a tenth of 20 000 draws', () => {
  const counts = new Array<number>(10).fill(0);
  for (let i = 0; i < 20_000; i++) counts[Math.floor(10 * draw(7, 1, i))]! += 1;
  for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(200);
});

it('depends on every key, and on nothing else', () => {
  const values = new Set<number>();
  for (let seed = 0; seed < 10; seed++)
    for (let a = 0; a < 10; a++) for (let b = 0; b < 10; b++) values.add(draw(seed, a, b));
  expect(values.size).toBe(1000);
  fc.assert(fc.property(fc.nat(), fc.nat(), (seed, key) => draw(seed, key) === draw(seed, key)));
});

it('varies within its bounds', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), (unit) => {
      const value = vary(100, 0.2, unit);
      expect(value).toBeGreaterThanOrEqual(80 - 1e-9);
      expect(value).toBeLessThan(120 + 1e-9);
    }),
  );
});
