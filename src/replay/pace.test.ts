import { describe, expect, it } from 'vitest';
import { buildLedger } from '../ledger/build-ledger.ts';
import { microRun } from '../test/micro-run.ts';
import { CONTENTION } from './overlap.ts';
import { buildGraph } from './build-graph.ts';
import { type ReplayGraph } from './graph.ts';
import { predict } from './predict.ts';
import { type Scenario } from './scenario.ts';

const MS = 1000;
const STEPS = [0, 1, 2, 3];

/** Four steps: the main thread makes a batch, then launches what `device` draws, from when the batch is there, and waits for it. Milliseconds. */
function graphOf(
  loadMs: number,
  deviceMs: number,
  device: Readonly<Record<string, string>>,
  worldSize = 1,
): ReplayGraph {
  const at = (k: number): number => k * (loadMs + deviceMs) * MS;
  const host: string[] = [];
  const streams = Object.entries(device).map(([stream, drawn]) => {
    const words = STEPS.flatMap((k) =>
      drawn.split(' ').map((word) => {
        const [name = '', start = '', length = ''] = word.split(/[@+]/);
        return `${name}x${k}@${at(k) + (loadMs + Number(start)) * MS}+${Number(length) * MS}`;
      }),
    );
    return `r0 ${stream} ${words.join(' ')}`;
  });
  for (const k of STEPS) {
    const loaded = at(k) + loadMs * MS;
    host.push(`loader${k}@${at(k)}+${loadMs * MS}`);
    const names = Object.values(device).flatMap((drawn) => drawn.split(' ').map((word) => word.split('@')[0] ?? ''));
    names.forEach((name, i) => host.push(`launch${k}x${i}@${loaded}+0>${name}x${k}`));
    host.push(`sync${k}@${loaded}+${deviceMs * MS}`);
  }
  const borders = [...STEPS.map(at), at(STEPS.length)].join(' ');
  const drawn = microRun([`r0 main ${host.join(' ')}`, ...streams, `r0 steps ${borders}`].join('\n'));
  const timeline = { ...drawn, ranks: drawn.ranks.map((rank) => ({ ...rank, worldSize })) };
  return buildGraph(timeline, buildLedger(timeline));
}

const predictedMs = (graph: ReplayGraph, scenario: Scenario): number =>
  predict(graph, scenario).prediction.predictedStepUs / MS;

describe('where loaders set the pace, what else is asked counts too', () => {
  const alone = graphOf(50, 100, { stream7: 'k0@0+100' });
  it('micro-batches and chunks: the formula on the whole step', () => {
    const known = { stages: 4, microbatches: 4 };
    const loaded = predictedMs(alone, { levers: { workers: 4 } });
    const factor = (1 + 3 / 8) / (1 + 3 / 4);
    expect(predictedMs(alone, { levers: { workers: 4, microbatches: 8 }, known })).toBeCloseTo(loaded * factor, 3);
    expect(predictedMs(alone, { levers: { workers: 4, interleave: 2 }, known })).toBeCloseTo(loaded * factor, 3);
  });

  const waiting = graphOf(50, 130, { stream7: 'k1@0+20 k2@60+40 k3@120+10', stream20: 'c1@20+40 c2@100+20' });
  it('overlap: compute beside collectives is slower by the contention', () => {
    expect(predictedMs(waiting, { levers: { workers: 4 } })).toBeCloseTo(131.5, 3);
    const beside = 20 + 40 * (1 + CONTENTION) + 20 + 10;
    expect(predictedMs(waiting, { levers: { workers: 4, overlap: 1 } })).toBeCloseTo(beside + 1.5, 3);
  });

  const overlapping = graphOf(50, 40, { stream7: 'k0@0+40', stream20: 'c0@0+40' });
  it('no overlap: collectives and compute take turns beside another loader', () => {
    expect(predictedMs(overlapping, { levers: { workers: 4 } })).toBeCloseTo(41.5, 3);
    expect(predictedMs(overlapping, { levers: { workers: 4, overlap: -1 } })).toBeCloseTo(81.5, 3);
  });

  it('ranks that are not recorded: the ends of the bracket differ from the prediction', () => {
    const graph = graphOf(50, 60, { stream7: 'k0@0+20', stream20: 'c1@20+5 c2@25+5 c3@40+20' }, 4);
    const { bracket, predictedStepUs } = predict(graph, { levers: { workers: 4, compute: 2 } }).prediction;
    expect(bracket?.lockstepUs).toBeLessThan(predictedStepUs);
    expect(bracket?.frozenUs).toBeGreaterThan(predictedStepUs);
  });
});
