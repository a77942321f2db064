import { at } from '../base/at.ts';
import { median } from '../base/median.ts';
import { type OpenedTrace, type ReplayedTrace, type ReplayReady } from '../engine/protocol.ts';
import { type LeverKey, type LeverState } from '../replay/scenario.ts';
import { type AppState } from './app-state.ts';
import { memo } from './memo.ts';
import { selectOpened } from './selectors.ts';

/** What the what-if panel shows of one lever, for the rank in view. Microseconds. */
export interface LeverView {
  readonly key: LeverKey;
  readonly available: boolean;
  readonly reason: string | undefined;
  readonly removedStepUs: number;
  /** Median step along the lever, the measured step among them, slowest setting first. */
  readonly curve: readonly { readonly factor: number; readonly stepUs: number }[];
}

/** Median step of the rank in view over its usual steps (`Step.odd` tells the others), as measured and as predicted. */
export interface WhatIf {
  readonly measuredStepUs: number;
  /** undefined while no lever is moved, and until the prediction is there. */
  readonly predictedStepUs: number | undefined;
  readonly levers: readonly LeverView[];
}

/** Median of one figure a step over the usual steps of a rank. */
function medianOf(opened: OpenedTrace, rank: number, figure: (step: number) => number): number {
  const { ranks, steps } = opened.timeline;
  const owner = ranks[rank];
  if (owner === undefined) return 0;
  const figures: number[] = [];
  for (let k = owner.firstStep; k < owner.lastStep; k++) if (steps[k]?.odd === undefined) figures.push(figure(k));
  return median(figures);
}

const viewOf = (opened: OpenedTrace, rank: number, measuredStepUs: number, lever: LeverState): LeverView => {
  const removedStepUs = medianOf(opened, rank, (step) => at(lever.removedStepsUs, step));
  const finite = lever.curve.map(({ factor, stepsUs }) => ({
    factor,
    stepUs: medianOf(opened, rank, (step) => at(stepsUs, step)),
  }));
  const curve = [...finite, { factor: 1, stepUs: measuredStepUs }, { factor: Infinity, stepUs: removedStepUs }];
  return {
    key: lever.key,
    available: lever.available,
    reason: lever.reason,
    removedStepUs,
    curve: lever.available ? curve.sort((a, b) => a.factor - b.factor) : [],
  };
};

const leversOf = memo((opened: OpenedTrace, replay: ReplayReady | undefined, rank: number): WhatIf['levers'] => {
  const measured = opened.ledger.summary.find((row) => row.rank === rank)?.medianStepUs ?? 0;
  return (replay?.levers ?? []).map((lever) => viewOf(opened, rank, measured, lever));
});

const whatIfOf = memo(
  (
    opened: OpenedTrace,
    replay: ReplayReady | undefined,
    replayed: ReplayedTrace | undefined,
    rank: number,
  ): WhatIf => ({
    measuredStepUs: opened.ledger.summary.find((row) => row.rank === rank)?.medianStepUs ?? 0,
    predictedStepUs:
      replayed === undefined ? undefined : medianOf(opened, rank, (step) => at(replayed.prediction.steps, step)),
    levers: leversOf(opened, replay, rank),
  }),
);

/** undefined while no trace is open. */
export function selectWhatIf(state: AppState): WhatIf | undefined {
  const opened = selectOpened(state);
  if (opened === undefined || state.session.phase !== 'ready') return undefined;
  return whatIfOf(opened, state.session.replay, state.session.replayed, state.view.rank);
}
