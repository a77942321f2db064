import { inEnglish } from '../base/say.ts';
import { describe, expect, it } from 'vitest';
import { listEvents, flush } from '../test/list-events.ts';
import { scanOf, type TraceRow } from '../test/scan-of.ts';
import { timelineOf } from '../test/timeline-of.ts';
import { buildTimeline } from './build-timeline.ts';

const call = (ts: number, correlation: number, more: Partial<TraceRow> = {}): TraceRow => ({
  cat: 'cuda_runtime',
  name: 'cudaLaunchKernel',
  pid: 9,
  tid: 1,
  ts,
  dur: 5,
  args: { correlation },
  ...more,
});
const kernel = (ts: number, correlation: number, more: Partial<TraceRow> = {}): TraceRow => ({
  cat: 'kernel',
  name: 'gemm',
  pid: 0,
  tid: 7,
  ts,
  dur: 10,
  args: { correlation, device: 0, stream: 7 },
  ...more,
});
const flow = (ph: 's' | 'f', id: number, ts: number, track: Pick<TraceRow, 'pid' | 'tid'>): TraceRow => ({
  ph,
  id,
  ts,
  cat: 'ac2g',
  ...track,
});

/** Start of the call of each kernel, `-` where there is none, in time order; then the diagnostics. */
function launches(rows: readonly TraceRow[]): string {
  const built = buildTimeline([scanOf(rows)]);
  if (!built.ok) throw new Error(inEnglish(built.failure.userMessage));
  const { events, strings, diagnostics } = built.value;
  const found = [...events.launcher].flatMap((from, i) =>
    strings[events.name[i]!] === 'gemm' ? [from < 0 ? '-' : String(events.start[from])] : [],
  );
  return [found.join(' '), ...diagnostics.map(({ code, count }) => `${code} ${count}`)].join(', ');
}

describe('launcher', () => {
  it('is the runtime call with the same correlation; one call may launch much work', () => {
    expect(launches([call(0, 1), call(10, 2), kernel(20, 2), kernel(30, 1), kernel(40, 2)])).toBe('10 0 10');
  });
  it('is a runtime call, even where other rows carry the number', () => {
    const op = call(0, 1, { cat: 'cpu_op', name: 'aten::mm', dur: 9 });
    const sync = call(3, 1, { cat: 'cuda_sync', name: 'Stream Sync', pid: 0, tid: 7 });
    expect(launches([op, sync, call(0, 1), kernel(20, 1)])).toBe('0');
  });
  it('takes 0 and -1 as no number', () => {
    expect(launches([call(0, 0), call(10, -1), kernel(20, 0), kernel(30, -1)])).toBe('- -, no-launch 2');
  });
  it('falls back to the flow arrow from the call to the work', () => {
    const host = { pid: 9, tid: 1 };
    const device = { pid: 0, tid: 7 };
    const rows = [call(0, 0), call(10, 0), kernel(20, 0), kernel(40, 0)];
    expect(launches([...rows, flow('s', 5, 12, host), flow('f', 5, 20, device), flow('f', 5, 12, host)])).toBe(
      '10 -, no-launch 1',
    );
  });
  it("does not cross files: numbers are a file's own", () => {
    const built = buildTimeline([scanOf([call(0, 1)]), scanOf([kernel(20, 1)])]);
    expect(built.ok && [...built.value.events.launcher]).toEqual([-1, -1]);
  });
  it('counts work that ends before its launch starts', () => {
    expect(launches([call(50, 1), kernel(20, 1)])).toBe('30, before-launch 1');
  });
});

it('links a drawing by order', () => {
  expect(
    listEvents(
      timelineOf(`
    r0 main    L.L.
    r0 stream7 .K..
    r0 stream9 ...M
  `),
    ),
  ).toBe(
    flush(`
    r0/host/100/main
      cudaLaunchKernel 0..1000
      cudaLaunchKernel 2000..3000
    r0/gpu0/stream7
      gemm 1000..2000 from cudaLaunchKernel 0
    r0/gpu0/stream9
      Memcpy HtoD (Pageable -> Device) 3000..4000 from cudaLaunchKernel 2000
  `),
  );
});
