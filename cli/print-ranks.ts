import { count, ms } from './figures.ts';
import { type ReportedRanks } from './report-ranks.ts';
import { table, wrap } from './table.ts';

/** Of more ranks than this, those that others wait for most are listed. */
const MOST_RANKS = 16;
/** The matrix is printed for runs of at most this many ranks. */
const MOST_IN_MATRIX = 8;

/** What the ranks tell together, as lines of at most `width` columns: sentences, a table of ranks, who waited for whom, kinds. */
export function rankLines(ranks: ReportedRanks, width: number): string[] {
  const lines = ranks.sentences.flatMap((sentence) => wrap(sentence, width));
  if (ranks.standings.length === 0) return lines;
  return [...lines, '', ...standingLines(ranks), ...matrixLines(ranks, width), '', ...kindLines(ranks)];
}

function standingLines({ standings }: ReportedRanks): string[] {
  const worst = [...standings].sort((a, b) => b.causedUs - a.causedUs || a.rank - b.rank).slice(0, MOST_RANKS);
  const shown = standings.length > MOST_RANKS ? worst : standings;
  const left = standings.length - shown.length;
  const right = (head: string) => ({ head, align: 'right' }) as const;
  const lines = table(
    ['rank', 'last', 'waits, ms', 'exposed', 'transfer, ms', 'others wait for it, ms', 'score'].map(right),
    shown.map(({ rank, last, collectives, waitingUs, exposedWaitingUs, transferUs, causedUs, score }) => [
      String(rank),
      `${last} of ${collectives}`,
      ms(waitingUs),
      ms(exposedWaitingUs),
      ms(transferUs),
      ms(causedUs),
      `${(100 * score).toFixed(1)} %`,
    ]),
  );
  return left > 0 ? [...lines, `and ${count(left, 'more rank')} (--json lists all)`] : lines;
}

/** Rows wait for columns. */
function matrixLines({ standings, waits }: ReportedRanks, width: number): string[] {
  if (standings.length > MOST_IN_MATRIX) return [];
  const us = new Map(waits.map((cell) => [`${cell.rank} ${cell.waitsFor}`, cell.us]));
  const lines = table(
    [
      { head: 'lost, ms', align: 'right' },
      ...standings.map(({ rank }) => ({ head: `for ${rank}`, align: 'right' }) as const),
    ],
    standings.map(({ rank }) => [
      `rank ${rank}`,
      ...standings.map((other) => {
        const cell = us.get(`${rank} ${other.rank}`);
        return cell === undefined ? '.' : ms(cell);
      }),
    ]),
  );
  return lines.every((line) => line.length <= width) ? ['', ...lines] : [];
}

function kindLines({ collectives }: ReportedRanks): string[] {
  return table(
    [
      { head: 'collective', align: 'left' },
      { head: 'through', align: 'left' },
      { head: 'count', align: 'right' },
      { head: 'waiting, ms', align: 'right' },
      { head: 'transfer, ms', align: 'right' },
      { head: 'bus GB/s', align: 'right' },
    ],
    collectives.map((sum) => [
      sum.kind,
      sum.scope,
      String(sum.count),
      ms(sum.waitingUs),
      ms(sum.transferUs),
      Number.isFinite(sum.busGBps) ? sum.busGBps.toFixed(2) : '-',
    ]),
  );
}
