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

const JOBS = 250;
const SEED = 20261121;
const [jobs = JOBS, seed = SEED] = process.argv.slice(2).map(Number);

const plain: Turned[] = [];
const inTurns: Turned[] = [];
for (const [nth, job] of fc.sample(trainingJob(), { seed, numRuns: jobs }).entries()) {
  const result = await turnKnobs(KNOBS, job, nth);
  (result.inTurns ? inTurns : plain).push(...result.turned);
}

const percent = (value: number | undefined): string => (value === undefined ? '-' : value.toFixed(2));

function row(name: string, settings: readonly number[], found: readonly Turned[]): string {
  const errors = found.map((one) => Math.abs(one.errorPercent));
  const within = errors.filter((error) => error <= 1).length;
  const cells = [
    name,
    settings.length > 1 ? `x ${settings.join(', ')}` : '-',
    errors.length,
    percent(quantile(errors, 0.5)),
    percent(quantile(errors, 0.95)),
    percent(quantile(errors, 1)),
    errors.length > 0 ? ((within / errors.length) * 100).toFixed(1) : '-',
  ];
  return `| ${cells.join(' | ')} |`;
}

const table = [
  '| knob turned in the simulator | settings | runs | median error, % | 95th percentile, % | largest, % | within 1 %, % of runs |',
  `|${' --- |'.repeat(7)}`,
  ...KNOBS.map((knob) =>
    row(
      knob.name,
      knob.settings,
      plain.filter((one) => one.knob === knob),
    ),
  ),
  row('all of these, no workers, one, or hidden ones', [], plain),
  row('any, with two or more workers waited for in turns', [], inTurns),
].join('\n');
const text = `${table}\n\n${plain.length + inTurns.length} predictions from ${jobs} random jobs, seed ${seed}.`;
console.log(text);
if (jobs === JOBS && seed === SEED) {
  writeBetween(fileURLToPath(new URL('../docs/replay.md', import.meta.url)), 'table of simulated knobs', text);
}
