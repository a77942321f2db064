import { describe, expect, it } from 'vitest';
import { inEnglish } from '../base/say.ts';
import { buildLedger } from '../ledger/build-ledger.ts';
import { microRun } from '../test/micro-run.ts';
import { buildGraph } from './build-graph.ts';
import { type ReplayGraph } from './graph.ts';
import { predict } from './predict.ts';

function graphOf(text: string): ReplayGraph {
  const timeline = microRun(text);
  return buildGraph(timeline, buildLedger(timeline));
}

const STEPS = [0, 1, 2, 3];
/** A launch of 10, then 90 of Python; the kernel takes `kernelUs`, and nothing ever waits for it. */
const hostBound = (kernelUs: number): string => `
  r0 main     ${STEPS.map((k) => `launch${k}@${100 * k}+10>k${k}`).join(' ')} op9@399+1
  r0 stream7  ${STEPS.map((k) => `k${k}@${Math.max(100, kernelUs) * k + 10}+${kernelUs}`).join(' ')}
  r0 steps    0 100 200 300 400
`;

// host    [launch 10][ python 90          ][launch][ python ...
// device             [ kernel 60  ]                [ kernel 60 ]
describe('a host that waits for nothing: 100 a step, the device works for 60 of them', () => {
  const graph = graphOf(hostBound(60));
  it.each([
    [{}, 100],
    [{ compute: 2 }, 100],
    [{ framework: 1.5 }, 70],
    [{ framework: Infinity }, 60],
    [{ framework: Infinity, compute: 2 }, 30],
    [{ framework: Infinity, compute: 10 }, 10],
    [{ compute: 0.5 }, 120],
  ])('%j: a step of %d', (levers, expected) => {
    expect(predict(graph, { levers }).prediction.predictedStepUs).toBeCloseTo(expected, 6);
  });

  it('is no shorter than what its device works where it is the only step', () => {
    const one = graphOf(`
      r0 main     launch0@0+10>k0 launch1@50+10>k1 op9@99+1
      r0 stream7  k0@10+30 k1@80+40
      r0 steps    0 100
    `);
    const told = (levers: Record<string, number>) => predict(one, { levers }).prediction.predictedStepUs;
    expect(told({ framework: Infinity })).toBeCloseTo(70, 6);
    expect(told({ framework: Infinity, compute: 2 })).toBeCloseTo(35, 6);
    expect(told({ compute: 2 })).toBeCloseTo(100, 6);
  });

  it('says so where the device sets the pace, and only there', () => {
    const notes = (framework: number) => predict(graph, { levers: { framework } }).prediction.notes?.map(inEnglish);
    expect(notes(Infinity)?.join()).toContain('outruns the device');
    expect(notes(1.5)).toEqual([]);
  });
});

describe('a device that fell behind already: 120 a step for a host of 100', () => {
  const graph = graphOf(hostBound(120));
  it('the unchanged run is the measured one', () =>
    expect(predict(graph, { levers: {} }).prediction.predictedStepUs).toBe(100));
  it('a faster host gains nothing', () =>
    expect(predict(graph, { levers: { framework: Infinity } }).prediction.predictedStepUs).toBeCloseTo(100, 6));
});
