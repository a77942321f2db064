import { inEnglish } from '../base/say.ts';
import { expect, it } from 'vitest';
import { timelineOf } from '../test/timeline-of.ts';
import { buildLedger } from './build-ledger.ts';
import { type RunSide } from './compare.ts';
import { type Promised, verifyFix } from './verify-fix.ts';

const side = (drawing: string): RunSide => {
  const timeline = timelineOf(drawing);
  return { timeline, ledger: buildLedger(timeline), rank: 0 };
};

/** Loading takes 4 ms of a step of 8. */
const BEFORE = `
  r0 step    |.......|.......
  r0 main    DDDDL...DDDDL...
  r0 stream7 ....KKKK....KKKK`;
/** Promised: loading gone. */
const PROMISED = `
  r0 step    |...|...
  r0 main    L...L...
  r0 stream7 KKKKKKKK`;
/** Achieved: loading gone, and the kernel became longer. */
const AFTER = `
  r0 step    |....|....
  r0 main    L....L....
  r0 stream7 KKKKKKKKKK`;

const promisedBy = (run: RunSide): Promised => ({
  ledger: run.ledger,
  stepsUs: Float64Array.from(run.timeline.steps, (step) => step.end - step.start),
  range: { low: 1, high: 1.1 },
});

it('says what was kept of the promise, and which class the difference went to', () => {
  const verified = verifyFix(side(BEFORE), promisedBy(side(PROMISED)), side(AFTER));
  expect(verified.keptShare).toBeCloseTo(0.75, 9);
  expect(verified.inRange).toBe(false);
  expect(verified.classes[0]).toMatchObject({ class: 'compute', promisedUs: 4000, afterUs: 5000, missUs: 1000 });
  expect(verified.sentences.map((sentence) => inEnglish(sentence).replaceAll('\u202f', ' '))).toEqual([
    'Promised: from 8.00 ms to 4.00 ms. Measured after: 5.00 ms; 75 % of the promised gain.',
    'That is longer than expected: the range was 4.00 ms to 4.40 ms.',
    'What differs from the promise, in means a step: Compute +1.00 ms.',
  ]);
});

it('has misses that add up to what the mean step is off the promise', () => {
  const verified = verifyFix(side(BEFORE), promisedBy(side(PROMISED)), side(AFTER));
  const missed = verified.classes.reduce((sum, { missUs }) => sum + missUs, 0);
  expect(missed).toBeCloseTo(verified.comparison.after.meanStepUs - verified.promisedMeanUs, 6);
});

it('finds a promise kept whole, and none where nothing was promised', () => {
  const kept = verifyFix(side(BEFORE), promisedBy(side(PROMISED)), side(PROMISED));
  expect(kept).toMatchObject({ keptShare: 1, inRange: true });
  expect(verifyFix(side(BEFORE), promisedBy(side(BEFORE)), side(AFTER)).keptShare).toBeUndefined();
});

it.each([
  [
    'a gain',
    BEFORE,
    PROMISED,
    PROMISED,
    'Promised: from 8.00 ms to 4.00 ms. Measured after: 4.00 ms; 100 % of the promised gain.',
  ],
  ['nothing', BEFORE, BEFORE, AFTER, 'Promised: 8.00 ms, as before. Measured after: 5.00 ms.'],
  [
    'a longer step',
    PROMISED,
    AFTER,
    AFTER,
    'Promised: longer, from 4.00 ms to 5.00 ms. Measured after: 5.00 ms; 100 % of the promised increase.',
  ],
  [
    'a longer step, in vain',
    PROMISED,
    AFTER,
    PROMISED,
    'Promised: longer, from 4.00 ms to 5.00 ms. Measured after: 4.00 ms; the step did not become longer.',
  ],
  [
    'a gain, and it got worse',
    AFTER,
    PROMISED,
    BEFORE,
    'Promised: from 5.00 ms to 4.00 ms. Measured after: 8.00 ms; the step became longer.',
  ],
])('where %s is promised it says so', (_, before, promised, after, sentence) => {
  const [first] = verifyFix(side(before), promisedBy(side(promised)), side(after)).sentences;
  expect(inEnglish(first!).replaceAll('\u202f', ' ')).toBe(sentence);
});
