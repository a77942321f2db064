import { item } from '../base/at.ts';
import { type OpenedTrace } from '../engine/protocol.ts';
import { CLASSES, classCode } from '../ledger/classes.ts';
import { type Finding } from '../ledger/findings.ts';
import { describeRanks, type RankSentence } from '../ledger/ranks/describe-ranks.ts';
import { foldHeat, foldMatrix, type FoldedRows, type RankFold, rankList } from '../ledger/ranks/fold-ranks.ts';
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

/** The folds with those opened whose first rank is listed: each of their ranks is a row then. */
export const openFolds = (folds: readonly RankFold[], leaders: ReadonlySet<number>): readonly RankFold[] =>
  folds.flatMap((fold) =>
    fold.ranks.length > 1 && leaders.has(fold.ranks[0] ?? -1)
      ? fold.ranks.map((rank) => ({ ranks: [rank], outlier: false }))
      : [fold],
  );

const heatOf = memo((opened: OpenedTrace, metric: HeatMetric): RankHeat =>
  rankHeat(opened.timeline, opened.ledger, metric, opened.runRanks?.exposed),
);
const picturesOf = memo(
  (
    opened: OpenedTrace | undefined,
    metric: HeatMetric,
    folds: readonly RankFold[] | undefined,
  ): RankPictures | undefined => {
    const run = opened?.runRanks;
    if (opened === undefined || run === undefined) return undefined;
    const heat = heatOf(opened, metric);
    const rows = folds ?? run.folds;
    return { heat, rows: foldHeat(heat, rows), matrix: foldMatrix(run.matrix, rows) };
  },
);
export const selectRankPictures = (
  state: AppState,
  metric: HeatMetric,
  folds?: readonly RankFold[],
): RankPictures | undefined => picturesOf(selectOpened(state), metric, folds);

const metricsOf = memo((opened: OpenedTrace | undefined): typeof HEAT_METRICS => {
  if (opened === undefined) return HEAT_METRICS;
  const seen = new Set<HeatMetric>(['step', ...(opened.runRanks?.exposed ? (['waiting', 'transfer'] as const) : [])]);
  for (const { classes } of opened.ledger.summary) for (const { key } of CLASSES) if (classes[key] > 0) seen.add(key);
  return HEAT_METRICS.filter(({ key }) => seen.has(key));
});
/** What the heat map can show of this run: classes that take no time on any rank are left out. */
export const selectMetrics = (state: AppState): typeof HEAT_METRICS => metricsOf(selectOpened(state));

/** The metric that was asked for, where the run has it; else the first that it has. */
export const metricShown = (metrics: typeof HEAT_METRICS, asked: HeatMetric): HeatMetric =>
  (metrics.find(({ key }) => key === asked) ?? metrics[0])?.key ?? 'step';

const sentencesOf = memo((opened: OpenedTrace | undefined): readonly RankSentence[] =>
  opened?.runRanks === undefined ? [] : describeRanks(opened.timeline, opened.runRanks),
);
export const selectRankSentences = (state: AppState): readonly RankSentence[] => sentencesOf(selectOpened(state));

/** What one row of a rank picture is called: `3`, `0-6, 8`. */
export const rowLabel = (opened: OpenedTrace, ranks: readonly number[]): string =>
  rankList(ranks.map((rank) => item(opened.timeline.ranks, rank).rank));
