import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serve } from './serve.mjs';

const folder = mkdtempSync(join(tmpdir(), 'whystall-serve-'));
const root = join(folder, 'dist');
let server: Awaited<ReturnType<typeof serve>>;

interface Answer {
  readonly status: number | undefined;
  readonly type: string | undefined;
  readonly encoding: string | undefined;
  readonly body: string;
}

/** Sends the path as it is; fetch would tidy `..` away before it is sent. */
function get(path: string, method = 'GET'): Promise<Answer> {
  return new Promise((done, failed) => {
    request({ host: '127.0.0.1', port: server.port, path, method }, (response) => {
      let body = '';
      response.setEncoding('latin1').on('data', (chunk: string) => (body += chunk));
      response.on('end', () => {
        const { 'content-type': type, 'content-encoding': encoding } = response.headers;
        done({ status: response.statusCode, type, encoding, body });
      });
    })
      .on('error', failed)
      .end();
  });
}

beforeAll(async () => {
  mkdirSync(join(root, 'assets'), { recursive: true });
  mkdirSync(join(folder, 'dist-private'));
  writeFileSync(join(root, 'index.html'), '<title>page</title>');
  writeFileSync(join(root, 'assets', 'a b.js'), 'script');
  writeFileSync(join(root, 'assets', 'm.wasm'), 'wasm');
  writeFileSync(join(root, 'assets', 't.json.gz'), 'packed');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(join(folder, 'dist-private', 'secret.txt'), 'secret');
  server = await serve(root, 0);
});

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

describe('serve', () => {
  it.each([
    ['/', 'text/html; charset=utf-8', '<title>page</title>'],
    ['/index.html?x=1', 'text/html; charset=utf-8', '<title>page</title>'],
    ['/assets/a%20b.js', 'text/javascript; charset=utf-8', 'script'],
    ['/assets/m.wasm', 'application/wasm', 'wasm'],
  ])('gives %s as %s', async (path, type, body) => {
    expect(await get(path)).toEqual({ status: 200, type, encoding: undefined, body });
  });

  it('gives packed traces as they lie, for the page to unpack', async () => {
    const packed = { status: 200, type: 'application/gzip', encoding: undefined, body: 'packed' };
    expect(await get('/assets/t.json.gz')).toEqual(packed);
  });

  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/../../secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/..%5csecret.txt',
    '/../dist-private/secret.txt',
    '/..%2fdist-private%2fsecret.txt',
    '//secret.txt',
    '/%00',
    '/%',
    '/assets',
    '/none.js',
  ])('gives nothing for %s', async (path) => {
    expect(await get(path)).toMatchObject({ status: 404, body: 'Not found\n' });
  });

  it('answers HEAD without a body, and no other method', async () => {
    expect(await get('/', 'HEAD')).toMatchObject({ status: 200, body: '' });
    expect(await get('/', 'POST')).toMatchObject({ status: 405, body: '' });
  });

  it('refuses a port that is taken', async () => {
    await expect(serve(root, server.port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
