import { beforeAll, describe, expect, it } from 'vitest';
import { inEnglish } from '../base/say.ts';
import { EMPTY_JOB, type Job, type PipelineJob } from '../synth/job.ts';
import { graphOfJob } from '../test/turn-knob.ts';
import { type ReplayGraph } from './graph.ts';
import { pipelineFactor } from './pipeline-bubble.ts';
import { pipelineShape, pipelineWork } from './pipeline-shape.ts';
import { predict } from './predict.ts';

const MICRO = 4;
/** Three stages, forward 1 ms and backward 2 ms a micro-batch, messages of 100 us and latency; the last stage's forwards are half as slow again. */
const job = (pipeline: Partial<PipelineJob> = {}): Job => ({
  ...EMPTY_JOB,
  ranks: 3,
  steps: 3,
  layers: [{ op: 'linear', forwardUs: [1000 * MICRO], backwardUs: [2000 * MICRO] }],
  straggler: { rank: 2, extraUs: 500 * MICRO, what: 'compute' },
  pipeline: {
    microbatches: MICRO,
    order: '1f1b',
    bytes: MICRO * 1_000_000,
    bandwidthGBps: 10,
    latencyUs: 20,
    ...pipeline,
  },
  itemEachStep: true,
});

describe('the schedule of a recorded pipeline', () => {
  let graph: ReplayGraph;
  beforeAll(async () => {
    graph = await graphOfJob(job());
  });

  it('has the compute of each stage, and messages', () => {
    const shape = pipelineShape(graph, 3, MICRO)!;
    expect(shape.order).toBe('1f1b');
    const work = pipelineWork(graph, shape, graph.observed, 'likely');
    const perPass = (us: ArrayLike<number>): number[] => Array.from(us, (one) => Math.round(one / MICRO));
    expect(perPass(work.forwardUs).slice(0, 2)).toEqual([1000, 1000]);
    expect(perPass(work.backwardUs).slice(0, 2)).toEqual([2000, 2000]);
    // On the last stage a forward and its backward stand together.
    expect(Math.round((work.forwardUs[2]! + work.backwardUs[2]!) / MICRO)).toBe(3500);
    expect(perPass(work.messageUs)).toEqual([110, 110]);
    expect(work.latencyUs).toBe(10);
  });

  it('all forwards first is told apart', async () => {
    expect(pipelineShape(await graphOfJob(job({ order: 'gpipe' })), 3, MICRO)?.order).toBe('gpipe');
  });

  it.each([
    ['other micro-batches than recorded', 3, 2 * MICRO],
    ['other stages than recorded', 4, MICRO],
  ])('is none with %s, which leaves the bubble that shows', (_, stages, microbatches) => {
    expect(pipelineShape(graph, stages, microbatches)).toBeUndefined();
    const scenario = { levers: { interleave: 2 }, known: { stages, microbatches } };
    const factor = pipelineFactor(graph, scenario, graph.observed);
    expect(factor).toBeGreaterThan(0.8);
    expect(factor).toBeLessThan(1);
  });

  it('is none where stages hold chunks already: their messages go round', async () => {
    const graph = await graphOfJob({ ...job({ chunks: 2, microbatches: 6 }), straggler: undefined });
    expect(pipelineShape(graph, 3, 6)).toBeUndefined();
    expect(pipelineShape(graph, 3, 12)).toBeUndefined();
  });

  it('says where latency, which sizes of one kind do not tell, makes a difference, and gives ends', () => {
    const known = { stages: 3, microbatches: MICRO };
    const { untold } = predict(graph, { levers: { microbatches: 64 }, known }).prediction;
    expect(inEnglish(untold!.sentence)).toContain('latency');
    expect(untold!.lowUs).toBeLessThan(untold!.highUs - 1000);
    expect(predict(graph, { levers: { microbatches: 5 }, known }).prediction.untold).toBeUndefined();
  });
});
