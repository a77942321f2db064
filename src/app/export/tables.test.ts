import { describe, expect, it } from 'vitest';
import { buildLedger } from '../../ledger/build-ledger.ts';
import { openedOf } from '../../test/fake-engine.ts';
import { timelineOf } from '../../test/timeline-of.ts';
import { toCsv, toJson, type Table } from './table.ts';
import { buildTables } from './tables.ts';

const timeline = timelineOf(`
  r0 main    DDDDDD..DDDDDD..
  r0 stream7 ......KK......KK
`);
const input = {
  opened: { ...openedOf(), timeline, ledger: buildLedger(timeline) },
  replay: undefined,
  replayed: undefined,
  findings: [],
};
const sum = (cells: readonly unknown[]): number => cells.reduce((total: number, cell) => total + Number(cell), 0);

describe('tables', () => {
  it('say what the ledger says, and leave out tables that hold nothing', () => {
    const tables = buildTables(input);
    expect(tables.map(({ name }) => name)).toEqual(['ledger', 'steps', 'ranks']);
    const [ledger] = tables;
    const data = ledger!.rows.find((row) => row[1] === 'data');
    expect(data![2]).toBeCloseTo(input.opened.ledger.summary[0]!.classes.data, 6);
  });

  it('have steps whose classes add up to their durations', () => {
    const steps = buildTables(input).find(({ name }) => name === 'steps')!;
    const first = steps.columns.indexOf('compute_us');
    expect(steps.rows.length).toBe(timeline.steps.length);
    for (const row of steps.rows) {
      expect(sum(row.slice(first))).toBeCloseTo(Number(row[steps.columns.indexOf('duration_us')]), 3);
    }
  });
});

const table: Table = {
  name: 'a',
  columns: ['name', 'us'],
  rows: [
    ['=HYPERLINK("x")', 1.00049],
    ['a,b "c"\nd', undefined],
    ['-5', -5],
  ],
};

it('become CSV that a spreadsheet does not run', () => {
  expect(toCsv(table)).toBe(['name,us', `"'=HYPERLINK(""x"")",1`, '"a,b ""c""\nd",', "'-5,-5", ''].join('\r\n'));
});

it('become JSON with a row an object', () => {
  expect(JSON.parse(toJson([table]))).toEqual({
    a: [
      { name: '=HYPERLINK("x")', us: 1.00049 },
      { name: 'a,b "c"\nd', us: null },
      { name: '-5', us: -5 },
    ],
  });
});
