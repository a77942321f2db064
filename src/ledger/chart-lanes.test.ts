import { inEnglish } from '../base/say.ts';
import { describe, expect, it } from 'vitest';
import { buildTimeline } from '../model/build-timeline.ts';
import { type ChartLane } from '../model/mark-row.ts';
import { scanOf } from '../test/scan-of.ts';
import { timelineOf } from '../test/timeline-of.ts';
import { buildLedger } from './build-ledger.ts';
import { buildChartLanes, buildPredictedLanes } from './chart-lanes.ts';
import { TINTS } from './tints.ts';

const DRAWING = `
  r0 step     |...........
  r0 main     DDDL.L.SS...
  r0 main     .OO..........
  r0 autograd ....L.L.....
  r0 stream7  .....KK.M...
  r0 stream9  ......NNN...
`;

/** A lane as text: its key, kind, and the tints of its rows. */
const show = (lane: ChartLane): string =>
  `${lane.key} ${lane.kind}: ${lane.rows.map((row) => [...row.tint].map((code) => TINTS[code]).join(' ')).join(' / ')}`;

describe('buildChartLanes', () => {
  it('puts the ledger first, then data, host, compute, communication and copies', () => {
    const timeline = timelineOf(DRAWING, { launches: [0, 1, 2] });
    const lanes = buildChartLanes(timeline, buildLedger(timeline));
    expect(lanes.slice(1).map(show)).toEqual([
      'r0/data data: data',
      'r0/host/100/main host: annotation / data runtime sync sync / op',
      'r0/host/100/autograd host: runtime runtime',
      'r0/gpu0/stream7 compute: compute copy',
      'r0/gpu0/stream9 communication: communication',
      'r0/copies copy: copy',
    ]);
    expect(lanes[0]).toMatchObject({ key: 'r0/ledger', kind: 'ledger', rank: 0 });
  });

  it('the ledger lane holds the pieces, with their class as tint', () => {
    const timeline = timelineOf(DRAWING);
    const ledger = buildLedger(timeline);
    const row = buildChartLanes(timeline, ledger)[0]!.rows[0]!;
    const { pieces } = ledger.ranks[0]!;
    expect([...row.start]).toEqual([...pieces.start]);
    expect([...row.tint]).toEqual([...pieces.class]);
    expect([...row.ref]).toEqual([...pieces.start.keys()]);
  });

  it('gives each rank lanes of its own', () => {
    const timeline = timelineOf(`
      r0 main    DDL..
      r0 stream7 ...K.
      r1 main    DDDL.
      r1 stream7 ....K
    `);
    const lanes = buildChartLanes(timeline, buildLedger(timeline));
    expect(lanes.map((lane) => `${lane.rank} ${lane.key}`)).toEqual([
      '0 r0/ledger',
      '0 r0/data',
      '0 r0/host/100/main',
      '0 r0/gpu0/stream7',
      '1 r1/ledger',
      '1 r1/data',
      '1 r1/host/101/main',
      '1 r1/gpu0/stream7',
    ]);
  });

  it('has no data or copies lane where there is nothing to show', () => {
    const timeline = timelineOf('r0 main L.\nr0 stream7 .K');
    const keys = buildChartLanes(timeline, buildLedger(timeline)).map((lane) => lane.key);
    expect(keys).toEqual(['r0/ledger', 'r0/host/100/main', 'r0/gpu0/stream7']);
  });

  it('shows loader calls inside loader calls on the host lane only', () => {
    const timeline = timelineOf(`
      r0 main    DDDDL.
      r0 main    .DD...
      r0 stream7 .....K
    `);
    const data = buildChartLanes(timeline, buildLedger(timeline)).find((lane) => lane.kind === 'data');
    expect(data?.rows.map((row) => row.length)).toEqual([1]);
  });

  it('marks of one row never overlap, whatever the threads do', () => {
    const timeline = timelineOf(`
      r0 main    DDDD..L.
      r0 reader1 .DDDDDD.
      r0 reader2 ..DD.DD.
      r0 stream7 .......K
    `);
    for (const { rows } of buildChartLanes(timeline, buildLedger(timeline))) {
      for (const row of rows) {
        for (let m = 1; m < row.length; m++) expect(row.start[m]).toBeGreaterThanOrEqual(row.end[m - 1]!);
      }
    }
  });

  it('leaves out rows deeper than a screen shows', () => {
    const frames = Array.from({ length: 600 }, (_, depth) => ({
      cat: 'python_function',
      name: `f.py(${depth}): f`,
      pid: 1,
      tid: 1,
      ts: depth,
      dur: 2000 - 2 * depth,
    }));
    const built = buildTimeline([scanOf(frames)]);
    if (!built.ok) throw new Error(inEnglish(built.failure.userMessage));
    const host = buildChartLanes(built.value, buildLedger(built.value)).find((lane) => lane.kind === 'host');
    expect(host?.rows).toHaveLength(256);
  });

  it('puts notes last, in the colour of notes', () => {
    const rows = [
      { cat: 'gpu_user_annotation', name: 'forward', pid: 0, tid: 7, ts: 5000, dur: 2000 },
      { cat: 'kernel', name: 'gemm', pid: 0, tid: 7, ts: 5000, dur: 2000, args: { device: 0, stream: 7 } },
      { cat: 'cpu_op', name: 'aten::mm', pid: 1, tid: 1, ts: 0, dur: 1000 },
      { cat: 'Trace', name: 'PyTorch Profiler (0)', pid: 'Spans', tid: 'PyTorch Profiler', ts: 0, dur: 9000 },
    ];
    const built = buildTimeline([scanOf(rows)]);
    if (!built.ok) throw new Error(inEnglish(built.failure.userMessage));
    const lanes = buildChartLanes(built.value, buildLedger(built.value));
    expect(lanes.slice(-2).map((lane) => show(lane).replace(/.* /, ''))).toEqual(['note', 'note']);
    expect(lanes.slice(-2).map((lane) => lane.kind)).toEqual(['note', 'note']);
  });
});

describe('buildPredictedLanes', () => {
  it('holds ledger, data and device lanes, keyed as the measured ones', () => {
    const timeline = timelineOf(DRAWING);
    const ledger = buildLedger(timeline);
    const measured = buildChartLanes(timeline, ledger);
    const predicted = buildPredictedLanes(timeline, ledger);
    expect(predicted.map((lane) => lane.kind)).toEqual(['ledger', 'data', 'compute', 'communication']);
    for (const lane of predicted) expect(measured).toContainEqual(lane);
  });
});
