import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at } from '../base/at.ts';
import { cssPx } from '../base/brand.ts';
import { barAt, layoutSteps } from './steps-strip.ts';

const size = { width: cssPx(60), height: cssPx(40) };

describe('layoutSteps', () => {
  it('stacks the classes of each step from the bottom, scaled to the longest', () => {
    const { bars, rects } = layoutSteps(Float64Array.of(30, 10, 15, 5), 2, size);
    expect(bars.map(({ x, y, width }) => [x, y, width])).toEqual([
      [0, 0, 29],
      [30, 20, 29],
    ]);
    expect(
      Array.from({ length: rects.length }, (_, i) => [at(rects.tint, i), at(rects.y, i), at(rects.height, i)]),
    ).toEqual([
      [0, 10, 30],
      [1, 0, 10],
      [0, 25, 15],
      [1, 20, 5],
    ]);
  });

  it('draws the longest of a run where there are more steps than room', () => {
    const perStep = Float64Array.from({ length: 100 }, (_, i) => (i === 57 ? 90 : 30));
    const { bars } = layoutSteps(perStep, 1, size);
    expect(bars).toHaveLength(20);
    const long = bars.find(({ first, last }) => first <= 57 && 57 <= last);
    expect([long?.shown, long?.outlier, long?.y]).toEqual([57, true, 0]);
    expect(bars.filter(({ outlier }) => outlier)).toHaveLength(1);
  });

  it('gives an empty strip without steps', () => {
    const scene = layoutSteps(new Float64Array(0), 15, size);
    expect(scene.bars).toEqual([]);
    expect(barAt(scene, cssPx(10))).toBeUndefined();
  });

  it('law: bars stay inside, apart, and the middle of each is found', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { maxLength: 300 }),
        fc.integer({ min: 1, max: 400 }),
        (us, width) => {
          const scene = layoutSteps(Float64Array.from(us), 1, { width: cssPx(width), height: cssPx(40) });
          let free = 0;
          let covered = 0;
          for (const bar of scene.bars) {
            expect(bar.x).toBeGreaterThanOrEqual(free);
            expect(bar.first).toBe(covered);
            expect(barAt(scene, cssPx(bar.x + bar.width / 2))).toBe(bar);
            free = bar.x + bar.width;
            covered = bar.last + 1;
          }
          expect(free).toBeLessThanOrEqual(width);
          expect(covered).toBe(us.length);
        },
      ),
    );
  });
});

it('cuts one step far longer than the others, so that they keep their height', () => {
  const perStep = Float64Array.of(10, 10, 10, 10, 500);
  const scene = layoutSteps(perStep, 1, { width: cssPx(200), height: cssPx(60) });
  expect(scene.bars.map((bar) => 60 - bar.y)).toEqual([20, 20, 20, 20, 60]);
  expect(scene.bars.map((bar) => bar.outlier)).toEqual([false, false, false, false, true]);
});
