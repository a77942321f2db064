import { inEnglish } from '../base/say.ts';
import { describe, expect, it } from 'vitest';
import { timelineOfRows } from '../test/timeline-of.ts';
import { show } from '../test/show.ts';
import { type TraceRow } from '../test/scan-of.ts';
import { buildChartLanes } from './chart-lanes.ts';
import { buildLedger } from './build-ledger.ts';
import { explain } from './piece-at.ts';
import { TINTS } from './tints.ts';
import { readUserPatterns } from './user-patterns.ts';

const host = (name: string, ts: number, dur: number, more: Partial<TraceRow> = {}): TraceRow => ({
  cat: 'user_annotation',
  pid: 1,
  tid: 1,
  name,
  ts: ts * 1000,
  dur: dur * 1000,
  ...more,
});
const kernel = (name: string, ts: number, dur: number, args: object = {}): TraceRow => ({
  ...host(name, ts, dur, { cat: 'kernel', pid: 0, tid: 7 }),
  args: { device: 0, stream: 7, correlation: ts, ...args },
});
const launch = (ts: number, work: number): TraceRow =>
  host('cudaLaunchKernel', ts, 1, { cat: 'cuda_runtime', args: { correlation: work } });

const rows = [
  host('MySource.take', 0, 3),
  launch(3, 4),
  kernel('my_shuffle<8>', 4, 2),
  launch(6, 7),
  kernel('gemm', 7, 2),
];

describe("a user's patterns", () => {
  it('name what the table does not know, for host calls and device work', () => {
    const timeline = timelineOfRows(rows);
    expect(show(buildLedger(timeline))).toBe('r0 hhhq##q##');
    const patterns = [
      { pattern: 'MySource*take', class: 'data' },
      { pattern: 'my_shuffle', class: 'communication' },
    ] as const;
    const ledger = buildLedger(timeline, { patterns });
    expect(show(ledger)).toBe('r0 dddqnnq##');
    expect(ledger.patterns).toBe(patterns);
  });

  it('come before the rows of the table', () => {
    const timeline = timelineOfRows([host('save_checkpoint', 0, 3), launch(3, 4), kernel('gemm', 4, 1)]);
    expect(show(buildLedger(timeline, { patterns: [{ pattern: 'save_*', class: 'data' }] }))).toBe('r0 dddq#');
  });

  it('colour the chart and are named where a class is explained', () => {
    const timeline = timelineOfRows(rows);
    const ledger = buildLedger(timeline, { patterns: [{ pattern: 'my_shuffle', class: 'communication' }] });
    const lane = buildChartLanes(timeline, ledger).find(({ key }) => key.endsWith('stream7'))!;
    expect(TINTS[lane.rows[0]!.tint[0]!]).toBe('communication');
    const event = Array.from(timeline.events.name, (name) => timeline.strings[name]).indexOf('my_shuffle<8>');
    expect(inEnglish(explain(timeline, ledger, { kind: 'event', event }).sentence)).toBe(
      "The name is one that the user gives: a pattern of your own, 'my_shuffle'.",
    );
  });

  it('a kernel with a collective name is communication, unless the user says otherwise', () => {
    const timeline = timelineOfRows([launch(0, 1), kernel('anything', 1, 2, { 'Collective name': 'allreduce' })]);
    expect(show(buildLedger(timeline))).toBe('r0 qnn');
    expect(show(buildLedger(timeline, { patterns: [{ pattern: 'anything', class: 'compute' }] }))).toBe('r0 q##');
  });
});

describe('readUserPatterns', () => {
  it('reads rows', () => {
    const rows = [{ pattern: 'load*', class: 'data', note: 'mine' }];
    expect(readUserPatterns(rows)).toEqual({ ok: true, value: [{ pattern: 'load*', class: 'data' }] });
  });
  it.each([
    [{}, /list/],
    [[{ pattern: 'x' }], /Pattern 1 wants/],
    [[{ pattern: 'x', class: 'data' }, 3], /Pattern 2 wants/],
    [[{ pattern: '*', class: 'data' }], /more than/],
    [[{ pattern: 'x'.repeat(201), class: 'data' }], /200/],
    [[{ pattern: 'x', class: 'queue' }], /no class; there are compute/],
    [[{ pattern: 'x', class: '__proto__' }], /no class/],
    [Array.from({ length: 51 }, () => ({ pattern: 'x', class: 'data' })), /more than 50/],
  ])('refuses %j', (parsed, sentence) => {
    const read = readUserPatterns(parsed);
    expect(read.ok ? '' : inEnglish(read.failure.userMessage)).toMatch(sentence);
  });
});
