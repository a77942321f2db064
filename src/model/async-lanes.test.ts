import { describe, expect, it } from 'vitest';
import { buildLedger } from '../ledger/build-ledger.ts';
import { scanned } from '../test/scan-text.ts';
import { buildTimeline } from './build-timeline.ts';
import { type Timeline } from './timeline.ts';

const x = (name: string, cat: string, tid: number, ts: number, dur: number, args = ''): string =>
  `{"ph":"X","name":"${name}","cat":"${cat}","pid":1,"tid":${tid},"ts":${ts},"dur":${dur}${args}}`;
const mark = (ph: string, name: string, ts: number, id: number, cat = 'kernel'): string =>
  `{"ph":"${ph}","name":"${name}","cat":"${cat}","pid":1,"tid":1,"ts":${ts},"id":${id}}`;

const WORK = [
  x('ProfilerStep#1', 'user_annotation', 1, 0, 100),
  x('aten::mm', 'cpu_op', 1, 10, 20),
  x('gemm', 'kernel', 7, 20, 40, ',"args":{"device":0,"stream":7}'),
  x('ProfilerStep#2', 'user_annotation', 1, 100, 100),
];
const ASYNC = [
  mark('b', 'request', 5, 1),
  mark('b', 'request', 15, 2),
  mark('n', 'header', 25, 2),
  mark('e', 'request', 50, 1),
  mark('e', 'request', 190, 2),
];

async function build(events: readonly string[]): Promise<Timeline> {
  const built = buildTimeline([await scanned(`[${events.join(',')}]`)]);
  if (!built.ok) throw new Error('no timeline');
  return built.value;
}

describe('asynchronous work', () => {
  it('has lanes of its own behind all others, where overlaps are nothing odd', async () => {
    const timeline = await build([...WORK, ...ASYNC]);
    const { lanes, events, instants, diagnostics } = timeline;
    expect(lanes.map(({ key, kind, label, count, rows }) => `${key} ${kind} "${label}" ${count} in ${rows}`)).toEqual([
      'r0/host/1/1 host "Main thread 1" 3 in 2',
      'r0/gpu0/stream7 device "GPU 0 stream 7" 1 in 1',
      'r0/async/1/request note "request (async)" 2 in 2',
    ]);
    const { first, count } = lanes[2]!;
    expect([...events.start.subarray(first, first + count)]).toEqual([5, 15]);
    expect([...events.end.subarray(first, first + count)]).toEqual([50, 190]);
    expect([instants?.length, instants?.lane[0], instants?.time[0]]).toEqual([1, 2, 25]);
    expect(diagnostics.map(({ code }) => code)).toEqual(['no-launch']);
  });

  it('is never counted, whatever its category', async () => {
    const [without, with_] = [await build(WORK), await build([...WORK, ...ASYNC])];
    const ledgers = [without, with_].map((timeline) => buildLedger(timeline));
    expect(ledgers[1]!.ranks.map(({ perStep }) => perStep)).toEqual(ledgers[0]!.ranks.map(({ perStep }) => perStep));
    expect(with_.steps).toEqual(without.steps);
    expect(with_.window).toEqual(without.window);
  });

  it('opens where there is nothing else', async () => {
    const timeline = await build(ASYNC);
    expect(timeline.lanes.map(({ key }) => key)).toEqual(['r0/async/1/request']);
    expect(timeline.window).toEqual({ start: 0, end: 185 });
    expect(() => buildLedger(timeline)).not.toThrow();
  });
});
