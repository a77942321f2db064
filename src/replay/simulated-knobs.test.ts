import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KNOBS } from '../test/knobs.ts';
import { trainingJob } from '../test/training-job.ts';
import { type Turned, turnKnobs } from '../test/turn-knob.ts';

const SEED = 20261121;
const JOBS = 12;
/** Of predictions for jobs whose loader is plain: docs/replay.md has the table over many more jobs. */
const SHARE_WITHIN_1_PERCENT = 0.85;

describe(`knobs turned in the simulator, ${JOBS} random jobs of seed ${SEED}`, () => {
  it('most predictions from untouched traces are within 1 % of the run with the knob turned', async () => {
    const found: Turned[] = [];
    for (const [nth, job] of fc.sample(trainingJob(), { seed: SEED, numRuns: JOBS }).entries()) {
      const { inTurns, turned } = await turnKnobs(KNOBS, job, nth);
      if (!inTurns) found.push(...turned);
    }
    const within = found.filter(({ errorPercent }) => Math.abs(errorPercent) <= 1);
    const worst = found
      .sort((a, b) => Math.abs(b.errorPercent) - Math.abs(a.errorPercent))
      .slice(0, 5)
      .map(({ knob, setting, errorPercent }) => `${knob.name} x ${setting}: ${errorPercent.toFixed(1)} %`);
    expect(found.length).toBeGreaterThan(50);
    expect(within.length / found.length, worst.join('; ')).toBeGreaterThanOrEqual(SHARE_WITHIN_1_PERCENT);
  }, 120_000);
});
