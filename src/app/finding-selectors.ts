import { item } from '../base/at.ts';
import { type OpenedTrace } from '../engine/protocol.ts';
import { CLASSES, classCode } from '../ledger/classes.ts';
import { type Finding } from '../ledger/findings.ts';
import { describeRanks, type RankSentence } from '../ledger/ranks/describe-ranks.ts';
import { foldHeat, foldMatrix, type FoldedRows, rankList } from '../ledger/ranks/fold-ranks.ts';
import { type HeatMetric, rankHeat, type RankHeat } from '../ledger/ranks/rank-heat.ts';
import { tintCode } from '../ledger/tints.ts';
import { type AppState } from './app-state.ts';
import { memo } from './memo.ts';
import { selectOpened, selectVerdict } from './selectors.ts';

const NO_FINDINGS: readonly Finding[] = [];

/** What costs the steps of the rank in view time, largest gain first. */
export const selectFindings = (state: AppState): readonly Finding[] => selectVerdict(state)?.findings ?? NO_FINDINGS;

/** What the ranks panel can show as a heat map. */
export const HEAT_METRICS: readonly { readonly key: HeatMetric; readonly label: string }[] = [
  { key: 'waiting', label: 'Waiting for other ranks' },
  { key: 'transfer', label: 'Transfer' },
  { key: 'step', label: 'Whole step' },
  ...CLASSES.map(({ key, label }) => ({ key, label })),
];

/** The colour code of a metric. */
export const tintOfMetric = (metric: HeatMetric): number =>
  metric === 'waiting' || metric === 'transfer'
    ? tintCode('communication')
    : metric === 'step'
      ? tintCode('compute')
      : classCode(metric);

/** Pictures and sentences about the ranks of a run. */
export interface RankPictures {
  readonly heat: RankHeat;
  readonly rows: FoldedRows;
  readonly matrix: FoldedRows;
}

const picturesOf = memo((opened: OpenedTrace | undefined, metric: HeatMetric): RankPictures | undefined => {
  const run = opened?.runRanks;
  if (opened === undefined || run === undefined) return undefined;
  const heat = rankHeat(opened.timeline, opened.ledger, metric, run.exposed);
  return { heat, rows: foldHeat(heat, run.folds), matrix: foldMatrix(run.matrix, run.folds) };
});
export const selectRankPictures = (state: AppState, metric: HeatMetric): RankPictures | undefined =>
  picturesOf(selectOpened(state), metric);

const sentencesOf = memo((opened: OpenedTrace | undefined): readonly RankSentence[] =>
  opened?.runRanks === undefined ? [] : describeRanks(opened.timeline, opened.runRanks),
);
export const selectRankSentences = (state: AppState): readonly RankSentence[] => sentencesOf(selectOpened(state));

/** What one row of a rank picture is called: `3`, `0-6, 8`. */
export const rowLabel = (opened: OpenedTrace, ranks: readonly number[]): string =>
  rankList(ranks.map((rank) => item(opened.timeline.ranks, rank).rank));
