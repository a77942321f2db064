import { f64, item } from '../../base/at.ts';
import { median } from '../../base/median.ts';
import { CLASS_COUNT } from '../classes.ts';
import { type Ledger } from '../ledger.ts';
import { type RankHeat } from './rank-heat.ts';

/** Ranks drawn as one row until it is opened. */
export interface RankFold {
  /** Indexes into `Timeline.ranks`, ascending. */
  readonly ranks: readonly number[];
  /** Stands out from the rest: always a row of its own. */
  readonly outlier: boolean;
}

/** Runs of this many ranks or fewer are not folded. */
export const MOST_OPEN = 16;
const MAD_TO_SIGMA = 1.4826;
/** Ranks are alike when their classes differ by less than this share of the step in all. */
const ALIKE = 0.05;
const OUTLIER_SPREADS = 5;

/**
 * Folds ranks by likeness of where their step goes (mean microseconds a step of each class, differences summed up). Ranks in `open`, and
 * those far from the middle rank, stay alone. Outliers first, then the largest fold.
 */
export function foldRanks(ledger: Ledger, open: ReadonlySet<number> = new Set()): readonly RankFold[] {
  const count = ledger.ranks.length;
  if (count <= MOST_OPEN) return ledger.ranks.map(({ rank }) => ({ ranks: [rank], outlier: open.has(rank) }));
  const features = ledger.summary.map(({ classes }) => Float64Array.from(Object.values(classes)));
  const middle = Float64Array.from({ length: CLASS_COUNT }, (_, c) => median(features.map((own) => f64(own, c))));
  const stepUs = middle.reduce((sum, us) => sum + us, 0);
  const away = features.map((own) => distance(own, middle));
  const usual = median(away);
  const spread = MAD_TO_SIGMA * median(away.map((us) => Math.abs(us - usual)));
  const limit = Math.max(usual + OUTLIER_SPREADS * spread, ALIKE * stepUs);
  const isOutlier = (rank: number): boolean => open.has(rank) || item(away, rank) > limit;
  const rest = away.flatMap((us, rank) => (isOutlier(rank) ? [] : [{ us, rank }]));
  rest.sort((a, b) => a.us - b.us || a.rank - b.rank);
  const folds: { leader: Float64Array; ranks: number[] }[] = [];
  for (const { rank } of rest) {
    const own = item(features, rank);
    const fold = folds.find(({ leader }) => distance(own, leader) <= 2 * ALIKE * stepUs);
    if (fold === undefined) folds.push({ leader: own, ranks: [rank] });
    else fold.ranks.push(rank);
  }
  const outliers = away.flatMap((us, rank) => (isOutlier(rank) ? [{ us, rank }] : []));
  return [
    ...outliers.sort((a, b) => b.us - a.us || a.rank - b.rank).map(({ rank }) => ({ ranks: [rank], outlier: true })),
    ...folds
      .map(({ ranks }) => ({ ranks: ranks.sort((a, b) => a - b), outlier: false }))
      .sort((a, b) => b.ranks.length - a.ranks.length || item(a.ranks, 0) - item(b.ranks, 0)),
  ];
}

function distance(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let c = 0; c < one.length; c++) sum += Math.abs(f64(one, c) - f64(other, c));
  return sum;
}

/** `0-6, 8`: rank numbers, ascending, runs joined. */
export function rankList(numbers: readonly number[]): string {
  const sorted = [...numbers].sort((a, b) => a - b);
  const runs: [number, number][] = [];
  for (const number of sorted) {
    const last = runs.at(-1);
    if (last !== undefined && number === last[1] + 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs
    .map(([from, to]) => (from === to ? `${from}` : to === from + 1 ? `${from}, ${to}` : `${from}-${to}`))
    .join(', ');
}

/** Rows of values as a picture takes them: a table of numbers, with the ranks behind each row. */
export interface FoldedRows {
  /** Indexes into `Timeline.ranks` behind each row. */
  readonly rows: readonly (readonly number[])[];
  readonly columns: number;
  /** rows x columns, row-major; NaN where there is nothing. */
  readonly values: Float64Array;
}

/** The heat map with one row a fold: the mean of its ranks that have the step. */
export function foldHeat(heat: RankHeat, folds: readonly RankFold[]): FoldedRows {
  const values = new Float64Array(folds.length * heat.columns);
  folds.forEach(({ ranks }, row) => {
    for (let c = 0; c < heat.columns; c++) {
      let sum = 0;
      let count = 0;
      for (const rank of ranks) {
        const us = f64(heat.cells, rank * heat.columns + c);
        if (Number.isNaN(us)) continue;
        sum += us;
        count++;
      }
      values[row * heat.columns + c] = count === 0 ? NaN : sum / count;
    }
  });
  return { rows: folds.map(({ ranks }) => ranks), columns: heat.columns, values };
}

/** Who waited for whom with one row and one column a fold: sums, so that nothing is lost. `matrix`: ranks x ranks. */
export function foldMatrix(matrix: Float64Array, folds: readonly RankFold[]): FoldedRows {
  const ranks = Math.round(Math.sqrt(matrix.length));
  const foldOf = new Int32Array(ranks);
  folds.forEach((fold, index) => fold.ranks.forEach((rank) => (foldOf[rank] = index)));
  const columns = folds.length;
  const values = new Float64Array(columns * columns);
  for (let r = 0; r < ranks; r++) {
    for (let c = 0; c < ranks; c++) {
      const cell = (foldOf[r] ?? 0) * columns + (foldOf[c] ?? 0);
      values[cell] = f64(values, cell) + f64(matrix, r * ranks + c);
    }
  }
  return { rows: folds.map((fold) => fold.ranks), columns, values };
}
