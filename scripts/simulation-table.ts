/**
 * Prints, for each knob of the simulator, how far predictions from untouched traces are from runs simulated with the knob turned, and writes the
 * table into docs/replay.md. `npm run simulations -- [JOBS] [SEED]`; with another number of jobs than the default it only prints.
 */
import { fileURLToPath } from 'node:url';
import { quantile } from 'd3-array';
import fc from 'fast-check';
import { KNOBS } from '../src/test/knobs.ts';
import { trainingJob } from '../src/test/training-job.ts';
import { type Turned, turnKnobs } from '../src/test/turn-knob.ts';
import { writeBetween } from './lib/between-markers.ts';

const JOBS = 400;
const SEED = 20261121;
const [jobs = JOBS, seed = SEED] = process.argv.slice(2).map(Number);

const found: Turned[] = [];
for (const [nth, job] of fc.sample(trainingJob(), { seed, numRuns: jobs }).entries()) {
  found.push(...(await turnKnobs(KNOBS, job, nth)).turned);
}

const percent = (value: number | undefined): string => (value === undefined ? '-' : value.toFixed(2));
const rows = KNOBS.map((knob) => {
  const errors = found.filter((one) => one.knob === knob).map((one) => Math.abs(one.errorPercent));
  const within = errors.filter((error) => error <= 1).length;
  return [
    knob.name,
    knob.settings.length > 1 ? `x ${knob.settings.join(', ')}` : '-',
    errors.length,
    percent(quantile(errors, 0.5)),
    percent(quantile(errors, 0.95)),
    percent(quantile(errors, 1)),
    errors.length > 0 ? ((within / errors.length) * 100).toFixed(1) : '-',
  ];
});
const table = [
  '| knob turned in the simulator | settings | runs | median error, % | 95th percentile, % | largest, % | within 1 %, % of runs |',
  `|${' --- |'.repeat(7)}`,
  ...rows.map((cells) => `| ${cells.join(' | ')} |`),
].join('\n');
const text = `${table}\n\n${found.length} predictions from ${jobs} random jobs, seed ${seed}.`;
console.log(text);
if (jobs === JOBS && seed === SEED) {
  writeBetween(fileURLToPath(new URL('../docs/replay.md', import.meta.url)), 'table of simulated knobs', text);
}
