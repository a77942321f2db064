import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { EXAMPLE_JOBS } from '../../synth/example-jobs.ts';
import { writeKineto } from '../../synth/kineto.ts';
import { simulate } from '../../synth/simulate.ts';
import { traceFile, traceNames } from '../../test/traces.ts';
import { type Kernel, releaseKernel, takeKernel } from './kernel.ts';
import { TextScanner } from './text-scanner.ts';

/** Everything a scanner finds in a text that comes in chunks of the given sizes, over and over. */
function found(bytes: Uint8Array, sizes: readonly number[], kernel?: Kernel) {
  const scanner = new TextScanner(kernel);
  for (let at = 0, count = 0; at < bytes.length; count++) {
    const size = sizes[count % sizes.length]!;
    scanner.push(bytes.subarray(at, at + size));
    at += size;
  }
  const finished = scanner.finish();
  const { sink } = scanner;
  const { length, ...events } = finished.events;
  const { length: flowLength, ...flows } = finished.flows;
  const { length: extraLength, ...extras } = finished.extras;
  return {
    columns: { ...events, ...flows, ...extras, phases: sink.phases },
    rest: {
      lengths: [length, flowLength, extraLength],
      strings: sink.strings.decodeAll(),
      tracks: finished.tracks,
      labels: sink.labels,
      oddities: sink.oddities.finish(),
      origin: sink.origin,
      ends: [scanner.root, scanner.sawEnd, scanner.cutShort],
      members: scanner.members,
    },
  };
}

const sameBytes = (a: ArrayBufferView, b: ArrayBufferView): boolean =>
  Buffer.from(a.buffer, a.byteOffset, a.byteLength).equals(Buffer.from(b.buffer, b.byteOffset, b.byteLength));

/** The scan with the kernel and the scan without it must be the same, to the last bit. Gives how many events there are. */
function compare(bytes: Uint8Array, sizes: readonly number[]): number {
  const kernel = takeKernel()!;
  const expected = found(bytes, sizes);
  const actual = found(bytes, sizes, kernel);
  releaseKernel(kernel);
  expect(actual.rest).toEqual(expected.rest);
  for (const [key, column] of Object.entries(expected.columns)) {
    const other = Object.entries(actual.columns).find(([name]) => name === key)![1];
    if (!sameBytes(column, other)) expect([key, [...other]]).toEqual([key, [...column]]);
  }
  return expected.rest.lengths[0]!;
}

const SYNTHETIC = Buffer.from(writeKineto(simulate(EXAMPLE_JOBS.find(({ id }) => id === 'ddp-straggler')!.job), 0));

/** Events that the kernel takes, and next to each a twin that it has to leave, in as many ways as there are. */
const EVENTS = fc
  .record({
    ph: fc.constantFrom(
      'X',
      'X',
      'X',
      'X',
      's',
      'f',
      't',
      'i',
      'C',
      'B',
      'E',
      'M',
      'b',
      'e',
      'n',
      'S',
      'F',
      'v',
      'xx',
      '',
    ),
    name: fc.oneof(fc.constantFrom('aten::add', 'k<<1>>', 'thread_name'), fc.string({ unit: 'binary', maxLength: 40 })),
    cat: fc.constantFrom('kernel', 'cpu_op', 'ac2g', ''),
    pid: fc.constantFrom('1', '"1"', '"a b"', '-1', '18446744073709551615', 'null', '[1]'),
    tid: fc.constantFrom('7', '"stream 7"', '2', 'true'),
    ts: fc.constantFrom(
      '0',
      '1704161511420306.491',
      '"1704161511420307.25"',
      '12.5',
      '-3.5',
      '1e6',
      '.5',
      '"x"',
      'NaN',
    ),
    dur: fc.constantFrom('0', '2.5', '1.0000000009', '99999999999999999999', '-1', '"3"', '1e2', 'null', '3e15'),
    id: fc.constantFrom('5', '"5"', '"0x1f"', '007', '0', '123456789012345678', '-4', '""'),
    more: fc.constantFrom(
      '',
      ',"id2":{"local":"0x1"}',
      ',"id2": {"global" :7},"scope":"a"',
      ',"id2":[{}]',
      ',"scope":3',
      ',"stack":["f.py(1): a", "b"]',
      ',"stack":[["{", "x"], 1]',
      ',"stack":[{"ph":"X","ts":1}]',
      ',"stack":["a"',
    ),
    args: fc.constantFrom(
      '{}',
      '{"stream": 7, "device": 0, "correlation": 12}',
      '{"stream": -1, "device": 4294967295, "correlation": -0}',
      '{"stream": 5000000000, "correlation": "33"}',
      '{"stream": 1.5, "bytes": 1024, "dtype": "Float", "x": [{"y": "]}"}, "\\"", null]}',
      '{"bytes": 1e3, "Seq": -2, "Process Group Ranks": "[0,1]", "Group size": 2, "dtype": null}',
      '{"bytes": 1.5, "name": "worker", "bytes": "many"}',
      '{"a\\"": 1, "stream": {"b": 1}}',
      '{"x": [}',
      '7',
    ),
  })
  .map(
    ({ ph, name, cat, pid, tid, ts, dur, id, more, args }) =>
      `{"ph":"${ph}","name":${JSON.stringify(name)},"cat":"${cat}" ,\n "pid":${pid},"tid":${tid},"ts": ${ts},"dur":${dur},"id":${id}${more},"args":${args}}`,
  );

describe('the kernel reads what the scanner in TypeScript reads', () => {
  it('from a simulated run, wherever the chunks are cut', () => {
    for (const sizes of [[1 << 16], [1 << 20], [4099], [70_000, 13, 1]]) {
      expect(compare(SYNTHETIC, sizes)).toBeGreaterThan(2000);
    }
  });

  it('from events of all kinds, plain and odd', () => {
    fc.assert(
      fc.property(fc.array(EVENTS, { maxLength: 30 }), fc.integer({ min: 1, max: 400 }), (events, size) => {
        compare(Buffer.from(`{"traceEvents": [${events.join(',')}], "x": 1}`), [size]);
      }),
      { numRuns: 300 },
    );
  });

  it('from a simulated run that is damaged', () => {
    const part = SYNTHETIC.subarray(0, 60_000);
    const flips = fc.array(fc.tuple(fc.nat(part.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(flips, fc.nat(part.length), fc.integer({ min: 100, max: 40_000 }), (bytes, cut, size) => {
        const damaged = Buffer.from(part.subarray(0, cut));
        for (const [at, byte] of bytes) if (at < cut) damaged[at] = byte;
        compare(damaged, [size]);
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ['a simulated run', SYNTHETIC],
    [
      'a run with stacks',
      Buffer.from(SYNTHETIC.toString().replaceAll('"name":', '"stack":["a.py(1): f","b"],"name":')),
    ],
  ])('takes nearly all events of %s itself', (_, bytes) => {
    const kernel = takeKernel()!;
    let left = 0;
    const learn = kernel.learn.bind(kernel);
    kernel.learn = (...event) => {
      left++;
      learn(...event);
    };
    const { rest } = found(bytes, [1 << 16], kernel);
    expect(bytes.includes('"stack":[')).toBe(bytes !== SYNTHETIC);
    expect(left).toBeLessThan(0.1 * rest.lengths[0]!);
  });
});

const names = traceNames();
describe.skipIf(names.length === 0)('the kernel reads the real traces as the scanner in TypeScript does', () => {
  it.each(names)('%s', { timeout: 240_000 }, (name) => {
    const file = readFileSync(traceFile(name)!);
    const bytes = file[0] === 0x1f && file[1] === 0x8b ? gunzipSync(file) : file;
    const sizes = bytes.length < 20e6 ? [[1 << 16], [1 << 20], [4099, 100_003]] : [[1 << 16]];
    for (const some of sizes) compare(bytes, some);
  });
});

describe('where WebAssembly is not to be had', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  it('the scanner in TypeScript reads all of it', async () => {
    vi.resetModules();
    vi.stubGlobal('WebAssembly', undefined);
    const fresh = await import('./kernel.ts');
    expect(fresh.takeKernel()).toBeUndefined();
    const { scanTrace } = await import('../scan-trace.ts');
    const { sourceOf } = await import('../../test/scan-text.ts');
    const scan = await scanTrace(sourceOf(SYNTHETIC), () => undefined);
    expect(scan.ok && scan.value.events.length).toBeGreaterThan(2000);
  });
});
