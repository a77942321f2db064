import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXAMPLE_JOBS } from '../synth/example-jobs.ts';
import { writeKineto } from '../synth/kineto.ts';
import { simulate } from '../synth/simulate.ts';
import { sourceOf } from '../test/scan-text.ts';
import { traceFile, traceNames } from '../test/traces.ts';
import { filterOf, type Keep } from '../engine/scan-task.ts';
import { type Scan } from './event-columns.ts';
import { FileParts } from './file-parts.ts';
import { originOf, scanPart } from './scan-part.ts';
import { scanTrace } from './scan-trace.ts';
import { type Result } from '../base/result.ts';

interface Apart {
  readonly result: Result<Scan>;
  /** Parts in which others read something, and the events in them. */
  readonly parts: number;
  readonly events: number;
}

const nothing = (): void => undefined;
const whole = (bytes: Uint8Array, keep?: Keep): Promise<Result<Scan>> =>
  scanTrace(sourceOf(bytes), nothing, undefined, filterOf(keep));

/** A text read by many: one from its beginning, and each part from `cuts` on by another, all but every `own`th of them. */
async function apart(bytes: Uint8Array, cuts: readonly number[], own = 0, keep?: Keep): Promise<Apart> {
  const source = sourceOf(bytes);
  const origin = await originOf(source.blob);
  const parts = new FileParts(
    [...new Set(cuts)].sort((a, b) => a - b),
    bytes.length,
  );
  const told: number[] = [];
  const found = { parts: 0, events: 0 };
  for (let k = 1; origin !== undefined; k++) {
    const taken = parts.take();
    if (taken === undefined) break;
    const part = await scanPart(source.blob, { ...taken, origin }, nothing, filterOf(keep, true));
    taken.onRead(own > 0 && k % own === 0 ? undefined : structuredClone(part));
    if (part === undefined) continue;
    taken.onProgress(part.to - part.from, part.read.met);
    found.parts++;
    found.events += part.read.met;
  }
  const result = await scanTrace(source, ({ bytesRead }) => told.push(bytesRead), undefined, filterOf(keep), parts);
  expect(told).toEqual([...told].sort((a, b) => a - b));
  if (result.ok) expect(told.at(-1)).toBe(bytes.length);
  return { result, ...found };
}

/** Compares columns as bytes: a million numbers one by one would take minutes. */
function expectSame(one: Result<Scan>, other: Result<Scan>): void {
  if (!one.ok || !other.ok) return expect(one).toEqual(other);
  for (const kind of ['events', 'flows', 'extras'] as const) {
    const [a, b] = [one.value[kind], other.value[kind]];
    expect(Object.keys(a)).toEqual(Object.keys(b));
    for (const [key, column] of Object.entries(a)) {
      const twin: unknown = Object.entries(b).find(([name]) => name === key)?.[1];
      if (!ArrayBuffer.isView(column) || !ArrayBuffer.isView(twin)) expect([key, column]).toEqual([key, twin]);
      else expect([kind, key, Buffer.compare(bytesOf(column), bytesOf(twin))]).toEqual([kind, key, 0]);
    }
  }
  const rest = ({ events: _, flows: _f, extras: _e, hints: _h, ...others }: Scan): unknown => others;
  expect(rest(one.value)).toEqual(rest(other.value));
}

const bytesOf = (view: ArrayBufferView): Buffer => Buffer.from(view.buffer, view.byteOffset, view.byteLength);

const evenly = (bytes: Uint8Array, parts: number): number[] =>
  Array.from({ length: parts - 1 }, (_, k) => Math.floor((bytes.length * (k + 1)) / parts));

const encode = (text: string): Buffer => Buffer.from(text);
const synthetic = encode(writeKineto(simulate(EXAMPLE_JOBS[0]!.job), 0));

/** Everything whose numbering or order depends on what was read before. */
const event = (k: number, more = ''): string =>
  `{"ph":"X","cat":"c${k % 5}","name":"op ${k % 23}","pid":${k % 3},"tid":"t${k % 4}","ts":${1.7e15 + k * 10}.${100 + (k % 900)},"dur":${k % 50}${more}}`;
const ODD = [
  (k: number) => `{"ph":"B","name":"b${k % 7}","pid":1,"tid":${k % 2},"ts":${1.7e15 + k * 10}}`,
  (k: number) => `{"ph":"E","pid":1,"tid":${k % 2},"ts":${1.7e15 + k * 10 + 5}}`,
  (k: number) => `{"ph":"s","id":${k % 2 ? k : `"0x${k}"`},"cat":"ac2g","pid":1,"tid":9,"ts":${1.7e15 + k}}`,
  (k: number) => `{"ph":"M","name":"thread_name","pid":${k % 3},"tid":"t${k % 4}","args":{"name":"thread ${k}"}}`,
  (k: number) =>
    event(k, `,"args":{"Collective name":"all${k % 3}","dtype":"f${k % 2}","In msg nelems":${k},"stream":${k}.5}`),
  (k: number) => event(k, `,"args":{"list":[{"a":1},{"ph":"X","ts":1},{"b":{}}],"text":"},{\\"ph\\":\\"X\\""}`),
  (k: number) =>
    `{"ph":"b","cat":"c${k % 2}","id":${k % 9},"name":"async ${k % 3}","pid":${k % 2},"ts":${1.7e15 + k * 10}}`,
  (k: number) => `{"ph":"n","cat":"c${k % 2}","id":${k % 9},"name":"moment ${k}","pid":1,"ts":${1.7e15 + k * 10}}`,
  (k: number) => `{"ph":"e","cat":"c${k % 2}","id":${k % 9},"name":"async ${k % 3}","pid":1,"ts":${1.7e15 + k * 10}}`,
  (k: number) =>
    `{"ph":"${'SF'[k % 2]!}","name":"old","id2":{"local":${k % 5}},"scope":"s${k % 2}","pid":1,"ts":${1.7e15 + k * 10}}`,
  (k: number) => `{"ph":"X","name":"no time ${k}"}`,
  (k: number) => event(k, ',"dur":-1'),
  (k: number) => `{"ph":"${'iIRC'[k % 4]!}","name":"mark ${k}","s":"t","pid":1,"tid":${k % 5},"ts":${1.7e15 + k * 10}}`,
  () => '{}',
];
const motley = encode(
  `{"schemaVersion":1,"deviceProperties":[{"id":0}],"traceEvents":[\n${Array.from({ length: 240 }, (_, k) =>
    k % 3 === 0 ? ODD[(k / 3) % ODD.length]!(k) : event(k),
  ).join(',\n  ')}\n],"distributedInfo":{"rank":3},"traceName":"x.json"}`,
);
const asLines = encode(Array.from({ length: 150 }, (_, k) => event(k)).join('\n'));
const asList = encode(`[${Array.from({ length: 150 }, (_, k) => event(k)).join(',')}]`);
const pretty = encode(JSON.stringify(JSON.parse(motley.toString()), null, 2));
const TEXTS = { motley, asLines, asList, pretty };

const cutsIn = (bytes: Uint8Array) => fc.array(fc.nat(bytes.length), { minLength: 1, maxLength: 6 });

describe.each(Object.entries(TEXTS))('%s', (_, bytes) => {
  it('is the same scan wherever it is split, whoever reads the parts', { timeout: 600_000 }, async () => {
    const window = { startUs: 1000, endUs: 2000, launchReachUs: 500 };
    const keeps: readonly (Keep | undefined)[] = [
      undefined,
      { kind: 'window', window },
      { kind: 'marks', stepPattern: 'op 7' },
    ];
    const wholes = await Promise.all(keeps.map((keep) => whole(bytes, keep)));
    expect(wholes).toMatchObject([{ ok: true }, { ok: true }, { ok: true }]);
    const check = async (cuts: readonly number[], own: number, how: number): Promise<void> =>
      expectSame((await apart(bytes, cuts, own, keeps[how])).result, wholes[how]!);
    await fc.assert(fc.asyncProperty(cutsIn(bytes), fc.nat(4), fc.nat(2), check), {
      numRuns: Number(process.env['WHYSTALL_RUNS'] ?? 25),
    });
  });
});

it('most events are read apart', async () => {
  const { parts, events, result } = await apart(motley, evenly(motley, 5));
  expect(parts).toBe(4);
  expect(result.ok && events / result.value.events.length).toBeGreaterThan(0.7);
});

it('a part of a file without any time is left to its own reader', async () => {
  const timeless = encode(`{"traceEvents":[${Array.from({ length: 99 }, (_, k) => ODD[3]!(k)).join(',')}]}`);
  const split = await apart(timeless, evenly(timeless, 4));
  expectSame(split.result, await whole(timeless));
});

const anyDamage = fc.array(
  fc.record({
    at: fc.nat(1 << 20),
    gone: fc.nat(12),
    put: fc.array(fc.oneof(fc.nat(255), fc.constantFrom(...encode('"\\{}[],:'))), { maxLength: 8 }),
    cut: fc.boolean(),
  }),
  { minLength: 1, maxLength: 4 },
);

describe.each([
  ['motley', motley],
  ['synthetic', synthetic.subarray(0, 40_000)],
])('%s, damaged anyhow', (_, sound) => {
  it('is the same scan wherever it is split', { timeout: 600_000 }, async () => {
    const check = async (
      damages: readonly { at: number; gone: number; put: number[]; cut: boolean }[],
      cuts: readonly number[],
    ) => {
      let bytes: Buffer = sound;
      for (const { at, gone, put, cut } of damages) {
        const place = at % bytes.length;
        const rest = cut && place > bytes.length / 2 ? [] : [bytes.subarray(place + gone)];
        bytes = Buffer.concat([bytes.subarray(0, place), Buffer.from(put), ...rest]);
      }
      expectSame((await apart(bytes, cuts)).result, await whole(bytes));
    };
    await fc.assert(fc.asyncProperty(anyDamage, cutsIn(sound), check), {
      numRuns: Number(process.env['WHYSTALL_RUNS'] ?? 40),
    });
  });
});

const names = traceNames();
describe.skipIf(names.length === 0)('real traces are the same scan in parts', () => {
  it.each(names)('%s', { timeout: 240_000 }, async (name) => {
    const file = readFileSync(traceFile(name)!);
    const bytes = file[0] === 0x1f ? gunzipSync(file) : file;
    const once = await whole(bytes);
    const split = await apart(bytes, evenly(bytes, 7));
    expectSame(split.result, once);
    if (once.ok && once.value.events.length > 1000) expect(split.parts).toBeGreaterThan(0);
  });
});
