import { describe, expect, it } from 'vitest';
import { inEnglish } from '../base/say.ts';
import { buildLedger } from '../ledger/build-ledger.ts';
import { markOddSteps } from '../model/find-steps-odd.ts';
import { microRun } from '../test/micro-run.ts';
import { buildGraph } from './build-graph.ts';
import { predict } from './predict.ts';
import { type Scenario } from './scenario.ts';

/** A step: what its batches take on the main thread one after the other, each followed by so much compute that is waited for. Microseconds. */
interface DrawnStep {
  readonly loadUs: readonly number[];
  readonly computeUs: number;
}

function predictionOf(steps: readonly DrawnStep[], levers: Scenario['levers']) {
  let us = 0;
  let batch = 0;
  const main: string[] = [];
  const stream: string[] = [];
  const marks = [0];
  for (const { loadUs, computeUs } of steps) {
    for (const load of loadUs) {
      main.push(`loader${batch}@${us}+${load}`, `launch${batch}@${us + load}+0>k${batch}`);
      main.push(`sync${batch}@${us + load}+${computeUs}`);
      stream.push(`k${batch}@${us + load}+${computeUs}`);
      us += load + computeUs;
      batch++;
    }
    marks.push(us);
  }
  const drawn = microRun(`
    r0 main     ${main.join(' ')}
    r0 stream7  ${stream.join(' ')}
    r0 steps    ${marks.join(' ')}
  `);
  const timeline = { ...drawn, steps: markOddSteps(drawn.steps) };
  return predict(buildGraph(timeline, buildLedger(timeline)), { levers }).prediction;
}

const times = <T>(count: number, one: T): readonly T[] => Array.from({ length: count }, () => one);
const PLAIN: DrawnStep = { loadUs: [4000], computeUs: 10_000 };

/** Taking over a batch that is ready, where workers made it. */
const HANDED_US = 1500;

describe('the pace of a loader', () => {
  it('leaves out what an odd step waits for, as the step that is told does', () => {
    const withOdd = predictionOf([...times(7, PLAIN), { loadUs: [300_000], computeUs: 10_000 }], { workers: 8 });
    expect(withOdd.measuredStepUs).toBe(14_000);
    expect(withOdd.predictedStepUs).toBeCloseTo(10_000 + HANDED_US, -1);
  });

  it('is that of a step, whatever number of batches one takes', () => {
    const many = predictionOf(times(6, { loadUs: times(4, 4000), computeUs: 10_000 }), { workers: 8 });
    expect(many.measuredStepUs).toBe(56_000);
    expect(many.predictedStepUs).toBeCloseTo(4 * (10_000 + HANDED_US), -1);
    expect(many.lasting && inEnglish(many.lasting.sentence)).toBeUndefined();
  });

  it('is of means, but no median is told to be quicker than without loading: a step in three loads for long', () => {
    const loading: DrawnStep = { loadUs: [90_000], computeUs: 10_000 };
    const told = predictionOf(times(3, [PLAIN, PLAIN, loading]).flat(), { workers: 8 });
    expect(told.measuredStepUs).toBe(14_000);
    expect(told.predictedStepUs).toBeGreaterThanOrEqual(10_000);
    expect(told.predictedStepUs).toBeLessThan(1.01 * (10_000 + HANDED_US));
  });

  it.each([{ data: 2 }, { data: 4 }, { data: Infinity }, { workers: 2 }, { workers: 8 }, { ready: 1 }])(
    'is never quicker with %j than the rest of the step',
    (levers) => {
      const steps = [3, 1, 4, 1, 5, 9, 2, 6].map((k): DrawnStep => ({ loadUs: [500 * k], computeUs: 4000 + 900 * k }));
      const { predictedStepUs } = predictionOf(steps, levers);
      expect(predictedStepUs).toBeGreaterThanOrEqual(predictionOf(steps, { data: Infinity }).predictedStepUs - 1);
    },
  );
});
