import { laneKey, micros } from '../src/base/brand.ts';
import { type OpenedTrace, type ReplayedTrace, type ReplayReady } from '../src/engine/protocol.ts';
import { CLASS_COUNT, CLASSES, classCode, type ClassKey } from '../src/ledger/classes.ts';
import { type RankLedger, type RankSummary } from '../src/ledger/ledger.ts';
import { SUBCLASS_COUNT } from '../src/ledger/subclasses.ts';
import { perClass, perSubclass } from '../src/ledger/summary.ts';
import { type Rank, type Step, type Timeline } from '../src/model/timeline.ts';

type Times = Partial<Record<ClassKey, number>>;

/** Two ranks, numbered 4 and 6, of two steps each; every time is in microseconds and chosen by hand. */
export function openedForTests(): OpenedTrace & ReplayReady {
  const perStep: readonly (readonly Times[])[] = [
    [
      { compute: 60_000, data: 40_000 },
      { compute: 60_000, data: 60_000 },
    ],
    [{ compute: 80_000, communication: 20_000 }, { compute: 120_000 }],
  ];
  const summary = perStep.map((steps, rank) => summaryOf(rank, steps));
  return {
    timeline: timeline(),
    ledger: { ranks: perStep.map((steps, rank) => rankLedger(rank, steps)), summary, patterns: [] },
    lanes: [],
    gate: { identityErrorUs: 0.25, explainedErrorPercent: -1.5, trust: 'green', reason: 'Well explained.' },
    figure: 'median',
    levers: [],
  };
}

/** Data loading removed: the first rank's steps fall to 60 and 70 ms, the second's stay. */
export function replayedForTests(): ReplayedTrace {
  const steps = Float64Array.of(60_000, 70_000, 100_000, 120_000);
  const prediction = { scenario: { levers: { data: Infinity } }, measuredStepUs: 110_000, predictedStepUs: 65_000 };
  return {
    prediction: { ...prediction, figure: 'median', speedup: 110 / 65, steps },
    lanes: [],
    ledger: { ranks: [], summary: [], patterns: [] },
  };
}

function timeline(): Timeline {
  const none = { length: 0, from: new Uint32Array(0), to: new Uint32Array(0), kind: new Uint8Array(0) };
  return {
    files: [
      { ...FILE, name: 'rank4.json', bytes: 1000, events: 7 },
      { ...FILE, name: 'rank6.json', bytes: 2000, events: 5 },
    ],
    format: 'PyTorch profiler (Kineto)',
    window: { start: micros(0), end: micros(220_000) },
    ranks: [rank(4, 0), rank(6, 2)],
    lanes: [
      {
        key: laneKey('r4/host/1/1'),
        rank: 0,
        kind: 'host',
        label: 'python',
        process: 'python',
        thread: '1',
        device: -1,
        stream: -1,
        first: 0,
        count: 12,
        rows: 1,
      },
    ],
    steps: [step(0, 1, 0, 100), step(0, 2, 100, 220), step(1, 1, 0, 100), step(1, 2, 100, 220)],
    strings: [],
    events: {
      length: 12,
      start: new Float64Array(12),
      end: new Float64Array(12),
      name: new Uint32Array(12),
      kind: new Uint8Array(12),
      lane: new Uint16Array(12),
      row: new Uint16Array(12),
      launcher: new Int32Array(12).fill(-1),
      parent: new Int32Array(12).fill(-1),
      file: new Uint16Array(12),
      offset: new Float64Array(12),
      byteLength: new Uint32Array(12),
    },
    links: none,
    extras: {
      length: 0,
      event: new Uint32Array(0),
      key: new Uint32Array(0),
      number: new Float64Array(0),
      text: new Uint32Array(0),
    },
    diagnostics: [{ code: 'cut-short', count: 2, message: 'events without an end' }],
  };
}

const FILE = { textBytes: 4000, packing: 'plain', fingerprint: 'f', format: 'kineto' } as const;

const rank = (number: number, firstStep: number): Rank => ({
  rank: number,
  worldSize: 8,
  label: `rank ${number}`,
  file: 0,
  device: undefined,
  lanes: [0],
  mainLane: 0,
  hasDevice: true,
  firstStep,
  lastStep: firstStep + 2,
  stepsWay: 'profiler',
  stepsFrom: 'ProfilerStep markers',
});

const step = (rank: number, number: number, startMs: number, endMs: number): Step => ({
  rank,
  name: `ProfilerStep#${number}`,
  start: micros(startMs * 1000),
  end: micros(endMs * 1000),
  event: -1,
});

function rankLedger(rank: number, steps: readonly Times[]): RankLedger {
  const perStep = new Float64Array(steps.length * CLASS_COUNT);
  steps.forEach((times, index) => {
    for (const { key } of CLASSES) perStep[index * CLASS_COUNT + classCode(key)] = times[key] ?? 0;
  });
  const whole = {
    spanUs: 210_000.125,
    busyUs: 150_000,
    idleUs: 60_000.125,
    computeUs: 120_000,
    communicationUs: 40_000,
    copyUs: 1,
    exposedCommunicationUs: 30_000,
    exposedCopyUs: 0,
  };
  const pieces = {
    length: 0,
    start: new Float64Array(0),
    end: new Float64Array(0),
    class: new Uint8Array(0),
    sub: new Uint8Array(0),
    rule: new Uint8Array(0),
    cause: new Int32Array(0),
    next: new Int32Array(0),
  };
  return { rank, whole, pieces, perStep, perStepSub: new Float64Array(steps.length * SUBCLASS_COUNT) };
}

function summaryOf(rank: number, steps: readonly Times[]): RankSummary {
  const mean = (key: ClassKey): number => steps.reduce((sum, times) => sum + (times[key] ?? 0), 0) / steps.length;
  const classes = perClass(mean);
  return {
    rank,
    steps: 2,
    oddSteps: 0,
    medianStepUs: 110_000,
    meanStepUs: 110_000,
    minStepUs: 100_000,
    maxStepUs: 120_000,
    classes,
    subclasses: perSubclass(() => 0),
  };
}
