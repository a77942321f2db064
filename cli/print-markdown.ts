import { CLASSES } from '../src/ledger/classes.ts';
import { count, ms, percent, ranksIn, signedPercent } from './figures.ts';
import { partsOfClass } from '../src/ledger/subclasses.ts';
import { type TextOptions } from './print-text.ts';
import { costMarkdown } from './cost-report.ts';
import { attributionMarkdown } from './print-attribution.ts';
import { type Report, type ReportedFinding, type ReportedSummary } from './report.ts';
import { plain } from './table.ts';
import { whatIfSentences } from './what-if-sentences.ts';

/** Names in traces are hostile text: nothing in them acts as Markdown or HTML. */
const safe = (text: string): string => plain(text).replaceAll(/[\\`*_{}[\]<>|#!~&@]/g, (sign) => `\\${sign}`);

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** The report as Markdown, for an issue or a pull request. Ends without a line break. */
export function printMarkdown(
  report: Report,
  { verdict, cannotTell }: Pick<TextOptions, 'verdict' | 'cannotTell'>,
): string {
  const { trace, replay } = report;
  const names = trace.files.slice(0, 4).map(({ name }) => safe(name));
  const more = trace.files.length - names.length;
  const sections = [
    [
      '# Where the step goes',
      '',
      `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}: ${safe(trace.format)}, ${count(trace.events, 'event')}, ${ranksIn(trace)}`,
    ],
    verdict.map((sentence) => `- ${safe(sentence)}`),
    ...report.summary.slice(0, 8).map((summary) => ledgerTable(report, summary)),
    ...report.summary.slice(0, 8).map(({ rank }) =>
      findingList(
        report,
        report.findings.filter((one) => one.rank === rank),
      ),
    ),
    cannotTell.length === 0
      ? []
      : ['## What this trace cannot tell', '', ...cannotTell.map((text) => `- ${safe(text)}`)],
    trace.diagnostics.length === 0
      ? []
      : ['## What was odd', '', ...trace.diagnostics.map((note) => `- ${safe(note.message)}`)],
    [
      '## Replay',
      '',
      `With every unexplained delay dropped the step time is off by ${signedPercent(replay.explainedErrorPercent)} (${replay.trust}). ${safe(replay.reason)}`,
    ],
    report.attribution === undefined ? [] : attributionMarkdown(report.attribution),
    report.whatIf === undefined
      ? []
      : ['## What if', '', ...whatIfSentences(report.whatIf).map((text) => `- ${safe(text)}`)],
    report.cost === undefined ? [] : costMarkdown(report.cost),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function ledgerTable({ summary: all }: Report, summary: ReportedSummary): string[] {
  const { rank, steps, oddSteps, stepsFrom, medianStepUs, meanStepUs, classes, subclasses } = summary;
  const rows = CLASSES.filter(({ key }) => classes[key] > 0).sort((a, b) => classes[b.key] - classes[a.key]);
  const left = oddSteps > 0 ? `, ${count(oddSteps, 'odd step')} left out` : '';
  return [
    `## ${all.length > 1 ? `Rank ${rank}` : 'Ledger'}`,
    '',
    `Median step ${ms(medianStepUs)} ms, mean ${ms(meanStepUs)} ms, ${count(steps, 'step')}${left} (${safe(stepsFrom)}).`,
    '',
    row('class', 'ms per step', 'share'),
    row('---', '---:', '---:'),
    ...rows.flatMap(({ key, label }) => [
      row(label, ms(classes[key]), percent(classes[key], meanStepUs)),
      ...partsOfClass(key, (part) => subclasses[part]).map((part) =>
        row(`- ${part.label}`, ms(part.us), percent(part.us, meanStepUs)),
      ),
    ]),
    row('**Sum**', ms(meanStepUs), percent(meanStepUs, meanStepUs)),
  ];
}

function findingList({ summary }: Report, findings: readonly ReportedFinding[]): string[] {
  const [first] = findings;
  if (first === undefined) return [];
  return [
    `## Findings${summary.length > 1 ? ` of rank ${first.rank}` : ''}`,
    '',
    ...findings.map(
      ({ sentence, advice, confidence, because }, index) =>
        `${index + 1}. ${safe(sentence)} ${safe(advice)} Confidence ${confidence}: ${safe(because)}.`,
    ),
  ];
}
