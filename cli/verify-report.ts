import { item } from '../src/base/at.ts';
import { inEnglish } from '../src/base/say.ts';
import { type StepFigure } from '../src/base/step-figure.ts';
import { type ReplayedTrace } from '../src/engine/protocol.ts';
import { type ClassKey } from '../src/ledger/classes.ts';
import { type Refusal, type RefusalKind } from '../src/ledger/comparable.ts';
import { type NamesReport } from './names-report.ts';
import { compareRuns, type Mover, type RunSide } from '../src/ledger/compare.ts';
import { type Promised, verifyFix } from '../src/ledger/verify-fix.ts';
import { type Prediction, type Scenario } from '../src/replay/scenario.ts';

/** Names the shape below. A field that is removed or changes its meaning makes it 2; a new field does not. */
export const VERIFY_SCHEMA = 'whystall-verify/1';

export interface VerifiedRun {
  readonly files: readonly string[];
  readonly rank: number;
  readonly steps: number;
  readonly medianStepUs: number;
  readonly meanStepUs: number;
}

/** One class of the ledger, mean microseconds a step; the promise only where a scenario was given. */
export interface VerifiedClassRow {
  readonly class: ClassKey;
  readonly beforeUs: number;
  readonly promisedUs?: number;
  readonly afterUs: number;
  readonly deltaUs: number;
  readonly missUs?: number;
}

/** What `whystall verify --json` prints; docs/cli.md documents each field. */
export interface VerifyReport {
  readonly schema: typeof VERIFY_SCHEMA;
  readonly before: VerifiedRun;
  readonly after: VerifiedRun;
  /** Mean step after less mean step before: the sum of `classes[].deltaUs` and of `movers[].deltaUs`. */
  readonly deltaUs: number;
  readonly promised?: {
    readonly levers: Scenario['levers'];
    /** What `medianStepUs` and the sentences are: medians, or means where loader waits come in turns. */
    readonly figure: StepFigure;
    readonly medianStepUs: number;
    readonly meanStepUs: number;
    readonly lowUs?: number;
    readonly highUs?: number;
    readonly inRange?: boolean;
    readonly keptShare?: number;
  };
  readonly sentences: readonly string[];
  /** What differs besides the fix; only with `--anyway`. */
  readonly differs: readonly { readonly kind: RefusalKind; readonly sentence: string }[];
  readonly classes: readonly VerifiedClassRow[];
  readonly movers: readonly Mover[];
  /** Only from the command compare. */
  readonly names?: NamesReport;
}

export function verifyReport(
  before: RunSide,
  promised: ReplayedTrace | undefined,
  after: RunSide,
  differs: readonly Refusal[],
): VerifyReport {
  const comparison = compareRuns(before, after);
  const shared = {
    schema: VERIFY_SCHEMA,
    before: runOf(before, comparison.before),
    after: runOf(after, comparison.after),
    deltaUs: comparison.deltaUs,
    differs: differs.map(({ kind, sentence }) => ({ kind, sentence: inEnglish(sentence) })),
    movers: comparison.movers,
  } as const;
  if (promised === undefined) {
    return {
      ...shared,
      sentences: [],
      classes: comparison.classes.filter(({ beforeUs, afterUs }) => beforeUs + afterUs > 0),
    };
  }
  const { prediction, ledger } = promised;
  const verified = verifyFix(
    before,
    { ledger, stepsUs: prediction.steps, figure: prediction.figure, range: rangeOf(prediction) },
    after,
  );
  return {
    ...shared,
    promised: {
      levers: prediction.scenario.levers,
      figure: prediction.figure,
      medianStepUs: verified.promisedMedianUs,
      meanStepUs: verified.promisedMeanUs,
      ...(verified.rangeUs && { lowUs: verified.rangeUs[0], highUs: verified.rangeUs[1] }),
      ...(verified.inRange !== undefined && { inRange: verified.inRange }),
      ...(verified.keptShare !== undefined && { keptShare: verified.keptShare }),
    },
    sentences: verified.sentences.map(inEnglish),
    classes: verified.classes.filter(({ beforeUs, promisedUs, afterUs }) => beforeUs + promisedUs + afterUs > 0),
  };
}

/** The band as shares of the prediction that it is around. */
const rangeOf = ({ band, predictedStepUs }: Prediction): Promised['range'] =>
  band && predictedStepUs > 0 ? { low: band.lowUs / predictedStepUs, high: band.highUs / predictedStepUs } : undefined;

const runOf = (
  { timeline, rank }: RunSide,
  figures: { readonly steps: number; readonly medianStepUs: number; readonly meanStepUs: number },
): VerifiedRun => ({
  files: timeline.files.map((file) => file.name),
  rank: item(timeline.ranks, rank).rank,
  ...figures,
});
