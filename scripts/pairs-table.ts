/**
 * Prints predicted against measured for every recorded pair, and writes the table into docs/pairs.md and README.md.
 * `npm run pairs`; with `-- NAME...` it only prints those pairs.
 */
import { fileURLToPath } from 'node:url';
import { writeBetween } from './lib/between-markers.ts';
import { publicPairs, recordedPairs } from './lib/pair-files.ts';
import { pairResult } from './lib/pair-results.ts';
import { pairSummary, pairTable } from './lib/pair-tables.ts';

const wanted = process.argv.slice(2);
const chosen = [...recordedPairs(), ...publicPairs()].filter(
  ({ name }) => wanted.length === 0 || wanted.some((text) => name.includes(text)),
);
const results = [];
for (const pair of chosen) results.push(await pairResult(pair));
const recorded = results.filter(({ pair }) => pair.measured !== undefined);
console.log(`${pairTable(results)}\n\n${pairSummary(results)}`);

if (wanted.length === 0) {
  const document = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));
  writeBetween(document('docs/pairs.md'), 'table of pairs', `${pairTable(recorded)}\n\n${pairSummary(recorded)}`);
  const others = results.filter(({ pair }) => pair.measured === undefined);
  if (others.length > 0) writeBetween(document('docs/pairs.md'), 'table of public pairs', `${pairTable(others)}`);
  writeBetween(document('README.md'), 'pairs in short', pairSummary(recorded).split('\n').slice(0, 2).join('\n'));
}
