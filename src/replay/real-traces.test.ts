import { inEnglish } from '../base/say.ts';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scanTrace } from '../ingest/scan-trace.ts';
import { openSource } from '../ingest/source.ts';
import { buildLedger } from '../ledger/build-ledger.ts';
import { buildTimeline } from '../model/build-timeline.ts';
import { type Timeline } from '../model/timeline.ts';
import { traceFile, traceNames } from '../test/traces.ts';
import { buildGraph } from './build-graph.ts';
import { gateOf } from './gate.ts';
import { type ReplayGraph } from './graph.ts';
import { leverStates } from './lever-states.ts';
import { leverRow } from './levers.ts';
import { predict } from './predict.ts';
import { replay } from './replay.ts';
import { retime } from './retime.ts';

async function open(...names: string[]): Promise<{ timeline: Timeline; graph: ReplayGraph }> {
  const scans = [];
  for (const name of names) {
    const source = await openSource({
      kind: 'blob',
      name: basename(name),
      blob: new Blob([readFileSync(traceFile(name)!)]),
    });
    if (!source.ok) throw new Error(inEnglish(source.failure.userMessage));
    const scan = await scanTrace(source.value, () => undefined);
    if (!scan.ok) throw new Error(inEnglish(scan.failure.userMessage));
    scans.push(scan.value);
  }
  const built = buildTimeline(scans);
  if (!built.ok) throw new Error(inEnglish(built.failure.userMessage));
  return { timeline: built.value, graph: buildGraph(built.value, buildLedger(built.value)) };
}

/** The median of uneven steps may grow; the time of all of them together does not, but for where the first begins. */
const sumOf = (graph: ReplayGraph, steps: Float64Array): number =>
  steps.subarray(graph.firstStep, graph.lastStep).reduce((sum, us) => sum + us, 0);

const single = ['pairs', 'pytorch', 'small'].flatMap((folder) => traceNames(folder));
const ranks = traceNames('multirank/dlrm-8ranks');
const before = 'pairs/resnet50-workers0.pt.trace.json.gz';
const after = 'pairs/resnet50-workers4.pt.trace.json.gz';
const queueFull = 'pytorch/resnet-v100-fractional-us-queue-full.pt.trace.json.gz';
const missing = (...names: string[]): boolean => names.some((name) => traceFile(name) === undefined);

describe.skipIf(single.length === 0)('every public PyTorch trace', () => {
  it.each(single)(
    '%s: without levers the replay is the measured run, and no lever slows it',
    async (name) => {
      const { timeline, graph } = await open(name);
      const gate = gateOf(graph);
      expect(gate.identityErrorUs).toBeLessThan(1e-3);
      expect(graph.facts.droppedInCycles).toBe(0);
      expect(inEnglish(gate.reason)).toMatch(/\.$/);
      const measured = predict(graph, { levers: {} }).prediction;
      expect(measured.predictedStepUs).toBeCloseTo(measured.measuredStepUs, 3);
      for (const lever of leverStates(graph)) {
        if (leverRow(lever.key).unit === 'times faster')
          expect(sumOf(graph, lever.removedStepsUs)).toBeLessThanOrEqual(1.02 * sumOf(graph, measured.steps));
        if (!lever.available) expect(inEnglish(lever.reason!)).toMatch(/[.]$/);
        if (!lever.available) expect(lever.removedStepUs).toBeCloseTo(measured.measuredStepUs, 3);
      }
      const same = retime(timeline, graph, replay(graph, { levers: {} }));
      for (let i = 0; i < timeline.events.length; i++) {
        if (Math.abs(same.events.start[i]! - timeline.events.start[i]!) > 1)
          throw new Error(`event ${i} of ${name} moved`);
      }
    },
    120_000,
  );
});

describe.skipIf(missing(before, after))(`${before} and ${after}: a data-loading fix that was measured`, () => {
  it('removing the loader predicts a step nearer the measured one than subtraction does', async () => {
    const { graph } = await open(before);
    const fixed = (await open(after)).graph;
    const { measuredStepUs, predictedStepUs } = predict(graph, { levers: { data: Infinity } }).prediction;
    const measuredAfterUs = predict(fixed, { levers: {} }).prediction.measuredStepUs;
    const subtractedUs = 107_000;
    expect(measuredStepUs).toBeCloseTo(176_341, -2);
    expect(measuredAfterUs).toBeCloseTo(126_606, -2);
    expect(predictedStepUs).toBeGreaterThan(112_000);
    expect(predictedStepUs).toBeLessThan(132_000);
    expect(Math.abs(predictedStepUs - measuredAfterUs)).toBeLessThan(Math.abs(subtractedUs - measuredAfterUs));
    expect(Math.abs(gateOf(graph).explainedErrorPercent)).toBeLessThanOrEqual(3);
    expect(Math.abs(gateOf(fixed).explainedErrorPercent)).toBeLessThanOrEqual(3);
  });
});

describe.skipIf(missing(queueFull))(queueFull, () => {
  it('is limited by the device, through a launch queue of 1022', async () => {
    const { graph } = await open(queueFull);
    expect(graph.facts.queueDepth).toBe(1022);
    const { measuredStepUs, predictedStepUs, steps } = predict(graph, { levers: { compute: 2 } }).prediction;
    expect(predictedStepUs).toBeLessThan(0.55 * measuredStepUs);
    expect(steps.at(-1)! / measuredStepUs).toBeCloseTo(0.5, 1);
  });
});

describe.skipIf(ranks.length < 2)('multirank/dlrm-8ranks', () => {
  it('the ranks meet at their collectives: most of their time is waiting for the last to arrive, not transfer', async () => {
    const { graph } = await open(...ranks);
    expect(graph.facts.matchedCollectives).toBe(8);
    const gate = gateOf(graph);
    expect(gate.identityErrorUs).toBeLessThan(1e-3);
    const { measuredStepUs, predictedStepUs } = predict(graph, { levers: { communication: Infinity } }).prediction;
    expect(predictedStepUs / measuredStepUs).toBeGreaterThan(0.95);
  });
});
