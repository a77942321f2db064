import { type OpenedTrace, type ReplayedTrace } from '../src/engine/protocol.ts';
import { type AccountedRun, accountRun, busyShare, type Cost, withBatch } from '../src/replay/cost.ts';
import { type Account, costInputs } from '../src/view/account-field.ts';
import { table } from './table.ts';

/** What a span costs, as far as the figures given tell. */
export interface ReportedCost {
  readonly steps: number;
  readonly seconds: number;
  readonly price?: number;
  readonly wattHours?: number;
  /** Grams of CO2. */
  readonly grams?: number;
  readonly madeGrams?: number;
}

/** One pace, and what it costs. */
export interface ReportedPace {
  readonly stepUs: number;
  /** Share of a step in which the device works. */
  readonly busyShare: number;
  readonly samplesPerSecond?: number;
  readonly tokensPerSecond?: number;
  readonly joulesPerSample?: number;
  readonly step: ReportedCost;
  readonly day: ReportedCost;
  /** Only where the steps of the run are given. */
  readonly run?: ReportedCost;
}

/** Of one rank's step: the first's, or that of `--rank`. */
export interface CostReport {
  readonly inputs: Account & { readonly gpus: number };
  readonly measured: ReportedPace;
  readonly predicted?: ReportedPace;
}

const JOULES_A_WH = 3600;

/** `rank`: a position in `Timeline.ranks`; `steps`: measured step, and predicted where there is one, microseconds. */
export function costReport(
  { timeline, ledger }: OpenedTrace,
  account: Account,
  rank: number,
  steps: { readonly measuredUs: number; readonly predictedUs: number | undefined },
  replayed: ReplayedTrace | undefined,
): CostReport {
  const gpus = account.gpus ?? timeline.ranks[rank]?.worldSize ?? timeline.ranks.length;
  const inputs = costInputs(account, gpus);
  const { measuredUs, predictedUs } = steps;
  return {
    inputs: { ...account, gpus },
    measured: paceOf(accountRun(measuredUs, busyShare(ledger, rank), inputs)),
    ...(replayed !== undefined &&
      predictedUs !== undefined && {
        predicted: paceOf(
          accountRun(
            predictedUs,
            busyShare(replayed.ledger, rank),
            withBatch(inputs, replayed.prediction.scenario.levers.batch),
          ),
        ),
      }),
  };
}

function paceOf({ costs, ...run }: AccountedRun): ReportedPace {
  const { stepUs, busyShare: busy, samplesPerSecond, tokensPerSecond, joulesPerSample } = run;
  return {
    stepUs,
    busyShare: busy,
    ...(samplesPerSecond !== undefined && { samplesPerSecond }),
    ...(tokensPerSecond !== undefined && { tokensPerSecond }),
    ...(joulesPerSample !== undefined && { joulesPerSample }),
    step: costOf(costs.step),
    day: costOf(costs.day),
    ...(costs.run !== undefined && { run: costOf(costs.run) }),
  };
}

const costOf = ({ steps, seconds, price, joules, grams, madeGrams }: Cost): ReportedCost => ({
  steps,
  seconds,
  ...(price !== undefined && { price }),
  ...(joules !== undefined && { wattHours: joules / JOULES_A_WH }),
  ...(grams !== undefined && { grams }),
  ...(madeGrams !== undefined && { madeGrams }),
});

type Figure = (pace: ReportedPace) => number | undefined;

const SPANS = [
  ['step', 'a step'],
  ['day', 'a day'],
  ['run', 'the run'],
] as const;

const FIGURES: readonly (readonly [label: string, figure: Figure])[] = [
  ['samples a second', (pace) => pace.samplesPerSecond],
  ['tokens a second', (pace) => pace.tokensPerSecond],
  ['energy of a sample, J', (pace) => pace.joulesPerSample],
  ['steps a day', (pace) => pace.day.steps],
  ['hours of the run', (pace) => pace.run && pace.run.seconds / 3600],
  ...SPANS.flatMap(([span, words]): readonly (readonly [string, Figure])[] => [
    [`price of ${words}`, (pace) => pace[span]?.price],
    [`energy of ${words}, Wh`, (pace) => pace[span]?.wattHours],
    [`carbon of ${words}, g`, (pace) => pace[span]?.grams],
  ]),
];

/** Three digits below a thousand, whole and grouped above. */
const plainNumber = (value: number): string =>
  Math.abs(value) >= 1000
    ? Math.round(value)
        .toString()
        .replaceAll(/\B(?=(\d{3})+$)/g, ' ')
    : String(Number(value.toPrecision(3)));

function cells({ measured, predicted }: CostReport): { readonly head: readonly string[]; readonly rows: string[][] } {
  const paces = [measured, ...(predicted === undefined ? [] : [predicted])];
  return {
    head: ['', 'measured', 'predicted'].slice(0, 1 + paces.length),
    rows: FIGURES.flatMap(([label, figure]) => {
      const values = paces.map(figure);
      return values[0] === undefined
        ? []
        : [[label, ...values.map((value) => (value === undefined ? '' : plainNumber(value)))]];
    }),
  };
}

/** Heading of the section, with the number of GPUs that the figures are for. */
export const costHead = ({ inputs: { gpus } }: CostReport): string =>
  `Throughput, money and energy, by your figures, ${gpus === 1 ? '1 GPU' : `${gpus} GPUs`}`;

/** Lines for people. */
export function costLines(report: CostReport): string[] {
  const { head, rows } = cells(report);
  return table(
    head.map((text, column) => ({ head: text, align: column === 0 ? 'left' : 'right' })),
    rows,
  );
}

/** The same as Markdown. */
export function costMarkdown(report: CostReport): string[] {
  const { head, rows } = cells(report);
  const row = (texts: readonly string[]): string => `| ${texts.join(' | ')} |`;
  return [
    `## ${costHead(report)}`,
    '',
    row(head),
    row(head.map((_, k) => (k === 0 ? '---' : '---:'))),
    ...rows.map(row),
  ];
}
