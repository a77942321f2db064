import { describe, expect, it } from 'vitest';
import { inEnglish } from '../base/say.ts';
import { buildLedger } from '../ledger/build-ledger.ts';
import { microRun } from '../test/micro-run.ts';
import { attribute } from './attribution.ts';
import { buildGraph } from './build-graph.ts';
import { criticalPath, pathShares } from './critical-path.ts';
import { type ReplayGraph } from './graph.ts';
import { leverEvidence } from './lever-evidence.ts';
import { predict } from './predict.ts';
import { replay } from './replay.ts';
import { type Scenario } from './scenario.ts';
import { stepTimes } from './step-times.ts';
import { slowdownOf } from './actions/straggler-actions.ts';

/** `worldSize`: as if the other ranks of the job had not been recorded. */
function graphOf(text: string, worldSize?: number): ReplayGraph {
  const drawn = microRun(text);
  const ranks = drawn.ranks.map((rank) => ({ ...rank, worldSize: worldSize ?? rank.worldSize }));
  const timeline = { ...drawn, ranks };
  return buildGraph(timeline, buildLedger(timeline));
}

const stepUs = (graph: ReplayGraph, scenario: Scenario): number => predict(graph, scenario).prediction.predictedStepUs;

// A worker takes 1 ms more to hand a batch over, the main thread 1.5 ms to take it.
describe('O4 in a trace: the main thread makes a batch in 250 ms, a step computes for 100 ms', () => {
  const steps = [0, 1, 2, 3].map((k) => 350_000 * k);
  const graph = graphOf(`
    r0 main     ${steps.map((t, k) => `loader${k}@${t}+250000 launch${k}@${t + 250_000}+0>k${k} sync${k}@${t + 250_000}+100000`).join(' ')}
    r0 stream7  ${steps.map((t, k) => `k${k}@${t + 250_000}+100000`).join(' ')}
    r0 steps    ${[...steps, 1_400_000].join(' ')}
  `);
  it.each([
    [{}, 350_000],
    [{ workers: 0 }, 350_000],
    [{ workers: 1 }, 251_000],
    [{ workers: 2 }, 125_500],
    [{ workers: 2, data: 2 }, 101_500],
    [{ workers: 4 }, 101_500],
    [{ ready: 1 }, 101_500],
    [{ workers: 4, compute: 2 }, 62_750],
  ])('%j: a step of %d', (levers, expected) =>
    expect(Math.abs(stepUs(graph, { levers }) / expected - 1)).toBeLessThan(0.002),
  );
});

describe('O6: a straggler before an all-reduce, evened out', () => {
  const rank = (r: number, compute: number): string => `
    r${r} main     launch1@0+0>k  launch2@0+0>c
    r${r} stream7  k@0+${compute}
    r${r} stream20 c@${compute}+${35 - compute}
    r${r} steps    0 35`;
  const graph = graphOf([10, 10, 10, 30].map((compute, r) => rank(r, compute)).join('\n'));
  it('all at the mean: 20, a slowdown of 1.75; the slow rank like the others: 15', () => {
    expect(stepUs(graph, { levers: { stragglers: 1 } })).toBe(20);
    expect(slowdownOf(35, 20)).toBe(1.75);
    expect(stepUs(graph, { levers: { stragglers: 1 }, ranks: [3] })).toBe(15);
    expect(stepUs(graph, { levers: { stragglers: 0.5 }, ranks: [3] })).toBe(25);
  });
  it('says who is last', () =>
    expect(inEnglish(leverEvidence(graph, 'stragglers').note!)).toBe(
      'Rank 3 arrives last at 100\u202f% of the collectives.',
    ));
});

describe('O10: two branches of 100 side by side', () => {
  const graph = graphOf(`
    r0 main     launch1@0+0>k  launch2@0+0>c
    r0 stream7  k@0+100
    r0 stream20 c@0+100
    r0 steps    0 100
  `);
  it('removing either gains nothing, both 100: each has a share of 50', () => {
    const rows = attribute(graph).classes.filter(({ lever }) => lever === 'compute' || lever === 'communication');
    expect(rows.map(({ removeOneUs, addOneUs, shapleyUs }) => [removeOneUs, addOneUs, Math.round(shapleyUs)])).toEqual([
      [0, 100, 50],
      [0, 100, 50],
    ]);
  });
});

describe('O14: one rank of four; its all-reduce takes 5 once all have arrived', () => {
  const usual = Array.from({ length: 12 }, (_, i) => i);
  const graph = graphOf(
    `
    r0 main     ${usual.map((i) => `launch${i}@0+0>c${i}`).join(' ')} launch20@60+0>k  launch21@60+0>c20
    r0 stream7  k@60+10
    r0 stream20 ${usual.map((i) => `c${i}@${5 * i}+5`).join(' ')} c20@70+25
    r0 steps    0 60 95
  `,
    4,
  );
  const second = (peers: 'kept' | 'lockstep' | 'frozen'): number => {
    const { time } = replay(graph, { levers: { compute: 2 } }, { peers });
    return stepTimes(graph, time)[1]!;
  };
  it('compute twice as fast: between 20, all ranks being faster, and 35, the others being as late as they were', () => {
    expect(second('lockstep')).toBe(20);
    expect(second('frozen')).toBe(35);
    expect(second('kept')).toBe(30);
  });
  it('the lever on communication leaves the waiting alone, and says so: 20 in two steps', () => {
    expect(stepTimes(graph, replay(graph, { levers: { communication: Infinity } }).time)[1]).toBe(30);
    const { notes } = predict(graph, { levers: { communication: Infinity } }).prediction;
    expect(notes?.map(inEnglish).join(' ')).toMatch(
      /calls of the first rank, 10(\.0)?\s*.s a step are taken for waiting for other ranks/,
    );
    expect(predict(graph, { levers: { compute: 2 } }).prediction.notes).toEqual([]);
  });
});

describe('calls that wait for the device', () => {
  const graph = graphOf(`
    r0 main     launch0@0+10>k0  sync0@10+110  launch1@220+10>k1  op9@230+100
    r0 stream7  k0@10+100        k1@230+100
    r0 steps    0 330
  `);
  it('return at once: the host runs ahead', () => {
    expect(leverEvidence(graph, 'syncs').sites).toEqual([{ site: 'cudaDeviceSynchronize', calls: 1, waitedUs: 100 }]);
    expect(stepUs(graph, { levers: { syncs: 1 } })).toBeLessThan(250);
    expect(stepUs(graph, { levers: { syncs: 1 }, syncSites: ['another'] })).toBe(330);
  });
});

describe('the critical path', () => {
  const graph = graphOf(`
    r0 main     launch1@0+0>k1  launch2@0+0>c
    r0 stream7  k1@0+40
    r0 stream20 c@40+60
    r0 steps    0 100
  `);
  it('is what the end of the step waited for, without gaps', () => {
    const path = criticalPath(graph, replay(graph, { levers: {} }));
    const rows = Array.from({ length: path.length }, (_, i) => [path.start[i], path.end[i]]);
    expect(rows).toEqual([
      [0, 40],
      [40, 100],
    ]);
    expect(pathShares(path)).toEqual([
      { weightClass: 'communication', share: 0.6 },
      { weightClass: 'compute', share: 0.4 },
    ]);
  });
});
