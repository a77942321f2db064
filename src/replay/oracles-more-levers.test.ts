import { describe, expect, it } from 'vitest';
import { inEnglish } from '../base/say.ts';
import { buildLedger } from '../ledger/build-ledger.ts';
import { EMPTY_JOB, type Job } from '../synth/job.ts';
import { microRun } from '../test/micro-run.ts';
import { timelineOfJob } from '../test/timeline-of-job.ts';
import { batchCosts } from './batch-costs.ts';
import { buildGraph } from './build-graph.ts';
import { type ReplayGraph } from './graph.ts';
import { leverEvidence } from './lever-evidence.ts';
import { leverStates } from './lever-states.ts';
import { predict } from './predict.ts';
import { type Scenario } from './scenario.ts';
import { type Timeline } from '../model/timeline.ts';

const graphOfTimeline = (timeline: Timeline): ReplayGraph => buildGraph(timeline, buildLedger(timeline));
const graphOf = (text: string): ReplayGraph => graphOfTimeline(microRun(text));
const stepUs = (graph: ReplayGraph, scenario: Scenario): number => predict(graph, scenario).prediction.predictedStepUs;
const reasonOf = (graph: ReplayGraph, key: Parameters<typeof leverEvidence>[1], scenario?: Scenario): string => {
  const { available, reason } = leverEvidence(graph, key, scenario);
  return available || reason === undefined ? '' : inEnglish(reason);
};

describe('L19, half of the GPU: one kernel fills a quarter of it, one all of it', () => {
  const graph = graphOf(`
    r0 main     launch1@0+0>k1  launch2@0+0>k2
    r0 stream7  k1@0+100%0.25   k2@100+100%4
    r0 steps    0 200
  `);
  it('the first takes what it took, the second twice as long', () =>
    expect(stepUs(graph, { levers: { slice: 0.5 } })).toBe(300));
  it('a fifth slows both', () => expect(stepUs(graph, { levers: { slice: 0.2 } })).toBeCloseTo(125 + 500, 4));
  it('what the user says counts before', () =>
    expect(stepUs(graph, { levers: { slice: 0.5 }, known: { gpuShare: 0.25 } })).toBe(200));
  it('two such slices do 2 x 200 / 300 of the work together', () =>
    expect(predict(graph, { levers: { slice: 0.5 } }).prediction.notes?.map(inEnglish)).toEqual([
      '2 such slices side by side, each with a job of its own: 1.33 times the work.',
    ]));
  it('says how full the GPU is', () =>
    expect(inEnglish(leverEvidence(graph, 'slice').note!)).toBe(
      'By their blocks, kernels fill 63\u202f% of the GPU while they run.',
    ));
  it('is off where most kernels do not say, and changes nothing then', () => {
    const silent = graphOf(`
      r0 main     launch1@0+0>k1  launch2@0+0>k2
      r0 stream7  k1@0+20%0.25    k2@20+180
      r0 steps    0 200
    `);
    expect(reasonOf(silent, 'slice')).toContain('is not in this trace');
    expect(stepUs(silent, { levers: { slice: 0.5 } })).toBe(200);
  });
});

describe('L3, items fetched at once: a batch of 100, half of it fetching, then 20 of compute', () => {
  const steps = [0, 1, 2, 3].map((k) => 120 * k);
  const graph = graphOf(`
    r0 main     ${steps.map((t, k) => `loader${k}@${t}+100 launch${k}@${t + 100}+0>k${k} sync${k}@${t + 100}+20`).join(' ')}
    r0 stream7  ${steps.map((t, k) => `k${k}@${t + 100}+20`).join(' ')}
    r0 steps    ${[...steps, 480].join(' ')}
  `);
  const known = { fetchShare: 0.5 };
  it.each([
    ['one at a time, as recorded', { levers: { concurrency: 1 }, known }, 120],
    ['five at once: 50 / 5', { levers: { concurrency: 5 }, known }, 80],
    [
      'the bandwidth is used up at 20',
      { levers: { concurrency: 5 }, known: { ...known, batchMB: 0.02, diskGBps: 1 } },
      90,
    ],
    ['two at once before', { levers: { concurrency: 4 }, known: { ...known, concurrency: 2 } }, 95],
    ['storage twice as fast besides', { levers: { concurrency: 5, fetch: 2 }, known }, 75],
  ] as const)('%s', (_, scenario, expected) => expect(stepUs(graph, scenario)).toBeCloseTo(expected, 6));
  it('is off where nothing tells fetching, and changes nothing then', () => {
    expect(reasonOf(graph, 'concurrency')).toContain('cannot be told apart');
    expect(stepUs(graph, { levers: { concurrency: 5 } })).toBe(120);
  });
  it('storage and preparing say the two extremes then', () => {
    const [fetch, prep] = leverStates(graph, { levers: {} }, { only: ['fetch', 'prep'] });
    expect(inEnglish(fetch!.reason!)).toMatch(/Were all of it fetching.* a step of 20\.0.µs; were none, nothing\.$/);
    expect(inEnglish(prep!.reason!)).toMatch(/Were all of it preparing.* a step of 20\.0.µs; were none, nothing\.$/);
    expect([fetch!.available, fetch!.removedStepUs]).toEqual([false, 120]);
  });
});

describe('L8, host work that you name: of 50 between two launches 30 are inside an op', () => {
  const graph = graphOf(`
    r0 main     launch1@0+10>k1  op1@20+30  op2@25+10  launch2@60+10>k2
    r0 stream7  k1@10+5          k2@70+5
    r0 steps    0 75
  `);
  it.each([
    [{ levers: { module: 2 }, module: 'aten::' }, 60],
    [{ levers: { module: Infinity }, module: '^aten::op$' }, 45],
    [{ levers: { module: 2, framework: 2 }, module: 'aten::' }, 42.5],
    [{ levers: { module: 2 }, module: 'another' }, 75],
    [{ levers: { module: 2 } }, 75],
  ] as const)('%j: %d', (scenario, expected) => expect(stepUs(graph, scenario)).toBeCloseTo(expected, 6));
  it('says what is missing, and where most of the time is', () => {
    expect(reasonOf(graph, 'module')).toContain('most host time between calls is inside aten::op.');
    expect(reasonOf(graph, 'module', { levers: {}, module: 'another' })).toContain('No host time');
    expect(inEnglish(leverEvidence(graph, 'module', { levers: {}, module: 'op' }).note!)).toContain('60\u202f%');
  });
});

/** A host that is too slow for its device: 200 us of framework before each launch, 50 us of Python after each op. */
const HOST_BOUND: Job = {
  ...EMPTY_JOB,
  steps: 6,
  warmupSteps: 2,
  host: { stepUs: 300, pythonUs: 50, thinkUs: 200, launchUs: 5, latencyUs: 4, handoffUs: 5, syncReturnUs: 5 },
  layers: Array.from({ length: 12 }, () => ({ op: 'linear' as const, forwardUs: [12], backwardUs: [12, 9] })),
  optimizerUs: [8],
};

describe('L8 on a simulated run', () => {
  it.each([2, 4])('the framework %d times as fast, Python as it was', async (f) => {
    const graph = graphOfTimeline(await timelineOfJob(HOST_BOUND));
    const turned = { ...HOST_BOUND, host: { ...HOST_BOUND.host, thinkUs: 200 / f } };
    const truth = stepUs(graphOfTimeline(await timelineOfJob(turned)), { levers: {} });
    const predicted = stepUs(graph, { levers: { module: f }, module: ':' });
    expect(Math.abs(predicted / truth - 1)).toBeLessThan(0.01);
    expect(stepUs(graph, { levers: {} }) / truth).toBeGreaterThan(1.2);
  });
});

/** A batch k times as large: each kernel has a part that does not grow, loading and the copy grow whole. */
const batchOf = (k: number): Job => ({
  ...EMPTY_JOB,
  steps: 6,
  warmupSteps: 2,
  loader: {
    workers: 0,
    prefetch: 2,
    fetchUs: 3000 + 2000 * k,
    prepUs: 1000 * k,
    jitter: 0,
    handlingUs: 0,
    slowEvery: 0,
    slowFactor: 1,
  },
  host: { stepUs: 50, pythonUs: 2, thinkUs: 2, launchUs: 4, latencyUs: 4, handoffUs: 5, syncReturnUs: 5 },
  layers: Array.from({ length: 8 }, () => ({
    op: 'conv2d' as const,
    forwardUs: [300 + 200 * k],
    backwardUs: [400 + 500 * k],
  })),
  optimizerUs: [100],
  input: { bytes: 4_000_000 * k, bandwidthGBps: 4, pinned: false },
  itemEachStep: true,
});

describe('L17: batches of 1 and 2 tell what a batch of 4 takes', async () => {
  const [one, two, four] = await Promise.all([1, 2, 4].map(async (k) => timelineOfJob(batchOf(k))));
  const side = (timeline: Timeline) => ({ timeline, ledger: buildLedger(timeline), rank: 0 });
  const graph = graphOfTimeline(one!);
  const truth = stepUs(graphOfTimeline(four!), { levers: {} });
  const costs = batchCosts(side(one!), side(two!));
  it('within 1 %, where one trace is off by more than 20 %', () => {
    if (costs.kind !== 'told') throw new Error(inEnglish(costs.reason));
    expect(costs.times).toBe(2);
    const predicted = stepUs(graph, { levers: { batch: 4 }, known: costs.known });
    expect(Math.abs(predicted / truth - 1)).toBeLessThan(0.01);
    expect(stepUs(graph, { levers: { batch: 4 } }) / truth).toBeGreaterThan(1.2);
    expect(stepUs(graph, { levers: {}, known: costs.known })).toBe(stepUs(graph, { levers: {} }));
    const { notes, speedup } = predict(graph, { levers: { batch: 4 }, known: costs.known }).prediction;
    expect(notes?.map(inEnglish)).toEqual([
      `A step does 4 times the work: per sample it is ${(4 * speedup).toFixed(2)} times as fast.`,
    ]);
  });
  it('two runs of one batch tell nothing', () =>
    expect(batchCosts(side(one!), side(one!))).toMatchObject({ kind: 'silent' }));
});
