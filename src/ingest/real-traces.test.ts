import { inEnglish } from '../base/say.ts';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { billionths, intervalsOf, memberText, readReference } from '../test/reference-reader.ts';
import { scanned, scanText } from '../test/scan-text.ts';
import { traceFile, traceNames } from '../test/traces.ts';
import { type Scan } from './event-columns.ts';
import { readEventText } from './read-event.ts';
import { scanTrace } from './scan-trace.ts';
import { openSource } from './source.ts';

const SLOW = 180_000;

function textOf(path: string): Buffer {
  const bytes = readFileSync(path);
  return bytes[0] === 0x1f ? gunzipSync(bytes) : bytes;
}

/** Entries of the event list by JSON.parse; line by line where the file has no commas. */
function parsedEvents(text: Buffer): Record<string, unknown>[] {
  // eslint-disable-next-line no-control-regex
  const source = text.toString('utf8').replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '\uFFFD');
  try {
    const json: unknown = JSON.parse(source);
    return Array.isArray(json) ? json : (json as { traceEvents: Record<string, unknown>[] }).traceEvents;
  } catch {
    const lines = source.split('\n').map((line) => line.replace(/,\s*$/, ''));
    return lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Record<string, unknown>);
  }
}

const textAt = (text: Buffer, { events }: Scan, row: number): string =>
  text.subarray(events.offset[row]!, events.offset[row]! + events.byteLength[row]!).toString('utf8');

/** Start and end of a row must be what the text says, to the last written digit. */
function expectExactTimes(scan: Scan, row: number, raw: string): void {
  const origin = BigInt(scan.originMicros) * 1_000_000_000n;
  const start = Number(billionths(memberText(raw, 'ts')!) - origin) / 1e9;
  const duration = Number(billionths(memberText(raw, 'dur') ?? '0')) / 1e9;
  expect(Math.abs(scan.events.start[row]! - start)).toBeLessThanOrEqual(Math.abs(start) * 1e-15);
  if (raw.includes('"ph": "X"')) expect(scan.events.end[row]).toBeCloseTo(start + duration, 6);
}

for (const name of traceNames().filter((file) => !file.startsWith('not-traces'))) {
  it(`reads ${name} as JSON.parse does`, { timeout: SLOW }, async () => {
    const path = traceFile(name)!;
    const opened = await openSource({ kind: 'blob', name: 'x', blob: new Blob([readFileSync(path)]) });
    if (!opened.ok) throw new Error(inEnglish(opened.failure.userMessage));
    const result = await scanTrace(opened.value, () => undefined);
    if (!result.ok) throw new Error(inEnglish(result.failure.userMessage));
    const scan = result.value;
    const text = textOf(path);
    const entries = parsedEvents(text);
    const intervals = entries.filter(({ ph, ts }) => (ph === 'X' || ph === 'B') && ts !== undefined);
    const flows = entries.filter(({ ph }) => typeof ph === 'string' && /^[stfiIR]$/.test(ph));
    expect(scan.events.length).toBe(intervals.length);
    expect(scan.flows.length).toBe(flows.length);
    expect(scan.file.textBytes).toBe(text.length);
    expect(
      scan.diagnostics.map(({ code }) => code).filter((code) => code !== 'no-phase' && code !== 'empty-entry'),
    ).toEqual([]);

    const step = Math.max(1, Math.floor(intervals.length / 200));
    for (let row = 0; row < intervals.length; row += step) {
      const interval = intervals[row]!;
      const raw = textAt(text, scan, row);
      expect(JSON.parse(raw)).toEqual(interval);
      expect(scan.strings[scan.events.name[row]!]).toBe(interval['name']);
      expect(scan.strings[scan.events.category[row]!]).toBe(interval['cat'] ?? '');
      const { process, thread } = scan.tracks[scan.events.track[row]!]!;
      expect([process, thread]).toEqual([memberText(raw, 'pid') ?? '', memberText(raw, 'tid') ?? '']);
      const { correlation, stream, device } = (interval['args'] ?? {}) as Record<string, number>;
      expect(scan.events.correlation[row]).toBe(correlation ?? -1);
      // Host calls of ROCm name a stream by its address; "no stream" may be written as 2^32 - 1.
      const isNumber = typeof stream === 'number' && stream !== 0xffffffff;
      expect(scan.events.stream[row]).toBe(isNumber ? stream : -1);
      expect(scan.events.device[row]).toBe(device ?? -1);
      expectExactTimes(scan, row, raw);
    }
    const last = intervals.length - 1;
    const back = await readEventText(opened.value, scan.events.offset[last]!, scan.events.byteLength[last]!);
    expect(back).toEqual({ ok: true, value: textAt(text, scan, last) });
  });
}

const FEW = [
  'multirank/dlrm-8ranks/rank0.json',
  'small/event-sync-multi-stream.json.gz',
  'small/kineto-docs-after-fix.json',
  'other-formats/horovod-timeline.json',
  'other-formats/ibm-aiu-attr-not-args.json',
  'other-formats/tensorflow2-tiny.trace.json.gz',
];

describe.each(FEW)('%s', (name) => {
  const path = traceFile(name);

  it.skipIf(path === undefined)('is the same scan whatever the chunk sizes', { timeout: SLOW }, async () => {
    const text = textOf(path!);
    const whole = await scanned(text);
    const sizes = fc.array(fc.integer({ min: 1, max: 70_000 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(sizes, async (chunkSizes) => {
        fc.pre(chunkSizes.reduce((a, b) => a + b) > text.length / 2000);
        const scan = await scanned(text, chunkSizes);
        expect(scan).toEqual(whole);
      }),
      { numRuns: 12 },
    );
  });

  it.skipIf(path === undefined)('cut anywhere, keeps every whole event', { timeout: SLOW }, async () => {
    const text = textOf(path!);
    const entries = intervalsOf(readReference(text));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: text.length - 1 }), async (cut) => {
        const result = await scanText(text.subarray(0, cut));
        const offsets = result.ok ? [...result.value.events.offset] : [];
        expect(offsets).toEqual(entries.filter(({ end }) => end <= cut).map(({ start }) => start));
      }),
      { numRuns: 40 },
    );
  });
});
