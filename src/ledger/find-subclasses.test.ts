import { describe, expect, it } from 'vitest';
import { type TraceRow } from '../test/scan-of.ts';
import { timelineOfRows } from '../test/timeline-of.ts';
import { buildLedger } from './build-ledger.ts';
import { CLASS_COUNT, CLASSES, classCode } from './classes.ts';
import { directionOf } from './find-subclasses.ts';
import { type Ledger } from './ledger.ts';
import { SUBCLASS_COUNT, SUBCLASSES } from './subclasses.ts';

const row = (cat: string, name: string, ts: number, dur: number, more: Partial<TraceRow> = {}): TraceRow => ({
  cat,
  name,
  pid: 1,
  tid: 1,
  ts,
  dur,
  ...more,
});
const work = (cat: string, name: string, ts: number, dur: number, args: object = {}): TraceRow =>
  row(cat, name, ts, dur, { pid: 0, tid: 7, args: { device: 0, stream: 7, correlation: ts, ...args } });
const launch = (of: number): TraceRow =>
  row('cuda_runtime', 'cudaLaunchKernel', of - 1, 1, { args: { correlation: of } });

/** Parts of the one step, those that are not 0. */
function parts(ledger: Ledger): Record<string, number> {
  const { perStepSub } = ledger.ranks[0]!;
  return Object.fromEntries(
    SUBCLASSES.slice(1).flatMap(({ key }, i) => (perStepSub[i + 1]! > 0 ? [[key, perStepSub[i + 1]!]] : [])),
  );
}
/** Every class with parts is their sum, step by step. */
function expectSums({ ranks }: Ledger): void {
  for (const { perStep, perStepSub } of ranks) {
    for (let step = 0; step < perStep.length / CLASS_COUNT; step++) {
      for (const key of ['copy', 'communication', 'data'] as const) {
        const sum = SUBCLASSES.reduce(
          (total, sub, code) => total + (sub.class === key ? perStepSub[step * SUBCLASS_COUNT + code]! : 0),
          0,
        );
        expect(sum).toBeCloseTo(perStep[step * CLASS_COUNT + classCode(key)]!, 6);
      }
    }
  }
}

describe('copies by direction', () => {
  it.each([
    ['Memcpy HtoD (Pageable -> Device)', 'htod'],
    ['Memcpy DtoH (Device -> Pinned)', 'dtoh'],
    ['Memcpy DtoD (Device -> Device)', 'dtod'],
    ['Memcpy PtoP (Device -> Device)', 'peer'],
    ['CopyHostToDevice', 'htod'],
    ['Memset (Device)', 'set'],
    ['DMA_2', 'copyother'],
  ])('%s: %s', (name, expected) => {
    expect(directionOf(name)).toBe(expected);
  });

  it('add up to the class', () => {
    const ledger = buildLedger(
      timelineOfRows([
        launch(10),
        work('gpu_memcpy', 'Memcpy HtoD (Pinned -> Device)', 10, 4),
        work('gpu_memcpy', 'Memcpy DtoH (Device -> Pinned)', 14, 3),
        work('gpu_memset', 'Memset (Device)', 20, 2),
        work('kernel', 'gemm', 30, 5),
      ]),
    );
    expect(parts(ledger)).toEqual({ htod: 4, dtoh: 3, set: 2 });
    expect(ledger.summary[0]!.subclasses).toMatchObject({
      htod: 4,
      dtoh: 3,
      set: 2,
      none: 0 + ledger.summary[0]!.subclasses.none,
    });
    expectSums(ledger);
  });
});

describe('communication by scope', () => {
  const rows = [
    launch(10),
    work('kernel', 'ncclDevKernel_AllReduce', 10, 4, { 'Process Group Ranks': '[0, 1, 2, 3]' }),
    work('kernel', 'ncclDevKernel_AllGather', 14, 3, { 'Process Group Ranks': '[0, 8]' }),
    work('kernel', 'ncclDevKernel_SendRecv', 17, 2),
  ];
  it('is known where the group and the devices per host are', () => {
    const ledger = buildLedger(timelineOfRows(rows), { gpusPerHost: 8 });
    expect(parts(ledger)).toEqual({ interconnect: 4, network: 3, scopeunknown: 2 });
    expectSums(ledger);
    expect(parts(buildLedger(timelineOfRows(rows), { gpusPerHost: 2 }))).toEqual({ network: 7, scopeunknown: 2 });
  });
  it('is unknown where the devices per host are', () => {
    expect(parts(buildLedger(timelineOfRows(rows)))).toEqual({ scopeunknown: 9 });
  });
  it('a list that is cut short shows no more than its hosts', () => {
    const cut = [launch(10), work('kernel', 'ncclX', 10, 4, { 'Process Group Ranks': '[0, 1, ...]' })];
    expect(parts(buildLedger(timelineOfRows(cut), { gpusPerHost: 8 }))).toEqual({ scopeunknown: 4 });
  });
});

describe('data by part', () => {
  const loader = row('user_annotation', 'enumerate(DataLoader)#_SingleProcessDataLoaderIter.__next__', 0, 100);
  it('reading comes before preparing; what neither covers is told as such', () => {
    const ledger = buildLedger(
      timelineOfRows([
        loader,
        row('user_annotation', 'read_file', 10, 20),
        row('user_annotation', 'decode', 40, 30),
        row('user_annotation', 'collate', 60, 20),
        launch(110),
        work('kernel', 'gemm', 110, 10),
      ]),
    );
    expect(parts(ledger)).toEqual({ fetch: 20, prep: 40, fetchorprep: 40 });
    expectSums(ledger);
    const { pieces } = ledger.ranks[0]!;
    for (let p = 1; p < pieces.length; p++) expect(pieces.start[p]).toBe(pieces.end[p - 1]);
    expect(pieces.class.length).toBe(pieces.length);
    expect([...pieces.class].map((code) => CLASSES[code]!.key).filter((key) => key === 'data')).toHaveLength(5);
  });
  it('reads and transforms of other threads count while the main thread waits', () => {
    const ledger = buildLedger(
      timelineOfRows([
        loader,
        row('user_annotation', 'read_file', 20, 30, { tid: 2 }),
        launch(110),
        work('kernel', 'gemm', 110, 10),
      ]),
    );
    expect(parts(ledger)).toEqual({ fetch: 30, fetchorprep: 70 });
  });
  it('what is read to take a batch over from a worker is the queue, not storage', () => {
    const frame = (name: string, ts: number, dur: number, tid = 1) => row('python_function', name, ts, dur, { tid });
    const ledger = buildLedger(
      timelineOfRows([
        frame('torch/utils/data/dataloader.py(720): __next__', 0, 100),
        row('user_annotation', 'enumerate(DataLoader)#_MultiProcessingDataLoaderIter.__next__', 1, 98),
        frame('torch/utils/data/dataloader.py(1468): _next_data', 2, 96),
        frame('<built-in function read>', 3, 90),
        frame('torch/utils/data/_utils/pin_memory.py(18): _pin_memory_loop', 0, 100, 2),
        frame('multiprocessing/connection.py(390): _recv', 1, 98, 2),
        frame('<built-in function read>', 2, 96, 2),
        launch(110),
        work('kernel', 'gemm', 110, 10),
      ]),
    );
    expect(parts(ledger)).toEqual({ fetchorprep: 100 });
    expectSums(ledger);
  });
  it('what a worker process reads, with the frames that started it, is storage', () => {
    const ledger = buildLedger(
      timelineOfRows([
        loader,
        row('python_function', 'multiprocessing/process.py(314): _bootstrap', 0, 100, { tid: 2 }),
        row('python_function', '<built-in function read>', 10, 30, { tid: 2 }),
        launch(110),
        work('kernel', 'gemm', 110, 10),
      ]),
    );
    expect(parts(ledger)).toEqual({ fetch: 30, fetchorprep: 70 });
  });
  it('outside of data loading such names change nothing', () => {
    expect(
      parts(
        buildLedger(
          timelineOfRows([row('user_annotation', 'decode', 0, 50), launch(60), work('kernel', 'gemm', 60, 5)]),
        ),
      ),
    ).toEqual({});
  });
});
