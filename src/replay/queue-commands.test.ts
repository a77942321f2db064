import { describe, expect, it } from 'vitest';
import { buildLedger } from '../ledger/build-ledger.ts';
import { microRun } from '../test/micro-run.ts';
import { buildGraph } from './build-graph.ts';
import { edgesOfKind } from './edge-index.ts';
import { predict } from './predict.ts';
import { type ReplayGraph } from './graph.ts';

function graphOf(text: string): ReplayGraph {
  const timeline = microRun(text);
  return buildGraph(timeline, buildLedger(timeline));
}

const stepUs = (graph: ReplayGraph, compute: number): number =>
  predict(graph, { levers: { compute } }).prediction.predictedStepUs;

describe('devices that write the commands of their queues', () => {
  it('a wait lasts until the other stream has come to its record, and is no compute', () => {
    const graph = graphOf(`
      r0 main     launch1@0+0>k1  launch2@0+0>k2
      r0 stream7  k1@0+100        record1@100+1
      r0 stream8  await1@0+101=8<7  k2@120+50
      r0 steps    0 170
    `);
    expect(edgesOfKind(graph, 'eventWait')).toHaveLength(1);
    expect(stepUs(graph, 2)).toBeCloseTo(50 + 1 + 19 + 25, 0);
  });

  it('jobs of all streams take turns on the grid where no two ever overlap', () => {
    const jobs = Array.from({ length: 16 }, (_, k) => k);
    const drawn = (record: string): ReplayGraph =>
      graphOf(`
        r0 main     ${jobs.map((k) => `launch${k}@0+0>k${k}`).join(' ')}
        ${[0, 1]
          .map(
            (s) =>
              `r0 stream${7 + s} ${jobs
                .filter((k) => k % 2 === s)
                .map((k) => `k${k}@${25 * k}+10`)
                .join(' ')} ${record}`,
          )
          .join('\n')}
        r0 steps    0 400
      `);
    const grid = drawn('record@390+1');
    expect(edgesOfKind(grid, 'inferredWait')).toHaveLength(15);
    expect(stepUs(grid, 0.5)).toBeCloseTo(400 + 160, 0);
    expect(edgesOfKind(drawn(''), 'inferredWait')).toHaveLength(0);
  });
});
