import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { traceFile, traceNames } from '../test/traces.ts';
import { releaseKernel, takeKernel } from './scan/kernel.ts';
import { TextScanner } from './scan/text-scanner.ts';

function columnsOf(bytes: Uint8Array, sizes: readonly number[]) {
  const kernel = takeKernel();
  const scanner = new TextScanner(kernel);
  for (let at = 0, count = 0; at < bytes.length; count++) {
    const size = sizes[count % sizes.length]!;
    scanner.push(bytes.subarray(at, at + size));
    at += size;
  }
  const { events } = scanner.finish();
  const strings = scanner.sink.strings.decodeAll();
  if (kernel !== undefined) releaseKernel(kernel);
  return { events, strings, oddities: scanner.sink.oddities.finish() };
}

const names = traceNames();
describe.skipIf(names.length === 0)('the same events come out whatever the chunk sizes', () => {
  it.each(names)('%s', { timeout: 240_000 }, (name) => {
    const file = readFileSync(traceFile(name)!);
    const bytes = file[0] === 0x1f ? gunzipSync(file) : file;
    const whole = columnsOf(bytes, [bytes.length]);
    for (const sizes of [[1 << 16], [262_147, 1, 4099]]) {
      const cut = columnsOf(bytes, sizes);
      expect(cut.events.length).toBe(whole.events.length);
      expect([...cut.events.offset.slice(-3)]).toEqual([...whole.events.offset.slice(-3)]);
      for (const key of ['start', 'end', 'name', 'track', 'correlation', 'offset', 'byteLength'] as const) {
        const [a, b] = [whole.events[key], cut.events[key]];
        const same = Buffer.from(a.buffer, a.byteOffset, a.byteLength).equals(
          Buffer.from(b.buffer, b.byteOffset, b.byteLength),
        );
        expect([key, same]).toEqual([key, true]);
      }
      expect(cut.strings).toEqual(whole.strings);
      expect(cut.oddities).toEqual(whole.oddities);
    }
  });
});
