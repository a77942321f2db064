import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { item } from '../../base/at.ts';
import { buildLedger } from '../../ledger/build-ledger.ts';
import { buildTimeline } from '../../model/build-timeline.ts';
import { buildGraph } from '../../replay/build-graph.ts';
import { predict } from '../../replay/predict.ts';
import { scanned } from '../../test/scan-text.ts';

// Real traces, recorded by tools/capture/record_jax.py and record_tensorflow.py: a batch takes 30 ms to make, and a step a few.

const timelineOfFile = async (name: string) => {
  const file = new URL(`../../../fixtures/xla/${name}.json.gz`, import.meta.url);
  const built = buildTimeline([await scanned(gunzipSync(readFileSync(file)))]);
  if (!built.ok) throw new Error(built.failure.code);
  return built.value;
};

it.each(['jax-0.4.38-cpu.trace', 'jax-0.10.2-cpu.trace', 'jax-0.10.2-cpu-by-xprof'])(
  '%s: the pool is the device, and 30 ms of each numbered step are data loading',
  async (name) => {
    const timeline = await timelineOfFile(name);
    const ledger = buildLedger(timeline);
    const { classes, meanStepUs } = item(ledger.summary, 0);
    expect(timeline.format).toBe('JAX/XLA');
    expect(timeline.steps.map((step) => step.name)).toEqual(['Step 0', 'Step 1', 'Step 2', 'Step 3']);
    expect(item(timeline.ranks, 0).hasDevice).toBe(true);
    expect(classes.data).toBeGreaterThan(30_000);
    expect(classes.data).toBeLessThan(30_300);
    expect(classes.compute).toBeGreaterThan(0.8 * (meanStepUs - classes.data));
    expect(classes.unknown).toBe(0);
    // The host waits for each step's result: without compute, a step is its batch and little else.
    const { predictedStepUs } = predict(buildGraph(timeline, ledger), { levers: { compute: Infinity } }).prediction;
    expect(predictedStepUs).toBeGreaterThan(30_000);
    expect(predictedStepUs).toBeLessThan(meanStepUs - 0.7 * classes.compute);
  },
);

it('TensorFlow 2.21, from an xplane.pb by xprof: steps by step_num, waiting for tf.data is data loading', async () => {
  const timeline = await timelineOfFile('tensorflow-2.21-cpu-by-xprof');
  const { classes, meanStepUs } = item(buildLedger(timeline).summary, 0);
  expect(timeline.format).toBe('TensorFlow 2 profiler');
  expect(timeline.steps).toHaveLength(5);
  expect(item(timeline.ranks, 0).stepsWay).toBe('format');
  // A batch is made while the step before computes, so that the wait is the rest of its 30 ms.
  expect(classes.data).toBeGreaterThan(0.75 * meanStepUs);
  expect(classes.data + classes.compute).toBeGreaterThan(0.95 * meanStepUs);
});
