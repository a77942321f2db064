import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { traceFile, traceNames } from '../../test/traces.ts';
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

it.skipIf(names.length === 0).each(names)('%s is recognised by its content', { timeout: 60_000 }, async (name) => {
  const expected = EXPECTED.find(([path]) => name.startsWith(path))?.[1];
  expect(expected, 'a row in this table').toBeDefined();
  const opened = await openSource({ kind: 'blob', name: 'x', blob: new Blob([readFileSync(traceFile(name)!)]) });
  if (!opened.ok) throw new Error(opened.failure.userMessage);
  const result = await scanTrace(opened.value, () => undefined);
  expect(result.ok ? result.value.format : 'refused').toBe(expected);
});
