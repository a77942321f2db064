/**
 * Writes the synthetic examples of `src/synth/example-jobs.ts` to `public/examples/`: `npx tsx scripts/make-examples.ts`.
 * A file whose unpacked text is already right is left alone, so that another zlib's bytes make no difference.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { EXAMPLE_JOBS, type ExampleJob, exampleFiles } from '../src/synth/example-jobs.ts';
import { writeKineto } from '../src/synth/kineto.ts';
import { simulate } from '../src/synth/simulate.ts';

export const EXAMPLES_FOLDER = fileURLToPath(new URL('../public/examples/', import.meta.url));

/** File name and unpacked text of each trace of an example. */
export function exampleTexts(example: ExampleJob): ReadonlyMap<string, string> {
  const run = simulate(example.job);
  return new Map(exampleFiles(example).map((file, rank) => [file, writeKineto(run, rank)]));
}

/** Unpacked text of a shipped example file; undefined where there is none. */
export const shippedText = (file: string): string | undefined =>
  existsSync(EXAMPLES_FOLDER + file) ? gunzipSync(readFileSync(EXAMPLES_FOLDER + file)).toString('utf8') : undefined;

function writeExample(example: ExampleJob): object {
  let bytes = 0;
  for (const [file, text] of exampleTexts(example)) {
    if (shippedText(file) !== text) writeFileSync(EXAMPLES_FOLDER + file, gzipSync(text, { level: 9 }));
    bytes += readFileSync(EXAMPLES_FOLDER + file).length;
  }
  const { id, title, description } = example;
  return { id, title, description, files: exampleFiles(example), bytes };
}

/** Node's gzip header holds no time of writing: the same text gives the same bytes. */
function main(): void {
  mkdirSync(EXAMPLES_FOLDER, { recursive: true });
  const index = EXAMPLE_JOBS.map(writeExample);
  writeFileSync(`${EXAMPLES_FOLDER}index.json`, `${JSON.stringify(index, undefined, 2)}\n`);
  console.log(JSON.stringify(index, undefined, 2));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
