import { at, item } from '../base/at.ts';
import { median } from '../base/median.ts';
import { type OpenedTrace, type ReplayedTrace, type ReplayReady } from '../engine/protocol.ts';
import { type ClassKey } from '../ledger/classes.ts';
import { type LeverKey, leverRow } from '../replay/levers.ts';
import { type LeverState } from '../replay/scenario.ts';
import { type ViewState } from '../view/view-state.ts';
import { type AppState } from './app-state.ts';
import { memo } from './memo.ts';
import { selectOpened } from './selectors.ts';

/** What the what-if panel shows of one lever, for the rank in view. Microseconds. */
export interface LeverView {
  readonly key: LeverKey;
  readonly label: string;
  /** Whose colour it has. */
  readonly tint: ClassKey;
  readonly available: boolean;
  readonly reason: string | undefined;
  readonly removedStepUs: number;
  /** Median step along the lever, the measured step among them, slowest setting first. */
  readonly curve: readonly { readonly factor: number; readonly stepUs: number }[];
}

/** Median over the chosen steps of the rank in view, else its usual ones (`Step.odd` tells the others): measured and predicted. */
export interface WhatIf {
  readonly measuredStepUs: number;
  /** undefined while no lever is moved, and until the prediction is there. */
  readonly predictedStepUs: number | undefined;
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

const medianOf = (steps: readonly number[], figure: (step: number) => number): number =>
  steps.length === 0 ? 0 : median(steps.map(figure));

const measuredOf = (opened: OpenedTrace, steps: readonly number[]): number =>
  medianOf(steps, (step) => {
    const { start, end } = item(opened.timeline.steps, step);
    return end - start;
  });

const viewOf = (steps: readonly number[], measuredStepUs: number, lever: LeverState): LeverView => {
  const removedStepUs = medianOf(steps, (step) => at(lever.removedStepsUs, step));
  const finite = lever.curve.map(({ factor, stepsUs }) => ({
    factor,
    stepUs: medianOf(steps, (step) => at(stepsUs, step)),
  }));
  const curve = [...finite, { factor: 1, stepUs: measuredStepUs }, { factor: Infinity, stepUs: removedStepUs }];
  const { label, classes } = leverRow(lever.key);
  return {
    key: lever.key,
    label,
    tint: classes[0] ?? 'unknown',
    available: lever.available,
    reason: lever.reason,
    removedStepUs,
    curve: lever.available ? curve.sort((a, b) => a.factor - b.factor) : [],
  };
};

const leversOf = memo(
  (replay: ReplayReady | undefined, steps: readonly number[], measuredStepUs: number): WhatIf['levers'] =>
    (replay?.levers ?? [])
      .filter(({ key }) => leverRow(key).few && leverRow(key).unit === 'times faster')
      .map((lever) => viewOf(steps, measuredStepUs, lever)),
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
    const measuredStepUs = measuredOf(opened, steps);
    return {
      measuredStepUs,
      predictedStepUs:
        replayed === undefined ? undefined : medianOf(steps, (step) => at(replayed.prediction.steps, step)),
      levers: leversOf(replay, steps, measuredStepUs),
    };
  },
);

/** undefined while no trace is open. */
export function selectWhatIf(state: AppState): WhatIf | undefined {
  const opened = selectOpened(state);
  if (opened === undefined || state.session.phase !== 'ready') return undefined;
  return whatIfOf(opened, state.session.replay, state.session.replayed, state.view.rank, state.view.steps);
}
