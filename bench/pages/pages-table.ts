import { statSync } from 'node:fs';
import { findChromium } from '../../scripts/find-chromium.mjs';
import { ROOT, runTool } from '../../scripts/lib/run.mjs';
import { serve } from '../../scripts/lib/serve.mjs';
import { benchGzip, benchTrace } from '../make-trace.ts';
import { measurePage, type PageOutcome, type PageRun } from './measure-page.ts';

const LIMIT_MS = 300_000;
const DIST = '.cache/bench-dist';

export interface PageRow {
  /** As asked for: `100`, `100gz`. */
  readonly size: string;
  readonly bytes: number;
  readonly ours: PageOutcome;
  readonly bare: PageOutcome;
}

const medianOf = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** Each figure by itself as a median; the first failure where one run failed. */
function summary(runs: readonly PageOutcome[]): PageOutcome {
  const good = runs.filter((run): run is PageRun => !('failed' in run));
  const failed = runs.find((run) => 'failed' in run);
  if (failed !== undefined) return failed;
  const of = (pick: (run: PageRun) => number): number => medianOf(good.map(pick));
  return {
    completeMs: of((run) => run.completeMs),
    firstPictureMs: of((run) => run.firstPictureMs ?? Number.NaN),
    peakMb: of((run) => run.peakMb),
    privateMb: of((run) => run.privateMb),
    longestTaskMs: of((run) => run.longestTaskMs),
  };
}

const fileOf = (size: string): Promise<string> | string =>
  size.endsWith('gz') ? benchGzip(Number.parseFloat(size)) : benchTrace(Number.parseFloat(size));

/**
 * Builds the page, where `built` does not name the folder of one, then opens a trace of each size in it and in the bare JSON.parse page, turn by turn, each time in a
 * fresh browser. Both get the same file.
 */
export async function measurePages(
  sizes: readonly string[],
  rounds: number,
  built?: string,
): Promise<readonly PageRow[]> {
  const executable = await findChromium();
  if (executable === undefined) throw new Error('No Chromium found. Name one in WHYSTALL_CHROMIUM.');
  const build = ['build', '--outDir', DIST, '--emptyOutDir', '--logLevel', 'warn'];
  if (built === undefined && (await runTool('vite', build, {})) !== 0) throw new Error('The page does not build.');
  const dist = built ?? `${ROOT}/${DIST}`;
  const [page, bare] = await Promise.all([serve(dist, 0), serve(`${ROOT}/bench/pages`, 0)]);
  const rows: PageRow[] = [];
  for (const size of sizes) {
    const path = await fileOf(size);
    const ours: PageOutcome[] = [];
    const theirs: PageOutcome[] = [];
    for (let round = 0; round < rounds; round++) {
      ours.push(await measurePage(executable, `http://127.0.0.1:${page.port}/`, path, LIMIT_MS));
      theirs.push(await measurePage(executable, `http://127.0.0.1:${bare.port}/baseline.html`, path, LIMIT_MS));
    }
    rows.push({ size, bytes: statSync(path).size, ours: summary(ours), bare: summary(theirs) });
  }
  await Promise.all([page.close(), bare.close()]);
  return rows;
}

const ms = (outcome: PageOutcome): string =>
  'failed' in outcome ? `fails: ${outcome.failed}` : outcome.completeMs.toFixed(0);
const peak = (outcome: PageOutcome): string => ('failed' in outcome ? '' : outcome.peakMb.toFixed(0));

const own = (outcome: PageOutcome): string => ('failed' in outcome ? '' : outcome.privateMb.toFixed(0));

function line({ size, ours, bare }: PageRow): string {
  const ratio = 'failed' in ours || 'failed' in bare ? '' : (ours.completeMs / bare.completeMs).toFixed(2);
  const task = 'failed' in ours ? '' : ours.longestTaskMs.toFixed(0);
  const name = size.endsWith('gz') ? `${size.slice(0, -2)} MB, gzip` : `${size} MB`;
  const first = 'failed' in ours ? '' : (ours.firstPictureMs ?? ours.completeMs).toFixed(0);
  const speed = 'failed' in ours ? '' : ((1000 * Number.parseFloat(size)) / ours.completeMs).toFixed(0);
  return `| ${[name, first, ms(ours), ms(bare), ratio, speed, peak(ours), peak(bare), own(ours), own(bare), task].join(' | ')} |`;
}

/** The figures as a Markdown table. */
export const pagesTable = (rows: readonly PageRow[]): string =>
  [
    '| file | first picture, ms | complete, ms | JSON.parse page, ms | ratio | MB/s of text | peak MB | JSON.parse, peak MB | own peak MB | JSON.parse, own peak MB | longest task, ms |',
    '| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...rows.map(line),
  ].join('\n');
