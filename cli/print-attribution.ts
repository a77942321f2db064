import { type Attribution } from '../src/replay/scenario.ts';
import { ms, percent } from './figures.ts';
import { table } from './table.ts';

export const ATTRIBUTION_HEAD = 'What the step waits for, ms';

const SHARES = ['without it', 'only it', 'its share'] as const;
const SLOPE = '10 % less gives';
const sharesOf = ({ removeOneUs, addOneUs, shapleyUs }: Attribution['classes'][number]): string[] =>
  [removeOneUs, addOneUs, shapleyUs].map((us) => ms(us));
const slopeOf = ({ slope }: Attribution['classes'][number]): string => percent(0.1 * slope, 1);
const restWords = ({ stepUs, restUs }: Attribution): string =>
  `With all of these removed, ${ms(restUs)} of ${ms(stepUs)} ms remain.`;

/** What the step waits for, a class a line, below `ATTRIBUTION_HEAD`. */
export function attributionLines(attribution: Attribution): string[] {
  const number = { align: 'right' } as const;
  return [
    ...table(
      [{ head: 'lever', align: 'left' }, ...[...SHARES, SLOPE].map((head) => ({ head, ...number }))],
      attribution.classes.map((row) => [row.lever, ...sharesOf(row), slopeOf(row)]),
    ),
    restWords(attribution),
  ];
}

/** The same as a section of Markdown. */
export const attributionMarkdown = (attribution: Attribution): string[] => [
  '## What the step waits for',
  '',
  `| lever | ${SHARES.map((head) => `${head}, ms`).join(' | ')} | ${SLOPE} |`,
  '| --- | ---: | ---: | ---: | ---: |',
  ...attribution.classes.map((row) => `| \`${row.lever}\` | ${sharesOf(row).join(' | ')} | ${slopeOf(row)} |`),
  '',
  restWords(attribution),
];
