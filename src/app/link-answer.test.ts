import { describe, expect, it } from 'vitest';
import { openedOf, READY } from '../test/fake-engine.ts';
import { MAX_ANSWER_ROWS, PICTURE_BUCKETS } from '../view/answer.ts';
import { packAnswer, unpackAnswer } from '../view/pack-answer.ts';
import { buildAnswer } from './link-answer.ts';

const step = { step: '|.........', main: 'DDlL......', stream: '....KKKKk.' };
const run = (steps: number): string =>
  `r0 step ${step.step.repeat(steps)}\nr0 main ${step.main.repeat(steps)}\nr0 stream7 ${step.stream.repeat(steps)}`;
const sum = (row: readonly number[]): number => row.reduce((a, b) => a + b, 0);

describe('the answer of a trace', () => {
  it('holds each step by class and a picture of the ledger lane', () => {
    const answer = buildAnswer(openedOf(run(2)), READY, 0)!;
    expect(answer).toMatchObject({
      rank: 0,
      steps: 2,
      stepsPerRow: 1,
      medianStepUs: 10_000,
      removedStepUs: { data: 6000, compute: 5000 },
    });
    expect(answer.rows.map(sum)).toEqual([10_000, 10_000]);
    expect(answer.picture.buckets).toHaveLength(PICTURE_BUCKETS);
    const drawn = answer.picture.buckets.map((bucket) => answer.classes[bucket]);
    expect(drawn.slice(0, 9).every((key) => key === 'data')).toBe(true);
    expect(drawn.slice(20, 43).every((key) => key === 'compute')).toBe(true);
  });

  it('tells a long run as means over groups of steps', () => {
    const answer = buildAnswer(openedOf(run(MAX_ANSWER_ROWS + 10)), READY, 0)!;
    expect(answer).toMatchObject({ steps: MAX_ANSWER_ROWS + 10, stepsPerRow: 2 });
    expect(answer.rows).toHaveLength((MAX_ANSWER_ROWS + 10) / 2);
    expect(answer.rows.map(sum).every((us) => Math.abs(us - 10_000) < 1e-6)).toBe(true);
    expect(unpackAnswer(packAnswer(answer))).toMatchObject({ ok: true, value: { steps: MAX_ANSWER_ROWS + 10 } });
  });

  it('holds no name of the trace', () => {
    expect(JSON.stringify(buildAnswer(openedOf(), READY, 0))).not.toMatch(/gemm|DataLoader|cuda|rank0|Test GPU/);
  });

  it('is not there for a rank that is not there', () => expect(buildAnswer(openedOf(), READY, 9)).toBeUndefined());
});
