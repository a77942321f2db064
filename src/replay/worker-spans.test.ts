import { describe, expect, it } from 'vitest';
import { buildLedger } from '../ledger/build-ledger.ts';
import { type TraceRow } from '../test/scan-of.ts';
import { timelineOfRows } from '../test/timeline-of.ts';
import { buildGraph } from './build-graph.ts';

const WORKERS = 'enumerate(DataLoader)#_MultiProcessingDataLoaderIter.__next__';
const SINGLE = 'enumerate(DataLoader)#_SingleProcessDataLoaderIter.__next__';
const FRAME = 'torch/utils/data/dataloader.py(733): __next__';
const BY_HAND = '## load_batch ##';

/** Eight steps; every second waits 5 ms for its batch, the others 0.5 ms. `around` holds the loader's own span. */
const rowsOf = (around: string, loader: string, hasDevice: boolean): TraceRow[] =>
  [0, 1, 2, 3, 4, 5, 6, 7].flatMap((k): TraceRow[] => {
    const host = { ph: 'X', pid: 1, tid: 1 };
    const ts = k * 10_000;
    const us = k % 2 === 1 ? 5000 : 500;
    const call = { ...host, cat: 'user_annotation', name: loader, ts: ts + 10, dur: us };
    const kernel = { cat: 'kernel', name: 'gemm', pid: 0, tid: 7, ts: ts + us + 60, dur: 3000 };
    return [
      { ...host, cat: 'user_annotation', name: `ProfilerStep#${k}`, ts, dur: 10_000 },
      {
        ...host,
        cat: around === FRAME ? 'python_function' : 'user_annotation',
        name: around,
        ts: ts + 5,
        dur: us + 20,
      },
      call,
      { ...host, cat: 'python_function', name: 'multiprocessing/connection.py(390): _recv', ts: ts + 12, dur: us - 5 },
      { ...host, cat: 'cpu_op', name: 'aten::addmm', ts: ts + us + 40, dur: 3000 },
      ...(hasDevice
        ? [
            {
              ...host,
              cat: 'cuda_runtime',
              name: 'cudaLaunchKernel',
              ts: ts + us + 50,
              dur: 5,
              args: { correlation: k },
            },
            { ...kernel, args: { correlation: k, device: 0, stream: 7 } },
          ]
        : []),
    ];
  });

const loaderOf = (around: string, loader: string, hasDevice: boolean) => {
  const timeline = timelineOfRows(rowsOf(around, loader, hasDevice));
  return buildGraph(timeline, buildLedger(timeline)).detail;
};

describe('a span around the loader does not hide that workers make its batches', () => {
  const places = [
    [FRAME, true],
    [FRAME, false],
    [BY_HAND, true],
    [BY_HAND, false],
  ] as const;
  it.each(places)('%s, with a device: %s', (around, hasDevice) => {
    const { loaders, fetchShare } = loaderOf(around, WORKERS, hasDevice);
    expect(loaders).toMatchObject([{ workers: true, workerCount: 2 }]);
    expect(loaders[0]!.nodes).toHaveLength(8);
    expect(loaders[0]!.paced.some((one) => one === 1)).toBe(true);
    expect(fetchShare).toBeUndefined();
  });
  it.each(places)('%s, with a device: %s; nor that the main thread makes them', (around, hasDevice) => {
    const { loaders } = loaderOf(around, SINGLE, hasDevice);
    expect(loaders).toMatchObject([{ workers: false, workerCount: undefined }]);
    expect(loaders[0]!.batchUs[1]).toBe(5020);
  });
});
