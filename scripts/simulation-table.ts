/**
 * Prints, for each knob of the simulator, how far predictions from untouched traces are from runs simulated with the knob turned, and writes the
 * table into docs/replay.md. `npm run simulations -- [JOBS] [SEED]`; with another number of jobs than the default it only prints.
 */
import { fileURLToPath } from 'node:url';
import { quantile } from 'd3-array';
import fc from 'fast-check';
import { item } from '../src/base/at.ts';
import { KNOBS } from '../src/test/knobs.ts';
import { trainingJob } from '../src/test/training-job.ts';
import { type Turned, turnKnobs } from '../src/test/turn-knob.ts';
import { writeBetween } from './lib/between-markers.ts';

const JOBS = 500;
const SEED = 20261121;
/** Of each job so many knobs are turned, in rotation. */
const KNOBS_EACH = 3;
const [jobs = JOBS, seed = SEED] = process.argv.slice(2).map(Number);

const turned: Turned[] = [];
for (const [nth, job] of fc.sample(trainingJob(), { seed, numRuns: jobs }).entries()) {
  const has = KNOBS.filter((knob) => knob.turn(job, item(knob.settings, nth % knob.settings.length)) !== undefined);
  const chosen = has.filter((_, k) => (k + has.length - (nth % has.length)) % has.length < KNOBS_EACH);
  turned.push(...(await turnKnobs(chosen, job, nth)).turned);
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
  ...KNOBS.map((knob) =>
    row(
      knob.name,
      knob.settings,
      turned.filter((one) => one.knob === knob),
    ),
  ),
  row('all', [], turned),
].join('\n');
const text = `${table}\n\n${turned.length} predictions from ${jobs} random jobs, seed ${seed}; ${told.length} covered.`;
console.log(text);
if (jobs === JOBS && seed === SEED) {
  writeBetween(fileURLToPath(new URL('../docs/replay.md', import.meta.url)), 'table of simulated knobs', text);
}
