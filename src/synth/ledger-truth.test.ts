import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyJob } from '../test/any-job.ts';
import { type Agreement, compareWithTruth } from '../test/truth-agreement.ts';
import { EXAMPLE_JOBS } from './example-jobs.ts';
import { type Job } from './job.ts';

const nothing = (): Agreement => ({ totalUs: 0, wrongUs: 0, confusion: new Map(), perClass: new Map() });

/** As many as take about half a minute on one core. */
const RUNS = 1000;

/** Runs of no length say nothing. */
const lasts = (job: Job): boolean => job.host.stepUs > 0;

describe('the ledger of a written trace against what the simulator knows', () => {
  it.each(EXAMPLE_JOBS)('$id: the same class at 99.9 % of all instants', async ({ job }) => {
    const seen = nothing();
    await compareWithTruth(job, seen);
    expect(seen.totalUs).toBeGreaterThan(0);
    expect(seen.wrongUs / seen.totalUs, JSON.stringify([...seen.confusion])).toBeLessThan(0.001);
  });

  it(`99 % of the time of each class, over ${RUNS} random runs`, async () => {
    const seen = nothing();
    for (const job of fc.sample(anyJob().filter(lasts), { numRuns: RUNS, seed: 5 })) await compareWithTruth(job, seen);
    expect(seen.perClass.size).toBeGreaterThanOrEqual(8);
    for (const [key, { totalUs, wrongUs }] of seen.perClass) {
      expect(totalUs, key).toBeGreaterThan(1000);
      expect(wrongUs / totalUs, `${key} ${JSON.stringify([...seen.confusion])}`).toBeLessThan(0.01);
    }
  }, 300_000);
});
