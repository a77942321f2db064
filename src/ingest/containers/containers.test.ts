import { inEnglish } from '../../base/say.ts';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { tarOf } from '../../test/tar-of.ts';
import { type Scan } from '../event-columns.ts';
import { readEventText } from '../read-event.ts';
import { scanTrace } from '../scan-trace.ts';
import { openSource, openSources, type SourceRequest } from '../source.ts';
import { type TraceSource } from '../trace-source.ts';
import { saying } from '../../test/saying.ts';

const event = (rank: number, k: number): string =>
  `{"ph":"X","cat":"cpu_op","name":"r${rank}e${k}","pid":1,"tid":2,"ts":${1000 + k},"dur":1,"args":{"k":"ü"}}`;
const trace = (rank: number): string =>
  `{"schemaVersion":1,"distributedInfo":{"rank":${rank}},"traceEvents":[\n${[0, 1, 2].map((k) => event(rank, k)).join(',\n')}\n]}`;
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const blobOf = (bytes: Uint8Array | string): Blob =>
  new Blob([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)]);

async function openAll(name: string, bytes: Uint8Array | string): Promise<readonly TraceSource[]> {
  const opened = await openSources([{ kind: 'blob', name, blob: blobOf(bytes) }]);
  if (!opened.ok) throw new Error(`${opened.failure.code}: ${inEnglish(opened.failure.userMessage)}`);
  return opened.value;
}

async function scan(source: TraceSource): Promise<Scan> {
  const result = await scanTrace(source, () => undefined);
  if (!result.ok) throw new Error(inEnglish(result.failure.userMessage));
  return result.value;
}

/** What opening an archive comes to: one line a trace, then what was noted. */
async function show(name: string, bytes: Uint8Array): Promise<string[]> {
  const lines: string[] = [];
  for (const source of await openAll(name, bytes)) {
    const { events, header, file, diagnostics } = await scan(source);
    lines.push(`${file.name} ${file.packing} ${events.length} ${JSON.stringify(header['distributedInfo'])}`);
    const last = await readEventText(source, events.offset[2]!, events.byteLength[2]!);
    const rank = (header['distributedInfo'] as { rank: number }).rank;
    expect(last).toEqual({ ok: true, value: event(rank, 2) });
    lines.push(...diagnostics.map(({ message }) => inEnglish(message)));
  }
  return lines;
}

const FILES: Record<string, Uint8Array> = {
  'run/rank10.json': bytesOf(trace(10)),
  'run/rank2.json.gz': gzipSync(trace(2)),
  'run/notes.txt': bytesOf('hello'),
  'run/config.json': bytesOf('{"lr":1}'),
  'run/et.json': bytesOf('{"schema":"1.0.1","nodes":[{"id":1}]}'),
};
const LEFT_OUT = '3 files of run.X were left out: text (1), code and settings (1), JSON that is no trace (1).';

describe('an archive of ranks gives one source a rank, arguments and all', () => {
  it.each([
    ['deflated', 6, 'deflate'],
    ['stored', 0, 'plain'],
  ] as const)('zip, %s', async (_, level, packing) => {
    expect(await show('run.zip', zipSync(FILES, { level }))).toEqual([
      'run.zip/run/rank2.json.gz gzip 3 {"rank":2}',
      LEFT_OUT.replace('X', 'zip'),
      `run.zip/run/rank10.json ${packing} 3 {"rank":10}`,
    ]);
  });

  it.each([
    ['tar', (bytes: Uint8Array) => bytes],
    ['tar.gz', (bytes: Uint8Array) => gzipSync(bytes)],
  ] as const)('%s', async (extension, pack) => {
    const lines = await show(`run.${extension}`, pack(tarOf(FILES)));
    expect(lines).toEqual([
      `run.${extension}/run/rank2.json.gz gzip 3 {"rank":2}`,
      LEFT_OUT.replace('X', extension),
      `run.${extension}/run/rank10.json plain 3 {"rank":10}`,
    ]);
  });

  it.each([
    ['deflated', 6],
    ['stored', 0],
  ] as const)('zip that is cut, %s: whole files and the beginning of the last, and says so', async (_, level) => {
    const many = `[${Array.from({ length: 400 }, (_, k) => event(2, k)).join(',')}]`;
    const whole = Buffer.from(zipSync({ 'a.json': bytesOf(trace(1)), 'b.json': bytesOf(many) }, { level }));
    const second = whole.lastIndexOf('PK\x03\x04');
    const cut = whole.subarray(0, second + Math.floor((whole.indexOf('PK\x01\x02') - second) * 0.75));
    const [a, b] = await Promise.all((await openAll('run.zip', cut)).map(scan));
    expect([a!.events.length, a!.diagnostics.map(({ code }) => code)]).toEqual([3, ['zip-damaged']]);
    expect(b!.events.length).toBeGreaterThan(0);
    expect(b!.diagnostics.map(({ code }) => code)).toContain('cut-short');
  });

  it('tar with names of over 100 letters', async () => {
    const folder = 'a-long-folder-name/'.repeat(8);
    expect(await show('run.tar', tarOf({ [`${folder}rank2.json`]: bytesOf(trace(2)) }))).toEqual([
      `run.tar/${folder}rank2.json plain 3 {"rank":2}`,
    ]);
  });
});

describe('an archive that cannot be opened says why', () => {
  it.each([
    ['no trace in it', zipSync({ 'a.txt': bytesOf('x') }), 'not-a-trace', 'holds no trace'],
    ['a checkpoint', zipSync({ 'model/data.pkl': bytesOf('x') }), 'not-a-trace', 'a PyTorch checkpoint'],
    ['cut short', zipSync(FILES).subarray(0, 20), 'unreadable', 'damaged or cut short'],
    ['an archive in an archive', zipSync({ 'a.zip': zipSync(FILES) }), 'not-a-trace', 'holds no trace'],
  ])('%s', async (_, bytes, code, sentence) => {
    expect(await openSources([{ kind: 'blob', name: 'x', blob: blobOf(bytes) }])).toMatchObject({
      failure: { code, userMessage: saying(sentence) },
    });
  });

  it('holds several where one was asked for', async () => {
    expect(await openSource({ kind: 'blob', name: 'x', blob: blobOf(zipSync(FILES)) })).toMatchObject({
      failure: { userMessage: saying('several') },
    });
  });

  it('a tar cut within a file gives the events before the cut', async () => {
    const [source] = await openAll('x.tar', tarOf({ 'a.json': bytesOf(trace(1)) }).subarray(0, 512 + 240));
    const { events, diagnostics } = await scan(source!);
    expect(events.length).toBe(1);
    expect(diagnostics.map(({ code }) => code)).toEqual(['cut-short']);
  });
});

describe('a bomb is stopped at a named limit', () => {
  const bomb = bytesOf(`[${' '.repeat(100 << 20)}${event(0, 0)}]`);
  it.each([
    ['gzip', gzipSync(bomb)],
    ['zip', zipSync({ 'a.json': bomb })],
  ])('%s', async (_, bytes) => {
    const opened = await openSources([{ kind: 'blob', name: 'bomb', blob: blobOf(bytes) }]);
    if (!opened.ok) throw new Error(inEnglish(opened.failure.userMessage));
    expect(await scanTrace(opened.value[0]!, () => undefined)).toMatchObject({
      failure: { code: 'too-large', userMessage: saying('more than 250 times its size') },
    });
  });
});

describe('UTF-16 text is read, and said to be', () => {
  const text = trace(3);
  const little = Buffer.from(`\ufeff${text}`, 'utf16le');
  it.each([
    ['little-endian', little],
    ['big-endian', Buffer.from(little).swap16()],
    ['without a mark', Buffer.from(text, 'utf16le')],
    ['gzipped', gzipSync(little)],
  ])('%s', async (_, bytes) => {
    const [source] = await openAll('x.json', bytes);
    const { events, diagnostics } = await scan(source!);
    expect(diagnostics.map(({ code }) => code)).toEqual(['utf-16']);
    expect(await readEventText(source!, events.offset[1]!, events.byteLength[1]!)).toEqual({
      ok: true,
      value: event(3, 1),
    });
  });
});

/** Packed with `zstd -19` (in the second, two halves packed apart, one after the other): 40 events `e0` to `e39`. */
const ZSTD = [
  'KLUv/WQgDU0JAOaRMRtwTXO2vkcqzxnZ2gLQAQvyRESEyJQoef/fPRY0ACoAIgAIG4ch0iz4EKIsiDAx+JBhKA1EOMCHiQYnAMJDB9JgJAFmUR4QRH3YcCicByNQGExicXASrt227Wudc601xthaSymVmf9tt0XPkx4ucPLQQTyUR+SAKKXUh44PigYDXl7Lyko5nen7t227bp2cnOzqXFtbKytjXV2rqko1m9n3b08B8Dzuzr29tbMz9vW1rq7U85n///v2+/bp6enOzrm5NTMzFnmoIXxfr2Xv0EuGNSIQCATBP4JVABoQ4W/8++VWVYjYYJpKjlm+tdqBGUG2ouaJqhg4qmO65hQnXBSIiw8nrE6G19UDuuZI+4vfbb1wuuwaFW6bZKrddAAII1OAAfKyCqBtecQ=',
  'KLUv/WQQBlUGABLLIBhwzzF2jFIvvm4XjQAEkRQhRZKhWfqtJwK1np7Sz895eSkfH+PhIfz7e3d37v9/+9daKaVzTilljBFC+N5zzv1n19WsGVvWUhIZEYWYtdZuLTlkgcwMPQUFHbaejMPM7dr6NoZj5sHWCmQLIKylyblVcA8jmsxu7TyLFF3BaK5ySLYCPaghrLzXsnfAkxSrASEIghD+EajADCR+P9RXPK0pztBSbxKKD+pkTl0j6AbpCgWjMRCMWoCClDfJqm1dQLdeAQYIZBWyLN/JKLUv/WQQBi0FAIKJHBiAbQ6qI4YXRAQAkGBWRmhpyZbiPXCwmMJTAOaMMUII33vOudYaY4yZd1dVFy9efMQYIYTvPedca40xxsy7q6pr+8unPoQ8xJX2H8m4Wru0D210pX1DkVeXziDJ4v2IKK6+9nj/YIjm6sH7ifwEqDmjdjuoEcDP/s8a8NkMIQjB/whXgMavfHnf6/e9ft9tTFaaZlB232/3/cC33ciA+a6yCg0IjIk=',
];

describe('Zstandard', () => {
  it.each(ZSTD)('is known by its first bytes, in one frame or several', async (base64) => {
    const [source] = await openAll('x.json', Buffer.from(base64, 'base64'));
    const { events, strings, file } = await scan(source!);
    expect([events.length, strings[events.name[39]!], file.packing]).toEqual([40, 'e39', 'zstd']);
    const text = await readEventText(source!, events.offset[39]!, events.byteLength[39]!);
    expect(text).toMatchObject({ value: expect.stringContaining('"name":"e39"') });
  });

  it('cut short gives what came before, and says so', async () => {
    const cut = Buffer.from(ZSTD[1]!, 'base64').subarray(0, 300);
    const { events, diagnostics } = await scan((await openAll('x', cut))[0]!);
    expect(events.length).toBeGreaterThan(15);
    expect(diagnostics.map(({ code }) => code)).toEqual(['cut-short', 'gzip-damaged']);
    expect(inEnglish(diagnostics[1]!.message)).toContain('zstd packing');
  });
});

it('a dropped folder opens in natural order; what is no trace by its name is left out and counted', async () => {
  const folder: SourceRequest[] = Object.entries({ ...FILES, 'run/rank1.json': bytesOf(trace(1)) })
    .filter(([name]) => name !== 'run/et.json')
    .map(([name, bytes]) => ({ kind: 'blob', name, blob: blobOf(bytes), optional: true }));
  const opened = await openSources(folder);
  if (!opened.ok) throw new Error(inEnglish(opened.failure.userMessage));
  expect(opened.value.map(({ name }) => name)).toEqual(['run/rank1.json', 'run/rank2.json.gz', 'run/rank10.json']);
  expect(opened.value[0]!.notes).toMatchObject([{ code: 'left-out', count: 2 }]);
});

it('the same file given twice opens once, and says so', async () => {
  const bytes = bytesOf(trace(1));
  const opened = await openSources([
    { kind: 'blob', name: 'a.json', blob: blobOf(bytes) },
    { kind: 'blob', name: 'b (1).json', blob: blobOf(bytes) },
    { kind: 'blob', name: 'c.json', blob: blobOf(trace(2)) },
  ]);
  if (!opened.ok) throw new Error(inEnglish(opened.failure.userMessage));
  expect(opened.value.map(({ name }) => name)).toEqual(['a.json', 'c.json']);
  expect(opened.value[0]!.notes).toEqual([
    { code: 'file-twice', count: 1, message: saying('1 file was given twice and opened once: b (1).json.') },
  ]);
});
