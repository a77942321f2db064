/**
 * Prints, for each knob of the simulator, how far predictions from untouched traces are from runs simulated with the knob turned, and writes the
 * table into docs/replay.md. `npm run simulations -- [JOBS] [SEED]`; with another number of jobs than the default it only prints.
 */
import { fileURLToPath } from 'node:url';
import { quantile } from 'd3-array';
import fc from 'fast-check';
import { type Knob, KNOBS, PIPELINE_KNOBS } from '../src/test/knobs.ts';
import { pipelineJob } from '../src/test/pipeline-job.ts';
import { type Job } from '../src/synth/job.ts';
import { trainingJob } from '../src/test/training-job.ts';
import { type Turned, turnKnobs } from '../src/test/turn-knob.ts';
import { writeBetween } from './lib/between-markers.ts';

const JOBS = 180;
const SEED = 20261121;
/** Of all jobs so many more are pipelines, in part with one slower stage. */
const PIPELINES = 4;
const LATE_US = 1500;
const [jobs = JOBS, seed = SEED] = process.argv.slice(2).map(Number);

const turned: Turned[] = [];
const turnAll = async (knobs: readonly Knob[], job: Job, nth: number): Promise<void> => {
  turned.push(...(await turnKnobs(knobs, job, nth)).turned);
};
for (const [nth, job] of fc.sample(trainingJob(), { seed, numRuns: jobs }).entries()) await turnAll(KNOBS, job, nth);
for (const [nth, job] of fc.sample(pipelineJob(), { seed, numRuns: Math.ceil(jobs / PIPELINES) }).entries()) {
  await turnAll(PIPELINE_KNOBS, job, nth);
  const slower = { rank: nth % job.ranks, extraUs: LATE_US, what: 'compute' as const };
  await turnAll(PIPELINE_KNOBS, { ...job, straggler: slower }, nth);
}
const told = turned.filter(({ untold }) => untold === undefined);

const percent = (value: number | undefined): string => (value === undefined ? '-' : value.toFixed(2));
const share = (part: number, whole: number): string => (whole > 0 ? ((part / whole) * 100).toFixed(1) : '-');

function row(name: string, settings: readonly number[], found: readonly Turned[]): string {
  const errors = found.filter(({ untold }) => untold === undefined).map((one) => Math.abs(one.errorPercent));
  const untold = found.filter((one) => one.untold !== undefined);
  const cells = [
    name,
    settings.length > 1 ? `x ${settings.join(', ')}` : '-',
    errors.length,
    percent(quantile(errors, 0.5)),
    percent(quantile(errors, 0.95)),
    percent(quantile(errors, 1)),
    share(errors.filter((error) => error <= 1).length, errors.length),
    untold.length,
    share(untold.filter((one) => one.untold === 'inside').length, untold.length),
  ];
  return `| ${cells.join(' | ')} |`;
}

const table = [
  '| knob turned in the simulator | settings | covered | median error, % | 95th percentile, % | largest, % | within 1 %, % of covered | not covered | between the ends, % of these |',
  `|${' --- |'.repeat(9)}`,
  ...[...KNOBS, ...PIPELINE_KNOBS].map((knob) =>
    row(
      knob.name,
      knob.settings,
      turned.filter((one) => one.knob === knob),
    ),
  ),
  row('all', [], turned),
].join('\n');
const text = `${table}\n\n${turned.length} predictions from ${jobs} random jobs and ${Math.ceil(jobs / PIPELINES)} pipelines, seed ${seed}; ${told.length} covered.`;
console.log(text);
if (jobs === JOBS && seed === SEED) {
  writeBetween(fileURLToPath(new URL('../docs/replay.md', import.meta.url)), 'table of simulated knobs', text);
}
