import { describe, expect, it } from 'vitest';
import { type Timeline } from '../../model/timeline.ts';
import { timelineOf } from '../../test/timeline-of.ts';
import { buildLedger } from '../build-ledger.ts';
import { foldHeat, foldMatrix, foldRanks, rankList } from './fold-ranks.ts';
import { rankHeat, stepColumns } from './rank-heat.ts';
import { buildRunRanks } from './run-ranks.ts';

const TWO = timelineOf(`
  r0 step    |...|...
  r0 main    LL..LL..
  r0 stream7 .KKN.KNN
  r1 step    |...|...
  r1 main    LL..LL..
  r1 stream7 .KKN.KKN
`);

describe('rankHeat', () => {
  const ledger = buildLedger(TWO);
  const heatOf = (metric: Parameters<typeof rankHeat>[2]) =>
    rankHeat(TWO, ledger, metric, buildRunRanks(TWO, ledger)!.exposed);

  it('has a row a rank and a column a step', () => {
    const heat = heatOf('compute');
    expect([heat.ranks, heat.columns, heat.labels]).toEqual([2, 2, ['ProfilerStep#0', 'ProfilerStep#1']]);
    expect([...heat.cells]).toEqual([2000, 1000, 2000, 2000]);
    expect([heat.mostUs, [...heat.step]]).toEqual([2000, [0, 1, 2, 3]]);
  });

  it('shows waiting and transfer', () => {
    expect([...heatOf('waiting').cells]).toEqual([0, 1000, 0, 0]);
    expect([...heatOf('transfer').cells]).toEqual([1000, 1000, 1000, 1000]);
    expect([...heatOf('step').cells]).toEqual([4000, 4000, 4000, 4000]);
    expect([...rankHeat(TWO, ledger, 'waiting').cells]).toEqual([NaN, NaN, NaN, NaN]);
  });
});

describe('stepColumns', () => {
  const columnsOf = (...names: readonly (readonly string[])[]) => {
    const steps = names.flatMap((own, rank) => own.map((name) => ({ rank, name })));
    let first = 0;
    const ranks = names.map((own) => ({ firstStep: first, lastStep: (first += own.length) }));
    const { labels, columnOf } = stepColumns({ ranks, steps } as unknown as Timeline);
    return [labels.join(' '), [...columnOf].join(' ')];
  };
  it('puts steps of one name into one column where recordings begin apart', () =>
    expect(columnsOf(['Step 9', 'Step 10'], ['Step 10', 'Step 11'])).toEqual(['Step 9 Step 10 Step 11', '0 1 1 2']));
  it('goes by place where names repeat or have no number', () => {
    expect(columnsOf(['train', 'train'], ['train'])).toEqual(['train train', '0 1 0']);
    expect(columnsOf(['whole trace'], ['whole trace'])).toEqual(['whole trace', '0 0']);
  });
});

describe('foldRanks', () => {
  const many = (count: number, slow: readonly number[]) =>
    buildLedger(
      timelineOf(
        Array.from({ length: count }, (_, r) =>
          [
            `r${r} step    |...........`,
            `r${r} main    ${slow.includes(r) ? 'DDDDDDL' : 'DL'}`,
            `r${r} stream7 ${slow.includes(r) ? '.......KKKK' : '..KKKKKKKKK'}`,
          ].join('\n'),
        ).join('\n'),
      ),
    );

  it('leaves small runs open', () => expect(foldRanks(many(4, [1]))).toHaveLength(4));

  it('folds ranks alike and keeps those apart alone, first', () => {
    const folds = foldRanks(many(20, [3]), new Set([7]));
    expect(folds.map(({ ranks, outlier }) => `${outlier} ${rankList(ranks)}`)).toEqual([
      'true 3',
      'true 7',
      'false 0-2, 4-6, 8-19',
    ]);
  });

  it('folds two kinds of ranks into two rows', () => {
    const late = Array.from({ length: 10 }, (_, r) => r * 2);
    expect(foldRanks(many(20, late)).map(({ ranks }) => ranks.length)).toEqual([10, 10]);
  });

  it('means the heat of a row, sums the matrix', () => {
    const folds = [
      { ranks: [1], outlier: true },
      { ranks: [0, 2], outlier: false },
    ];
    const heat = { metric: 'data', ranks: 3, columns: 1, labels: [''], step: new Int32Array(3), mostUs: 9 } as const;
    expect([...foldHeat({ ...heat, cells: Float64Array.of(1, 9, 3) }, folds).values]).toEqual([9, 2]);
    expect([...foldHeat({ ...heat, cells: Float64Array.of(NaN, 9, 3) }, folds).values]).toEqual([9, 3]);
    expect([...foldMatrix(Float64Array.of(0, 5, 1, 0, 0, 0, 2, 6, 0), folds).values]).toEqual([0, 0, 11, 3]);
  });
});

it('rankList joins runs', () => expect(rankList([7, 0, 1, 2, 4, 5])).toBe('0-2, 4, 5, 7'));
