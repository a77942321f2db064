import { inEnglish } from '../base/say.ts';
import { gzipSync } from 'node:zlib';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Scan, type ScanProgress } from './event-columns.ts';
import { readEventText } from './read-event.ts';
import { scanTrace } from './scan-trace.ts';
import { openSource } from './source.ts';
import { type TraceSource } from './trace-source.ts';
import { saying } from '../test/saying.ts';

const event = (k: number): string =>
  `{"ph":"X","cat":"cpu_op","name":"op ${k % 50}","pid":1,"tid":${k % 3},"ts":${1700000000000000 + k * 10}.${k % 1000},` +
  `"dur":${k % 9},"args":{"External id":${k},"note":"ü ${Math.imul(k, 0x9e3779b1).toString(36)}"}}`;
const COUNT = 20_000;
const TEXT = `{"schemaVersion":1,"traceEvents":[${Array.from({ length: COUNT }, (_, k) => event(k)).join(',\n')}]}`;
const GZIP = gzipSync(TEXT);

async function open(bytes: string | Uint8Array, name = 'trace'): Promise<TraceSource> {
  const part = typeof bytes === 'string' ? bytes : new Uint8Array(bytes);
  const opened = await openSource({ kind: 'blob', name, blob: new Blob([part]) });
  if (!opened.ok) throw new Error(inEnglish(opened.failure.userMessage));
  return opened.value;
}

async function scan(bytes: string | Uint8Array): Promise<Scan> {
  const result = await scanTrace(await open(bytes), () => undefined);
  if (!result.ok) throw new Error(inEnglish(result.failure.userMessage));
  return result.value;
}

const codes = ({ diagnostics }: Scan): string[] => diagnostics.map(({ code }) => code);

describe('gzip', () => {
  it('is known by its first bytes, whatever it is called, and read as the plain file', async () => {
    const plain = await scan(TEXT);
    const packed = await scan(GZIP);
    expect((await open(GZIP, 'trace.json')).packing).toBe('gzip');
    expect((await open(TEXT, 'trace.json.gz')).packing).toBe('plain');
    expect({ ...packed, file: undefined }).toEqual({ ...plain, file: undefined });
    expect(packed.file).toMatchObject({ bytes: GZIP.length, textBytes: Buffer.byteLength(TEXT), packing: 'gzip' });
    expect(plain.events.length).toBe(COUNT);
  });

  it('may have several members', async () => {
    const members = Buffer.concat([gzipSync(TEXT.slice(0, 123_456)), gzipSync(TEXT.slice(123_456))]);
    const read = await scan(members);
    expect(read.events.length).toBe(COUNT);
    expect(read.diagnostics).toEqual([]);
  });

  it('cut anywhere gives every whole event before the cut', async () => {
    const plain = await scan(TEXT);
    for (const part of [0.1, 0.5, 0.9, 0.999]) {
      const cut = await scan(GZIP.subarray(0, Math.floor(GZIP.length * part)));
      expect(codes(cut)).toEqual(['cut-short', 'gzip-damaged']);
      expect(cut.events.offset).toEqual(plain.events.offset.slice(0, cut.events.length));
      // What deflate had written of the text by then is at least its share less one block.
      expect(cut.events.length).toBeGreaterThan(COUNT * part - 1500);
      const next = plain.events.offset[cut.events.length]! + plain.events.byteLength[cut.events.length]!;
      expect(cut.file.textBytes).toBeLessThan(next);
    }
  });

  it('with a wrong checksum or something behind it loses nothing', async () => {
    for (const bytes of [Buffer.concat([GZIP, Buffer.from('junk behind it')]), GZIP.subarray(0, GZIP.length - 3)]) {
      const read = await scan(bytes);
      expect(read.events.length).toBe(COUNT);
      expect(codes(read)).toEqual(['gzip-damaged']);
    }
  });

  it('of which nothing can be unpacked is refused', async () => {
    const result = await scanTrace(await open(GZIP.subarray(0, 6)), () => undefined);
    expect(result).toMatchObject({ ok: false, failure: { code: 'unreadable' } });
  });
});

describe('progress and cancel', () => {
  it.each([
    ['plain', TEXT],
    ['gzip', GZIP],
  ])('tells bytes as dropped, from none to all (%s)', async (_, bytes) => {
    const told: ScanProgress[] = [];
    const source = await open(bytes);
    await scanTrace(source, (progress) => told.push(progress));
    expect(told[0]).toEqual({ bytesRead: 0, bytesTotal: source.bytes, events: 0 });
    expect(told.at(-1)).toEqual({ bytesRead: source.bytes, bytesTotal: source.bytes, events: COUNT });
    expect(told.map(({ bytesRead }) => bytesRead)).toEqual(
      told.map(({ bytesRead }) => bytesRead).sort((a, b) => a - b),
    );
  });

  it.each([
    ['plain', TEXT.repeat(6)],
    ['gzip', gzipSync(TEXT.repeat(6))],
  ])('stops when told to (%s)', async (_, bytes) => {
    const cancel = new AbortController();
    let callsAfter = 0;
    const source = await open(bytes);
    const result = await scanTrace(
      source,
      ({ events }) => {
        if (cancel.signal.aborted) callsAfter++;
        if (events > 0) cancel.abort();
      },
      cancel.signal,
    );
    expect(result).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    expect(callsAfter).toBe(0);
  });

  it('reads nothing when cancelled before', async () => {
    const result = await scanTrace(await open(TEXT), () => undefined, AbortSignal.abort());
    expect(result).toMatchObject({ failure: { code: 'cancelled' } });
  });
});

describe('the fingerprint', () => {
  it('is the same for the same bytes, and another for other bytes', async () => {
    const [a, b, other, longer] = [await scan(TEXT), await scan(TEXT), await scan(GZIP), await scan(`${TEXT}\n`)];
    expect(a.file.fingerprint).toMatch(/^[0-9a-f]{16}$/);
    expect(b.file.fingerprint).toBe(a.file.fingerprint);
    expect(new Set([a, other, longer].map(({ file }) => file.fingerprint)).size).toBe(3);
  });
});

describe('readEventText', () => {
  it.each([
    ['plain', TEXT],
    ['gzip', GZIP],
  ])('reads an event back as it was written (%s)', async (_, bytes) => {
    const source = await open(bytes);
    const { events } = await scan(bytes);
    for (const row of [0, 1, COUNT >> 1, COUNT - 1]) {
      const text = await readEventText(source, events.offset[row]!, events.byteLength[row]!);
      expect(text).toEqual({ ok: true, value: event(row) });
    }
  });

  it('fails beyond the end, and when cancelled', async () => {
    const source = await open(GZIP);
    expect(await readEventText(source, 1e9, 10)).toMatchObject({ failure: { code: 'unreadable' } });
    expect(await readEventText(source, 5, 10, AbortSignal.abort())).toMatchObject({ failure: { code: 'cancelled' } });
  });
});

describe('an address', () => {
  let server: Server;
  let base = '';
  beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.url?.startsWith('/run.json.gz') === true) response.end(GZIP);
      else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  it('is fetched and named after its path', async () => {
    const opened = await openSource({ kind: 'url', url: `${base}/run.json.gz?x=1#y` });
    expect(opened).toMatchObject({ ok: true, value: { name: 'run.json.gz', bytes: GZIP.length, packing: 'gzip' } });
  });

  it('that answers with an error, or not at all, is a failure', async () => {
    expect(await openSource({ kind: 'url', url: `${base}/none` })).toMatchObject({
      failure: { code: 'unreachable', userMessage: saying('404') },
    });
    expect(await openSource({ kind: 'url', url: 'http://127.0.0.1:1/x' })).toMatchObject({
      failure: { code: 'unreachable' },
    });
    expect(await openSource({ kind: 'url', url: `${base}/run.json.gz` }, AbortSignal.abort())).toMatchObject({
      failure: { code: 'cancelled' },
    });
  });
});
