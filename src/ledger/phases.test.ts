import { expect, it } from 'vitest';
import { timelineOfRows } from '../test/timeline-of.ts';
import { type TraceRow } from '../test/scan-of.ts';
import { buildLedger } from './build-ledger.ts';
import { phasesOf } from './phases.ts';

const STEP_US = 100;
const host = (name: string, ts: number, dur: number): TraceRow => ({
  cat: 'cpu_op',
  name,
  pid: 1,
  tid: 1,
  ts,
  dur,
});

/** Two steps: loading to 20, forward to 40, backward to 60, then the optimizer; the device works 10 later than it is told to. */
const rows = (withDevice: boolean): TraceRow[] =>
  [0, STEP_US].flatMap((t, k) => [
    { cat: 'user_annotation', name: `ProfilerStep#${k}`, pid: 1, tid: 1, ts: t, dur: STEP_US },
    host('enumerate(DataLoader)#_SingleProcessDataLoaderIter.__next__', t, 20),
    host('aten::addmm', t + 20, 10),
    host('autograd::engine::evaluate_function: AddmmBackward0', t + 40, 10),
    host('Optimizer.step#SGD.step', t + 60, 10),
    ...(withDevice ? [22, 42, 62] : []).flatMap((launch, n): TraceRow[] => [
      {
        cat: 'cuda_runtime',
        name: 'cudaLaunchKernel',
        pid: 1,
        tid: 1,
        ts: t + launch,
        dur: 1,
        args: { correlation: 10 * k + n + 1 },
      },
      {
        cat: 'kernel',
        name: 'gemm',
        pid: 0,
        tid: 7,
        ts: t + launch + 10,
        dur: 5,
        args: { correlation: 10 * k + n + 1, device: 0, stream: 7 },
      },
    ]),
  ]);

const show = (trace: readonly TraceRow[]): string[] => {
  const timeline = timelineOfRows(trace);
  return phasesOf(timeline, buildLedger(timeline), 0).map((phases) =>
    phases.map(({ phase, us }) => `${phase} ${us}`).join(', '),
  );
};

it('begin on the device with the first work launched in them', () => {
  expect(show(rows(true))).toEqual([
    'input 0, forward 32, backward 52, optimizer 72',
    'input 100, forward 132, backward 152, optimizer 172',
  ]);
});

it('begin on the host where there is no device', () => {
  expect(show(rows(false))[0]).toBe('input 0, forward 20, backward 40, optimizer 60');
});

it('are one where nothing is known of them', () => {
  expect(show(rows(true).filter(({ cat }) => cat === 'kernel' || cat === 'user_annotation'))).toEqual([
    'forward 0',
    'forward 100',
  ]);
});
