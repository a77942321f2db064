import { inEnglish } from '../base/say.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildLedger } from '../ledger/build-ledger.ts';
import { longestPaths } from '../test/longest-paths.ts';
import { microRun } from '../test/micro-run.ts';
import { buildGraph } from './build-graph.ts';
import { type ReplayGraph, weightCode } from './graph.ts';
import { gateOf } from './gate.ts';
import { leverStates } from './lever-states.ts';
import { predict } from './predict.ts';
import { replay } from './replay.ts';
import { medianStep } from './step-times.ts';

const SCALED = ['data', 'compute', 'communication'] as const;
type LeverKey = (typeof SCALED)[number];

type Action = { readonly think: number; readonly own: number; readonly device: number } & {
  readonly what: 'launch' | 'collective' | 'copy' | 'loader' | 'sync';
};

const action: fc.Arbitrary<Action> = fc.record({
  think: fc.integer({ min: 0, max: 30 }),
  own: fc.integer({ min: 1, max: 40 }),
  device: fc.integer({ min: 1, max: 120 }),
  what: fc.constantFrom('launch', 'launch', 'collective', 'copy', 'loader', 'sync'),
});
const program = fc.array(action, { minLength: 1, maxLength: 25 });
const lever = fc.constantFrom(...SCALED);
const faster = fc.oneof(fc.double({ min: 0.1, max: 10, noNaN: true }), fc.constant(Infinity));

/** Runs a program on one thread, a compute and a collective stream (each waits for the other's work before it), from `startUs` on. */
function runOf(actions: readonly Action[], startUs = 0): string {
  const host: string[] = [];
  const compute: string[] = [];
  const collective: string[] = [];
  let now = startUs;
  let free = startUs;
  actions.forEach(({ think, own, device, what }, i) => {
    now += think;
    if (what === 'loader') host.push(`loader${i}@${now}+${own}`);
    if (what === 'sync') {
      const end = Math.max(now + own, free);
      host.push(`sync${i}@${now}+${end - now}`);
      now = end;
      return;
    }
    if (what === 'launch' || what === 'collective' || what === 'copy') {
      const start = Math.max(now, free);
      free = start + device;
      const word = { launch: 'k', collective: 'c', copy: 'h' }[what];
      (what === 'collective' ? collective : compute).push(`${word}${i}@${start}+${device}`);
      const end = what === 'copy' ? Math.max(now + own, free) : now + own;
      host.push(`${what === 'copy' ? 'copy' : 'launch'}${i}@${now}+${end - now}>${word}${i}`);
      now = end;
      return;
    }
    now += own;
  });
  const end = Math.max(now, free);
  return [
    `r0 steps ${startUs} ${(startUs + end) / 2} ${end}`,
    `r0 main ${host.join(' ')}`,
    compute.length > 0 ? `r0 stream7 ${compute.join(' ')}` : '',
    collective.length > 0 ? `r0 stream20 ${collective.join(' ')}` : '',
  ].join('\n');
}

function graphOf(actions: readonly Action[], startUs = 0): ReplayGraph {
  const timeline = microRun(runOf(actions, startUs));
  return buildGraph(timeline, buildLedger(timeline));
}

const timesOf = (graph: ReplayGraph, key: LeverKey, value: number): Float64Array =>
  replay(graph, { levers: { [key]: value } }).time;

/*
 * What must hold of every replay, by number; the tests here and in laws-levers.test.ts bear the numbers in their names.
 *
 *     i     without levers: the measured run           viii  time shift, unit and order of events mean nothing
 *     ii    without residuals: what the gate shows      ix    a lever without nodes changes nothing
 *     iii   no circles                                  x     work with float may take longer
 *     iv    a lever goes up: nothing gets later         xi    convex in the durations
 *     v     bounds from below                           xii   a kernel in two halves changes nothing
 *     vi    all removed: the longest path of the rest   xiii  all times k times as long: so is the run
 *     vii   levers compose, in any order                xiv   ranks that do the same change nothing
 */
describe('laws of the replay', () => {
  it('ii: without residuals it is what the gate shows, and no later than measured', () => {
    fc.assert(
      fc.property(program, (actions) => {
        const graph = graphOf(actions);
        const explained = longestPaths(graph, graph.weight, 'drop');
        explained.forEach((us, v) => expect(us).toBeLessThanOrEqual(graph.observed[v]! + 1e-9));
        const measuredUs = medianStep(graph, graph.observed);
        fc.pre(measuredUs > 0);
        const { explainedErrorPercent, trust } = gateOf(graph);
        expect(explainedErrorPercent).toBeCloseTo((medianStep(graph, explained) / measuredUs - 1) * 100, 6);
        const error = Math.abs(explainedErrorPercent);
        if (error > 3) expect(trust).not.toBe('green');
        if (error > 10) expect(trust).toBe('locked');
      }),
    );
  });

  it('i: without levers it is the measured run', () => {
    fc.assert(
      fc.property(program, (actions) => {
        const graph = graphOf(actions);
        expect(gateOf(graph).identityErrorUs).toBeLessThan(1e-9);
      }),
    );
  });

  it('iii: every vertex is computed once, after all it waits for', () => {
    fc.assert(
      fc.property(program, (actions) => {
        const graph = graphOf(actions);
        const place = new Map(Array.from(graph.topo, (vertex, index) => [vertex, index]));
        expect(place.size).toBe(2 * graph.nodeCount);
        for (let v = 0; v < 2 * graph.nodeCount; v++) {
          for (let e = graph.offset[v]!; e < graph.offset[v + 1]!; e++)
            expect(place.get(graph.source[e]!)).toBeLessThan(place.get(v)!);
        }
        expect(graph.facts.droppedInCycles).toBe(0);
      }),
    );
  });

  it('iv: nothing gets later when a lever goes up', () => {
    fc.assert(
      fc.property(program, lever, faster, faster, (actions, key, a, b) => {
        const graph = graphOf(actions);
        const slow = timesOf(graph, key, Math.min(a, b));
        const fast = timesOf(graph, key, Math.max(a, b));
        for (let v = 0; v < slow.length; v++) expect(fast[v]).toBeLessThanOrEqual(slow[v]! + 1e-9);
      }),
    );
  });

  it('vii: twice as fast, then three times, is six times', () => {
    fc.assert(
      fc.property(program, lever, (actions, key) => {
        const graph = graphOf(actions);
        const scaled = graph.edgeClass.reduce((weights, row, e) => {
          if (row === weightCode(key)) weights[e] = weights[e]! / 2;
          return weights;
        }, graph.weight.slice());
        const twice = timesOf({ ...graph, weight: scaled }, key, 3);
        timesOf(graph, key, 6).forEach((time, v) => expect(twice[v]).toBeCloseTo(time, 6));
      }),
    );
  });

  it('ix: a lever without anything to act on changes nothing, and says so', () => {
    fc.assert(
      fc.property(program, faster, (actions, value) => {
        const graph = graphOf(
          actions.filter((one) => one.what !== 'loader').concat({ think: 0, own: 1, device: 1, what: 'launch' }),
        );
        expect(timesOf(graph, 'data', value)).toEqual(graph.observed);
        const state = leverStates(graph).find((row) => row.key === 'data')!;
        expect(state.available).toBe(false);
        expect(inEnglish(state.reason!)).toBe('No data-loading call is in this trace.');
      }),
    );
  });

  it('a prediction does not depend on what was asked before', () => {
    const alsoBatches = fc.constantFrom('accumulation', 'workers', 'overlap', ...SCALED);
    fc.assert(
      fc.property(program, alsoBatches, alsoBatches, fc.constantFrom(1, 2, 4), (actions, first, then, value) => {
        const asked = graphOf(actions);
        predict(asked, { levers: { [first]: value } });
        const { prediction } = predict(asked, { levers: { [then]: value } });
        expect(prediction).toEqual(predict(graphOf(actions), { levers: { [then]: value } }).prediction);
      }),
    );
  });

  it('viii: when the run starts later, so does everything, by as much', () => {
    fc.assert(
      fc.property(program, lever, faster, (actions, key, value) => {
        const early = graphOf(actions);
        const late = graphOf(actions, 1000);
        const shifted = timesOf(late, key, value);
        timesOf(early, key, value).forEach((time, v) => {
          if (early.event[v >> 1]! >= 0) expect(shifted[v]).toBeCloseTo(time + 1000, 6);
        });
      }),
    );
  });

  it('v: no stream does its work in less than the sum of its durations', () => {
    fc.assert(
      fc.property(program, fc.double({ min: 0.1, max: 10, noNaN: true }), (actions, value) => {
        const graph = graphOf(actions.concat({ think: 0, own: 1, device: 1, what: 'launch' }));
        const { time } = predict(graph, { levers: { compute: value } }).replayed;
        let busy = 0;
        for (let node = 0; node < graph.nodeCount; node++) {
          if (graph.nodeClass[node] === weightCode('compute'))
            busy += (graph.observed[2 * node + 1]! - graph.observed[2 * node]!) / value;
        }
        expect(Math.max(...time)).toBeGreaterThanOrEqual(busy - 1e-6);
      }),
    );
  });
});
