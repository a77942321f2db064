import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at } from '../base/at.ts';
import { inEnglish } from '../base/say.ts';
import { type Timeline } from '../model/timeline.ts';
import { buildTimeline } from '../model/build-timeline.ts';
import { scanOf, type TraceRow } from '../test/scan-of.ts';
import { buildLedger, stepsOf } from './build-ledger.ts';
import { CLASS_COUNT, CLASSES } from './classes.ts';
import { type Ledger } from './ledger.ts';

const HOST_NAMES = [
  ['cpu_op', 'aten::addmm'],
  ['cpu_op', 'aten::item'],
  ['user_annotation', 'enumerate(DataLoader)#_SingleProcessDataLoaderIter.__next__'],
  ['user_annotation', 'forward'],
  ['user_annotation', 'save_checkpoint'],
  ['cuda_runtime', 'cudaStreamSynchronize'],
  ['python_function', 'train.py(3): step'],
  ['overhead', 'Activity Buffer Request'],
] as const;
const DEVICE_NAMES = [
  ['kernel', 'gemm'],
  ['kernel', 'ncclDevKernel_AllReduce'],
  ['gpu_memcpy', 'Memcpy HtoD'],
] as const;

const anyHostRow = fc.record({
  what: fc.constantFrom(...HOST_NAMES),
  tid: fc.constantFrom(1, 2),
  ts: fc.nat(100),
  dur: fc.nat(30),
});
const anyDeviceRow = fc.record({
  what: fc.constantFrom(...DEVICE_NAMES),
  stream: fc.constantFrom(7, 9),
  ts: fc.nat(120),
  dur: fc.nat(30),
  launch: fc.option(fc.record({ tid: fc.constantFrom(1, 2), ts: fc.nat(110), dur: fc.integer({ min: 1, max: 4 }) })),
});

/** Rows of a small trace: steps, calls on two threads, device work on two streams with or without a launch. */
const anyRows = fc
  .record({
    host: fc.array(anyHostRow, { maxLength: 12 }),
    device: fc.array(anyDeviceRow, { maxLength: 10 }),
    steps: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ host, device, steps }): TraceRow[] => [
    ...Array.from({ length: steps }, (_, k) => ({
      cat: 'user_annotation',
      name: `ProfilerStep#${k}`,
      pid: 10,
      tid: 1,
      ts: 10 + 30 * k,
      dur: 29,
    })),
    ...host.map(({ what, tid, ts, dur }) => ({ cat: what[0], name: what[1], pid: 10, tid, ts, dur })),
    ...device.flatMap(({ what, stream, ts, dur, launch }, k): TraceRow[] => [
      { cat: what[0], name: what[1], pid: 0, tid: stream, ts, dur, args: { device: 0, stream, correlation: k + 1 } },
      ...(launch === null
        ? []
        : [{ cat: 'cuda_runtime', name: 'cudaLaunchKernel', pid: 10, ...launch, args: { correlation: k + 1 } }]),
    ]),
    { cat: 'cpu_op', name: 'aten::empty', pid: 10, tid: 1, ts: 0, dur: 1 },
  ]);

function timelineOfRows(rows: readonly TraceRow[]): Timeline {
  const built = buildTimeline([scanOf(rows)]);
  if (!built.ok) throw new Error(inEnglish(built.failure.userMessage));
  return built.value;
}

/** Merged stretches of one class: what must not depend on which of several equal events is named as evidence. */
function classesOverTime(ledger: Ledger): { start: number; end: number; class: number }[] {
  const { pieces } = ledger.ranks[0]!;
  const merged: { start: number; end: number; class: number }[] = [];
  for (let p = 0; p < pieces.length; p++) {
    const last = merged.at(-1);
    if (last !== undefined && last.class === at(pieces.class, p)) last.end = at(pieces.end, p);
    else merged.push({ start: at(pieces.start, p), end: at(pieces.end, p), class: at(pieces.class, p) });
  }
  return merged;
}

const spread = (rows: readonly TraceRow[], by: (ts: number) => number): TraceRow[] =>
  rows.map((row) => ({
    ...row,
    ts: by(Number(row.ts)),
    dur: by(Number(row.ts) + Number(row.dur)) - by(Number(row.ts)),
  }));

describe('laws of the ledger', () => {
  it('pieces tile the time of the rank, and classes add up to each step', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const timeline = timelineOfRows(rows);
        const { pieces, perStep } = buildLedger(timeline).ranks[0]!;
        for (let p = 0; p < pieces.length; p++) {
          expect(at(pieces.end, p)).toBeGreaterThan(at(pieces.start, p));
          if (p > 0) expect(at(pieces.start, p)).toBe(at(pieces.end, p - 1));
        }
        stepsOf(timeline, 0).forEach((step, index) => {
          const sum = perStep
            .slice(index * CLASS_COUNT, (index + 1) * CLASS_COUNT)
            .reduce((total, us) => total + us, 0);
          expect(sum).toBeCloseTo(step.end - step.start, 3);
        });
      }),
    );
  });

  it('device classes over the span equal the figures of the whole', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const { pieces, whole } = buildLedger(timelineOfRows(rows)).ranks[0]!;
        if (whole.spanUs === 0) return;
        const time = new Float64Array(CLASS_COUNT);
        for (let p = 0; p < pieces.length; p++) time[at(pieces.class, p)]! += at(pieces.end, p) - at(pieces.start, p);
        expect(time[0]).toBeCloseTo(whole.computeUs, 6);
        expect(time[1]).toBeCloseTo(whole.exposedCommunicationUs, 6);
        expect(time[2]).toBeCloseTo(whole.exposedCopyUs, 6);
        expect(whole.busyUs + whole.idleUs).toBeCloseTo(whole.spanUs, 6);
      }),
    );
  });

  it('the order of events in the file changes nothing', () => {
    fc.assert(
      fc.property(
        anyRows.chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }))),
        ([rows, shuffled]) => {
          const ledger = buildLedger(timelineOfRows(rows));
          const other = buildLedger(timelineOfRows(shuffled));
          expect(classesOverTime(other)).toEqual(classesOverTime(ledger));
          expect(other.ranks[0]!.whole).toEqual(ledger.ranks[0]!.whole);
        },
      ),
    );
  });

  it('shifting all times changes nothing, scaling them scales the ledger', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const ledger = buildLedger(timelineOfRows(rows));
        const shifted = buildLedger(timelineOfRows(spread(rows, (ts) => ts + 4_000_000_000)));
        expect(classesOverTime(shifted)).toEqual(classesOverTime(ledger));
        const scaled = buildLedger(timelineOfRows(spread(rows, (ts) => ts * 8)));
        const wanted = classesOverTime(ledger).map((one) => ({ ...one, start: one.start * 8, end: one.end * 8 }));
        expect(classesOverTime(scaled)).toEqual(wanted);
      }),
    );
  });

  it('the mean classes of the summary add up to the mean step', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const summary = buildLedger(timelineOfRows(rows)).summary[0]!;
        const sum = CLASSES.reduce((total, { key }) => total + summary.classes[key], 0);
        expect(sum).toBeCloseTo(summary.meanStepUs, 6);
      }),
    );
  });
});
