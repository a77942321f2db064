import { inEnglish } from '../base/say.ts';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { buildTimeline } from '../model/build-timeline.ts';
import { type Scan } from './event-columns.ts';
import { scanTrace } from './scan-trace.ts';
import { openSources } from './source.ts';

const BASE = 1_704_161_511_420_306;
const event = (k: number, more = ''): string =>
  `{"ph":"X","cat":"cpu_op","name":"e${k}","pid":1,"tid":2,"ts":${BASE + 10 * k},"dur":5${more}}`;
const list = (...events: readonly string[]): string => `[${events.join(',\n')}]`;
const PLAIN = [event(0), event(1), event(2), event(3)];
const WHOLE = list(...PLAIN);
const timed = (ts: string, dur: string, pid = '1'): string =>
  `{"ph":"X","cat":"cpu_op","name":"t","pid":${pid},"tid":${pid},"ts":${ts},"dur":${dur}}`;
const device = (name: string, ts: number, correlation: number): string =>
  `{"ph":"X","cat":"kernel","name":"${name}","pid":0,"tid":7,"ts":${ts},"dur":8,"args":{"device":0,"stream":7,"correlation":${correlation}}}`;
const launch = (ts: number, correlation: number): string =>
  `{"ph":"X","cat":"cuda_runtime","name":"cudaLaunchKernel","pid":1,"tid":2,"ts":${ts},"dur":1,"args":{"correlation":${correlation}}}`;
const asynchronous = (ph: string, ts: number, id = ''): string =>
  `{"ph":"${ph}","cat":"net","name":"fetch","pid":1,"tid":2,"ts":${ts}${id}}`;
const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const ranked = (rank: number): string => `{"distributedInfo":{"rank":${rank}},"traceEvents":${WHOLE}}`;
const windowFrom = (us: number): string =>
  `{"host_name":"node0","traceEvents":${list(...[0, 10, 20, 30].map((t) => timed(String(BASE + us + t), '5', '4711')))}}`;
const NOISY = list(...Array.from({ length: 3000 }, (_, k) => event(k, `,"args":{"x":${Math.sin(k)}}`)));
const TINY = Array.from({ length: 200_000 }, (_, k) => `{"ph":"X","ts":${k},"dur":1}`);
const cutZip = (): Uint8Array => {
  const whole = Buffer.from(
    zipSync({ 'rank0.json': latin1(ranked(0)), 'rank1.json': latin1(ranked(1)) }, { level: 0 }),
  );
  return whole.subarray(0, whole.indexOf('PK\x01\x02'));
};

const underPassword = (): Uint8Array => {
  const whole = Buffer.from(zipSync({ 'rank0.json': latin1(ranked(0)) }));
  const list = whole.indexOf('PK\x01\x02');
  whole.writeUInt16LE(whole.readUInt16LE(6) | 1, 6);
  whole.writeUInt16LE(whole.readUInt16LE(list + 8) | 1, list + 8);
  return whole;
};

/** One set of files a trouble, and how many events with a duration stand whole in them. */
const FIXTURES: Record<string, readonly [kept: number, ...files: (string | Uint8Array)[]]> = {
  'cut at any byte': [3, WHOLE.slice(0, -20)],
  'only `[`': [0, '['],
  'objects one a line without commas': [4, `[\n${PLAIN.join('\n')}\n`.replace('[\n', '')],
  'raw control characters and invalid UTF-8 in names': [
    4,
    latin1(WHOLE.replace('e1', 'e\x011').replace('e2', 'e\xff2')),
  ],
  'bad escapes': [4, WHOLE.replace('e1', 'C:\\Users')],
  'bare nan, NaN, Infinity as a time': [5, list(...PLAIN, timed('NaN', '1'), timed(String(BASE), 'nan'))],
  'bare NaN in arguments': [4, list(event(0, ',"args":{"x":NaN,"y":[Infinity]}'), ...PLAIN.slice(1))],
  'times and ids as text, with nanosecond decimals': [5, list(...PLAIN, timed(`"${BASE}.491"`, '"1.250"', '"1"'))],
  'times as text with blanks around them': [
    6,
    list(...PLAIN, timed(`"${BASE}.5\\t"`, '"1\\t"'), timed(`" ${BASE + 7} "`, '1')),
  ],
  'times in nanoseconds': [4, WHOLE.replaceAll(/"ts":(\d+)/g, '"ts":$1000')],
  'times beyond all numbers': [5, list(...PLAIN, timed('1e400', '1'), timed(`${BASE}`, '1e400'))],
  'ids above 2^53': [
    6,
    list(...PLAIN, timed(`${BASE}`, '1', '9007199254740993'), timed(`${BASE}`, '1', '9007199254740992')),
  ],
  'events `{}`': [4, list(...PLAIN, '{}')],
  'B without E': [5, list(...PLAIN, `{"ph":"B","name":"b","pid":1,"tid":3,"ts":${BASE}}`)],
  'E without B': [4, list(...PLAIN, `{"ph":"E","pid":1,"tid":3,"ts":${BASE}}`)],
  'asynchronous work without its begin or end': [
    5,
    list(...PLAIN, asynchronous('e', BASE, ',"id":1'), asynchronous('b', BASE, ',"id":2')),
  ],
  'asynchronous work without an id': [5, list(...PLAIN, asynchronous('b', BASE), asynchronous('e', BASE + 9))],
  'partly overlapping events on one stream': [
    4,
    list(launch(BASE, 1), launch(BASE + 2, 2), device('a', BASE + 5, 1), device('b', BASE + 9, 2)),
  ],
  'a kernel before its launch': [4, list(launch(BASE + 50, 1), device('a', BASE + 5, 1), event(1), event(2))],
  'one event far away in time': [5, list(timed('0', '1'), ...PLAIN)],
  'negative durations': [5, list(...PLAIN, timed(`${BASE}`, '-7'))],
  'absurd durations': [5, list(...PLAIN, timed(`${BASE}`, '18446744073709551'))],
  'the same pid and tid in several ranks': [8, WHOLE, `${WHOLE}\n`],
  'files that are windows of one process': [8, windowFrom(0), windowFrom(1000)],
  'a rank given twice': [8, ranked(3), `${ranked(3)}\n`],
  'epoch microseconds whose fraction a double cannot hold': [5, list(...PLAIN, timed(`${BASE}.123456789`, '0.001'))],
  'UTF-8 BOM': [4, `\ufeff${WHOLE}`],
  'UTF-16': [4, Buffer.from(`\ufeff${WHOLE}`, 'utf16le')],
  'gzip members concatenated': [4, Buffer.concat([gzipSync(WHOLE.slice(0, 99)), gzipSync(WHOLE.slice(99))])],
  'a truncated gzip': [-1, gzipSync(NOISY).subarray(0, 20_000)],
  'a zip of ranks, cut': [8, cutZip()],
  'a zip bomb': [0, gzipSync(Buffer.alloc(80 << 20, ' '))],
  'very many tiny events': [200_000, `[${TINY.join(',')}]`],
  'a huge string in arguments': [4, list(...PLAIN, event(9, `,"args":{"s":"${'x'.repeat(20 << 20)}"}`))],
  'a huge member of the header': [4, `{"big":"${'x'.repeat(5 << 20)}","traceEvents":${WHOLE}}`],
  'zeros before, between and after events': [
    4,
    `${'\0'.repeat(5000)}${WHOLE.replace('},', `},${'\0'.repeat(5000)}`)}${'\0'.repeat(9)}`,
  ],
  'arguments nested very deep': [4, list(event(9, `,"args":{"x":${'['.repeat(9999)}${']'.repeat(9999)}}`), ...PLAIN)],
  'several traces one after the other': [8, `${ranked(0)}\n${ranked(0)}`],
  'traces in a list': [8, `[${ranked(0)},${ranked(0)}]`],
  'a trace within another object': [4, `{"data":${ranked(0)}}`],
  'comments, and commas too many': [4, `// run 1\n[${PLAIN.map((text) => `${text}, /* ok */`).join('\n')},]`],
  'text around the trace': [4, `saving trace\n${ranked(0)}\ndone\n`],
  'scraps of text in a file packed otherwise': [0, latin1(`\x04\x22\x4d\x18\x64${WHOLE}`)],
  'a zip under a password': [0, underPassword()],
  'a quote or a bracket too many': [4, list(event(9, ',"args":{"s":[1,"2]}'), ...PLAIN)],
};

/** Rows of the table in the documentation: trouble, and codes. */
const ROWS = readFileSync(new URL('../../docs/formats.md', import.meta.url), 'utf8')
  .split('## Damage')[1]!
  .split('\n## ')[0]!
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (?:trouble|---)/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, trouble = '', , code = '']) => [trouble, code] as const);

interface Found {
  readonly kept: number;
  readonly codes: readonly string[];
}

async function read(files: readonly (string | Uint8Array)[]): Promise<Found> {
  const requests = files.map((file, k) => {
    const blob = new Blob([typeof file === 'string' ? file : new Uint8Array(file)]);
    return { kind: 'blob', name: `file${k}`, blob } as const;
  });
  const refused = (code: string): Found => ({ kept: 0, codes: [code] });
  const sources = await openSources(requests);
  if (!sources.ok) return refused(sources.failure.code);
  const scans: Scan[] = [];
  for (const source of sources.value) {
    const result = await scanTrace(source, () => undefined);
    if (!result.ok) return refused(result.failure.code);
    scans.push(result.value);
  }
  const built = buildTimeline(scans);
  if (!built.ok) return refused(built.failure.code);
  const { diagnostics } = built.value;
  for (const { count, message } of diagnostics)
    expect([count > 0, inEnglish(message).length > 20]).toEqual([true, true]);
  return {
    kept: scans.reduce((sum, scan) => sum + scan.events.length, 0),
    codes: [...new Set(diagnostics.map(({ code }) => code))].toSorted(),
  };
}

describe('breakage met in the wild', () => {
  it('has a file for each row of the table, and a row for each file', () => {
    expect(ROWS.map(([trouble]) => trouble)).toEqual(Object.keys(FIXTURES));
  });

  it.each(ROWS)('%s: says %s, and keeps every whole event', { timeout: 60_000 }, async (trouble, code) => {
    const [kept, ...files] = FIXTURES[trouble]!;
    const found = await read(files);
    expect(found.codes).toEqual(code === '-' ? [] : code.split(', ').toSorted());
    if (kept >= 0) expect(found.kept).toBe(kept);
    else expect(found.kept).toBeGreaterThan(500);
  });
});
