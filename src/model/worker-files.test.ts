import { describe, expect, it } from 'vitest';
import { item } from '../base/at.ts';
import { inEnglish } from '../base/say.ts';
import { buildLedger } from '../ledger/build-ledger.ts';
import { scanOf, type TraceRow } from '../test/scan-of.ts';
import { buildTimeline } from './build-timeline.ts';
import { type Timeline } from './timeline.ts';

/** Two steps of 100 us, each waiting 50 us for a batch. */
const main: readonly TraceRow[] = [0, 100].flatMap((ts, k): TraceRow[] => [
  { cat: 'user_annotation', name: `ProfilerStep#${k}`, pid: 500, tid: 500, ts, dur: 100 },
  {
    cat: 'user_annotation',
    name: 'enumerate(DataLoader)#_MultiProcessingDataLoaderIter.__next__',
    pid: 500,
    tid: 500,
    ts,
    dur: 50,
  },
  {
    cat: 'cuda_runtime',
    name: 'cudaLaunchKernel',
    pid: 500,
    tid: 500,
    ts: ts + 50,
    dur: 2,
    args: { correlation: k + 1 },
  },
  {
    cat: 'kernel',
    name: 'gemm',
    pid: 0,
    tid: 7,
    ts: ts + 52,
    dur: 40,
    args: { device: 0, stream: 7, correlation: k + 1 },
  },
]);
/** Reads for 30 us, prepares for 10. */
const worker = (at: number, pid = 501): readonly TraceRow[] =>
  [0, 100].flatMap((ts): TraceRow[] => [
    { cat: 'reader', name: 'HDF5Reader.get_sample', pid, tid: pid, ts: at + ts, dur: 30 },
    { cat: 'reader', name: 'FormatReader.preprocess', pid, tid: pid, ts: at + ts + 30, dur: 10 },
  ]);

function runOf(...files: readonly (readonly [name: string, rows: readonly TraceRow[], header?: object])[]): Timeline {
  const built = buildTimeline(files.map(([name, rows, header]) => scanOf(rows, { ...header }, name)));
  if (!built.ok) throw new Error(inEnglish(built.failure.userMessage));
  return built.value;
}
const codes = (timeline: Timeline): string[] => timeline.diagnostics.map(({ code }) => code);

describe('files of loader workers', () => {
  it('belong to the rank they load for, and tell fetching from preparing in its waits', () => {
    const timeline = runOf(['worker.pfw', worker(0)], ['trace.json', main]);
    expect(timeline.ranks).toHaveLength(1);
    expect(codes(timeline)).toContain('worker-joined');
    const { classes, subclasses } = item(buildLedger(timeline).summary, 0);
    expect(classes.data).toBe(50);
    expect([subclasses.fetch, subclasses.prep, subclasses.fetchorprep]).toEqual([30, 10, 10]);
  });

  it('change no class, and do not stretch the time of the rank', () => {
    const alone = buildLedger(runOf(['trace.json', main]));
    const joined = buildLedger(runOf(['trace.json', main], ['worker.pfw', worker(-30)]));
    expect(item(joined.summary, 0).classes).toEqual(item(alone.summary, 0).classes);
  });

  it('stay by themselves where the times of the two do not meet, and it is said', () => {
    const timeline = runOf(['worker.pfw', worker(1_000_000)], ['trace.json', main]);
    expect(timeline.ranks).toHaveLength(2);
    expect(codes(timeline)).toContain('worker-clock');
  });

  it('find their rank among several by process, else by name; else it is said that none is known', () => {
    const other = main.map((row) => (row.pid === 500 ? { ...row, pid: 600, tid: 600 } : row));
    const ranks = [
      ['a.json', main, { distributedInfo: { rank: 0 } }],
      ['b.json', other, { distributedInfo: { rank: 1 } }],
    ] as const;
    const owner = (timeline: Timeline): number | undefined => timeline.lanes.find((lane) => lane.worker)?.rank;
    expect(owner(runOf(...ranks, ['w.pfw', worker(0, 600)]))).toBe(1);
    expect(owner(runOf(...ranks, ['rank1-worker0.pfw', worker(0)]))).toBe(1);
    expect(codes(runOf(...ranks, ['w.pfw', worker(0)]))).toContain('worker-unowned');
  });

  it('are ranks of their own where no file trains', () => {
    expect(runOf(['rank0.pfw', worker(0)], ['rank1.pfw', worker(0)]).ranks).toHaveLength(2);
  });
});
