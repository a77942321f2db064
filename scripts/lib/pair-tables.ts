import { median } from '../../src/base/median.ts';
import { type PairResult } from './pair-results.ts';

const ms = (microseconds: number): string => (microseconds / 1000).toFixed(1);
const error = (predictedUs: number, measuredUs: number): number => (predictedUs / measuredUs - 1) * 100;
const signed = (percent: number): string => {
  const text = percent.toFixed(1);
  return text === '-0.0' ? '0.0' : percent > 0 && text !== '0.0' ? `+${text}` : text;
};

const errorOf = (result: PairResult): number => error(result.predictedUs, result.afterUs);
const naiveErrorOf = (result: PairResult): number | undefined =>
  result.naiveUs === undefined ? undefined : error(result.naiveUs, result.afterUs);

const spread = ({ pair }: PairResult): string =>
  pair.measured === undefined
    ? '-'
    : `${pair.measured.before.spreadPercent.toFixed(1)} / ${pair.measured.after.spreadPercent.toFixed(1)}`;

/** One row a pair, as Markdown: measured, predicted and subtracted. */
export function pairTable(results: readonly PairResult[]): string {
  const rows = results.map((result) => {
    const naive = naiveErrorOf(result);
    return [
      result.pair.name,
      result.pair.knob,
      ms(result.beforeUs),
      ms(result.afterUs),
      spread(result),
      ms(result.predictedUs),
      signed(errorOf(result)),
      result.naiveUs === undefined ? '-' : ms(result.naiveUs),
      naive === undefined ? '-' : signed(naive),
      result.trust,
    ];
  });
  const head =
    '| pair | change | before, ms | after, ms | spread, % | predicted, ms | error, % | subtracted, ms | its error, % | gate |';
  return [head, `|${' --- |'.repeat(10)}`, ...rows.map((cells) => `| ${cells.join(' | ')} |`)].join('\n');
}

/** What the table comes to, in sentences. */
export function pairSummary(results: readonly PairResult[]): string {
  const errors = results.map((result) => Math.abs(errorOf(result)));
  const naive = results.map(naiveErrorOf).filter((one) => one !== undefined);
  const over = results.filter((result) => Math.abs(errorOf(result)) > 10);
  const misses = results.filter((result) => Math.abs(errorOf(result)) > 3);
  const better = results.filter((result) => {
    const other = naiveErrorOf(result);
    return other !== undefined && Math.abs(errorOf(result)) <= Math.abs(other);
  });
  return [
    `${results.length} pairs: median error ${median(errors).toFixed(1)} %, largest ${Math.max(...errors).toFixed(1)} %; ${
      results.length - misses.length
    } within 3 %, ${over.length} over 10 %.`,
    `Subtraction: median error ${median(naive.map(Math.abs)).toFixed(1)} %, largest ${Math.max(...naive.map(Math.abs)).toFixed(1)} %; the replay is at least as near in ${
      better.length
    } of ${naive.length}.`,
    ...misses.map(
      (result) =>
        `\`${result.pair.name}\` misses by ${signed(errorOf(result))} %: ${result.pair.note ?? 'not explained yet'}.`,
    ),
  ].join('\n');
}

/** The bounds a test holds the table to. */
export const medianError = (results: readonly PairResult[]): number =>
  median(results.map((result) => Math.abs(errorOf(result))));
export const within = (result: PairResult, percent: number): boolean => Math.abs(errorOf(result)) <= percent;
