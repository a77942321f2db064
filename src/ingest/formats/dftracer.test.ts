import { expect, it } from 'vitest';
import { showLanes } from '../../test/show-lanes.ts';
import { scanned } from '../../test/scan-text.ts';
import { buildTimeline } from '../../model/build-timeline.ts';

// Synthetic, in the layout of a file that dftracer 2.2 wrote: phases are numbers, one event a line, no list around them.

const line = (name: string, cat: string, ts: number, dur: number): string =>
  `{"id":1,"name":"${name}","cat":"${cat}","type":6,"pid":9,"tid":9,"ts":${1_795_288_753_922_000 + ts},"dur":${dur},"ph":1}`;

it('DFTracer 2: phases are numbers, and each batch that is fetched begins a step', async () => {
  const lines = [
    '{"name":"HH","cat":"dftracer","type":1,"pid":9,"tid":9,"ph":4,"args":{"hhash":"68","name":"vm","value":"68"}}',
    line('start', 'dftracer', 0, 0),
    line('fetch.iter', 'dataloader', 10, 5),
    line('forward', 'compute', 20, 10),
    line('fetch.block', 'dataloader', 15, 25),
    line('fetch.iter', 'dataloader', 50, 10),
    line('forward', 'compute', 65, 20),
    line('fetch.block', 'dataloader', 60, 30),
    '{"id":2,"name":"cpu","cat":"sys","type":7,"pid":9,"tid":9,"ts":1795288753922100,"ph":2,"args":{"user_pct":1}}',
  ];
  const scan = await scanned(`${lines.join('\n')}\n`);
  expect(scan.diagnostics.map(({ code, count }) => [code, count])).toEqual([['counters-not-drawn', 1]]);
  const built = buildTimeline([scan]);
  if (!built.ok) throw new Error('no timeline');
  expect(showLanes(built.value)).toEqual([
    'DFTracer',
    'r0/host/9/9 "Main thread 9" host: other 1, hostOp 4, annotation 2',
    'rank 0 by format: Step 0 10-50, Step 1 50-90',
    'rank 0 ledger: compute 30, data 15, host 35',
  ]);
});

it.each([
  ['NS', 1_795_288_753_922_000_000n, 1000n],
  ['US', 1_795_288_753_922_000n, 1n],
  ['MS', 1_795_288_753_922n, undefined],
])('DFTracer in %s is read in microseconds', async (unit, begin, scale) => {
  const event = (name: string, ts: bigint, dur: bigint): string =>
    `{"id":1,"name":"${name}","cat":"dftracer","type":6,"pid":9,"tid":9,"ts":${ts},"dur":${dur},"ph":1}`;
  const us = (micros: bigint): bigint => (scale === undefined ? micros / 1000n : micros * scale);
  const lines = [
    `{"name":"CM","cat":"dftracer","type":1,"pid":9,"tid":9,"ph":4,"args":{"hhash":"68","name":"time_metric","value":"${unit}"}}`,
    event('a', begin, us(5000n)),
    event('b', begin + us(8000n), us(2000n)),
    '{"name":"sum","cat":"compute","type":6,"ts":5,"ph":3,"pid":9,"tid":9}',
  ];
  const scan = await scanned(lines.join('\n'));
  const { start, end } = scan.events;
  const origin = start[0]!;
  expect(Math.abs(scan.originMicros + origin - 1_795_288_753_922_000)).toBeLessThan(1);
  expect([...start, ...end].map((time) => Math.round(time - origin))).toEqual([0, 8000, 5000, 10_000]);
  expect(scan.diagnostics.map(({ code }) => code)).toEqual([
    ...(unit === 'NS' ? ['coarse-time'] : []),
    'aggregates-not-drawn',
  ]);
});
