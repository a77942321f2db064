/**
 * `npm run bench`: makes large synthetic traces and measures on them, beside baselines that run in turn: the built page in
 * Chromium (`--pages 10,100,100gz`, megabytes of text), the scanner alone (`--scanner 100`), and each step of the engine
 * (`--sizes 10,50,million`: the last in memory, of a million events). `--rounds 5`; `none` leaves a part out; `--write` puts the tables into docs/performance.md.
 * `--dist /tmp/page` opens a page that is built already.
 * `--frames` measures frames of the chart instead, over `--marks 10000000` on `--lanes 200`.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writeBetween } from '../scripts/lib/between-markers.ts';
import { benchFrames } from './frames/report.ts';
import { benchTrace } from './make-trace.ts';
import { measure, type Measured, measureMillion } from './measure.ts';
import { tableOf } from './page.ts';
import { measurePages, pagesTable } from './pages/pages-table.ts';
import { measureScanner } from './scanner/measure-scanner.ts';

const { values } = parseArgs({
  options: {
    pages: { type: 'string', default: '10,100,100gz' },
    scanner: { type: 'string', default: '100' },
    sizes: { type: 'string', default: '10,50,million' },
    rounds: { type: 'string', default: '5' },
    dist: { type: 'string' },
    write: { type: 'boolean', default: false },
    frames: { type: 'boolean', default: false },
    marks: { type: 'string', default: '10000000' },
    lanes: { type: 'string', default: '200' },
  },
});

const listed = (text: string): string[] => (text === 'none' ? [] : text.split(','));

async function scannerTable(sizes: readonly string[], rounds: number): Promise<string> {
  const lines: string[] = [];
  for (const size of sizes) {
    const speeds = await measureScanner(benchTrace(Number(size)), rounds);
    const json = speeds.get('JSON.parse') ?? Number.NaN;
    for (const [how, speed] of speeds)
      lines.push(`| ${size} | ${how} | ${speed.toFixed(0)} | ${(speed / json).toFixed(2)} |`);
  }
  return ['| MB | read by | MB/s | times JSON.parse |', '| ---: | --- | ---: | ---: |', ...lines].join('\n');
}

const PAGE = fileURLToPath(new URL('../docs/performance.md', import.meta.url));

/** Prints a table and, with `--write`, puts it into docs/performance.md with the command that makes it. */
function show(name: string, options: string, table: string): void {
  console.log(`${table}\n`);
  const command = `npm run bench -- ${options} --rounds ${values.rounds} --write`;
  if (values.write) writeBetween(PAGE, `bench ${name}`, `${table}\n\n\`${command}\``);
}

async function main(): Promise<void> {
  const rounds = Number(values.rounds);
  if (values.frames) {
    const [marks, lanes] = [Number(values.marks), Number(values.lanes)];
    const job = { marks, lanes, width: 1600, height: 900, pixelRatio: 1, rounds };
    show('frames', '--frames', await benchFrames(job));
    return;
  }
  const pages = listed(values.pages);
  if (pages.length > 0)
    show('pages', `--pages ${values.pages}`, pagesTable(await measurePages(pages, rounds, values.dist)));
  const scanner = listed(values.scanner);
  if (scanner.length > 0) show('scanner', `--scanner ${values.scanner}`, await scannerTable(scanner, rounds));
  const measured: Measured[] = [];
  for (const size of listed(values.sizes)) {
    if (size === 'million') measured.push(await measureMillion(benchTrace(50), rounds));
    else measured.push(await measure(benchTrace(Number(size)), rounds));
  }
  if (measured.length > 0) show('steps', `--sizes ${values.sizes}`, tableOf(measured));
}

void main();
