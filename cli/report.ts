import { at, item } from '../src/base/at.ts';
import { type Diagnostic } from '../src/base/failure.ts';
import { fail, ok, type Result } from '../src/base/result.ts';
import { inEnglish, type Said } from '../src/base/say.ts';
import { type OpenedTrace, type ReplayedTrace, type ReplayReady } from '../src/engine/protocol.ts';
import { CLASS_COUNT, classCode, type ClassKey } from '../src/ledger/classes.ts';
import { buildFindings, type Finding } from '../src/ledger/findings.ts';
import { type RankLedger, type WholeFigures } from '../src/ledger/ledger.ts';
import { perClass } from '../src/ledger/summary.ts';
import { type SubclassKey } from '../src/ledger/subclasses.ts';
import { usualOfRank } from '../src/model/find-steps-odd.ts';
import { type Timeline } from '../src/model/timeline.ts';
import { type CostReport } from './cost-report.ts';
import { type ReportedRanks } from './report-ranks.ts';
import {
  type Attribution,
  type Band,
  type Bracket,
  type LastingPace,
  type Prediction,
  type ReplayGate,
  type Scenario,
} from '../src/replay/scenario.ts';
import { inFigure, type StepFigure } from '../src/base/step-figure.ts';

/** Names the shape below. A field that is removed or changes its meaning makes it 2; a new field does not. */
export const REPORT_SCHEMA = 'whystall-report/1';

/** Microseconds of each class. */
export type ClassTimes = Readonly<Record<ClassKey, number>>;

export interface ReportedFile {
  readonly name: string;
  readonly bytes: number;
  readonly format: string;
  readonly events: number;
}

export interface ReportedStep {
  readonly rank: number;
  readonly name: string;
  readonly startUs: number;
  readonly durationUs: number;
  /** Why the step is left out of medians and means; absent where it counts. */
  readonly odd?: string;
  readonly classes: ClassTimes;
}

export interface ReportedSummary {
  readonly rank: number;
  readonly steps: number;
  /** Of these, first and last steps left out of the figures below. */
  readonly oddSteps: number;
  readonly stepsFrom: string;
  readonly medianStepUs: number;
  readonly meanStepUs: number;
  readonly classes: ClassTimes;
  readonly subclasses: Readonly<Record<SubclassKey, number>>;
}

/** What people read in English: a report speaks no other language. */
type Told<T> = { readonly [K in keyof T]: Said extends T[K] ? string : T[K] };

/** A finding, with the rank's own number. */
export type ReportedFinding = { readonly rank: number } & Told<Finding>;

export interface ReportedWhatIf {
  readonly levers: Scenario['levers'];
  readonly rank: number;
  /** Whether both are medians or means over the usual steps. */
  readonly figure: StepFigure;
  readonly measuredStepUs: number;
  readonly predictedStepUs: number;
  readonly speedup: number;
  /** Where the true step may lie, and why. */
  readonly band?: Told<Band>;
  /** One rank of many: between which two answers the truth lies. */
  readonly bracket?: Told<Bracket>;
  /** What a long run takes, where the recorded steps are not at that pace. */
  readonly lasting?: Told<LastingPace>;
  readonly notes?: readonly string[];
}

/** What `whystall report --json` prints; docs/cli.md documents each field. `rank` is always the rank's own number. */
export interface Report {
  readonly schema: typeof REPORT_SCHEMA;
  readonly trace: {
    readonly format: string;
    readonly files: readonly ReportedFile[];
    readonly events: number;
    readonly ranks: number;
    /** Present where the files are windows of one process, not ranks. */
    readonly windowsOfOneProcess?: true;
    readonly diagnostics: readonly (Omit<Diagnostic, 'message'> & { readonly message: string })[];
  };
  readonly whole: readonly ({ readonly rank: number } & WholeFigures)[];
  readonly steps: readonly ReportedStep[];
  readonly summary: readonly ReportedSummary[];
  /** The largest gain of each rank first. Of runs of many ranks only the first and those that others wait for. */
  readonly findings: readonly ReportedFinding[];
  readonly replay: Told<Pick<ReplayGate, 'identityErrorUs' | 'explainedErrorPercent' | 'trust' | 'reason'>> & {
    readonly locked: boolean;
  };
  readonly whatIf?: ReportedWhatIf;
  /** Only with `--attribute`: what the step of the first rank waits for. */
  readonly attribution?: Attribution;
  /** Only with `--cost`. */
  readonly cost?: CostReport;
  /** Runs of several ranks only. */
  readonly ranks?: ReportedRanks;
}

/** The position in `Timeline.ranks` of the rank with this number; fails where the trace has none. */
export function findRank(timeline: Timeline, number: number): Result<number> {
  const index = timeline.ranks.findIndex((rank) => rank.rank === number);
  if (index >= 0) return ok(index);
  const known = timeline.ranks.map((rank) => rank.rank).join(', ');
  return fail({ code: 'bad-arguments', userMessage: `There is no rank ${number} in this trace; there is ${known}.` });
}

/** The figures of a trace, and of a prediction where there is one; `only` is a position in `Timeline.ranks`. */
export function reportOf(
  opened: OpenedTrace & ReplayReady,
  replayed?: ReplayedTrace,
  only?: number,
  ranks?: ReportedRanks,
): Report {
  const { timeline, ledger, gate } = opened;
  const wanted = (index: number): boolean => only === undefined || index === only;
  const ledgers = ledger.ranks.filter(({ rank }) => wanted(rank));
  return {
    schema: REPORT_SCHEMA,
    trace: {
      format: timeline.format,
      files: timeline.files.map(({ name, bytes, format, events }) => ({ name, bytes, format, events })),
      events: timeline.events.length,
      ranks: timeline.ranks.length,
      ...(timeline.ranks.some(({ isWindow }) => isWindow) && { windowsOfOneProcess: true as const }),
      diagnostics: timeline.diagnostics.map(({ code, count, message }) => ({
        code,
        count,
        message: inEnglish(message),
      })),
    },
    whole: ledgers.map(({ rank, whole }) => ({ rank: item(timeline.ranks, rank).rank, ...whole })),
    steps: ledgers.flatMap((rankLedger) => stepsOf(timeline, rankLedger)),
    summary: ledger.summary
      .filter(({ rank }) => wanted(rank))
      .map(({ rank, steps, oddSteps, medianStepUs, meanStepUs, classes, subclasses }) => ({
        rank: item(timeline.ranks, rank).rank,
        steps,
        oddSteps,
        stepsFrom: inEnglish(item(timeline.ranks, rank).stepsFrom),
        medianStepUs,
        meanStepUs,
        classes,
        subclasses,
      })),
    findings: findingsOf(opened, ranks, wanted),
    replay: {
      identityErrorUs: gate.identityErrorUs,
      explainedErrorPercent: gate.explainedErrorPercent,
      locked: gate.trust === 'locked',
      trust: gate.trust,
      reason: inEnglish(gate.reason),
    },
    ...(replayed && { whatIf: whatIfOf(timeline, replayed.prediction, only ?? 0) }),
    ...(ranks && { ranks }),
  };
}

/** Looking for findings reads all events once a rank: of large runs only some ranks are asked. */
const MOST_RANKS = 8;

function findingsOf(
  { timeline, ledger, gate, levers }: OpenedTrace & ReplayReady,
  ranks: ReportedRanks | undefined,
  wanted: (index: number) => boolean,
): ReportedFinding[] {
  const all = timeline.ranks.flatMap((_, index) => (wanted(index) ? [index] : []));
  const late = new Set(ranks?.stragglers.map(({ rank }) => rank));
  const asked =
    all.length <= MOST_RANKS ? all : all.filter((r, k) => k === 0 || late.has(item(timeline.ranks, r).rank));
  return asked.slice(0, MOST_RANKS).flatMap((rank) => {
    const { rank: number } = item(timeline.ranks, rank);
    return buildFindings({ timeline, ledger, gate, levers, rank }).map((finding) => ({
      rank: number,
      ...finding,
      sentence: inEnglish(finding.sentence),
      advice: inEnglish(finding.advice),
      because: inEnglish(finding.because),
      raise: inEnglish(finding.raise),
    }));
  });
}

function stepsOf(timeline: Timeline, { rank, perStep }: RankLedger): ReportedStep[] {
  const owner = item(timeline.ranks, rank);
  return timeline.steps.slice(owner.firstStep, owner.lastStep).map((step, index) => ({
    rank: owner.rank,
    name: step.name,
    startUs: step.start,
    durationUs: step.end - step.start,
    ...(step.odd !== undefined && { odd: inEnglish(step.odd) }),
    classes: classTimes(perStep.subarray(index * CLASS_COUNT, (index + 1) * CLASS_COUNT)),
  }));
}

/** One row of `perStep` by name. */
const classTimes = (row: Float64Array): ClassTimes => perClass((key) => at(row, classCode(key)));

/** The engine's own figures for the first rank; medians over the rank's steps for another. */
function whatIfOf(timeline: Timeline, prediction: Prediction, index: number): ReportedWhatIf {
  const { rank } = item(timeline.ranks, index);
  const { levers } = prediction.scenario;
  const { figure, band, bracket, lasting, notes } = prediction;
  const noted = notes === undefined || notes.length === 0 ? {} : { notes: notes.map(inEnglish) };
  const lasts = lasting && { lasting: told(lasting) };
  if (index === 0) {
    const { measuredStepUs, predictedStepUs, speedup } = prediction;
    const ranges = {
      ...(band && { band: told(band) }),
      ...(bracket && { bracket: told(bracket) }),
      ...lasts,
      ...noted,
    };
    return { levers, rank, figure, measuredStepUs, predictedStepUs, speedup, ...ranges };
  }
  const middle = (durations: Float64Array): number => inFigure(figure, usualOfRank(timeline, index, durations));
  const measuredStepUs = middle(Float64Array.from(timeline.steps, (step) => step.end - step.start));
  const predictedStepUs = middle(prediction.steps);
  const speedup = measuredStepUs / predictedStepUs;
  return {
    levers,
    rank,
    figure,
    measuredStepUs,
    predictedStepUs,
    speedup,
    ...(band && { band: told(bandAround(band, predictedStepUs / prediction.predictedStepUs)) }),
    ...lasts,
    ...noted,
  };
}

/** The same with its sentence in English. */
const told = <T extends Band | Bracket | LastingPace>(row: T): Omit<T, 'sentence'> & { readonly sentence: string } => ({
  ...row,
  sentence: inEnglish(row.sentence),
});

/** The first rank's band, as shares, around another rank's step. */
const bandAround = (band: Band, scale: number): Band => ({
  ...band,
  lowUs: band.lowUs * scale,
  highUs: band.highUs * scale,
});

/** As JSON: twelve significant digits, infinity as "inf", what has no value as null. */
export function reportJson(report: object): string {
  return JSON.stringify(report, (_, value: unknown) => (typeof value === 'number' ? jsonNumber(value) : value), 2);
}

function jsonNumber(value: number): number | string | null {
  if (Number.isNaN(value)) return null;
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  return Number(value.toPrecision(12));
}
