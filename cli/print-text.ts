import { CLASSES, type ClassKey } from '../src/ledger/classes.ts';
import { partsOfClass } from '../src/ledger/subclasses.ts';
import { type Report, type ReportedStep, type ReportedSummary, type ReportedWhatIf } from './report.ts';
import { count, ms, percent, ranksIn, signedPercent } from './figures.ts';
import { costHead, costLines } from './cost-report.ts';
import { ATTRIBUTION_HEAD, attributionLines } from './print-attribution.ts';
import { rankLines } from './print-ranks.ts';
import { table, wrap } from './table.ts';
import { whatIfSentences } from './what-if-sentences.ts';

const WIDTH = 100;
/** Beyond this many steps the table shows the first ones and says how many it leaves out. */
const MOST_STEPS = 40;
/** Beyond this many findings of a rank the text says how many it leaves out. */
const MOST_FINDINGS = 6;
/** Of runs of more ranks than this, some ledgers are shown only. */
const MOST_RANKS = 8;

export interface TextOptions {
  /** Sentences that say what the report comes to. */
  readonly verdict: readonly string[];
  /** What the trace does not hold, and how to record it. */
  readonly cannotTell: readonly string[];
  readonly colour: boolean;
}

/** The report for people: at most 100 columns, colour only where asked. Ends without a line break. */
export function printText(report: Report, { verdict, cannotTell, colour }: TextOptions): string {
  const head = (text: string): string => (colour ? `\u001b[1m${text}\u001b[0m` : text);
  const shown = shownSummaries(report);
  const left = report.summary.length - shown.length;
  const sections = [
    fileLines(report),
    verdict.flatMap((sentence) => wrap(sentence, WIDTH)),
    report.ranks === undefined ? [] : [head('Ranks'), ...rankLines(report.ranks, WIDTH)],
    ...shown.map((summary) => [head(summaryHead(report, summary)), ...ledgerLines(summary)]),
    ...shown.map(({ rank }) => findingSection(report, rank, head)),
    ...shown.map(({ rank }) => [head(`Steps of rank ${rank}, ms`), ...stepLines(report, rank)]),
    left > 0 ? [`and ${count(left, 'more rank')} (--rank N shows one, --json lists all)`] : [],
    report.trace.diagnostics.length === 0 ? [] : [head('What was odd'), ...diagnosticLines(report)],
    cannotTell.length === 0
      ? []
      : [head('What this trace cannot tell'), ...cannotTell.flatMap((text) => wrap(text, WIDTH))],
    [head('Replay'), ...replayLines(report)],
    report.attribution === undefined ? [] : [head(ATTRIBUTION_HEAD), ...attributionLines(report.attribution)],
    report.whatIf === undefined ? [] : [head('What if'), ...whatIfLines(report.whatIf)],
    report.cost === undefined ? [] : [head(costHead(report.cost)), ...costLines(report.cost)],
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

/** All ranks of a small run; of a large one the first, and those that others wait for. */
function shownSummaries({ summary, ranks }: Report): readonly ReportedSummary[] {
  if (summary.length <= MOST_RANKS) return summary;
  const late = new Set(ranks?.stragglers.map(({ rank }) => rank));
  return summary.filter(({ rank }, index) => index === 0 || late.has(rank)).slice(0, MOST_RANKS);
}

function fileLines({ trace }: Report): string[] {
  const names = trace.files.map(({ name, bytes }) => `${name} (${(bytes / 1e6).toFixed(1)} MB)`);
  const shown = names.length > 4 ? [...names.slice(0, 3), `and ${names.length - 3} more`] : names;
  return [
    ...shown.flatMap((name) => wrap(name, WIDTH)),
    ...wrap(`${trace.format}, ${count(trace.events, 'event')}, ${ranksIn(trace)}`, WIDTH),
  ];
}

function summaryHead(
  { summary }: Report,
  { rank, steps, oddSteps, medianStepUs, meanStepUs }: ReportedSummary,
): string {
  const left = oddSteps > 0 ? `, ${oddSteps} left out` : '';
  const whose = summary.length > 1 ? ` of rank ${rank}` : '';
  return `Where the step goes${whose}: median ${ms(medianStepUs)} ms, mean ${ms(meanStepUs)} ms, ${count(steps, 'step')}${left}`;
}

function ledgerLines({ classes, subclasses, meanStepUs }: ReportedSummary): string[] {
  const rows = CLASSES.filter(({ key }) => classes[key] > 0)
    .map(({ key, label }) => ({ key, label, us: classes[key] }))
    .sort((a, b) => b.us - a.us);
  const sum = rows.reduce((total, { us }) => total + us, 0);
  return table(
    [
      { head: 'class', align: 'left' },
      { head: 'ms per step', align: 'right' },
      { head: 'share', align: 'right' },
    ],
    [
      ...rows.flatMap(({ key, label, us }) => [
        [label, ms(us), percent(us, meanStepUs)],
        ...partsOfClass(key, (part) => subclasses[part]).map((part) => [
          `  ${part.label}`,
          ms(part.us),
          percent(part.us, meanStepUs),
        ]),
      ]),
      ['Sum', ms(sum), percent(sum, meanStepUs)],
    ],
  );
}

function findingSection(report: Report, rank: number, head: (text: string) => string): string[] {
  const own = report.findings.filter((finding) => finding.rank === rank);
  if (own.length === 0) return [];
  const left = own.length - MOST_FINDINGS;
  return [
    head(report.summary.length > 1 ? `Findings of rank ${rank}, largest gain first` : 'Findings, largest gain first'),
    ...own.slice(0, MOST_FINDINGS).flatMap(({ sentence, advice, confidence, because, raise, steps }, index) => {
      const number = `${index + 1}. `;
      const [first = '', ...rest] = wrap(sentence, WIDTH - number.length);
      return [
        number + first,
        ...[...rest, ...wrap(`Seen in ${count(steps.length, 'step')}. ${advice}`, WIDTH - number.length)].map(
          (line) => `   ${line}`,
        ),
        ...wrap(`Confidence ${confidence}: ${because}. To be surer, ${raise}.`, WIDTH - number.length).map(
          (line) => `   ${line}`,
        ),
      ];
    }),
    ...(left > 0 ? [`and ${count(left, 'more finding')} (--json lists all)`] : []),
  ];
}

function stepLines({ steps }: Report, rank: number): string[] {
  const own = steps.filter((step) => step.rank === rank);
  const total = (key: ClassKey): number => own.reduce((sum, step) => sum + step.classes[key], 0);
  const classes = CLASSES.map(({ key, label }) => ({ key, label, us: total(key) }))
    .filter(({ us }) => us > 0)
    .sort((a, b) => b.us - a.us);
  const left = own.length - MOST_STEPS;
  const lines = widestTable(own.slice(0, MOST_STEPS), classes);
  return left > 0 ? [...lines, `and ${count(left, 'more step')} (--json lists all)`] : lines;
}

type ShownClass = Pick<(typeof CLASSES)[number], 'key' | 'label'>;

/** As many of the classes as fit in the width have a column each, the others one together. */
function widestTable(steps: readonly ReportedStep[], classes: readonly ShownClass[]): string[] {
  const lines = stepTable(steps, classes);
  const tooWide = lines.some((line) => line.length > WIDTH);
  return tooWide && classes.length > 0 ? widestTable(steps, classes.slice(0, -1)) : lines;
}

function stepTable(steps: readonly ReportedStep[], shown: readonly ShownClass[]): string[] {
  const rest = (step: ReportedStep): number =>
    step.durationUs - shown.reduce((sum, { key }) => sum + step.classes[key], 0);
  return table(
    [
      { head: 'step', align: 'left', most: 24 },
      { head: 'start', align: 'right' },
      { head: 'duration', align: 'right' },
      ...shown.map(({ label }) => ({ head: label, align: 'right' }) as const),
      { head: 'other', align: 'right' },
    ],
    steps.map((step) => [
      step.name,
      ms(step.startUs),
      ms(step.durationUs),
      ...shown.map(({ key }) => ms(step.classes[key])),
      ms(Math.abs(rest(step)) < 0.5 ? 0 : rest(step)),
    ]),
  );
}

const diagnosticLines = ({ trace }: Report): string[] =>
  trace.diagnostics.flatMap(({ message }) => wrap(message, WIDTH));

function replayLines({ replay }: Report): string[] {
  return [
    `The unchanged run replays within ${replay.identityErrorUs.toFixed(3)} us.`,
    ...wrap(
      `With every unexplained delay dropped the step time is off by ${signedPercent(replay.explainedErrorPercent)} (${replay.trust}).`,
      WIDTH,
    ),
    ...wrap(replay.reason, WIDTH),
    ...(replay.locked ? ['What-if figures for this trace only indicate.'] : []),
  ].filter((line) => line !== '');
}

const whatIfLines = (whatIf: ReportedWhatIf): string[] => whatIfSentences(whatIf).flatMap((text) => wrap(text, WIDTH));
