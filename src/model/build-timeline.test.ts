import { inEnglish } from '../base/say.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Scan } from '../ingest/event-columns.ts';
import { flush, listEvents } from '../test/list-events.ts';
import { scanOf, type TraceRow } from '../test/scan-of.ts';
import { scansOf, timelineOf } from '../test/timeline-of.ts';
import { buildTimeline } from './build-timeline.ts';
import { extraNumber, extraText } from './merge-extras.ts';
import { type Timeline } from './timeline.ts';
import { saying } from '../test/saying.ts';

function build(scans: readonly Scan[]): Timeline {
  const built = buildTimeline(scans);
  if (!built.ok) throw new Error(inEnglish(built.failure.userMessage));
  return built.value;
}
const host = (name: string, ts: number, dur: number, more: Partial<TraceRow> = {}): TraceRow => ({
  cat: 'cpu_op',
  pid: 9,
  tid: 1,
  name,
  ts,
  dur,
  ...more,
});
const told = ({ diagnostics }: Timeline): string[] => diagnostics.map(({ code, count }) => `${code} ${count}`);

describe('lanes', () => {
  it('are host threads, streams and notes, by what the file calls them', () => {
    const timeline = build([
      scanOf(
        [
          host('aten::mm', 10, 30),
          host('cudaLaunchKernel', 15, 5, { cat: 'Runtime', args: { correlation: 1 } }),
          host('aten::mul', 12, 5, { tid: 10 }),
          host('aten::add', 12, 5, { tid: 2 }),
          { cat: 'Kernel', name: 'gemm', pid: 4, tid: 'stream 7', ts: 50, dur: 5, args: { correlation: 1 } },
          { cat: 'gpu_memcpy', name: 'Memcpy HtoD', pid: 4, tid: 99, ts: 60, dur: 5, args: { device: 4, stream: 22 } },
          { cat: 'gpu_user_annotation', name: 'forward', pid: 4, tid: 7, ts: 50, dur: 15 },
          { cat: 'cuda_sync', name: 'Stream Sync', pid: 4, tid: -1, ts: 56, dur: 4, args: { stream: 7 } },
          { cat: 'overhead', name: 'Buffer Flush', pid: -1, tid: 0, ts: 70, dur: 400 },
          { cat: 'Trace', name: 'PyTorch Profiler (0)', pid: 'Spans', tid: 'PyTorch Profiler', ts: 0, dur: 500 },
        ],
        { distributedInfo: { rank: 3 } },
      ),
    ]);
    expect(listEvents(timeline)).toBe(
      flush(`
        r3/host/9/1
          aten::mm 10..40
            cudaLaunchKernel 15..20
        r3/host/9/2
          aten::add 12..17
        r3/host/9/10
          aten::mul 12..17
        r3/gpu4/stream7
          gemm 50..55 from cudaLaunchKernel 15
        r3/gpu4/stream22
          Memcpy HtoD 60..65
        r3/note/-1/0
          Buffer Flush 70..470
        r3/note/4/-1
          Stream Sync 56..60
        r3/note/4/7
          forward 50..65
        r3/note/Spans/PyTorch~20~Profiler
          PyTorch Profiler (0) 0..500
      `),
    );
    expect(timeline.window).toEqual({ start: 10, end: 65 });
    expect(timeline.lanes.map(({ device }) => device)).toEqual([-1, -1, -1, 4, 4, -1, -1, -1, -1]);
  });
  it("of files without a profiler's categories are built all the same", () => {
    const timeline = build([
      scanOf([host('Iterator::Map', 0, 5, { cat: '' }), host('ALLREDUCE', 6, 5, { cat: '', pid: 1, tid: '' })]),
    ]);
    expect(timeline.lanes.map(({ key, kind }) => `${key} ${kind}`)).toEqual(['r0/other/1/ host', 'r0/other/9/1 host']);
    expect(timeline.window).toEqual({ start: 0, end: 11 });
  });
  it('put the main thread first in drawing order', () => {
    const rows = [host('aten::mm', 0, 1, { tid: 1 }), host('aten::mm', 0, 90, { tid: 2 })];
    const { lanes, ranks } = build([scanOf(rows)]);
    expect(ranks[0]!.lanes.map((index) => lanes[index]!.label)).toEqual(['Main thread 2', 'Thread 1']);
  });
});

describe('several files', () => {
  it('are ranks, in order of rank, whatever the order of files, keyed by rank and not by pid', () => {
    const scans = scansOf(`
      r1 main    .L....
      r1 stream7 ...K..
      r0 main    L.....
      r0 stream7 ..K...
    `);
    const timeline = build(scans);
    expect(timeline.ranks.map(({ rank, file, label }) => `${rank} ${timeline.files[file]!.name} ${label}`)).toEqual([
      '0 rank0.json Rank 0',
      '1 rank1.json Rank 1',
    ]);
    expect(listEvents(timeline)).toBe(listEvents(build([...scans].reverse())));
    expect(timeline.lanes.map(({ rank }) => rank)).toEqual([0, 0, 1, 1]);
  });
  it('share one table of strings; arguments keep their meaning', () => {
    const copy = (bytes: number, group: string): TraceRow => ({
      cat: 'gpu_memcpy',
      name: `copy ${bytes}`,
      pid: 0,
      tid: 7,
      ts: 0,
      dur: 1,
      args: { bytes, 'Process Group Name': group },
    });
    const { strings, events, extras } = build([
      scanOf([copy(1, 'a'), copy(2, 'b')]),
      scanOf([host('op', 0, 1), copy(3, 'a')]),
    ]);
    expect(new Set(strings).size).toBe(strings.length);
    const described = [...events.name].map((name, i) => {
      const text = extraText(extras, i, strings.indexOf('Process Group Name'));
      return `${strings[name]} ${extraNumber(extras, i, strings.indexOf('bytes'))} ${text === undefined ? '' : strings[text]}`;
    });
    expect(described).toEqual(['copy 1 1 a', 'copy 2 2 b', 'op undefined ', 'copy 3 3 a']);
    expect(extraNumber(extras, 0, strings.indexOf('Process Group Name'))).toBeUndefined();
  });
  it('carry over what their scanners met, by name', () => {
    const note = { code: 'cut', count: 1, message: 'the file ends early' };
    const scan = { ...scanOf([host('op', 0, 1)], {}, 'a.json'), diagnostics: [note] };
    expect(build([scan]).diagnostics).toEqual([note]);
    const { diagnostics } = build([scan, scanOf([host('op', 0, 1)])]);
    expect(diagnostics.filter(({ code }) => code === 'cut')).toEqual([
      { ...note, message: saying('a.json: the file ends early') },
    ]);
  });
});

describe('odd input', () => {
  it('without events is refused with a sentence', () => {
    const built = buildTimeline([scanOf([])]);
    expect(built).toMatchObject({
      ok: false,
      failure: { code: 'no-events', userMessage: saying('This file holds no timed event.') },
    });
  });
  it('ends before it starts: an instant, counted', () => {
    const timeline = build([scanOf([host('op', 10, -5), host('op', 0, 2)])]);
    expect([...timeline.events.end]).toEqual([2, 10]);
    expect(told(timeline)).toEqual(['negative-duration 1']);
  });
  it('far away in time is kept but does not stretch the window', () => {
    const epoch = 1_700_000_000_000_000;
    const near = Array.from({ length: 9 }, (_, i) => host('op', epoch + i * 10, 5));
    const timeline = build([scanOf([...near, host('lost', 0, 1)])]);
    expect(timeline.window).toEqual({ start: 0, end: 85 });
    expect(timeline.steps[0]).toMatchObject({ start: 0, end: 85 });
    expect(timeline.events.length).toBe(10);
    expect(told(timeline)).toEqual(['far-event 1']);
  });
  it('overlaps in part: an own row, counted', () => {
    const timeline = timelineOf(`
      r0 stream7 KKK...
      r0 stream7 ..KKK.
    `);
    expect(listEvents(timeline)).toBe(
      flush(`
        r0/gpu0/stream7
          gemm 0..3000
            gemm 2000..5000
      `),
    );
    expect([...timeline.events.parent]).toEqual([-1, -1]);
    expect(told(timeline)).toEqual(['overlap 1', 'no-launch 2']);
  });
  it('of 70 000 threads has its surplus folded into one lane', () => {
    const timeline = build([scanOf(Array.from({ length: 65_540 }, (_, i) => host('op', i, 1, { tid: i })))]);
    expect(timeline.lanes).toHaveLength(65_535);
    expect(timeline.lanes.at(-1)!.count).toBe(6);
    expect(told(timeline)).toEqual(['lanes-folded 5']);
  });
});

it('is frozen', () => expect(Object.isFrozen(timelineOf('r0 main O'))).toBe(true));

it('links forward ops to backward ops', () => {
  const flow = (ph: 's' | 'f', id: number, ts: number, tid: number): TraceRow => ({
    ph,
    id,
    ts,
    tid,
    pid: 9,
    cat: 'fwdbwd',
  });
  const { links, events, strings } = build([
    scanOf([
      host('aten::linear', 0, 10),
      host('aten::addmm', 0, 8),
      host('AddmmBackward0', 20, 10, { tid: 2 }),
      flow('f', 3, 20, 2),
      flow('s', 3, 0, 1),
      flow('s', 4, 5, 1),
    ]),
  ]);
  const name = (i: number): string => strings[events.name[i]!]!;
  expect(Array.from({ length: links.length }, (_, k) => `${name(links.from[k]!)} -> ${name(links.to[k]!)}`)).toEqual([
    'aten::linear -> AddmmBackward0',
  ]);
});

describe('laws', () => {
  const category = fc.constantFrom('cpu_op', 'user_annotation', 'cuda_runtime', 'kernel', 'gpu_memcpy', 'overhead', '');
  const row = fc.record({ cat: category, tid: fc.nat(2), ts: fc.nat(60), dur: fc.nat(20), correlation: fc.nat(6) });
  const trace = fc
    .uniqueArray(row, { minLength: 1, maxLength: 30, selector: ({ ts, dur, tid }) => `${ts} ${dur} ${tid}` })
    .map((rows) =>
      rows.map(({ cat, tid, ts, dur, correlation }, i): TraceRow => {
        const name = i % 5 === 0 && cat === 'user_annotation' ? `ProfilerStep#${i}` : `event ${i}`;
        return {
          cat,
          name,
          pid: cat === 'kernel' || cat === 'gpu_memcpy' ? 0 : 9,
          tid,
          ts,
          dur,
          args: { correlation },
        };
      }),
    );
  const summary = (timeline: Timeline): unknown => ({
    events: listEvents(timeline),
    window: timeline.window,
    ranks: timeline.ranks,
    told: told(timeline),
  });

  it('the order of events in the file changes nothing', () => {
    fc.assert(
      fc.property(
        trace.chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }))),
        ([rows, shuffled]) => {
          expect(summary(build([scanOf(shuffled)]))).toEqual(summary(build([scanOf(rows)])));
        },
      ),
    );
  });
  it('shifting all times changes nothing', () => {
    fc.assert(
      fc.property(trace, fc.integer({ min: 1, max: 1_800_000_000_000_000 }), (rows, shift) => {
        const moved = { ...scanOf(rows), originMicros: shift };
        expect(summary(build([moved]))).toEqual(summary(build([scanOf(rows)])));
      }),
    );
  });
  it('lanes are slices sorted by start, rows hold no overlap, steps tile', () => {
    fc.assert(
      fc.property(trace, (rows) => {
        const { events, lanes, steps } = build([scanOf(rows)]);
        let next = 0;
        lanes.forEach(({ first, count, rows: depth }, lane) => {
          expect(first).toBe(next);
          next += count;
          const rowEnd = new Map<number, number>();
          for (let i = first; i < first + count; i++) {
            expect(events.lane[i]).toBe(lane);
            if (i > first) expect(events.start[i]!).toBeGreaterThanOrEqual(events.start[i - 1]!);
            expect(events.row[i]!).toBeLessThan(depth);
            expect(events.start[i]!).toBeGreaterThanOrEqual(rowEnd.get(events.row[i]!) ?? -Infinity);
            rowEnd.set(events.row[i]!, events.end[i]!);
          }
        });
        expect(next).toBe(events.length);
        steps.slice(1).forEach(({ start }, k) => expect(start).toBe(steps[k]!.end));
      }),
    );
  });

  it('cuts an event that would last far beyond all others where they end', () => {
    const op = (ts: number, dur: number): TraceRow => ({ cat: 'cpu_op', name: 'op', pid: 1, tid: 1, ts, dur });
    const timeline = build([scanOf([op(0, 10), op(20, 1e12), op(40, 10), op(60, 10), op(80, 10)])]);
    expect(Math.max(...timeline.events.end)).toBe(90);
    expect(told(timeline)).toContain('far-event 1');
  });
});
