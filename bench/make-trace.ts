/**
 * Writes large synthetic traces for measuring, piece by piece: `npx tsx bench/make-trace.ts 10 50` makes
 * `.cache/trace-10mb.json` and `.cache/trace-50mb.json` (megabytes of 10^6 bytes, reached from above by one tile).
 */
import {
  closeSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  openSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createGzip } from 'node:zlib';
import { EXAMPLE_JOBS } from '../src/synth/example-jobs.ts';
import { kinetoPieces } from '../src/synth/kineto.ts';
import { type SimulatedRun } from '../src/synth/records.ts';
import { simulate } from '../src/synth/simulate.ts';

const CACHE = fileURLToPath(new URL('../.cache/', import.meta.url));
const FLUSH_CHARACTERS = 1 << 20;

/** The run that is tiled: rank 0 of the shipped run on four ranks, which has every kind of event. */
function tile(): SimulatedRun {
  const example = EXAMPLE_JOBS.find((one) => one.id === 'ddp-straggler');
  if (example === undefined) throw new Error('no example to tile');
  return simulate(example.job);
}

const lengthOf = (run: SimulatedRun, tiles: number): number => {
  let length = 0;
  for (const piece of kinetoPieces(run, 0, tiles)) length += piece.length;
  return length;
};

/** Path of a trace of at least `megabytes`; made when it is not there yet. */
export function benchTrace(megabytes: number): string {
  const path = `${CACHE}trace-${megabytes}mb.json`;
  if (existsSync(path) && statSync(path).size >= megabytes * 1e6) return path;
  mkdirSync(CACHE, { recursive: true });
  const run = tile();
  const one = lengthOf(run, 1);
  const tiles = 1 + Math.max(0, Math.ceil((megabytes * 1e6 - one) / (lengthOf(run, 2) - one)));
  const file = openSync(`${path}.part`, 'w');
  let waiting = '';
  for (const piece of kinetoPieces(run, 0, tiles)) {
    waiting += piece;
    if (waiting.length < FLUSH_CHARACTERS) continue;
    writeSync(file, waiting);
    waiting = '';
  }
  writeSync(file, waiting);
  closeSync(file);
  renameSync(`${path}.part`, path);
  return path;
}

/** Path of the same trace packed with gzip. */
export async function benchGzip(megabytes: number): Promise<string> {
  const plain = benchTrace(megabytes);
  const path = `${plain}.gz`;
  if (existsSync(path) && statSync(path).mtimeMs >= statSync(plain).mtimeMs) return path;
  await pipeline(createReadStream(plain), createGzip(), createWriteStream(`${path}.part`));
  renameSync(`${path}.part`, path);
  return path;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const size of process.argv.slice(2)) console.log(benchTrace(Number(size)));
}
