import { describe, expect, it } from 'vitest';
import { rhythmOf } from './loader-queue.ts';

/** `w`: the call waited for its batch. The first call does not count: workers may just have started. */
const rhythm = (calls: string): number | undefined => rhythmOf(Array.from(calls, (call) => call === 'w'));

describe('the rhythm in which loader calls wait', () => {
  it.each([
    ['wwwww', 1],
    ['.wwww', 1],
    ['w.w.w.w', 2],
    ['..w.w.w', 2],
    ['www.ww.ww.', 3],
    ['w...w...w', 4],
  ])('%s: every %d', (calls, lag) => expect(rhythm(calls)).toBe(lag));

  it.each(['.....', 'w....', '..w...w.w..w', 'ww'])('%s: none', (calls) => expect(rhythm(calls)).toBeUndefined());
});
