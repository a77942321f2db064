import { at } from '../../base/at.ts';
import { formatMicros, formatPercent } from '../../base/format.ts';
import { type Words } from '../../base/say.ts';
import { CLASSES } from '../../ledger/classes.ts';
import { type Verdict } from '../../ledger/verdict.ts';
import { type Translate } from '../../words/translator.ts';
import { type LedgerTotals } from '../step-selectors.ts';
import { type WhatIf } from '../what-if-selectors.ts';

export interface MarkdownInput {
  readonly title: string;
  readonly verdict: Verdict;
  readonly totals: LedgerTotals;
  readonly whatIf: WhatIf | undefined;
  /** The link to this view. */
  readonly link: string;
}

/** Names come out of traces: nothing in them may be read as Markdown or HTML. */
export const escapeMarkdown = (text: string): string =>
  text.replaceAll(/[\\`*_{}[\]<>#|~!&]/g, '\\$&').replaceAll(/\s+/g, ' ');

/** What this view says, for an issue or a chat: verdict, ledger, prediction, and the link that shows the rest. */
export function buildMarkdown({ title, verdict, totals, whatIf, link }: MarkdownInput, t: Translate): string {
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
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    `### ${say(title)}`,
    '',
    ...verdict.sentences.map(({ text }) => `- ${say(t(text))}`),
    '',
    line(head),
    line(head.map((_, column) => (column === 0 ? '---' : '---:'))),
    ...rows.map(line),
    '',
    ...(whatIf?.predictedStepUs === undefined
      ? []
      : [
          say(
            t`Predicted median step: ${formatMicros(whatIf.measuredStepUs)} to ${formatMicros(whatIf.predictedStepUs)}.`,
          ),
          '',
        ]),
    `[${t`Open this view in Whystall`}](${link.replaceAll('(', '%28').replaceAll(')', '%29')})`,
    '',
  ].join('\n');
}
