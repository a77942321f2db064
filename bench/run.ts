/**
 * `npm run bench`: makes large synthetic traces and times the engine on them, in one process, beside baselines that
 * run in turn with it. `--sizes 10,50` (megabytes), `--rounds 5`, `--write` puts the table into docs/performance.md.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { benchTrace } from './make-trace.ts';
import { measure, type Measured } from './measure.ts';
import { performancePage, tableOf } from './page.ts';

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '10,50' },
    rounds: { type: 'string', default: '5' },
    write: { type: 'boolean', default: false },
  },
});

async function main(): Promise<void> {
  const measured: Measured[] = [];
  for (const size of values.sizes.split(',').map(Number))
    measured.push(await measure(benchTrace(size), Number(values.rounds)));
  console.log(tableOf(measured));
  const command = `npm run bench -- --sizes ${values.sizes} --rounds ${values.rounds} --write`;
  if (values.write) {
    writeFileSync(
      fileURLToPath(new URL('../docs/performance.md', import.meta.url)),
      performancePage(measured, command),
    );
  }
}

void main();
