import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXAMPLE_JOBS } from '../synth/example-jobs.ts';
import { writeKineto } from '../synth/kineto.ts';
import { simulate } from '../synth/simulate.ts';
import { intervalsOf, readReference, type ReferenceEntry } from '../test/reference-reader.ts';
import { traceFile } from '../test/traces.ts';
import { releaseKernel, takeKernel } from './scan/kernel.ts';
import { TextScanner } from './scan/text-scanner.ts';

/** Cuts, flips, insertions and chunk boundaries in all: shared out over the texts and both scanners. `WHYSTALL_RUNS` asks for more. */
const RUNS = Number(process.env['WHYSTALL_RUNS'] ?? 10_000);
/** Each text is a piece of a trace of about this size, so that thousands of them are read in seconds. */
const PIECE_BYTES = 2000;

const REAL = [
  'small/event-sync-multi-stream.json.gz',
  'small/kineto-docs-after-fix.json',
  'multirank/dlrm-8ranks/rank0.json',
  'pairs/resnet50-workers0.pt.trace.json.gz',
  'other-formats/tensorflow2-tiny.trace.json.gz',
];

const text = (bytes: Buffer): Buffer => (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes);

/** Some events of a trace from its first timed one on, as a small whole trace. */
function piece(bytes: Buffer): Buffer {
  const entries = readReference(bytes.subarray(0, 600_000));
  const first = Math.max(0, entries.findIndex((entry) => intervalsOf([entry]).length > 0) - 1);
  const some: string[] = [];
  for (let k = first, size = 0; k < entries.length && size < PIECE_BYTES; k++) {
    some.push(entries[k]!.raw);
    size += entries[k]!.raw.length;
  }
  const head = '{"schemaVersion":1,"deviceProperties":[{"id":0,"name":"V100 \\"x\\""}],\n"traceEvents":[\n';
  return Buffer.from(`${head}${some.join(',\n')}\n],"traceName":"ü"}`);
}

/** Spans of asynchronous work, and stacks: what the traces above do not hold. */
const STACKED = [0, 1, 2, 3, 4, 5].flatMap((k) => [
  `{"ph":"X","name":"op ${k}","pid":1,"tid":2,"ts":${k * 10}.5,"dur":7,"args":{"Input Dims":[[2,${k}],[]]},"stack":["a.py(${k}): f","b \\"c\\""]}`,
  `{"ph":"b","cat":"net","id":"0x${k}","name":"fetch","pid":1,"tid":2,"ts":${k * 10}}`,
  `{"ph":"n","cat":"net","id2":{"local":"0x${k}"},"name":"asked","pid":1,"tid":2,"ts":${k * 10 + 1}}`,
  `{"ph":"e","cat":"net","id":"0x${k}","name":"fetch","pid":1,"tid":2,"ts":${k * 10 + 15}}`,
]);

const TEXTS: readonly (readonly [name: string, bytes: Buffer])[] = [
  ['synthetic', Buffer.from(writeKineto(simulate(EXAMPLE_JOBS[0]!.job), 0))] as const,
  ['spans and stacks', Buffer.from(`{"traceEvents":[${STACKED.join(',')}]}`)] as const,
  ...REAL.flatMap((name) => {
    const path = traceFile(name);
    return path === undefined ? [] : [[name, text(readFileSync(path))] as const];
  }),
].map(([name, bytes]) => [name, piece(bytes)] as const);

interface Damage {
  readonly at: number;
  readonly kind: 'cut' | 'flip' | 'insert' | 'remove';
  readonly bytes: readonly number[];
}

/** What damage does to a text, and where each byte of the damaged text was before; -1 for new ones. */
function damaged(whole: Buffer, damages: readonly Damage[]): { readonly bytes: Buffer; readonly from: Int32Array } {
  let bytes = whole;
  let from = Int32Array.from(whole.keys());
  for (const { at, kind, bytes: some } of damages) {
    const place = at % (bytes.length + 1);
    const added = kind === 'insert' ? some : kind === 'flip' ? some.slice(0, 1) : [];
    const gone = kind === 'insert' ? 0 : kind === 'flip' ? 1 : some.length;
    const end = kind === 'cut' ? bytes.length : Math.min(bytes.length, place + gone);
    bytes = Buffer.concat([bytes.subarray(0, place), Buffer.from(added), bytes.subarray(end)]);
    from = Int32Array.from([...from.subarray(0, place), ...added.map(() => -1), ...from.subarray(end)]);
  }
  return { bytes, from };
}

interface Found {
  readonly offsets: readonly number[];
  readonly lengths: readonly number[];
  readonly starts: readonly number[];
  readonly names: readonly string[];
  readonly held: number;
}

function scan(bytes: Uint8Array, sizes: readonly number[], withKernel: boolean): Found {
  const kernel = withKernel ? takeKernel() : undefined;
  const scanner = new TextScanner(kernel);
  for (let at = 0, count = 0; at < bytes.length; count++) {
    const size = sizes[count % sizes.length]!;
    scanner.push(bytes.subarray(at, at + size));
    at += size;
  }
  const { events } = scanner.finish();
  const strings = scanner.sink.strings.decodeAll();
  if (kernel !== undefined) releaseKernel(kernel);
  const { length, offset, byteLength, start, name } = events;
  return {
    offsets: [...offset],
    lengths: [...byteLength],
    starts: [...start].map((time) => time + scanner.sink.origin),
    names: [...name].map((id) => strings[id]!),
    held: length,
  };
}

/** Places, in the damaged text, of the events that stand in it byte for byte together with the event before them. */
function untouched(entries: readonly ReferenceEntry[], from: Int32Array, length: number): number[] {
  const placeOf = new Int32Array(length).fill(-1);
  from.forEach((was, place) => {
    if (was >= 0) placeOf[was] = place;
  });
  return entries.flatMap((entry, k) => {
    const first = entries[k - 1]?.start ?? Math.max(0, entry.start - 2);
    const shift = placeOf[first]! - first;
    for (let at = first; at < entry.end; at++) if (placeOf[at] !== at + shift || placeOf[at] === -1) return [];
    return [entry.start + shift];
  });
}

const anyDamage: fc.Arbitrary<Damage> = fc.record({
  at: fc.nat(1 << 20),
  kind: fc.constantFrom('cut', 'flip', 'flip', 'insert', 'insert', 'remove'),
  bytes: fc.array(fc.oneof(fc.nat(255), fc.constantFrom(0x22, 0x5c, 0x7b, 0x7d, 0x5b, 0x5d, 0x2c, 0x3a)), {
    minLength: 1,
    maxLength: 12,
  }),
});
const anySizes = fc.array(fc.integer({ min: 3, max: 1500 }), { minLength: 1, maxLength: 4 });

describe.each(TEXTS)('%s', (name, whole) => {
  const entries = intervalsOf(readReference(whole));
  const runs = Math.ceil(RUNS / TEXTS.length / 2);

  it('holds events to lose', () => expect(entries.length, name).toBeGreaterThan(2));

  it('cut anywhere, gives the events that the slow reader finds whole, and no others', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(fc.nat(whole.length), anySizes, fc.boolean(), (cut, sizes, withKernel) => {
        const bytes = whole.subarray(0, cut);
        const found = scan(bytes, sizes, withKernel);
        const expected = intervalsOf(readReference(bytes));
        expect(found.offsets).toEqual(expected.map(({ start }) => start));
        expect(found.lengths).toEqual(expected.map(({ start, end }) => end - start));
        expect(found.names).toEqual(expected.map(({ json }) => json['name'] ?? ''));
      }),
      { numRuns: runs },
    );
  });

  it(
    'damaged anyhow, ends with every event that the damage did not reach, the same with and without the kernel',
    { timeout: 60_000 },
    () => {
      fc.assert(
        fc.property(fc.array(anyDamage, { minLength: 1, maxLength: 3 }), anySizes, (damages, sizes) => {
          const { bytes, from } = damaged(whole, damages);
          const plain = scan(bytes, sizes, false);
          expect(scan(bytes, [bytes.length + 1], true)).toEqual(plain);
          const offsets = new Set(plain.offsets);
          const lost = [...untouched(entries, from, whole.length)].filter((place) => !offsets.has(place));
          // One damage may open a string or a bracket that swallows the event behind it, and no more than that one.
          expect(lost.length).toBeLessThanOrEqual(damages.length);
          expect(plain.held).toBeLessThanOrEqual(bytes.length / 2);
        }),
        { numRuns: runs },
      );
    },
  );
});
