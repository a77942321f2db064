import { describe, expect, it } from 'vitest';
import { buildLedger } from '../ledger/build-ledger.ts';
import { microRun } from '../test/micro-run.ts';
import { buildGraph } from './build-graph.ts';
import { leverEvidence } from './lever-evidence.ts';
import { predict } from './predict.ts';
import { type ReplayGraph } from './graph.ts';

function graphOf(text: string): ReplayGraph {
  const timeline = microRun(text);
  return buildGraph(timeline, buildLedger(timeline));
}

const stepUs = (graph: ReplayGraph, buckets: number): number =>
  predict(graph, { levers: { buckets } }).prediction.predictedStepUs;

describe('one bucket of three gradients, sent when the last is there', () => {
  const onCpu = (grad: string): ReplayGraph =>
    graphOf(`
      r0 main   op1@0+10000 ${grad}1@10000+100 op2@10100+10000 ${grad}2@20100+100 op3@20200+10000 ${grad}3@30200+100 op9@39400+600
      r0 comm   gloo1@30400+9000
      r0 steps  0 40000
    `);

  it('in three parts, each as late after its gradient as the whole was: what is left after the last is a third', () => {
    const graph = onCpu('grad');
    expect(stepUs(graph, 1 / 3)).toBeCloseTo(30_400 + 3000 + 600, 3);
    expect(stepUs(graph, 1 / 32)).toBeCloseTo(30_400 + 3000 + 600, 3);
    expect(stepUs(graph, 2)).toBeCloseTo(40_000, 3);
  });

  it('faster gradients: the parts queue on the link', () => {
    const { predictedStepUs } = predict(onCpu('grad'), { levers: { buckets: 1 / 3, compute: 10 } }).prediction;
    expect(predictedStepUs).toBeCloseTo(1010 + 100 + 9000 + 60, -2);
  });

  it('where no op is named as accumulating gradients the lever is off', () => {
    expect(leverEvidence(onCpu('grad'), 'buckets').available).toBe(true);
    expect(leverEvidence(onCpu('op'), 'buckets').available).toBe(false);
    expect(stepUs(onCpu('op'), 1 / 3)).toBeCloseTo(40_000, 3);
  });

  it('with a device a gradient is there when the work launched for it is done', () => {
    const graph = graphOf(`
      r0 main     launch1@0+10>k1 grad1@10+5 launch2@20+10>k2 grad2@30+5 launch3@40+10>k3 grad3@50+5 launch9@60+10>c9
      r0 stream7  k1@10+1000 k2@1010+1000 k3@2010+1000
      r0 stream20 c9@3010+900
      r0 steps    0 3910
    `);
    expect(stepUs(graph, 1 / 3)).toBeCloseTo(3010 + 300, 0);
  });
});
