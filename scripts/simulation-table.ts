/**
 * Prints, for each knob of the simulator, how far predictions from untouched traces are from runs simulated with the knob turned, and writes the
 * table into docs/replay.md; also prints each covered case beyond 1 %. `npm run simulations -- [JOBS] [SEED]`; with another number of jobs or seed than the
 * default it only prints. One process a core.
 */
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { quantile } from 'd3-array';
import { KNOBS, PIPELINE_KNOBS } from '../src/test/knobs.ts';
import { writeBetween } from './lib/between-markers.ts';
import type { SimulatedKnob } from './lib/simulated-part.ts';

const JOBS = 480;
const SEED = 20261121;
/** Of all jobs so many more are pipelines, in part with one slower stage. */
const PIPELINES = 4;
const [jobs = JOBS, seed = SEED] = process.argv.slice(2).map(Number);
const pipelines = Math.ceil(jobs / PIPELINES);

/** What one process makes of its share of the jobs. */
const partOf = (part: number, parts: number): Promise<readonly SimulatedKnob[]> =>
  new Promise((resolve, reject) => {
    const child = fork(
      fileURLToPath(new URL('./lib/simulated-part.ts', import.meta.url)),
      [jobs, pipelines, seed, part, parts].map(String),
    );
    let found: readonly SimulatedKnob[] | undefined;
    child.on('message', (message) => (found = message as readonly SimulatedKnob[]));
    child.on('exit', (code) => {
      if (found === undefined) reject(new Error(`part ${part} ended with ${code}`));
      else resolve(found);
    });
  });

const parts = availableParallelism();
const turned = (await Promise.all(Array.from({ length: parts }, (_, part) => partOf(part, parts)))).flat();
const told = turned.filter(({ untold }) => untold === undefined);

const percent = (value: number | undefined): string => (value === undefined ? '-' : value.toFixed(2));
const share = (part: number, whole: number): string => (whole > 0 ? ((part / whole) * 100).toFixed(1) : '-');

function row(name: string, settings: readonly number[], found: readonly SimulatedKnob[]): string {
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
      turned.filter((one) => one.knob === knob.name),
    ),
  ),
  row('all', [], turned),
].join('\n');
const text = `${table}\n\n${turned.length} predictions from ${jobs} random jobs and ${pipelines} pipelines, seed ${seed}; ${told.length} covered.`;
console.log(text);
for (const { job, knob, setting, predictedUs, trueUs, errorPercent } of told.filter(
  (one) => Math.abs(one.errorPercent) > 1,
))
  console.log(
    `${job}: ${knob} x ${setting}: ${predictedUs.toFixed(0)} us for ${trueUs.toFixed(0)}, ${errorPercent.toFixed(2)} %`,
  );
if (jobs === JOBS && seed === SEED) {
  writeBetween(fileURLToPath(new URL('../docs/replay.md', import.meta.url)), 'table of simulated knobs', text);
}
