import { at } from '../../base/at.ts';
import { formatMicros, formatPercent } from '../../base/format.ts';
import { type Words } from '../../base/say.ts';
import { CLASSES } from '../../ledger/classes.ts';
import { type ClassDelta } from '../../ledger/compare.ts';
import { labelOfClass } from '../chart-selectors.ts';
import { type Compared, sayHeadline } from '../compare-selectors.ts';
import { type Verdict } from '../../ledger/verdict.ts';
import { type Translate } from '../../words/translator.ts';
import { type LedgerTotals } from '../step-selectors.ts';
import { type WhatIf } from '../what-if-selectors.ts';

export interface MarkdownInput {
  readonly title: string;
  readonly verdict: Verdict;
  readonly totals: LedgerTotals;
  readonly whatIf: WhatIf | undefined;
  /** A second run that is held against the open one. */
  readonly compared?: Compared | undefined;
  /** The link to this view. */
  readonly link: string;
}

/** Names come out of traces: nothing in them may be read as Markdown or HTML. */
export const escapeMarkdown = (text: string): string =>
  text.replaceAll(/[\\`*_{}[\]<>#|~!&]/g, '\\$&').replaceAll(/\s+/g, ' ');

/** What this view says, for an issue or a chat: verdict, ledger, prediction, and the link that shows the rest. */
export function buildMarkdown({ title, verdict, totals, whatIf, compared, link }: MarkdownInput, t: Translate): string {
  const say = (words: Words): string => escapeMarkdown(t(words));
  const stepUs = totals.measured.reduce((sum, us) => sum + us, 0);
  const { predicted } = totals;
  const head = [t`Class`, t`Per step`, t`Share`, ...(predicted === undefined ? [] : [t`Predicted`])];
  const rows = CLASSES.flatMap(({ label }, code) => {
    const us = at(totals.measured, code);
    const after = predicted === undefined ? undefined : at(predicted, code);
    if (us <= 0 && (after ?? 0) <= 0) return [];
    return [
      [
        say(label),
        formatMicros(us),
        t(formatPercent(us / stepUs)),
        ...(after === undefined ? [] : [formatMicros(after)]),
      ],
    ];
  });
  return [
    `### ${say(title)}`,
    '',
    ...verdict.sentences.map(({ text }) => `- ${say(t(text))}`),
    '',
    ...tableOf(head, rows),
    '',
    ...(whatIf?.predictedStepUs === undefined
      ? []
      : [
          say(
            whatIf.figure === 'mean'
              ? t`Predicted mean step: ${formatMicros(whatIf.measuredStepUs)} to ${formatMicros(whatIf.predictedStepUs)}.`
              : t`Predicted median step: ${formatMicros(whatIf.measuredStepUs)} to ${formatMicros(whatIf.predictedStepUs)}.`,
          ),
          '',
        ]),
    ...(compared === undefined ? [] : comparison(compared, t)),
    `[${t`Open this view in Whystall`}](${link.replaceAll('(', '%28').replaceAll(')', '%29')})`,
    '',
  ].join('\n');
}

const MOST_MOVERS = 5;

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, column) => (column === 0 ? '---' : '---:'))), ...rows.map(line)];
}

/** The two runs, class by class, and the names that moved most. */
function comparison(compared: Compared, t: Translate): string[] {
  const { comparison: found, names } = compared;
  if (found === undefined) return [];
  const signed = (us: number): string => `${us > 0 ? '+' : ''}${formatMicros(us)}`;
  const cellsOf = ({ beforeUs, afterUs, deltaUs }: ClassDelta): string[] => [
    formatMicros(beforeUs),
    formatMicros(afterUs),
    signed(deltaUs),
  ];
  const moved = found.classes.filter(({ beforeUs, afterUs }) => beforeUs > 0 || afterUs > 0);
  return [
    `#### ${escapeMarkdown(t`Two runs compared`)}`,
    '',
    `- A: ${escapeMarkdown(t(names[0]))}`,
    `- B: ${escapeMarkdown(t(names[1]))}`,
    '',
    escapeMarkdown(t(sayHeadline(compared, found))),
    '',
    ...tableOf(
      [t`Class`, 'A', 'B', t`Change`],
      moved.map((row) => [escapeMarkdown(t(labelOfClass(row.class))), ...cellsOf(row)]),
    ),
    '',
    ...tableOf(
      [t`What moved most`, 'A', 'B', t`Change`],
      found.movers
        .filter(({ name }) => name !== '')
        .slice(0, MOST_MOVERS)
        .map((row) => [escapeMarkdown(row.name), ...cellsOf(row)]),
    ),
    '',
  ];
}
