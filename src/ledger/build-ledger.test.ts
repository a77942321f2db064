import { inEnglish } from '../base/say.ts';
import { describe, expect, it } from 'vitest';
import { buildTimeline } from '../model/build-timeline.ts';
import { type Timeline } from '../model/timeline.ts';
import { scanOf, type TraceRow } from '../test/scan-of.ts';
import { show } from '../test/show.ts';
import { timelineOf } from '../test/timeline-of.ts';
import { buildLedger } from './build-ledger.ts';
import { CLASS_COUNT } from './classes.ts';

function timelineOfRows(rows: readonly TraceRow[]): Timeline {
  const built = buildTimeline([scanOf(rows)]);
  if (!built.ok) throw new Error(inEnglish(built.failure.userMessage));
  return built.value;
}

const kernel = (ts: number, dur: number, correlation: number, name = 'gemm', stream = 7): TraceRow => ({
  cat: 'kernel',
  name,
  pid: 0,
  tid: stream,
  ts,
  dur,
  args: { device: 0, stream, correlation },
});
const launch = (ts: number, dur: number, correlation: number): TraceRow => ({
  cat: 'cuda_runtime',
  name: 'cudaLaunchKernel',
  pid: 10,
  tid: 1,
  ts,
  dur,
  args: { correlation },
});

describe('buildLedger', () => {
  it('lets the main thread name a reason where no launch is known', () => {
    const timeline = timelineOf(
      `
      r0 step    |.......
      r0 main    DDOOA...
      r0 stream7 .....KKK
      `,
      { launches: 'none' },
    );
    expect(show(buildLedger(timeline)).trim()).toBe('r0 dd??a###');
  });

  it('cuts pieces at step boundaries and counts each part in its own step', () => {
    const ledger = buildLedger(
      timelineOf(`
        r0 step    |....|....
        r0 main    L.........
        r0 stream7 ..KKKKKK..
      `),
    );
    const { pieces, perStep } = ledger.ranks[0]!;
    expect([...pieces.end]).toContain(5000);
    expect([perStep[0], perStep[CLASS_COUNT]]).toEqual([3000, 3000]);
    expect(ledger.summary[0]!.classes.compute).toBe(3000);
  });

  it('takes a launch that lies after its kernel as no queue', () => {
    const timeline = timelineOf(
      `
        r0 main    OOOO....L.
        r0 stream7 .....KK...
      `,
      { launches: [0] },
    );
    expect(show(buildLedger(timeline))).toBe('r0 llllh##hl');
  });

  it('gives kernels that touch as one piece, and keeps the collectives apart', () => {
    const rows = [
      launch(0, 1, 1),
      kernel(10, 5, 1),
      kernel(15, 5, 1),
      kernel(20, 5, 1, 'ncclA'),
      kernel(25, 5, 1, 'ncclB'),
    ];
    const { pieces } = buildLedger(timelineOfRows(rows)).ranks[0]!;
    const device = [...pieces.class.keys()].filter((p) => pieces.class[p]! <= 1);
    expect(device.map((p) => [pieces.start[p], pieces.end[p]])).toEqual([
      [10, 20],
      [20, 25],
      [25, 30],
    ]);
  });

  it('rows drawn for orientation do not stretch the time of a rank', () => {
    const note = {
      cat: 'Trace',
      name: 'PyTorch Profiler (0)',
      pid: 'Spans',
      tid: 'PyTorch Profiler',
      ts: 0,
      dur: 9000,
    };
    const { pieces } = buildLedger(timelineOfRows([note, launch(100, 5, 1), kernel(200, 50, 1)])).ranks[0]!;
    expect(pieces.end[pieces.length - 1]! - pieces.start[0]!).toBe(150);
  });

  it('kernels without duration end no idle stretch and stretch no figure', () => {
    const rows = [launch(0, 1, 1), kernel(20, 10, 1), launch(40, 1, 2), kernel(50, 0, 2)];
    const { whole } = buildLedger(timelineOfRows(rows)).ranks[0]!;
    expect(whole).toMatchObject({ spanUs: 10, busyUs: 10, idleUs: 0 });
  });

  it('puts overhead rows of process -1 on the thread they name, or on all where they name none', () => {
    const overhead = (tid: number): TraceRow => ({
      cat: 'overhead',
      name: 'Activity Buffer Request',
      pid: -1,
      tid,
      ts: 2000,
      dur: 2000,
    });
    const op = { cat: 'cpu_op', name: 'aten::addmm', pid: 10, tid: 1, ts: 0, dur: 6000 };
    const rows = [op, launch(5000, 1000, 1), kernel(6000, 1000, 1)];
    expect(show(buildLedger(timelineOfRows([...rows, overhead(1)])))).toBe('r0 llpplq#');
    expect(show(buildLedger(timelineOfRows([...rows, overhead(0)])))).toBe('r0 llpplq#');
    expect(show(buildLedger(timelineOfRows([...rows, overhead(77)])))).toBe('r0 lllllq#');
  });

  it('accounts each rank by itself', () => {
    const timeline = timelineOf(`
      r0 main    DDL...
      r0 stream7 ...KKK
      r1 main    L.....
      r1 stream9 .NNNNN
    `);
    expect(show(buildLedger(timeline))).toBe('r0 ddq###\nr1 qnnnnn');
  });
});

describe('figures of the whole', () => {
  it('are interval arithmetic from the first start to the last end', () => {
    const rows = [
      launch(0, 1, 1),
      kernel(100, 40, 1),
      kernel(120, 60, 1, 'ncclA', 9),
      { ...kernel(170, 30, 1, 'Memcpy HtoD', 8), cat: 'gpu_memcpy' },
      kernel(250, 10, 1),
    ];
    expect(buildLedger(timelineOfRows(rows)).ranks[0]!.whole).toEqual({
      spanUs: 160,
      busyUs: 110,
      idleUs: 50,
      computeUs: 50,
      communicationUs: 60,
      copyUs: 30,
      exposedCommunicationUs: 40,
      exposedCopyUs: 20,
    });
  });

  it('are zero without device work', () => {
    const { whole } = buildLedger(timelineOf('r0 main OOO')).ranks[0]!;
    expect(new Set(Object.values(whole))).toEqual(new Set([0]));
  });
});
