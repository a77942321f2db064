import { inEnglish } from '../base/say.ts';
import { describe, expect, it } from 'vitest';
import { scanOf, type TraceRow } from '../test/scan-of.ts';
import { timelineOf } from '../test/timeline-of.ts';
import { buildTimeline } from './build-timeline.ts';
import { type Timeline } from './timeline.ts';
import { saying } from '../test/saying.ts';

/** A file of spans on thread 1 of process 9, unless a row says otherwise: [name, start, duration]. */
function build(...rows: readonly (readonly [string, number, number, Partial<TraceRow>?])[]): Timeline {
  return buildRows(rows.map(([name, ts, dur, more]) => row(name, ts, dur, more)));
}
const row = (name: string, ts: number, dur: number, more?: Partial<TraceRow>): TraceRow => ({
  cat: 'user_annotation',
  pid: 9,
  tid: 1,
  name,
  ts,
  dur,
  ...more,
});
function buildRows(rows: readonly TraceRow[], stepPattern?: string): Timeline {
  const built = buildTimeline([scanOf(rows)], { stepPattern });
  if (!built.ok) throw new Error(inEnglish(built.failure.userMessage));
  return built.value;
}
const show = ({ steps, ranks }: Timeline): string[] => [
  ...steps.map(({ name, start, end }) => `${name} ${start}..${end}`),
  `from ${inEnglish(ranks[0]!.stepsFrom)}`,
];

describe('ProfilerStep markers', () => {
  it('last to the next marker, the last one to its own end, whatever the device still does', () => {
    const timeline = timelineOf(`
      r0 step    |....|...
      r0 main    .L...L......
      r0 stream7 ..KK...KKKK.
    `);
    expect(show(timeline)).toEqual([
      'ProfilerStep#0 0..5000',
      'ProfilerStep#1 5000..9000',
      'from ProfilerStep markers',
    ]);
    expect(timeline.window).toEqual({ start: 0, end: 11_000 });
  });
  it('count once where another thread or a doubled file draws them again', () => {
    const timeline = build(
      ['ProfilerStep#5', 0, 40],
      ['ProfilerStep#5', 0, 40, { tid: 2 }],
      ['ProfilerStep#6', 50, 30],
      ['ProfilerStep#6', 51, 30, { tid: 2 }],
    );
    expect(show(timeline).slice(0, 2)).toEqual(['ProfilerStep#5 0..50', 'ProfilerStep#6 50..80']);
  });
  it('count on host lanes only, and come before all others', () => {
    const timeline = build(
      ['ProfilerStep#5', 0, 40, { cat: 'Operator' }],
      ['ProfilerStep#5', 10, 90, { cat: 'gpu_user_annotation', pid: 0, tid: 7 }],
      ['ProfilerStep#6', 50, 30],
      ['Iteration 1', 0, 10],
      ['Iteration 2', 20, 10],
      ['Optimizer.step#SGD.step', 30, 5],
      ['Optimizer.step#SGD.step', 70, 5],
    );
    expect(show(timeline)).toEqual(['ProfilerStep#5 0..50', 'ProfilerStep#6 50..80', 'from ProfilerStep markers']);
  });
  it('of several threads all count, in time order', () => {
    const timeline = build(
      ['ProfilerStep#2', 60, 10],
      ['ProfilerStep#1', 0, 50, { tid: 2 }],
      ['ProfilerStep#3', 90, 10],
    );
    expect(show(timeline).slice(0, 3)).toEqual([
      'ProfilerStep#1 0..60',
      'ProfilerStep#2 60..90',
      'ProfilerStep#3 90..100',
    ]);
    expect(timeline.lanes[timeline.ranks[0]!.mainLane]!.thread).toBe('1');
  });
});

describe('other markers', () => {
  it('are spans whose numbers rise', () => {
    const timeline = build(['Iteration 7', 0, 10], ['forward', 1, 5], ['Iteration 8', 12, 9], ['Iteration 9', 25, 10]);
    expect(show(timeline)).toEqual([
      'Iteration 7 0..12',
      'Iteration 8 12..25',
      'Iteration 9 25..35',
      "from spans named like 'Iteration 7'",
    ]);
  });
  it('also in files without categories, and without numbers', () => {
    const timeline = build(['train_step', 0, 10, { cat: '' }], ['train_step', 20, 10, { cat: '' }]);
    expect(show(timeline)).toEqual(['train_step 0..20', 'train_step 20..30', "from spans named like 'train_step'"]);
  });
  it('are passes of a server, prefill and decode alike; spans inside another do not count', () => {
    const timeline = build(['prefill', 0, 30], ['decode', 30, 5], ['forward_decode', 31, 3], ['decode', 40, 5]);
    expect(show(timeline)).toEqual([
      'prefill 0..30',
      'decode 30..40',
      'decode 40..45',
      "from spans of a server's passes: prefill, decode",
    ]);
    const vllm = ['execute_context_1(128)_generation_0(0)', 'execute_context_0(0)_generation_8(8)'] as const;
    expect(show(build([vllm[0], 0, 10], [vllm[1], 12, 3])).slice(0, 2)).toEqual([
      `${vllm[0]} 0..12`,
      `${vllm[1]} 12..15`,
    ]);
  });
  it('are no passes of a server where something is trained', () => {
    const timeline = build(['decode', 0, 5], ['decode', 10, 5], ['Optimizer.step#SGD.step', 8, 1]);
    expect(timeline.ranks[0]!.stepsWay).not.toBe('inference');
  });
  it('do not count where the numbers fall, or where there is one only', () => {
    expect(show(build(['step 2', 0, 10], ['step 1', 20, 10]))).toEqual([
      'Whole trace 0..30',
      'from no step markers: the whole trace is one step',
    ]);
    expect(show(build(['step 2', 5, 10]))).toEqual([
      'Whole trace 0..10',
      'from no step markers: the whole trace is one step',
    ]);
  });
  it('do not nest: a step within a step is no step', () => {
    const timeline = build(['step 0', 0, 10], ['step 1', 2, 3], ['step 2', 20, 10]);
    expect(show(timeline).slice(0, 2)).toEqual(['step 0 0..20', 'step 2 20..30']);
  });
});

describe('optimizer spans', () => {
  it('end a step each; the first begins with the run', () => {
    const timeline = build(
      ['aten::mm', 0, 30, { cat: 'cpu_op' }],
      ['Optimizer.step#SGD.step', 40, 10],
      ['aten::mm', 55, 20, { cat: 'cpu_op' }],
      ['Optimizer.step#SGD.step', 80, 10],
      ['aten::mm', 95, 20, { cat: 'cpu_op' }],
    );
    expect(show(timeline)).toEqual(['Step 0 0..50', 'Step 1 50..90', 'from the end of each Optimizer.step#SGD.step']);
  });
  it('of two optimizers in a step, the later one ends it', () => {
    const timeline = build(
      ['Optimizer.step#A.step', 10, 5],
      ['Optimizer.step#B.step', 20, 5],
      ['Optimizer.step#A.step', 40, 5],
      ['Optimizer.step#B.step', 50, 5],
    );
    expect(show(timeline)).toEqual(['Step 0 0..15', 'Step 1 15..45', 'from the end of each Optimizer.step#B.step']);
  });
});

describe('markers drawn by the profiler for devices', () => {
  it('count where no host marker is there; of several lines the first', () => {
    const note = (name: string, ts: number, dur: number, tid: number): TraceRow =>
      row(name, ts, dur, { cat: 'gpu_user_annotation', pid: 0, tid });
    const timeline = buildRows([
      row('gemm', 0, 90, { cat: 'kernel', pid: 0, tid: 7 }),
      note('ProfilerStep#1', 2, 40, 7),
      note('ProfilerStep#1', 5, 40, 9),
      note('ProfilerStep#2', 50, 40, 7),
    ]);
    expect(show(timeline)).toEqual([
      'ProfilerStep#1 2..50',
      'ProfilerStep#2 50..90',
      "from ProfilerStep markers on the device's line",
    ]);
  });
  it('are the line Steps of TensorFlow and XLA', () => {
    const timeline = buildRows([
      { ph: 'M', name: 'thread_name', pid: 1, tid: 5, args: { name: 'Steps' } },
      row('3', 0, 10, { cat: '', pid: 1, tid: 5 }),
      row('4', 12, 10, { cat: '', pid: 1, tid: 5 }),
      row('fusion.1', 1, 5, { cat: '', pid: 1, tid: 6 }),
    ]);
    expect(show(timeline)).toEqual(['Step 3 0..12', 'Step 4 12..22', "from the profiler's own line of steps"]);
    expect(timeline.lanes[timeline.ranks[0]!.mainLane]!.thread).toBe('6');
  });
});

describe("a user's pattern", () => {
  const rows = [
    row('ProfilerStep#1', 0, 50),
    row('my train loop 1', 10, 10),
    row('my train loop (inner)', 12, 2),
    row('my train loop 2', 30, 10),
  ];
  it('comes before all markers; events inside another do not count', () => {
    const timeline = buildRows(rows, 'TRAIN*loop');
    expect(show(timeline)).toEqual([
      'my train loop 1 10..30',
      'my train loop 2 30..40',
      "from events named like 'TRAIN*loop', as asked",
    ]);
    expect(timeline.ranks[0]!.stepsWay).toBe('user');
  });
  it('that matches nothing is said, and the next way is taken', () => {
    expect(show(buildRows(rows, 'epoch'))).toEqual([
      'ProfilerStep#1 0..50',
      "from no event is named like 'epoch'; ProfilerStep markers",
    ]);
  });
});

describe('a period found in the names', () => {
  const op = (name: string, ts: number, more?: Partial<TraceRow>): TraceRow =>
    row(name, ts, 8, { cat: 'cpu_op', ...more });
  /** A loop: prologue, then steps of `layers` layers and a loss. */
  const loop = (steps: number, layers: number): TraceRow[] => [
    op('aten::randn', 0),
    ...Array.from({ length: steps }, (_, s) => [
      ...Array.from({ length: layers }, (__, l) => [
        op('aten::linear', 100 + s * 1000 + l * 20),
        op('aten::relu', 110 + s * 1000 + l * 20),
      ]).flat(),
      op('aten::cross_entropy_loss', 800 + s * 1000),
      op('aten::_foreach_add_', 820 + s * 1000),
    ]).flat(),
  ];

  it('is the step, not the layer', () => {
    const timeline = buildRows(loop(7, 12));
    expect(timeline.steps).toHaveLength(7);
    expect(timeline.ranks[0]!).toMatchObject({
      stepsWay: 'found',
      stepsFrom: saying(
        'found, not marked: aten::cross_entropy_loss begins a pattern that repeats 7 times and holds 100 % of the calls',
      ),
    });
  });
  it('is the step also where something comes every third step', () => {
    const rows = [...loop(9, 3), ...[0, 3, 6].map((s) => op('aten::item', 900 + s * 1000))];
    expect(buildRows(rows).steps).toHaveLength(9);
  });
  it('tiles the run, and the loader begins the step', () => {
    const rows = [
      ...loop(4, 2),
      ...[0, 1, 2, 3].map((s) => row('enumerate(DataLoader)#_SingleProcessDataLoaderIter.__next__', 60 + s * 1000, 30)),
    ];
    const { steps } = buildRows(rows);
    expect(steps.map(({ start }) => start)).toEqual([0, 1060, 2060, 3060]);
    expect(steps.at(-1)!.end).toBe(3828);
  });
  it('of device work, where no host work is there', () => {
    const kernels = loop(5, 2).map((one): TraceRow => ({ ...one, cat: 'kernel', pid: 0, tid: 7 }));
    expect(buildRows(kernels).steps).toHaveLength(5);
  });
  it.each([
    ['two repetitions', loop(2, 4)],
    ['one step of many layers', loop(1, 30)],
    ['no order at all', Array.from({ length: 60 }, (_, k) => op(`aten::op${(k * k * 7) % 23}`, k * 20))],
    [
      'threads that serve requests of their own',
      [...loop(9, 2), ...loop(5, 2).map((one): TraceRow => ({ ...one, tid: 2 }))],
    ],
  ])('%s: the whole trace is one step', (_, rows) => {
    expect(buildRows(rows).ranks[0]!.stepsWay).toBe('whole');
  });
});

it('without markers the whole trace is one step over host and device work', () => {
  const timeline = build(
    ['PyTorch Profiler (0)', 0, 1000, { cat: 'Trace', pid: 'Spans' }],
    ['aten::mm', 100, 30, { cat: 'cpu_op' }],
    ['gemm', 150, 50, { cat: 'kernel', pid: 0, tid: 7 }],
  );
  expect(show(timeline)).toEqual(['Whole trace 100..200', 'from no step markers: the whole trace is one step']);
  expect(timeline.steps[0]!.event).toBe(-1);
});
