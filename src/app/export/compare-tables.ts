import { type NameDelta } from '../../ledger/name-times.ts';
import { inEnglish } from '../../base/say.ts';
import { type Compared, namesOf } from '../compare-selectors.ts';
import { type Table } from './table.ts';

/** Two runs held against each other, as the panel shows them: a is the open one. */
export function compareTables(compared: Compared): readonly Table[] {
  const { comparison, names, ranks, held } = compared;
  if (comparison === undefined) return [];
  const { before, after, classes, movers } = comparison;
  return [
    {
      name: 'compare_runs',
      columns: ['run', 'name', 'rank', 'steps', 'first_step', 'last_step', 'mean_step_us', 'median_step_us'],
      rows: ([before, after] as const).map(({ steps, meanStepUs, medianStepUs }, side) => [
        side === 0 ? 'a' : 'b',
        inEnglish(names[side] ?? ''),
        ranks[side],
        steps,
        held[side]?.first,
        held[side]?.last,
        meanStepUs,
        medianStepUs,
      ]),
    },
    {
      name: 'compare_classes',
      columns: ['class', 'a_us_per_step', 'b_us_per_step', 'change_us_per_step'],
      rows: classes.map((row) => [row.class, row.beforeUs, row.afterUs, row.deltaUs]),
    },
    {
      name: 'compare_movers',
      columns: ['class', 'name', 'a_us_per_step', 'b_us_per_step', 'change_us_per_step'],
      rows: movers.map((row) => [row.class, row.name, row.beforeUs, row.afterUs, row.deltaUs]),
    },
    namesTable('compare_device_names', namesOf(compared, 'device')),
    namesTable('compare_host_names', namesOf(compared, 'host')),
  ];
}

const namesTable = (name: string, rows: readonly NameDelta[]): Table => ({
  name,
  columns: ['name', 'a_us_per_step', 'b_us_per_step', 'change_us_per_step', 'a_times_per_step', 'b_times_per_step'],
  rows: rows.map((row) => [row.name, row.beforeUs, row.afterUs, row.deltaUs, row.beforeCount, row.afterCount]),
});
