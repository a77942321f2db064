import { at, item } from '../base/at.ts';
import { type Said } from '../base/say.ts';
import { type OpenedTrace, type ReplayedTrace, type ReplayReady } from '../engine/protocol.ts';
import { type ClassKey } from '../ledger/classes.ts';
import { type LeverKey, leverRow } from '../replay/levers.ts';
import { type LeverRow } from '../replay/levers/lever-row.ts';
import {
  type Band,
  type Bracket,
  type Crossover,
  type LastingPace,
  type LeverState,
  type SyncSite,
} from '../replay/scenario.ts';
import { inFigure, type StepFigure } from '../base/step-figure.ts';
import { type ViewState } from '../view/view-state.ts';
import { type AppState } from './app-state.ts';
import { memo } from './memo.ts';
import { selectOpened } from './selectors.ts';

/** What the what-if panel shows of one lever, for the rank in view. Microseconds. */
export interface LeverView extends Pick<
  LeverRow,
  'id' | 'label' | 'unit' | 'scale' | 'step' | 'formula' | 'evidence' | 'uncertainty' | 'few'
> {
  readonly key: LeverKey;
  /** Ends of its slider on this trace. */
  readonly min: number;
  readonly max: number;
  /** The value that changes nothing; undefined where the trace does not tell it. */
  readonly neutral: number | undefined;
  /** Whose colour it has. */
  readonly tint: ClassKey;
  readonly available: boolean;
  /** Why it is off; where it is on, a caution. */
  readonly reason: Said | undefined;
  readonly note: Said | undefined;
  /** Where no setting of it alone changes the step: why. */
  readonly idle: Said | undefined;
  /** The setting that gains most, and the step there. */
  readonly best: number;
  readonly removedStepUs: number;
  /** Where the next bottleneck takes over. */
  readonly crossover: Crossover | undefined;
  readonly sites: readonly SyncSite[];
  /** Median step along the lever, the measured step among them, smallest value first. */
  readonly curve: readonly { readonly factor: number; readonly stepUs: number }[];
}

/** Over the chosen steps of the rank in view, else its usual ones (`Step.odd` tells the others), in the run's `figure`: measured and predicted. */
export interface WhatIf {
  readonly figure: StepFigure;
  readonly measuredStepUs: number;
  /** undefined while no lever is moved, and until the prediction is there. */
  readonly predictedStepUs: number | undefined;
  /** Where the true step may lie, for the steps and the rank in view. */
  readonly band: Band | undefined;
  /** One rank of many: between which two answers the truth lies. */
  readonly bracket: Bracket | undefined;
  /** What a long run takes, where the recorded steps are not at that pace. */
  readonly lasting: LastingPace | undefined;
  readonly notes: readonly Said[];
  readonly levers: readonly LeverView[];
}

type Wanted = ViewState['steps'];

/** The chosen steps of a rank (indexes into `Timeline.steps`); where none are chosen its usual ones. */
export const stepsInView = memo((opened: OpenedTrace, rank: number, wanted: Wanted): readonly number[] => {
  const { ranks, steps } = opened.timeline;
  const owner = ranks[rank];
  if (owner === undefined) return [];
  const all = Array.from({ length: owner.lastStep - owner.firstStep }, (_, place) => owner.firstStep + place);
  if (wanted !== undefined) return all.slice(wanted.first, wanted.last + 1);
  const usual = all.filter((step) => steps[step]?.odd === undefined);
  return usual.length > 0 ? usual : all;
});

/** The figure of some steps (indexes into `Timeline.steps`), of one duration for each step of the timeline. */
export const figureOfSteps = (figure: StepFigure, steps: readonly number[], stepsUs: Float64Array): number =>
  inFigure(
    figure,
    steps.map((step) => at(stepsUs, step)),
  );

/** The same as measured. */
export const measuredOf = (opened: OpenedTrace, steps: readonly number[], figure: StepFigure): number =>
  inFigure(
    figure,
    steps.map((step) => {
      const { start, end } = item(opened.timeline.steps, step);
      return end - start;
    }),
  );

const viewOf = (steps: readonly number[], figure: StepFigure, measuredStepUs: number, lever: LeverState): LeverView => {
  const told = (stepsUs: Float64Array): number => figureOfSteps(figure, steps, stepsUs);
  const row: LeverRow & { readonly key: LeverKey } = leverRow(lever.key);
  const best = lever.best ?? (row.unit === 'times faster' ? Infinity : row.max);
  const neutral = row.neutral ?? lever.own;
  const removedStepUs = told(lever.removedStepsUs);
  const between = lever.curve.map(({ factor, stepsUs }) => ({ factor, stepUs: told(stepsUs) }));
  const curve = [
    ...between,
    ...(neutral === undefined ? [] : [{ factor: neutral, stepUs: measuredStepUs }]),
    { factor: best, stepUs: removedStepUs },
  ];
  return {
    ...row,
    min: lever.min ?? row.min,
    max: lever.max ?? row.max,
    neutral,
    tint: row.classes[0] ?? 'unknown',
    available: lever.available,
    reason: lever.reason,
    note: lever.note,
    idle: lever.idle,
    best,
    removedStepUs,
    crossover: lever.crossover,
    sites: lever.sites ?? [],
    curve: lever.available ? curve.sort((a, b) => a.factor - b.factor) : [],
  };
};

const figureIn = (replay: ReplayReady | undefined): StepFigure => replay?.figure ?? 'median';

const leversOf = memo(
  (replay: ReplayReady | undefined, steps: readonly number[], measuredStepUs: number): WhatIf['levers'] =>
    (replay?.levers ?? []).map((lever) => viewOf(steps, figureIn(replay), measuredStepUs, lever)),
);

const whatIfOf = memo(
  (
    opened: OpenedTrace,
    replay: ReplayReady | undefined,
    replayed: ReplayedTrace | undefined,
    rank: number,
    wanted: Wanted,
  ): WhatIf => {
    const steps = stepsInView(opened, rank, wanted);
    const figure = figureIn(replay);
    const measuredStepUs = measuredOf(opened, steps, figure);
    const prediction = replayed?.prediction;
    const predictedStepUs = prediction === undefined ? undefined : figureOfSteps(figure, steps, prediction.steps);
    return {
      figure,
      measuredStepUs,
      predictedStepUs,
      band:
        prediction?.band === undefined || predictedStepUs === undefined
          ? undefined
          : bandAt(prediction.band, prediction.predictedStepUs, predictedStepUs),
      bracket: rank === 0 && wanted === undefined ? prediction?.bracket : undefined,
      lasting: wanted === undefined ? prediction?.lasting : undefined,
      notes: prediction?.notes ?? [],
      levers: leversOf(replay, steps, measuredStepUs),
    };
  },
);

/** The engine's band is of the first rank's usual steps: the same shares around another median. */
function bandAt(band: Band, around: number, stepUs: number): Band {
  if (!(around > 0)) return band;
  const scale = stepUs / around;
  return { ...band, lowUs: band.lowUs * scale, highUs: band.highUs * scale };
}

/** undefined while no trace is open. */
export function selectWhatIf(state: AppState): WhatIf | undefined {
  const opened = selectOpened(state);
  if (opened === undefined || state.session.phase !== 'ready') return undefined;
  return whatIfOf(opened, state.session.replay, state.session.replayed, state.view.rank, state.view.steps);
}
