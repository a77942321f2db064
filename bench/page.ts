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
