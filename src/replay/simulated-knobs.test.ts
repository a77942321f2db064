import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KNOBS, PIPELINE_KNOBS } from '../test/knobs.ts';
import { pipelineJob } from '../test/pipeline-job.ts';
import { trainingJob } from '../test/training-job.ts';
import { type Turned, turnKnobs } from '../test/turn-knob.ts';

const SEED = 20261121;
const JOBS = 5;
const PIPELINES = 3;
/** Of the predictions that claim to know: docs/replay.md has the table over many more jobs. */
const SHARE_WITHIN_1_PERCENT = 0.97;
const MOST_PERCENT = 5;
/** Of those that say what the trace does not tell. */
const SHARE_BETWEEN_ENDS = 0.9;

const worst = (found: readonly Turned[]): string =>
  [...found]
    .sort((a, b) => Math.abs(b.errorPercent) - Math.abs(a.errorPercent))
    .slice(0, 5)
    .map(({ knob, setting, errorPercent }) => `${knob.name} x ${setting}: ${errorPercent.toFixed(1)} %`)
    .join('; ');

describe(`knobs turned in the simulator, ${JOBS} random jobs of seed ${SEED}`, () => {
  it('predictions from untouched traces are within 1 % of the run with the knob turned, or give ends that hold it', async () => {
    const found: Turned[] = [];
    for (const [nth, job] of fc.sample(trainingJob(), { seed: SEED, numRuns: JOBS }).entries())
      found.push(...(await turnKnobs(KNOBS, job, nth)).turned);
    const told = found.filter(({ untold }) => untold === undefined);
    const within = told.filter(({ errorPercent }) => Math.abs(errorPercent) <= 1);
    const untold = found.filter((one) => one.untold !== undefined);
    const outside = untold.filter((one) => one.untold === 'outside');
    expect(told.length).toBeGreaterThan(25);
    expect(untold.length).toBeGreaterThan(3);
    expect(Math.max(...told.map(({ errorPercent }) => Math.abs(errorPercent))), worst(told)).toBeLessThan(MOST_PERCENT);
    expect(within.length / told.length, worst(told)).toBeGreaterThanOrEqual(SHARE_WITHIN_1_PERCENT);
    expect(1 - outside.length / untold.length, worst(outside)).toBeGreaterThanOrEqual(SHARE_BETWEEN_ENDS);
  }, 120_000);

  it('micro-batches of a pipeline are within 1 %', async () => {
    const found: Turned[] = [];
    for (const [nth, job] of fc.sample(pipelineJob(), { seed: SEED, numRuns: PIPELINES }).entries())
      found.push(...(await turnKnobs(PIPELINE_KNOBS, job, nth)).turned);
    expect(found.length).toBeGreaterThan(1);
    expect(Math.max(...found.map(({ errorPercent }) => Math.abs(errorPercent))), worst(found)).toBeLessThanOrEqual(1);
  });
});
