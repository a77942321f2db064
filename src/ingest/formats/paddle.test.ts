import { expect, it } from 'vitest';
import { process, type Row, showLanes, span, timelineOfRows } from '../../test/show-lanes.ts';

// Synthetic, in the layout of paddle.profiler: the host part was checked against a file of PaddlePaddle 3.3 on CPU, the device part against
// its chrometracing_logger.cc.

const python = (name: string, cat: string, ts: number, dur: number): Row => ({
  ...span(9, '9(Python)', `${name}[${dur.toFixed(3)} us]`, ts, dur),
  cat,
});
const native = (name: string, cat: string, ts: number, dur: number, tid = '9(C++)'): Row => ({
  ...span(9, tid, `${name}[${dur.toFixed(3)} us]`, ts, dur),
  cat,
});
const device = (name: string, cat: string, ts: number, dur: number): Row => ({
  ...span(0, 7, `${name}[${dur.toFixed(3)} us]`, ts, dur),
  cat,
  args: { stream: 7, 'correlation id': 5 },
});
const arrow = (ph: 's' | 'f', pid: number, tid: number | string, ts: number, id: number): Row => ({
  ph,
  name: 'launch',
  cat: 'async',
  id,
  pid,
  tid,
  ts,
});

it('PaddlePaddle: one thread is drawn as two, names have durations behind them, devices are processes', async () => {
  const rows = [
    python('ProfileStep#4', 'ProfileStep', 0, 100),
    python('_DataLoaderIterMultiProcess', 'Dataloader', 0, 20),
    python('Linear', 'Forward', 20, 30),
    native('matmul dygraph', 'Operator', 20, 20),
    native('matmul kernel launch', 'DygraphKernelLaunch', 25, 10),
    native('cudaLaunchKernel', 'CudaRuntime', 26, 4),
    arrow('s', 9, '9(C++)', 28, 5),
    device('gemm', 'Kernel', 40, 50),
    arrow('f', 0, 7, 65, 5),
    python('ProfileStep#5', 'ProfileStep', 100, 60),
    native('matmul dygraph', 'Operator', 110, 30),
    native('slice dygraph', 'Operator', 10, 5, '11(C++)'),
    device('Memcpy HtoD', 'Memcpy', 120, 10),
    process(9, 'Process 9 (CPU)'),
    {},
  ];
  const timeline = await timelineOfRows(rows, { schemaVersion: '1.0.2', span_index: '0', deviceProperties: [] });
  expect(showLanes(timeline)).toEqual([
    'PaddlePaddle',
    'r0/host/9/9 "Main thread 9" host: annotation 4, hostOp 3, runtime 1',
    'r0/host/9/11 "Thread 11" host: hostOp 1',
    'r0/gpu0/stream7 "GPU 0 stream 7" device: kernel 1, memcpy 1',
    'rank 0 by format: ProfileStep 4 0-100, ProfileStep 5 100-160',
    'rank 0 ledger: compute 50, copy 10, queue 14, data 20, launch 16, host 20, unknown 30',
  ]);
  const { events, strings } = timeline;
  const names = [...events.name].map((index) => strings[index]);
  expect(names.filter((name) => name === 'matmul dygraph')).toHaveLength(2);
  expect(new Set(events.name).size).toBe(new Set(names).size);
});
