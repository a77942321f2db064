import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const WAYS = ['kernel', 'TypeScript', 'JSON.parse'] as const;
const TSX = fileURLToPath(new URL('../../node_modules/.bin/tsx', import.meta.url));
const ONCE = fileURLToPath(new URL('./scan-once.ts', import.meta.url));

export type Way = (typeof WAYS)[number];

async function inFreshProcess(how: Way, path: string): Promise<number> {
  const { stdout } = await promisify(execFile)(TSX, [ONCE, how, path]);
  return Number(stdout);
}

const medianOf = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** Megabytes a second of each way to read the file, each time in a process that has run nothing before; they take turns. */
export async function measureScanner(path: string, rounds: number): Promise<ReadonlyMap<Way, number>> {
  const times = new Map(WAYS.map((how) => [how, new Array<number>()]));
  for (let round = 0; round < rounds; round++) {
    for (const how of WAYS) times.get(how)?.push(await inFreshProcess(how, path));
  }
  const megabytes = statSync(path).size / 1e6;
  return new Map([...times].map(([how, list]) => [how, (1000 * megabytes) / medianOf(list)]));
}
