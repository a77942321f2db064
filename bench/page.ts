import { type Measured, type Row } from './measure.ts';

const ms = (value: number): string => (value < 10 ? value.toFixed(2) : value.toFixed(0));

const line = ({ megabytes, what, medianMs, baseline, baselineMs }: Row): string =>
  `| ${megabytes} | ${what} | ${ms(medianMs)} | ${baseline} | ${ms(baselineMs)} | ${(medianMs / baselineMs).toFixed(2)} |`;

/** The figures as a Markdown table. */
export function tableOf(measured: readonly Measured[]): string {
  const sizes = measured.map(
    ({ megabytes, events, edges }) => `${megabytes} MB: ${events} events, ${edges} edges of the replay graph.`,
  );
  const head = [
    '| MB | step | median ms | baseline | median ms | ratio |',
    '| ---: | --- | ---: | --- | ---: | ---: |',
  ];
  return [...sizes, '', ...head, ...measured.flatMap(({ rows }) => rows.map(line))].join('\n');
}

/** docs/performance.md. */
export const performancePage = (measured: readonly Measured[], command: string): string => `# Performance

Written by \`${command}\` on a machine with 2 cores, Node ${process.versions.node.split('.')[0] ?? ''}, other work running
beside it. Each step takes turns with its baseline in one process; the figures are medians. Milliseconds depend on the
machine and the moment: **the ratio is what to watch**. The traces are synthetic (\`bench/make-trace.ts\`): one rank of the
shipped four-rank example, repeated, plain JSON.

${tableOf(measured)}

How to read it:

- \`scanTrace\` reads bytes to columns as a stream; \`JSON.parse\` needs the whole file as one string first.
- One replay is what a slider move costs, less the drawing.
- \`layoutGantt\` lays out the whole trace in a plot of 1600 x 900 pixels. It works from summaries: between the sizes its time
  should grow much less than the number of events.
`;
