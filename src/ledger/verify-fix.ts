import { formatMicros, formatPercent } from '../base/format.ts';
import { asWords, type Said, say, sayList } from '../base/say.ts';
import { inFigure, type StepFigure } from '../base/step-figure.ts';
import { usualOfRank } from '../model/find-steps-odd.ts';
import { CLASSES, type ClassKey } from './classes.ts';
import { compareRuns, type ClassDelta, type Comparison, type RunSide, summaryOf } from './compare.ts';
import { type Ledger } from './ledger.ts';

/** What a replay promised of the run before. */
export interface Promised {
  /** The ledger of the predicted run. */
  readonly ledger: Ledger;
  /** Predicted duration of every step of the timeline before, microseconds. */
  readonly stepsUs: Float64Array;
  /** Whether steps are told as medians, or as means (where loader waits come in turns); the first where absent. */
  readonly figure?: StepFigure;
  /** The range that was given, as shares of the prediction; absent: none was. */
  readonly range?: { readonly low: number; readonly high: number } | undefined;
}

/** Microseconds a step, means over the usual steps. */
export interface VerifiedClass extends ClassDelta {
  readonly promisedUs: number;
  /** After less promised: what the prediction did not see. */
  readonly missUs: number;
}

export interface Verification {
  readonly comparison: Comparison;
  /** In the figure of the promise, as the three of the sentences. */
  readonly promisedMedianUs: number;
  readonly promisedMeanUs: number;
  /** undefined where no range was given. */
  readonly rangeUs: readonly [low: number, high: number] | undefined;
  readonly inRange: boolean | undefined;
  /** Achieved gain as a share of the promised one, by medians; undefined where nothing was promised. */
  readonly keptShare: number | undefined;
  /** Largest miss first, whichever its sign; add up to mean after less mean promised. */
  readonly classes: readonly VerifiedClass[];
  readonly sentences: readonly Said[];
}

/** A promise below this share of the step is none. */
const LEAST_PROMISE = 0.005;
/** Misses below this share of the step before are not spoken of. */
const LEAST_MISS = 0.01;
const MOST_SAID = 3;

/** Holds what a replay promised against the run recorded after the fix, class by class. */
export function verifyFix(before: RunSide, promised: Promised, after: RunSide): Verification {
  const comparison = compareRuns(before, after);
  const predicted = summaryOf({ ledger: promised.ledger, rank: before.rank });
  const { figure = 'median', range } = promised;
  const promisedMedianUs = inFigure(figure, usualOfRank(before.timeline, before.rank, promised.stepsUs));
  const classes = comparison.classes
    .map((row) => ({
      ...row,
      promisedUs: predicted.classes[row.class],
      missUs: row.afterUs - predicted.classes[row.class],
    }))
    .sort((a, b) => Math.abs(b.missUs) - Math.abs(a.missUs));
  const toldStep = ({ medianStepUs, meanStepUs }: Comparison['before']): number =>
    figure === 'mean' ? meanStepUs : medianStepUs;
  const was = toldStep(comparison.before);
  const is = toldStep(comparison.after);
  const rangeUs = range && ([promisedMedianUs * range.low, promisedMedianUs * range.high] as const);
  const verified = {
    comparison,
    promisedMedianUs,
    promisedMeanUs: predicted.meanStepUs,
    rangeUs,
    inRange: rangeUs === undefined ? undefined : is >= rangeUs[0] && is <= rangeUs[1],
    keptShare: was - promisedMedianUs > LEAST_PROMISE * was ? (was - is) / (was - promisedMedianUs) : undefined,
    classes,
  };
  return { ...verified, sentences: sentencesOf(verified, was, is) };
}

const labelOf = (key: ClassKey): Said => asWords(CLASSES.find((row) => row.key === key)?.label ?? key);
const signedMicros = (us: number): string => `${us > 0 ? '+' : ''}${formatMicros(us)}`;

function sentencesOf(verified: Omit<Verification, 'sentences'>, was: number, is: number): Said[] {
  const { promisedMedianUs, rangeUs, classes } = verified;
  const missed = classes.filter(({ missUs }) => Math.abs(missUs) > LEAST_MISS * was).slice(0, MOST_SAID);
  const went = sayList(missed.map((row) => say`${labelOf(row.class)} ${signedMicros(row.missUs)}`));
  return [
    promiseWords(was, promisedMedianUs, is),
    ...(rangeUs === undefined ? [] : [rangeWords(is, rangeUs)]),
    missed.length === 0
      ? say`No class of the ledger is off by more than 1 % of the step.`
      : say`What differs from the promise, in means a step: ${went}.`,
  ];
}

function promiseWords(was: number, promised: number, is: number): Said {
  const [wasText, promisedText, isText] = [formatMicros(was), formatMicros(promised), formatMicros(is)];
  if (Math.abs(was - promised) <= LEAST_PROMISE * was)
    return say`Promised: ${promisedText}, as before. Measured after: ${isText}.`;
  const share = (is - was) / (promised - was);
  const kept = formatPercent(share);
  if (promised > was)
    return share > 0
      ? say`Promised: longer, from ${wasText} to ${promisedText}. Measured after: ${isText}; ${kept} of the promised increase.`
      : say`Promised: longer, from ${wasText} to ${promisedText}. Measured after: ${isText}; the step did not become longer.`;
  return share < 0
    ? say`Promised: from ${wasText} to ${promisedText}. Measured after: ${isText}; the step became longer.`
    : say`Promised: from ${wasText} to ${promisedText}. Measured after: ${isText}; ${kept} of the promised gain.`;
}

function rangeWords(is: number, [low, high]: readonly [number, number]): Said {
  const [from, to] = [formatMicros(low), formatMicros(high)];
  if (is < low) return say`That is shorter than expected: the range was ${from} to ${to}.`;
  return is > high
    ? say`That is longer than expected: the range was ${from} to ${to}.`
    : say`That is within the range that was expected, ${from} to ${to}.`;
}
