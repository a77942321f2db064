import { describe, expect, it } from 'vitest';
import { buildLedger } from '../ledger/build-ledger.ts';
import { EXAMPLE_JOBS } from '../synth/example-jobs.ts';
import { timelineOfJob } from '../test/timeline-of-job.ts';
import { decodeLink } from '../view/link.ts';
import { KNOWN_BOUNDS, KNOWN_NAMES, LEVER_BOUNDS, LEVER_KEYS } from '../view/link-names.ts';
import { buildGraph } from './build-graph.ts';
import { predict } from './predict.ts';

/** Hashes that people and machines may write: values at the bounds and beyond. */
const levers = LEVER_KEYS.flatMap((key) => {
  const { least, most } = LEVER_BOUNDS[key];
  return [least, most, 999.99999].map((value) => `${key}=${value}`).concat(`${key}=inf`);
});
const facts = KNOWN_NAMES.flatMap((key) => {
  const { most } = KNOWN_BOUNDS[key];
  return [0, most].map((value) => `known.${key}=${value}&workers=8&cache=0.5&messageSize=2&slice=0.5`);
});

describe.each(['data-bound', 'ddp-straggler'])('%s: whatever a link asks, the answer is a number', (id) => {
  it('of every lever and every fact', { timeout: 240_000 }, async () => {
    const timeline = await timelineOfJob(EXAMPLE_JOBS.find((example) => example.id === id)!.job);
    const graph = buildGraph(timeline, buildLedger(timeline));
    let moved = 0;
    for (const hash of [...levers, ...facts]) {
      const { scenario } = decodeLink(`#${hash}`).view;
      if (Object.keys(scenario.levers).length > 0) moved++;
      const { prediction } = predict(graph, scenario);
      expect(Number.isFinite(prediction.predictedStepUs), hash).toBe(true);
      expect(prediction.predictedStepUs, hash).toBeGreaterThanOrEqual(0);
      expect(
        [...prediction.steps].every((us) => Number.isFinite(us) && us >= 0),
        hash,
      ).toBe(true);
    }
    expect(moved).toBeGreaterThan(LEVER_KEYS.length);
  });
});
