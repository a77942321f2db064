/**
 * Prints, as a Markdown table, how much of the measured step the replay explains on the public traces, and what each lever
 * at infinity predicts. `npx tsx scripts/replay-table.ts [FILE...]`; without files it walks $WHYSTALL_TRACES or ../shared/traces. `--write` puts the table into docs/replay.md,
 * less the sizes of the graphs and the times of a replay, which it only prints.
 */
import { existsSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildLedger } from '../src/ledger/build-ledger.ts';
import { buildGraph } from '../src/replay/build-graph.ts';
import { gateOf } from '../src/replay/gate.ts';
import { leverStates } from '../src/replay/lever-states.ts';
import { createBuffers, replay } from '../src/replay/replay.ts';
import { medianStep } from '../src/replay/step-times.ts';
import { writeBetween } from './lib/between-markers.ts';
import { openRun } from './lib/open-run.ts';

const folder = process.env['WHYSTALL_TRACES'] ?? resolve(import.meta.dirname, '../../shared/traces');

/** One list of files a run; the ranks of a folder are one run. */
function publicRuns(): string[][] {
  const list = (name: string): string[] =>
    existsSync(join(folder, name))
      ? readdirSync(join(folder, name))
          .sort()
          .map((file) => join(folder, name, file))
      : [];
  const singles = ['pairs', 'pytorch', 'small'].flatMap(list).map((file) => [file]);
  const ranks = list('multirank/dlrm-8ranks');
  return [...singles, ...(ranks.length > 0 ? [ranks] : [])];
}

let worstIdentityUs = 0;

const ms = (microseconds: number): string => (microseconds / 1000).toFixed(2);

const HEAD = [
  'trace',
  'steps',
  'median step, ms',
  'explained error, %',
  'gate',
  'data removed, ms',
  'compute removed, ms',
  'communication removed, ms',
];
const SIZES = ['nodes', 'edges', 'one replay, ms'];

async function row(paths: readonly string[]): Promise<string[]> {
  const name =
    paths.length === 1
      ? basename(paths[0] ?? '')
      : `${basename(resolve(paths[0] ?? '', '..'))} (${paths.length} files)`;
  const timeline = await openRun(paths);
  if (typeof timeline === 'string') return [name, timeline];
  const graph = buildGraph(timeline, buildLedger(timeline));
  const gate = gateOf(graph);
  const buffers = createBuffers(graph);
  const runs = Array.from({ length: 20 }, () => {
    const from = performance.now();
    replay(graph, { levers: { compute: 2 } }, { buffers });
    return performance.now() - from;
  }).sort((a, b) => a - b);
  const removed = leverStates(graph, { levers: {} }, { only: ['data', 'compute', 'communication'] }).map((lever) =>
    lever.available ? ms(lever.removedStepUs) : '-',
  );
  const percent = gate.explainedErrorPercent.toFixed(2);
  const cells = [
    name,
    `${graph.lastStep - graph.firstStep}`,
    ms(medianStep(graph, graph.observed)),
    percent === '-0.00' ? '0.00' : percent,
    gate.trust,
    ...removed,
    `${graph.nodeCount}`,
    `${graph.source.length}`,
    (runs[10] ?? 0).toFixed(1),
  ];
  worstIdentityUs = Math.max(worstIdentityUs, gate.identityErrorUs);
  if (process.env['FACTS'] !== undefined) console.log(JSON.stringify(graph.facts), gate.reason);
  return cells;
}

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const tableOf = (rows: readonly (readonly string[])[], head: readonly string[]): string =>
  [head, head.map(() => '---'), ...rows.map((cells) => cells.slice(0, head.length))].map(line).join('\n');

const asked = process.argv.slice(2);
const files = asked.filter((word) => word !== '--write');
const runs = files.length > 0 ? files.map((file) => [file]) : publicRuns();
if (runs.length === 0) console.log(`No traces under ${folder}: nothing to measure.`);
const rows: string[][] = [];
for (const paths of runs) rows.push(await row(paths));
const identity = `Largest identity error over these traces: ${worstIdentityUs} us.`;
console.log(`${tableOf(rows, [...HEAD, ...SIZES])}\n\n${identity}`);
if (asked.includes('--write')) {
  const page = fileURLToPath(new URL('../docs/replay.md', import.meta.url));
  writeBetween(page, 'table of public traces', `${tableOf(rows, HEAD)}\n\n${identity}`);
}
