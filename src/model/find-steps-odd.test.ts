import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { micros } from '../base/brand.ts';
import { inEnglish } from '../base/say.ts';
import { markOddSteps, usualSteps } from './find-steps-odd.ts';
import { type Step } from './timeline.ts';

function stepsOf(...durations: readonly number[]): Step[] {
  let now = 0;
  return durations.map((us, k) => {
    const start = now;
    now += us;
    return { rank: 0, name: `Step ${k}`, start: micros(start), end: micros(now), event: -1 };
  });
}
const odd = (...durations: readonly number[]): number[] =>
  markOddSteps(stepsOf(...durations)).flatMap((step, k) => (step.odd === undefined ? [] : [k]));

describe('markOddSteps', () => {
  it.each([
    ['a first step of warm-up', [1022, 17, 21, 24, 25, 59, 24], [0]],
    ['a host that runs ahead at first', [35, 72, 96, 95.6, 95.7], [0]],
    ['a window that ends mid-step', [20, 20, 21, 20, 20, 4], [5]],
    ['both', [90, 20, 21, 20, 20, 4], [0, 5]],
    ['an even run', [176.1, 174.1, 177, 181.3, 176.5, 164.3], []],
    ['a slow first step where others are as slow', [181.6, 124, 126.9, 126.3, 163.5, 116.1], []],
    ['a slow step in the middle', [20, 20, 90, 20, 20, 20], []],
    ['a first step hardly slower', [24, 20, 20, 20, 20], []],
    ['noisy steps', [18, 5, 15, 10, 5, 15], []],
    ['too few steps', [1000, 10, 10, 10], []],
  ])('%s', (_, durations, expected) => {
    expect(odd(...durations)).toEqual(expected);
  });

  it('says why', () => {
    expect(inEnglish(markOddSteps(stepsOf(9000, 1000, 1000, 1000, 1000))[0]!.odd!).replaceAll('\u202f', ' ')).toBe(
      'the first step takes 9.00 ms, the steps between the first and the last a median of 1.00 ms',
    );
  });

  it('leaves three steps or more, and the times as they are, whatever the scale', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 1, maxLength: 12 }), (durations) => {
        const steps = stepsOf(...durations);
        const marked = markOddSteps(steps);
        expect(usualSteps(marked).length).toBeGreaterThanOrEqual(Math.min(3, steps.length));
        expect(marked.map(({ start, end }) => [start, end])).toEqual(steps.map(({ start, end }) => [start, end]));
        expect(odd(...durations.map((us) => us * 8))).toEqual(odd(...durations));
      }),
    );
  });
});
