import { expect, it } from 'vitest';
import { buildChartLanes } from '../ledger/chart-lanes.ts';
import { buildLedger } from '../ledger/build-ledger.ts';
import { type Row, timelineOfRows } from '../test/show-lanes.ts';

const X: Row = { ph: 'X', cat: 'cpu_op', name: 'op', pid: 1, tid: 1, ts: 0, dur: 1000 };
const sign = (name: string, ts: number, more: Row = {}): Row => ({ ph: 'i', s: 'g', name, ts, ...more });

/** Lanes as `key "label" events`, and instants as `name time lane`. */
async function show(rows: readonly Row[]): Promise<readonly string[]> {
  const { lanes, instants, strings } = await timelineOfRows(rows);
  const signs = Array.from({ length: instants?.length ?? 0 }, (_, i) => {
    const { name, time, lane } = instants!;
    return `${strings[name[i]!]} ${time[i]} ${lanes[lane[i]!]!.key}`;
  });
  return [...lanes.map(({ key, label, count }) => `${key} "${label}" ${count}`), ...signs];
}

it('instants on a track without events stand on a lane of their own: cycles of Horovod belong to no process', async () => {
  const named = { ph: 'M', name: 'process_name', pid: 7, args: { name: 'Marks' } };
  expect(
    await show([X, sign('CYCLE_START', 100), sign('CYCLE_START', 500), named, sign('saved', 300, { pid: 7 })]),
  ).toEqual([
    'r0/host/1/1 "Main thread 1" 1',
    'r0/note// "Instants" 0',
    'r0/note/7/ "Marks notes" 0',
    'CYCLE_START 100 r0/note//',
    'CYCLE_START 500 r0/note//',
    'saved 300 r0/note/7/',
  ]);
});

it('such a lane is drawn, at the end of its rank', async () => {
  const timeline = await timelineOfRows([X, sign('CYCLE_START', 100)]);
  const drawn = buildChartLanes(timeline, buildLedger(timeline)).map(({ key, rows }) => `${key} ${rows.length}`);
  expect(drawn).toEqual(['r0/ledger 1', 'r0/host/1/1 1', 'r0/note// 0']);
});

it('what the profiler says of itself, counters, and instants of a thread that works make no lane', async () => {
  const rows = [
    X,
    sign('Iteration Start: PyTorch Profiler', 5, { pid: 'Traces', tid: 'Trace PyTorch Profiler' }),
    sign('Record Window End', 900, { pid: '', tid: '' }),
    sign('[memory]', 9, { pid: 1, tid: 9 }),
    { ph: 'C', name: 'mem', ts: 5, pid: 1, tid: 8, args: { bytes: 1 } },
    sign('begun', 100, { pid: 1, tid: 1 }),
  ];
  expect(await show(rows)).toEqual(['r0/host/1/1 "Main thread 1" 1', 'begun 100 r0/host/1/1']);
});
