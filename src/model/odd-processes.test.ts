import { describe, expect, it } from 'vitest';
import { timelineOfRows } from '../test/timeline-of.ts';
import { type TraceRow } from '../test/scan-of.ts';

const step = (n: number, ts: number, dur: number, tid = 1, pid = 10): TraceRow => ({
  cat: 'user_annotation',
  name: `ProfilerStep#${n}`,
  pid,
  tid,
  ts,
  dur,
});
const lengths = (rows: readonly TraceRow[]): number[] =>
  timelineOfRows(rows).steps.map(({ start, end }) => end - start);
const five = [0, 1, 2, 3, 4];

describe('markers of steps', () => {
  it('count once where another thread draws them later', () => {
    const rows = five.flatMap((k) => [step(k, k * 1000, 900), step(k, k * 1000 + 950, 900, 2)]);
    expect(lengths(rows)).toEqual([1000, 1000, 1000, 1000, 900]);
  });
  it('of no length are none', () =>
    expect(lengths([...five.map((k) => step(k, k * 1000, 1000)), step(99, 3000, 0)])).toEqual(five.map(() => 1000)));
  it('end their step before a pause of the recording, and that is said', () => {
    const rows = [...[0, 1, 2].map((k) => step(k, k * 10, 10)), ...[10, 11].map((k) => step(k, 5000 + k * 10, 10))];
    expect(lengths(rows)).toEqual([10, 10, 10, 10, 10]);
    expect(timelineOfRows(rows).diagnostics.map(({ code }) => code)).toContain('recording-paused');
  });
  it('of several processes in one file are said', () => {
    const rows = five.flatMap((k) => [step(k, k * 1000, 900), step(k, k * 1000 + 400, 900, 2, 20)]);
    expect(timelineOfRows(rows).diagnostics.map(({ code }) => code)).toContain('several-processes');
  });
});

it('two optimizers of one class a step: the later one ends it', () => {
  const rows = [0, 1, 2, 3, 4, 5].flatMap((k): TraceRow[] =>
    [550, 850].map((at) => ({
      cat: 'user_annotation',
      name: 'Optimizer.step#Adam.step',
      pid: 10,
      tid: 1,
      ts: k * 1000 + at,
      dur: 50,
    })),
  );
  expect(lengths(rows)).toEqual([350, 1000, 1000, 1000, 1000, 1000]);
});

it('processes that count their calls alike keep to their own', () => {
  const call = (pid: number, ts: number): TraceRow => ({
    cat: 'cuda_runtime',
    name: 'cudaLaunchKernel',
    pid,
    tid: pid,
    ts,
    dur: 5,
    args: { correlation: 1 },
  });
  const work = (ts: number): TraceRow => ({
    cat: 'kernel',
    name: 'gemm',
    pid: 0,
    tid: 7,
    ts,
    dur: 50,
    args: { device: 0, stream: 7, correlation: 1 },
  });
  const { events } = timelineOfRows([call(10, 100), call(20, 700), work(110), work(710)]);
  const starts = [...events.launcher].flatMap((k, i) => (k < 0 ? [] : [[events.start[i]! - events.start[k]!]]));
  expect(starts).toEqual([[10], [10]]);
});
