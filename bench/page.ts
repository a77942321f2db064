import { type Measured, type Row } from './measure.ts';

const ms = (value: number): string => (value < 10 ? value.toFixed(2) : value.toFixed(0));

const line = ({ size, what, medianMs, baseline, baselineMs }: Row): string =>
  `| ${size} | ${what} | ${ms(medianMs)} | ${baseline} | ${ms(baselineMs)} | ${(medianMs / baselineMs).toFixed(2)} |`;

/** The figures as a Markdown table. */
export function tableOf(measured: readonly Measured[]): string {
  const sizes = measured.map(
    ({ size, events, edges }) => `${size}: ${events} events, ${edges} edges of the replay graph.`,
  );
  const head = [
    '| of | step | median ms | baseline | median ms | ratio |',
    '| ---: | --- | ---: | --- | ---: | ---: |',
  ];
  return [sizes.join('  \n'), '', ...head, ...measured.flatMap(({ rows }) => rows.map(line))].join('\n');
}

/** What `--write` puts into docs/performance.md; tables as Markdown. */
export interface PerformanceTables {
  readonly engine: string;
  readonly scanner: string;
  readonly pages: string;
}

/** docs/performance.md. */
export const performancePage = (
  { engine, scanner, pages }: PerformanceTables,
  command: string,
): string => `# Performance

Written by \`${command}\` on a machine with 2 cores, Node ${process.versions.node.split('.')[0] ?? ''}, other work running
beside it. What is compared takes turns; the figures are medians. Milliseconds depend on the machine and the moment:
**the ratio is what to watch**. The traces are synthetic (\`bench/make-trace.ts\`): one rank of the shipped four-rank example,
repeated.

## The page

From the choice of a file to the mark \`whystall:complete\` (ledger and chart are drawn), in headless Chromium, each time in a
fresh browser; beside a page that does nothing but \`file.text()\`, \`JSON.parse\` in a worker and one canvas
(\`bench/pages/baseline.html\`), of the same file: a gzip is unpacked by the browser there. Peak memory is that of the largest renderer process; *own* is without the
pages of the browser's program that all its processes share, as a task manager counts it. The longest
task is of the main thread: 0 where none took 50 ms.

The file is chosen 1.5 s after the page has loaded, in all of them. By then ours has warmed its worker (ADR 0005) and mounted its screen once over
a made-up run (ADR 0010); a file chosen sooner finds less of that done. The longest task is told by the clock: on a busy
machine it contains the time for which the thread waits for a processor, so that \`e2e/large-file.spec.ts\` holds the page to 50 ms of processor time.

${pages}

## The scanner alone

Bytes in memory to columns, in a process of Node that has run nothing before.

${scanner}

## Step by step

${engine}

How to read it:

- \`scanTrace\` reads bytes to columns as a stream; \`JSON.parse\` needs the whole file as one string first.
- All of this is one lane, as two cores have. On more, a run's files and a large file's parts are scanned at once: ADR 0007 and 0008 say what that
  gains and what it cannot, \`npx tsx bench/lanes/measure-lanes.ts\` measures it.
- One replay is what a slider move costs, less the drawing.
- The million events are the 50 MB trace tiled in memory (\`bench/tile-scan.ts\`).
- \`layoutGantt\` lays out the whole trace in a plot of 1600 x 900 pixels. It works from summaries: between the sizes its time
  should grow much less than the number of events.
`;
