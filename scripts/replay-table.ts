/**
 * Prints, as a Markdown table, how much of the measured step the replay explains on the public traces, and what each lever
 * at infinity predicts. `npx tsx scripts/replay-table.ts [FILE...]`; without files it walks $WHYSTALL_TRACES or ../shared/traces.
 */
import { existsSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { buildLedger } from '../src/ledger/build-ledger.ts';
import { buildGraph } from '../src/replay/build-graph.ts';
import { gateOf } from '../src/replay/gate.ts';
import { leverStates } from '../src/replay/lever-states.ts';
import { createBuffers, replay } from '../src/replay/replay.ts';
import { medianStep } from '../src/replay/step-times.ts';
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

async function row(paths: readonly string[]): Promise<string> {
  const name =
    paths.length === 1
      ? basename(paths[0] ?? '')
      : `${basename(resolve(paths[0] ?? '', '..'))} (${paths.length} files)`;
  const timeline = await openRun(paths);
  if (typeof timeline === 'string') return `| ${name} | ${timeline} |`;
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
    graph.lastStep - graph.firstStep,
    ms(medianStep(graph, graph.observed)),
    percent === '-0.00' ? '0.00' : percent,
    gate.trust,
    ...removed,
    graph.nodeCount,
    graph.source.length,
    (runs[10] ?? 0).toFixed(1),
  ];
  worstIdentityUs = Math.max(worstIdentityUs, gate.identityErrorUs);
  if (process.env['FACTS'] !== undefined) console.log(JSON.stringify(graph.facts), gate.reason);
  return `| ${cells.join(' | ')} |`;
}

const files = process.argv.slice(2);
const runs = files.length > 0 ? files.map((file) => [file]) : publicRuns();
if (runs.length === 0) console.log(`No traces under ${folder}: nothing to measure.`);
console.log(
  '| trace | steps | median step, ms | explained error, % | gate | data removed, ms | compute removed, ms | communication removed, ms | nodes | edges | one replay, ms |',
);
console.log(`|${' --- |'.repeat(11)}`);
for (const paths of runs) console.log(await row(paths));
if (runs.length > 0) console.log(`\nLargest identity error over these traces: ${worstIdentityUs} us.`);
