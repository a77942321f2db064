import { inEnglish } from '../base/say.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildLedger } from '../ledger/build-ledger.ts';
import { microRun } from '../test/micro-run.ts';
import { attribute, shapley } from './attribution.ts';
import { buildGraph } from './build-graph.ts';
import { longestPaths } from '../test/longest-paths.ts';
import { criticalPath } from './critical-path.ts';
import { edgesOfClass, ownEdge } from './edge-index.ts';
import { type ReplayGraph, weightCode } from './graph.ts';
import { leverEvidence } from './lever-evidence.ts';
import { LEVERS, type LeverKey } from './levers.ts';
import { replay, runGraph } from './replay.ts';
import { stepTimes } from './step-times.ts';

/** Kernels and collectives of one rank; each waits for what was launched before it. Microseconds. */
const work = fc.record({
  think: fc.integer({ min: 0, max: 30 }),
  own: fc.integer({ min: 1, max: 40 }),
  device: fc.integer({ min: 2, max: 120 }),
  what: fc.constantFrom('k', 'k', 'c', 'h'),
});
const program = fc.array(work, { minLength: 2, maxLength: 12 });
type Program = readonly { think: number; own: number; device: number; what: string }[];

interface Drawing {
  readonly rank?: number;
  /** Each kernel in two halves, of one launch. */
  readonly halves?: boolean;
  /** Order of the words of a line, which means nothing. */
  readonly reversed?: boolean;
}

function draw(actions: Program, { rank = 0, halves = false, reversed = false }: Drawing = {}): string {
  const host: string[] = [];
  const lines = { 7: [] as string[], 20: [] as string[] };
  let now = 0;
  let free = 0;
  actions.forEach(({ think, own, device, what }, i) => {
    now += think;
    const start = Math.max(now, free);
    free = start + device;
    const stream = lines[what === 'c' ? 20 : 7];
    const half = device / 2;
    const cut = halves && what === 'k';
    if (cut) stream.push(`${what}${i}a@${start}+${half} ${what}${i}b@${start + half}+${half}`);
    else stream.push(`${what}${i}@${start}+${device}`);
    const end = what === 'h' ? Math.max(now + own, free) : now + own;
    const launched = cut ? `${what}${i}a,${what}${i}b` : `${what}${i}`;
    host.push(`${what === 'h' ? 'copy' : 'launch'}${i}@${now}+${end - now}>${launched}`);
    now = end;
  });
  const order = (words: string[]): string => (reversed ? words.reverse() : words).join(' ');
  const end = Math.max(now, free);
  return Object.entries(lines)
    .filter(([, words]) => words.length > 0)
    .map(([stream, words]) => `r${rank} stream${stream} ${order(words)}`)
    .concat(`r${rank} main ${order(host)}`, `r${rank} steps 0 ${end}`)
    .join('\n');
}

function graphOf(text: string): ReplayGraph {
  const timeline = microRun(text);
  return buildGraph(timeline, buildLedger(timeline));
}

const stepOf = (graph: ReplayGraph, levers: Readonly<Partial<Record<LeverKey, number>>>): number =>
  stepTimes(graph, replay(graph, { levers }).time)[0]!;

const factor = fc.double({ min: 0.2, max: 8, noNaN: true });
const scaled = fc.constantFrom<LeverKey>('compute', 'communication', 'copy', 'launch', 'framework');

describe('laws of levers', () => {
  it('at its neutral value no lever changes anything', () => {
    fc.assert(
      fc.property(program, (actions) => {
        const graph = graphOf(draw(actions));
        for (const { key, neutral } of LEVERS)
          if (neutral !== undefined) expect(replay(graph, { levers: { [key]: neutral } }).time).toEqual(graph.observed);
      }),
      { numRuns: 20 },
    );
  });

  it('ix: a lever that is off changes nothing, and says why in a sentence', () => {
    fc.assert(
      fc.property(program, fc.constantFrom(...LEVERS), (actions, lever) => {
        const graph = graphOf(draw(actions));
        const evidence = leverEvidence(graph, lever.key);
        if (evidence.available) return;
        expect(inEnglish(evidence.reason!)).toMatch(/^[A-Z].*\.$/);
        const value = lever.unit === 'times faster' ? 2 : lever.max;
        expect(stepOf(graph, { [lever.key]: value })).toBeCloseTo(stepOf(graph, {}), 6);
      }),
      { numRuns: 60 },
    );
  });

  it('vii: in whatever order levers are given, the run is the same', () => {
    fc.assert(
      fc.property(program, scaled, scaled, factor, factor, (actions, a, b, x, y) => {
        fc.pre(a !== b);
        const graph = graphOf(draw(actions));
        expect(stepOf(graph, { [a]: x, [b]: y })).toBe(stepOf(graph, { [b]: y, [a]: x }));
      }),
      { numRuns: 40 },
    );
  });

  it('viii: the order of events in the file means nothing', () => {
    fc.assert(
      fc.property(program, scaled, factor, (actions, key, value) => {
        const one = stepOf(graphOf(draw(actions)), { [key]: value });
        expect(stepOf(graphOf(draw(actions, { reversed: true })), { [key]: value })).toBeCloseTo(one, 9);
      }),
      { numRuns: 40 },
    );
  });

  it('v: removing more never takes longer, and no run is shorter than one without its unexplained delays', () => {
    fc.assert(
      fc.property(program, scaled, factor, (actions, key, value) => {
        const graph = graphOf(draw(actions));
        const all = {
          compute: Infinity,
          communication: Infinity,
          copy: Infinity,
          launch: Infinity,
          framework: Infinity,
        };
        expect(stepOf(graph, all)).toBeLessThanOrEqual(stepOf(graph, { [key]: Infinity }) + 1e-9);
        const { weight, time } = replay(graph, { levers: { [key]: value } });
        const bare = new Float64Array(2 * graph.nodeCount);
        runGraph(graph, weight, bare, 'drop');
        bare.forEach((us, v) => expect(us).toBeLessThanOrEqual(time[v]! + 1e-9));
      }),
      { numRuns: 40 },
    );
  });

  it('vi: all removed leaves the longest path over what no lever scales; one removed, its exposed time less and no less than a path around it', () => {
    const classes = ['compute', 'communication', 'launch', 'think'] as const;
    const leverOf = (key: (typeof classes)[number]): LeverKey => (key === 'think' ? 'framework' : key);
    fc.assert(
      fc.property(program, fc.constantFrom(...classes), (actions, one) => {
        const graph = graphOf(draw(actions));
        const codes = classes.map(weightCode);
        const rest = graph.weight.map((us, e) => (codes.includes(graph.edgeClass[e]!) ? 0 : us));
        const all = Object.fromEntries(classes.map((key) => [leverOf(key), Infinity]));
        const removed = replay(graph, { levers: all }).time;
        longestPaths(graph, rest).forEach((us, v) => expect(removed[v]).toBeCloseTo(us, 6));
        const alone = stepOf(graph, { [leverOf(one)]: Infinity });
        const around = graph.weight.map((us, e) => (graph.edgeClass[e] === weightCode(one) ? -Infinity : us));
        const path = stepTimes(graph, longestPaths(graph, around))[0]!;
        if (Number.isFinite(path)) expect(alone).toBeGreaterThanOrEqual(path - 1e-6);
        const exposed = attribute(graph).classes.find(({ lever }) => lever === leverOf(one));
        if (exposed !== undefined) expect(alone).toBeCloseTo(stepOf(graph, {}) - exposed.removeOneUs, 6);
      }),
      { numRuns: 15 },
    );
  });

  it('xi: as a function of durations the time of every vertex is convex', () => {
    fc.assert(
      fc.property(program, scaled, factor, factor, (actions, key, a, b) => {
        const graph = graphOf(draw(actions));
        const at = (duration: number) => replay(graph, { levers: { [key]: 1 / duration } }).time;
        const [low, high, middle] = [at(a), at(b), at((a + b) / 2)];
        middle.forEach((us, v) => expect(us).toBeLessThanOrEqual((low[v]! + high[v]!) / 2 + 1e-6));
      }),
      { numRuns: 40 },
    );
  });

  it('xii: a kernel cut in two halves on its stream takes what it took', () => {
    fc.assert(
      fc.property(program, factor, (actions, value) => {
        const whole = stepOf(graphOf(draw(actions)), { compute: value });
        expect(stepOf(graphOf(draw(actions, { halves: true })), { compute: value })).toBeCloseTo(whole, 6);
      }),
      { numRuns: 40 },
    );
  });

  it('xiii: all weights and delays k times as long: the run is k times as long', () => {
    fc.assert(
      fc.property(program, scaled, factor, factor, (actions, key, value, k) => {
        // The latency of a copy does not grow with it.
        fc.pre(key !== 'copy');
        const graph = graphOf(draw(actions));
        const longer = { ...graph, weight: graph.weight.map((us) => us * k), slack: graph.slack.map((us) => us * k) };
        expect(stepOf(longer, { [key]: value })).toBeCloseTo(k * stepOf(graph, { [key]: value }), 6);
      }),
      { numRuns: 40 },
    );
  });

  it('xiv: ranks that do the same change nothing', () => {
    fc.assert(
      fc.property(program, scaled, factor, (actions, key, value) => {
        fc.pre(actions.some(({ what }) => what === 'c'));
        const alone = stepOf(graphOf(draw(actions)), { [key]: value });
        const twins = graphOf([0, 1, 2].map((rank) => draw(actions, { rank })).join('\n'));
        expect(stepOf(twins, { [key]: value })).toBeCloseTo(alone, 6);
        expect(stepOf(twins, { stragglers: 1 })).toBeCloseTo(stepOf(twins, {}), 6);
      }),
      { numRuns: 25 },
    );
  });

  it('x: work that ends early enough may take longer, up to its float', () => {
    fc.assert(
      fc.property(program, (actions) => {
        const graph = graphOf(draw(actions));
        const endUs = stepOf(graph, {});
        for (const e of edgesOfClass(graph, 'compute')) {
          const weight = graph.weight.slice();
          weight[e] = weight[e]! + floatOf(graph, e, endUs);
          const time = new Float64Array(2 * graph.nodeCount);
          runGraph(graph, weight, time);
          expect(stepTimes(graph, time)[0]).toBeCloseTo(endUs, 6);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('the critical path fills the step without gap or overlap', () => {
    fc.assert(
      fc.property(program, scaled, factor, (actions, key, value) => {
        const graph = graphOf(draw(actions));
        const replayed = replay(graph, { levers: { [key]: value } });
        const path = criticalPath(graph, replayed);
        let us = 0;
        for (let i = 0; i < path.length; i++) {
          us += path.end[i]! - path.start[i]!;
          if (i > 0) expect(path.start[i]).toBeGreaterThanOrEqual(path.end[i - 1]! - 1e-6);
        }
        expect(us).toBeCloseTo(stepTimes(graph, replayed.time)[0]!, 4);
      }),
      { numRuns: 40 },
    );
  });

  it('shares of all classes add up to what can be removed', () => {
    fc.assert(
      fc.property(program, (actions) => {
        const { classes, removableUs } = attribute(graphOf(draw(actions)));
        expect(classes.reduce((sum, { shapleyUs }) => sum + shapleyUs, 0)).toBeCloseTo(removableUs, 6);
      }),
      { numRuns: 15 },
    );
    expect(shapley(2, (removed) => [10, 7, 4, 0][removed]!)).toEqual([3.5, 6.5]);
  });
});

/** How much longer an edge may get without moving the end of the step: latest start of its target minus its ready time. */
function floatOf(graph: ReplayGraph, edge: number, endUs: number): number {
  const latest = new Float64Array(2 * graph.nodeCount).fill(Infinity);
  latest[graph.stepVertex[1]!] = graph.observed[graph.stepVertex[0]!]! + endUs;
  for (let k = graph.topo.length - 1; k >= 0; k--) {
    const v = graph.topo[k]!;
    for (let e = graph.offset[v]!; e < graph.offset[v + 1]!; e++) {
      const source = graph.source[e]!;
      latest[source] = Math.min(latest[source]!, latest[v]! - graph.slack[v]! - graph.weight[e]!);
    }
  }
  let target = 0;
  while (graph.offset[target + 1]! <= edge) target++;
  const readyUs = graph.observed[graph.source[edge]!]! + graph.weight[edge]!;
  const roomUs = latest[target]! - graph.slack[target]! - readyUs;
  return Number.isFinite(roomUs) ? Math.max(0, roomUs) : 0;
}

describe('the index of edges', () => {
  it('finds the own edge of a kernel', () => {
    const graph = graphOf('r0 main launch@0+1>k\nr0 stream7 k@2+5\nr0 steps 0 7');
    const kernel = Array.from(graph.nodeClass).indexOf(weightCode('compute'));
    expect(graph.weight[ownEdge(graph, kernel)]).toBe(5);
  });
});
