import { type Failure } from '../base/failure.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { say } from '../base/say.ts';
import { type EngineClient } from '../app/engine-client.ts';
import { type LoadProgress } from '../app/session.ts';
import { createPrefsStorage, type PrefsStorage } from '../app/storage.ts';
import {
  type EngineSource,
  type OpenedTrace,
  type OpenOptions,
  type ReplayedTrace,
  type ReplayReady,
  type TraceOutline,
} from '../engine/protocol.ts';
import { buildLedger } from '../ledger/build-ledger.ts';
import { buildChartLanes } from '../ledger/chart-lanes.ts';
import { type LoadChoice } from '../model/timeline.ts';
import { type Attribution, type LeverState, type Scenario } from '../replay/scenario.ts';
import { type ExcerptChoice, type ExcerptFile } from '../engine/excerpt.ts';
import { type PackedRun } from '../engine/pack-run.ts';
import { timelineOf } from './timeline-of.ts';

/** A question to the fake engine, answered by the test when it likes. */
export interface Asked<Question, Answer> {
  readonly question: Question;
  readonly answer: (value: Answer) => void;
  readonly fail: (failure: Failure) => void;
  cancelled: boolean;
  accepted: boolean;
}

export interface FakeEngine {
  readonly client: EngineClient;
  readonly opens: Asked<readonly EngineSource[], OpenedTrace>[];
  /** The options that came with each of `opens`. */
  readonly openOptions: (OpenOptions | undefined)[];
  /** The part that each of `opens` asked for. */
  readonly openLoads: (LoadChoice | undefined)[];
  readonly outlines: Asked<readonly EngineSource[], TraceOutline>[];
  readonly compares: Asked<readonly EngineSource[], OpenedTrace>[];
  readonly accounts: Asked<OpenOptions, OpenedTrace>[];
  readonly prepares: Asked<undefined, ReplayReady>[];
  readonly replays: Asked<Scenario, ReplayedTrace>[];
  readonly levers: Asked<Scenario, readonly LeverState[]>[];
  readonly attributions: Asked<undefined, Attribution>[];
  readonly reads: Asked<readonly [file: number, offset: number, byteLength: number], string>[];
  readonly excerpts: Asked<ExcerptChoice, readonly ExcerptFile[]>[];
  readonly packs: Asked<ExcerptChoice | undefined, PackedRun>[];
  /** Reports progress of the latest open. */
  readonly progress: (progress: LoadProgress) => void;
  readonly crash: (failure: Failure) => void;
}

/** An engine that does nothing by itself. */
export function fakeEngine(): FakeEngine {
  const opens: FakeEngine['opens'] = [];
  const openOptions: FakeEngine['openOptions'] = [];
  const openLoads: FakeEngine['openLoads'] = [];
  const outlines: FakeEngine['outlines'] = [];
  const compares: FakeEngine['compares'] = [];
  const accounts: FakeEngine['accounts'] = [];
  const prepares: FakeEngine['prepares'] = [];
  const replays: FakeEngine['replays'] = [];
  const levers: FakeEngine['levers'] = [];
  const attributions: FakeEngine['attributions'] = [];
  const reads: FakeEngine['reads'] = [];
  const excerpts: FakeEngine['excerpts'] = [];
  const packs: FakeEngine['packs'] = [];
  let onProgress: (progress: LoadProgress) => void = () => undefined;
  const listeners: ((failure: Failure) => void)[] = [];

  function ask<Question, Answer>(list: Asked<Question, Answer>[], question: Question) {
    let settle: (result: Result<Answer>) => void = () => undefined;
    const done = new Promise<Result<Answer>>((resolve) => (settle = resolve));
    const asked: Asked<Question, Answer> = {
      question,
      answer: (value) => settle(ok(value)),
      fail: (failure) => settle(fail(failure)),
      cancelled: false,
      accepted: false,
    };
    list.push(asked);
    const cancel = (): void => {
      asked.cancelled = true;
      settle(fail({ code: 'cancelled', userMessage: 'Cancelled.' }));
    };
    const accept = (): void => void (asked.accepted = true);
    return { done, cancel, accept };
  }

  return {
    client: {
      sample: new Promise(() => undefined),
      start: () => undefined,
      open: (sources, report, options, load) => {
        onProgress = report;
        openLoads.push(load);
        openOptions.push(options);
        return ask(opens, sources);
      },
      outline: (sources) => ask(outlines, sources),
      compare: (sources) => ask(compares, sources),
      account: (options) => ask(accounts, options),
      prepare: () => ask(prepares, undefined),
      replay: (scenario) => ask(replays, scenario),
      levers: (scenario) => ask(levers, scenario),
      attribute: () => ask(attributions, undefined),
      readEvent: (file, offset, byteLength, report = () => undefined) => {
        onProgress = report;
        return ask(reads, [file, offset, byteLength]);
      },
      excerpt: (choice) => ask(excerpts, choice),
      pack: (choice) => ask(packs, choice),
      onCrash: (listener) => listeners.push(listener),
      dispose: () => undefined,
    },
    opens,
    openLoads,
    outlines,
    openOptions,
    compares,
    accounts,
    prepares,
    replays,
    levers,
    attributions,
    reads,
    excerpts,
    packs,
    progress: (progress) => onProgress(progress),
    crash: (failure) => listeners.forEach((listener) => listener(failure)),
  };
}

/** Lets promises that are settled already be heard. */
export const heard = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

const DRAWING = `
  r0 step    |.........|.........|.........
  r0 main    DDlL......DDlL......DDlL......
  r0 stream7 ....KKKKk.....KKKKk.....KKKKk.
`;

/** A drawing as the engine would give it. */
export function openedOf(
  drawing = DRAWING,
  files: readonly { name: string; bytes: number; fingerprint: string }[] = [],
): OpenedTrace {
  const drawn = timelineOf(drawing);
  const timeline = { ...drawn, files: drawn.files.map((file, index) => ({ ...file, ...files[index] })) };
  const ledger = buildLedger(timeline);
  return {
    timeline,
    ledger,
    lanes: buildChartLanes(timeline, ledger),
  };
}

const MOST_STEPS = 64;

/** A gate and levers that are made up. */
export const READY: ReplayReady = {
  gate: { identityErrorUs: 0, explainedErrorPercent: 1.5, trust: 'green', reason: 'within 3 %' },
  figure: 'median',
  levers: [
    {
      key: 'data',
      label: 'Data loading',
      classes: ['data'],
      available: true,
      reason: undefined,
      removedStepUs: 6000,
      removedStepsUs: new Float64Array(MOST_STEPS).fill(6000),
      curve: [],
    },
    {
      key: 'compute',
      label: 'Compute',
      classes: ['compute'],
      available: true,
      reason: undefined,
      removedStepUs: 5000,
      removedStepsUs: new Float64Array(MOST_STEPS).fill(5000),
      curve: [],
    },
    {
      key: 'communication',
      label: 'Communication',
      classes: ['communication'],
      available: false,
      reason: say`no collective in this trace`,
      removedStepUs: 10_000,
      removedStepsUs: new Float64Array(MOST_STEPS).fill(10_000),
      curve: [],
    },
  ],
};

/** A prediction that only carries its scenario. */
export const replayedOf = (scenario: Scenario, opened: OpenedTrace): ReplayedTrace => ({
  prediction: {
    scenario,
    measuredStepUs: 10_000,
    figure: 'median',
    predictedStepUs: 8000,
    speedup: 1.25,
    steps: Float64Array.of(8000, 8000, 8000),
  },
  lanes: [],
  ledger: opened.ledger,
});

/** Preferences of a browser that stores nothing. */
export const blockedPrefs = (): PrefsStorage =>
  createPrefsStorage(() => {
    throw new Error('blocked');
  });
