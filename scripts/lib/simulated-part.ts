/** A share of the simulations, in a process of its own: JOBS PIPELINES SEED PART PARTS. Sends what it found to the process that forked it. */
import fc from 'fast-check';
import { type Job } from '../../src/synth/job.ts';
import { type Knob, KNOBS, PIPELINE_KNOBS } from '../../src/test/knobs.ts';
import { pipelineJob } from '../../src/test/pipeline-job.ts';
import { trainingJob } from '../../src/test/training-job.ts';
import { type Turned, turnKnobs } from '../../src/test/turn-knob.ts';

/** One prediction, as plain data. */
export interface SimulatedKnob extends Omit<Turned, 'knob'> {
  readonly knob: string;
  /** Which job of the seed. */
  readonly job: string;
}

const LATE_US = 1500;
const [jobs = 0, pipelines = 0, seed = 0, part = 0, parts = 1] = process.argv.slice(2).map(Number);

const work: { readonly name: string; readonly knobs: readonly Knob[]; readonly job: Job; readonly nth: number }[] = [];
for (const [nth, job] of fc.sample(trainingJob(), { seed, numRuns: jobs }).entries())
  work.push({ name: `job ${nth}`, knobs: KNOBS, job, nth });
for (const [nth, job] of fc.sample(pipelineJob(), { seed, numRuns: pipelines }).entries()) {
  const slower = { rank: nth % job.ranks, extraUs: LATE_US, what: 'compute' as const };
  work.push({ name: `pipeline ${nth}`, knobs: PIPELINE_KNOBS, job, nth });
  work.push({ name: `slower pipeline ${nth}`, knobs: PIPELINE_KNOBS, job: { ...job, straggler: slower }, nth });
}

const found: SimulatedKnob[] = [];
for (const [k, { name, knobs, job, nth }] of work.entries()) {
  if (k % parts !== part) continue;
  for (const one of (await turnKnobs(knobs, job, nth)).turned) found.push({ ...one, knob: one.knob.name, job: name });
}
process.send?.(found);
