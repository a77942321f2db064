import { expect, it } from 'vitest';
import { type TraceRow } from '../test/scan-of.ts';
import { timelineOfRows } from '../test/timeline-of.ts';
import { buildLedger } from './build-ledger.ts';

it('a far event stretches no figure', () => {
  const kernel = (ts: number): TraceRow => ({
    cat: 'kernel',
    name: 'gemm',
    pid: 0,
    tid: 7,
    ts,
    dur: 2,
    args: { device: 0, stream: 7 },
  });
  const rows = [...Array.from({ length: 2000 }, (_, k) => kernel(k * 3)), kernel(5 * 3600e6)];
  const { whole, pieces } = buildLedger(timelineOfRows(rows)).ranks[0]!;
  expect([whole.spanUs, pieces.end.at(-1)]).toEqual([5999, 5999]);
});
