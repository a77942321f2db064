import { CLASSES, type ClassKey } from '../src/ledger/classes.ts';
import { type LeverKey, LEVERS } from '../src/replay/levers.ts';
import { count, ms } from './figures.ts';
import { leverWords } from './read-scenario.ts';
import { cut, plain, table, wrap } from './table.ts';
import { type VerifiedRun, type VerifyReport } from './verify-report.ts';

const WIDTH = 100;
const MOST_MOVERS = 10;
const NAME_WIDTH = 44;

const labelOf = (key: ClassKey): string => CLASSES.find((row) => row.key === key)?.label ?? key;
const signed = (us: number): string => `${us > 0 ? '+' : ''}${ms(us)}`;

/** The comparison for people: at most 100 columns, ends without a line break. */
export function printVerify(report: VerifyReport): string {
  const { differs, sentences, movers } = report;
  const { head, rows } = classTable(report);
  const sections = [
    [runLine('Before', report.before, report), ...promiseLines(report), runLine('After', report.after, report)].flatMap(
      (line) => wrap(line, WIDTH),
    ),
    differs.flatMap(({ sentence }) => wrap(`Not like for like: ${sentence}`, WIDTH)),
    sentences.flatMap((sentence) => wrap(sentence, WIDTH)),
    [
      'Class by class, mean ms a step',
      ...table(
        head.map((text, column) => ({ head: text, align: column === 0 ? 'left' : 'right' })),
        rows,
      ),
    ],
    movers.length === 0
      ? []
      : [
          'What moved most, mean ms a step',
          ...table(
            [
              { head: 'class', align: 'left' },
              { head: 'name', align: 'left', most: NAME_WIDTH },
              { head: 'before', align: 'right' },
              { head: 'after', align: 'right' },
              { head: 'change', align: 'right' },
            ],
            moverRows(report),
          ),
        ],
    ...nameTables(report).map(({ title, head, rows: named }) => [
      title,
      ...table(
        head.map((text, column) =>
          column === 0 ? { head: text, align: 'left', most: NAME_WIDTH } : { head: text, align: 'right' },
        ),
        named,
      ),
    ]),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

/** The same as Markdown, for an issue or a pull request. */
export function printVerifyMarkdown(report: VerifyReport): string {
  const { differs, sentences, movers } = report;
  const { head, rows } = classTable(report);
  const row = (...cells: readonly string[]): string => `| ${cells.map(safe).join(' | ')} |`;
  const ruled = (columns: number, words: number): string =>
    `| ${Array.from({ length: columns }, (_, k) => (k < words ? '---' : '---:')).join(' | ')} |`;
  return [
    report.names === undefined ? '# Did it work?' : '# Two runs compared',
    '',
    ...[runLine('Before', report.before, report), ...promiseLines(report), runLine('After', report.after, report)].map(
      (line) => `- ${safe(line)}`,
    ),
    '',
    ...differs.map(({ sentence }) => `- Not like for like: ${safe(sentence)}`),
    ...sentences.flatMap((sentence) => [safe(sentence), '']),
    '## Class by class, mean ms a step',
    '',
    row(...head),
    ruled(head.length, 1),
    ...rows.map((cells) => row(...cells)),
    ...(movers.length === 0
      ? []
      : [
          '',
          '## What moved most, mean ms a step',
          '',
          row('class', 'name', 'before', 'after', 'change'),
          ruled(5, 2),
          ...moverRows(report).map((cells) => row(...cells)),
        ]),
    ...nameTables(report).flatMap(({ title, head: heads, rows: named }) => [
      '',
      `## ${title}`,
      '',
      row(...heads),
      ruled(heads.length, 1),
      ...named.map((cells) => row(...cells)),
    ]),
  ].join('\n');
}

function runLine(
  name: string,
  { files, rank, steps, medianStepUs, meanStepUs }: VerifiedRun,
  { promised }: VerifyReport,
): string {
  const step = promised?.figure === 'mean' ? `mean step ${ms(meanStepUs)} ms` : `median step ${ms(medianStepUs)} ms`;
  const which = files.length > 1 ? `${files[0] ?? ''} and ${files.length - 1} more` : (files[0] ?? '');
  return `${name}: ${step} over ${count(steps, 'step')} of rank ${rank} (${which})`;
}

function promiseLines({ promised }: VerifyReport): string[] {
  if (promised === undefined) return [];
  const range =
    promised.lowUs === undefined || promised.highUs === undefined
      ? ''
      : `, ${ms(promised.lowUs)} to ${ms(promised.highUs)} ms expected`;
  return [`Promised: ${ms(promised.medianStepUs)} ms${range} (${scenarioWords(promised.levers)})`];
}

/** `Data loading: cost removed; Loader workers: 4`. */
export const scenarioWords = (levers: Readonly<Partial<Record<LeverKey, number>>>): string =>
  LEVERS.flatMap((row) => {
    const value = levers[row.key];
    return value === undefined ? [] : [`${row.label}: ${leverWords(row, value)}`];
  }).join('; ');

function classTable({ classes, promised, before, after, deltaUs }: VerifyReport) {
  if (promised === undefined) {
    return {
      head: ['class', 'before', 'after', 'change'],
      rows: [
        ...classes.map((row) => [labelOf(row.class), ms(row.beforeUs), ms(row.afterUs), signed(row.deltaUs)]),
        ['Mean step', ms(before.meanStepUs), ms(after.meanStepUs), signed(deltaUs)],
      ],
    };
  }
  const sums = [ms(before.meanStepUs), ms(promised.meanStepUs), ms(after.meanStepUs), signed(deltaUs)];
  return {
    head: ['class', 'before', 'promised', 'after', 'change', 'off the promise'],
    rows: [
      ...classes.map((row) => [
        labelOf(row.class),
        ms(row.beforeUs),
        ms(row.promisedUs ?? 0),
        ms(row.afterUs),
        signed(row.deltaUs),
        signed(row.missUs ?? 0),
      ]),
      ['Mean step', ...sums, signed(after.meanStepUs - promised.meanStepUs)],
    ],
  };
}

/** Names of kernels and copies, and of host calls, where the report has them. */
function nameTables({ names }: VerifyReport) {
  if (names === undefined) return [];
  const head = ['name', 'before', 'after', 'change', 'times before', 'after'];
  const times = (count: number): string => (Number.isInteger(count) ? String(count) : count.toFixed(1));
  const kinds = [
    { title: 'Kernels and copies by name, ms a step', rows: names.device },
    { title: 'Host calls by name, less the calls inside them, ms a step', rows: names.host },
  ];
  return kinds
    .filter(({ rows }) => rows.length > 0)
    .map(({ title, rows }) => ({
      title,
      head,
      rows: rows
        .slice(0, MOST_MOVERS)
        .map((row) => [
          cut(plain(row.name), NAME_WIDTH),
          row.beforeCount === 0 ? 'new' : ms(row.beforeUs),
          row.afterCount === 0 ? 'gone' : ms(row.afterUs),
          signed(row.deltaUs),
          times(row.beforeCount),
          times(row.afterCount),
        ]),
    }));
}

const moverRows = ({ movers }: VerifyReport): string[][] =>
  movers
    .slice(0, MOST_MOVERS)
    .map((row) => [
      labelOf(row.class),
      row.name === '' ? '(no event)' : cut(plain(row.name), NAME_WIDTH),
      ms(row.beforeUs),
      ms(row.afterUs),
      signed(row.deltaUs),
    ]);

/** Names in traces are hostile text: nothing of them is Markdown. */
const safe = (text: string): string => plain(text).replaceAll(/[\\`*_{}[\]<>#|~]/g, '\\$&');
