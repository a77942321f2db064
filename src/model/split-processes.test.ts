import { expect, it } from 'vitest';
import { inEnglish } from '../base/say.ts';
import { type TraceRow } from '../test/scan-of.ts';
import { timelineOfRows } from '../test/timeline-of.ts';

interface Place {
  readonly pid: number;
  readonly line: number;
  readonly device: number;
  /** What is added to each correlation. */
  readonly offset: number;
}

/** Three steps of one process: a call each, and work of 50 us on its device 10 us later. */
const rankRows = ({ pid, line, device, offset }: Place): readonly TraceRow[] =>
  [0, 1, 2].flatMap((k): TraceRow[] => {
    const ts = k * 1000 + device * 5;
    const correlation = offset + k + 1;
    return [
      { cat: 'user_annotation', name: `ProfilerStep#${k}`, pid, tid: pid, ts, dur: 990 },
      { cat: 'cuda_runtime', name: 'cudaLaunchKernel', pid, tid: pid, ts: ts + 100, dur: 5, args: { correlation } },
      {
        cat: 'kernel',
        name: 'gemm',
        pid: line,
        tid: 7,
        ts: ts + 110,
        dur: 50,
        args: { device, stream: 7, correlation },
      },
      {
        cat: 'gpu_user_annotation',
        name: `ProfilerStep#${k}`,
        pid: line,
        tid: 7,
        ts: ts + 110,
        dur: 50,
        args: { device, stream: 7 },
      },
    ];
  });

function show(...places: readonly Place[]): readonly string[] {
  const { ranks, lanes, events, diagnostics } = timelineOfRows(places.flatMap(rankRows));
  const codes = diagnostics.map(({ code }) => code).filter((code) => /processes/.test(code));
  const launches = [...events.launcher].filter((call) => call >= 0).length;
  return [
    ...ranks.map(({ rank, lanes: own, firstStep, lastStep }) => {
      const keys = own.map((index) => lanes[index]!).filter(({ kind }) => kind !== 'note');
      return `rank ${rank}: ${lastStep - firstStep} steps, ${keys.map(({ key }) => key).join(' ')}`;
    }),
    `${launches} launches; ${codes.join(' ')}`,
  ];
}

it('two processes with a device each become two ranks, numbered by their devices', () => {
  const places = [
    { pid: 20, line: 3, device: 3, offset: 0 },
    { pid: 10, line: 1, device: 1, offset: 100_000 },
  ];
  expect(show(...places)).toEqual([
    'rank 1: 3 steps, r1/host/10/10 r1/gpu1/stream7',
    'rank 3: 3 steps, r3/host/20/20 r3/gpu3/stream7',
    '6 launches; processes-split',
  ]);
  const { diagnostics } = timelineOfRows(places.flatMap(rankRows));
  expect(inEnglish(diagnostics.find(({ code }) => code === 'processes-split')!.message)).toBe(
    '2 processes of one file have steps and a device of their own: shown as 2 ranks, numbered by their devices',
  );
});

it('devices that each process counts from 0 stand on lines of their own in a merged file: numbered in their order', () =>
  expect(
    show({ pid: 10, line: 0, device: 0, offset: 0 }, { pid: 100_020, line: 100_000, device: 0, offset: 100_000 }),
  ).toEqual([
    'rank 0: 3 steps, r0/host/10/10 r0/gpu0/stream7',
    'rank 1: 3 steps, r1/host/100020/100020 r1/gpu0/stream7',
    '6 launches; processes-split',
  ]));

it.each([
  ['one device is shared', 0, 1000],
  ['launches count alike, so that they do not tell whose the work is', 1, 0],
])('where %s, they stay one rank, and that is said', (_, device, offset) => {
  const told = show({ pid: 10, line: 0, device: 0, offset: 0 }, { pid: 20, line: device, device, offset });
  expect(told.filter((line) => line.startsWith('rank'))).toHaveLength(1);
  expect(told.at(-1)).toContain('several-processes');
});
