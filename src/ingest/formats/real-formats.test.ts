import { inEnglish } from '../../base/say.ts';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, it } from 'vitest';
import { buildLedger } from '../../ledger/build-ledger.ts';
import { buildTimeline } from '../../model/build-timeline.ts';
import { traceFile, traceNames } from '../../test/traces.ts';
import { type Scan } from '../event-columns.ts';
import { scanTrace } from '../scan-trace.ts';
import { openSource } from '../source.ts';

/** What each real trace is, by the beginning of its path. */
const EXPECTED: readonly (readonly [path: string, format: string])[] = [
  ['multirank/dlio', 'DFTracer'],
  ['multirank/dlrm', 'PyTorch/Kineto'],
  ['not-traces/', 'refused'],
  ['other-formats/dftracer', 'DFTracer'],
  ['other-formats/horovod', 'Horovod timeline'],
  ['other-formats/ibm-aiu', 'IBM AIU'],
  ['other-formats/megatron', 'Megatron pipeline'],
  ['other-formats/ray', 'Ray timeline'],
  ['other-formats/tensorflow1', 'TensorFlow 1 RunMetadata'],
  ['other-formats/tensorflow2', 'TensorFlow 2 profiler'],
  ['pairs/', 'PyTorch/Kineto'],
  ['pytorch/', 'PyTorch/Kineto'],
  ['small/', 'PyTorch/Kineto'],
];

const names = traceNames();

it.skipIf(names.length === 0).each(names.length === 0 ? ['every real trace'] : names)(
  '%s is recognised by its content',
  { timeout: 60_000 },
  async (name) => {
    const expected = EXPECTED.find(([path]) => name.startsWith(path))?.[1];
    expect(expected, 'a row in this table').toBeDefined();
    const opened = await openSource({ kind: 'blob', name: 'x', blob: new Blob([readFileSync(traceFile(name)!)]) });
    if (!opened.ok) throw new Error(inEnglish(opened.failure.userMessage));
    const result = await scanTrace(opened.value, () => undefined);
    expect(result.ok ? result.value.format : 'refused').toBe(expected);
  },
);

const dlio = traceNames('multirank/dlio-unet3d-8ranks');
it.skipIf(dlio.length === 0)(
  'multirank/dlio-unet3d-8ranks: eight files are eight ranks that load and compute',
  async () => {
    const scans = await Promise.all(dlio.map(scanNamed));
    const built = buildTimeline(scans);
    if (!built.ok) throw new Error(inEnglish(built.failure.userMessage));
    const { ranks } = built.value;
    expect(ranks.map(({ rank }) => rank)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    // Five epochs of five steps; each computes 1 361.8 ms (emulated), the rest is waiting for data.
    expect(ranks.map((rank) => rank.lastStep - rank.firstStep)).toEqual(Array.from({ length: 8 }, () => 25));
    for (const { classes } of buildLedger(built.value).summary) {
      expect(classes.compute).toBeGreaterThan(1_361_000);
      expect(classes.compute).toBeLessThan(1_363_000);
      expect(classes.data).toBeGreaterThan(500_000);
    }
  },
);

const megatron = traceNames('other-formats').filter((name) => name.includes('megatron'));
it.skipIf(megatron.length === 0)(
  'other-formats/megatronapp-pipeline4-merged: four stages of 20 iterations',
  async () => {
    const built = buildTimeline(await Promise.all(megatron.map(scanNamed)));
    if (!built.ok) throw new Error(inEnglish(built.failure.userMessage));
    expect(built.value.ranks.map((rank) => [rank.rank, rank.lastStep - rank.firstStep, rank.file])).toEqual([
      [0, 20, 0],
      [1, 20, 0],
      [2, 20, 0],
      [3, 20, 0],
    ]);
    expect(new Set(built.value.events.file)).toEqual(new Set([0]));
  },
);

async function scanNamed(name: string): Promise<Scan> {
  const blob = new Blob([readFileSync(traceFile(name)!)]);
  const opened = await openSource({ kind: 'blob', name: basename(name), blob });
  if (!opened.ok) throw new Error(inEnglish(opened.failure.userMessage));
  const result = await scanTrace(opened.value, () => undefined);
  if (!result.ok) throw new Error(inEnglish(result.failure.userMessage));
  return result.value;
}
