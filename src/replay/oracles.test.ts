import { describe, expect, it } from 'vitest';
import { inEnglish } from '../base/say.ts';
import { buildLedger } from '../ledger/build-ledger.ts';
import { microRun } from '../test/micro-run.ts';
import { buildGraph, type GraphOptions } from './build-graph.ts';
import { EDGE_KINDS, INFERRED, type ReplayGraph } from './graph.ts';
import { leverEvidence } from './lever-evidence.ts';
import { predict } from './predict.ts';
import { replay } from './replay.ts';
import { type Scenario } from './scenario.ts';

/** Micro-traces whose answers are worked out by hand. Microseconds throughout. */
function graphOf(text: string, options: GraphOptions = {}): ReplayGraph {
  const timeline = microRun(text);
  return buildGraph(timeline, buildLedger(timeline), options);
}

const total = (graph: ReplayGraph, levers: Scenario['levers']): number =>
  predict(graph, { levers }).prediction.predictedStepUs;
const kindsOf = (graph: ReplayGraph): string[] => Array.from(graph.edgeKind, (kind) => EDGE_KINDS[kind]!);

/** End of the last node of a lane. */
function laneEnd(graph: ReplayGraph, levers: Scenario['levers'], lane: number): number {
  const { time } = replay(graph, { levers });
  let last = 0;
  for (let node = 0; node < graph.nodeCount; node++)
    if (graph.resource[node] === lane) last = Math.max(last, time[2 * node + 1]!);
  return last;
}

describe('O1: a collective overlaps compute', () => {
  const graph = graphOf(`
    r0 main     launch1@0+0>k1a  launch2@2+0>c  launch3@3+0>k1b  launch4@5+0>k2
    r0 sync     wait@1+0=20<7  wait@4+0=7<20
    r0 stream7  k1a@0+40  k1b@40+60  k2@100+20
    r0 stream20 c@40+60
  `);
  it.each([
    [{}, 120],
    [{ communication: 2 }, 120],
    [{ communication: 0.5 }, 180],
    [{ compute: 2 }, 90],
    [{ communication: Infinity }, 120],
    // The collective is launched at 2.
    [{ compute: Infinity }, 62],
  ])('%j takes %d', (levers, expected) => expect(total(graph, levers)).toBe(expected));
});

describe('O2: launches are the limit', () => {
  const launches = Array.from({ length: 10 }, (_, i) => `launch${i}@${10 * i}+8>k${i}`).join(' ');
  const kernels = Array.from({ length: 10 }, (_, i) => `k${i}@${10 * i}+5`).join(' ');
  const graph = graphOf(`
    r0 main     ${launches}
    r0 stream7  ${kernels}
  `);
  it('the last kernel ends at 95, at 92.5 on a device twice as fast', () => {
    expect(laneEnd(graph, {}, 1)).toBe(95);
    expect(laneEnd(graph, { compute: 2 }, 1)).toBe(92.5);
  });
  it.each([2, 4])('a host %d times as fast leaves the device as the limit, at 50', (faster) => {
    expect(Math.max(...replay(graph, { levers: { launch: faster, framework: faster } }).time)).toBe(50);
  });
});

describe('O3: a full launch queue of two', () => {
  const graph = graphOf(
    `
    r0 main     launch0@0+1>k0  launch1@1+1>k1  launch2@2+8>k2  launch3@10+10>k3  launch4@20+10>k4
    r0 stream7  k0@0+10  k1@10+10  k2@20+10  k3@30+10  k4@40+10
  `,
    { queueDepth: 2 },
  );
  it('holds the host back as long as the device is busy', () => {
    expect([laneEnd(graph, {}, 0), laneEnd(graph, {}, 1)]).toEqual([30, 50]);
    expect([laneEnd(graph, { compute: 2 }, 0), laneEnd(graph, { compute: 2 }, 1)]).toEqual([15, 25]);
  });
});

describe('O5: a pageable copy waits for the device', () => {
  const graph = graphOf(`
    r0 main     launch@0+0>k  loader@0+50  copy@50+34>h  op@84+10
    r0 stream7  k@0+80  h@80+4
    r0 steps    0 94
  `);
  it('so that removing the loader gains nothing', () => {
    expect(total(graph, {})).toBe(94);
    expect(total(graph, { data: Infinity })).toBe(94);
  });
  it('until the device work before it is shorter', () => {
    expect(total(graph, { data: Infinity, compute: 2 })).toBe(54);
  });
});

describe('O6: a straggler before an all-reduce', () => {
  const rank = (r: number, compute: number): string => `
    r${r} main     launch1@0+0>k  launch2@0+0>c
    r${r} stream7  k@0+${compute}
    r${r} stream20 c@${compute}+${35 - compute}
    r${r} steps    0 35`;
  const graph = graphOf([10, 10, 10, 30].map((compute, r) => rank(r, compute)).join('\n'));
  it('only the transfer after the last arrival is communication', () => {
    expect(graph.facts.matchedCollectives).toBe(1);
    expect(total(graph, {})).toBe(35);
    expect(total(graph, { communication: 2 })).toBe(32.5);
    expect(total(graph, { communication: Infinity })).toBe(30);
    expect(total(graph, { compute: 2 })).toBe(20);
  });
  it('clocks that differ change nothing (O15)', () => {
    const late = `
      r1 main     launch1@1000+0>k  launch2@1000+0>c
      r1 stream7  k@1000+10
      r1 stream20 c@1010+25
      r1 steps    1000 1035`;
    const skewed = graphOf([rank(0, 10), late, rank(2, 10), rank(3, 30)].join('\n'));
    expect(skewed.clockUs[1]).toBe(1000);
    expect(total(skewed, {})).toBe(35);
    expect(total(skewed, { communication: 2 })).toBe(32.5);
  });
});

describe('O9: gradient buckets queue on one stream', () => {
  const graph = graphOf(`
    r0 main     launch1@0+0>k1  launch2@2+0>c1  launch3@3+0>k2  launch4@5+0>c2  launch5@6+0>k3  launch6@8+0>c3  launch7@9+0>k4  launch8@11+0>c4
    r0 sync     wait@1+0=20<7   wait@4+0=20<7   wait@7+0=20<7   wait@10+0=20<7
    r0 stream7  k1@0+10  k2@10+10  k3@20+10  k4@30+10
    r0 stream20 c1@10+15  c2@25+15  c3@40+15  c4@55+15
  `);
  it.each([
    [{}, 70],
    [{ communication: 2 }, 47.5],
    [{ communication: 3 }, 45],
    [{ communication: Infinity }, 40],
    // One message of 60 when k4 is done; two of 30.
    [{ buckets: 4 }, 100],
    [{ buckets: 2 }, 80],
    // The link is busy from 10 on, whatever the parts: nothing is gained.
    [{ buckets: 0.5 }, 70],
    // Transfers of 7.5. In two parts the last half is ready at 40 and alone is left.
    [{ communication: 2, buckets: 0.5 }, 43.75],
    [{ communication: 2, buckets: 0.25 }, 41.875],
  ])('%j ends at %d', (levers, expected) => expect(total(graph, levers)).toBe(expected));
  it('are four', () => expect(inEnglish(leverEvidence(graph, 'buckets').note!)).toBe('Up to 4 buckets in a step.'));
});

describe('loader workers that make a batch every 10 ms, for a step that needs 4 ms', () => {
  const graph = graphOf(`
    r0 main    workers0@0+10000  launch0@10000+4000>k0  workers1@14000+6000  launch1@20000+4000>k1  workers2@24000+6000  launch2@30000+4000>k2
    r0 stream7 k0@10000+4000     k1@20000+4000          k2@30000+4000
  `);
  it('set the pace: the device may be slower or faster without any gain or loss', () => {
    expect(graph.facts.workerPaced).toBe(2);
    expect([1, 2, 0.75].map((compute) => Math.round(total(graph, { compute })))).toEqual([34000, 34000, 34000 + 1333]);
  });
  it('until they are fast enough; taking a ready batch (1500) takes what it took', () => {
    // The first call waits 4000 longer than the workers' pace explains.
    expect(total(graph, { data: 2 })).toBe(4000 + 3 * (1500 + 4000));
  });
});

describe('O16: no synchronisation rows in the trace', () => {
  const graph = graphOf(`
    r0 main     launch1@0+0>k1a  launch2@0+0>k1b  launch3@0+0>c  launch4@0+0>k2
    r0 stream7  k1a@0+40  k1b@40+60  k2@100+20
    r0 stream20 c@40+60
  `);
  it('waits between streams are inferred and flagged', () => {
    const inferred = kindsOf(graph).flatMap((kind, e) => (kind === 'inferredWait' ? [graph.confidence[e]] : []));
    expect(inferred).toEqual([INFERRED, INFERRED]);
    expect(graph.facts.inferred).toBe(2);
  });
});
