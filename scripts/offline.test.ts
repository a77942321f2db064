import { mkdtempSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { serviceWorkerOf } from './lib/offline.mjs';

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'whystall-offline-'));
  for (const name of ['assets', 'examples']) mkdirSync(join(folder, name));
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  return folder;
}

const FILES = {
  'index.html': '<script src="./assets/index-1.js">',
  'assets/index-1.js': 'go()',
  'assets/index-1.js.map': '{}',
  'assets/inter-latin-wght-normal-1.woff2': 'letters',
  'assets/inter-greek-wght-normal-1.woff2': 'γράμματα',
  'examples/data-bound.json.gz': 'packed',
  'viewer.html': '<html>',
  'sw.js': 'the worker of the build before',
};
const buildIn = (source: string): { version: string; core: string[]; rest: string[] } =>
  JSON.parse(/= (\{"version".*\});/.exec(source)?.[1] ?? '');

it('the page and its parts are kept at once, examples and letters of other scripts once they were asked for', () => {
  const { core, rest } = buildIn(serviceWorkerOf(folderOf(FILES)));
  expect(core).toEqual(['./', './assets/index-1.js', './assets/inter-latin-wght-normal-1.woff2']);
  expect(rest).toEqual(['./assets/inter-greek-wght-normal-1.woff2', './examples/data-bound.json.gz', './viewer.html']);
});

it('a build is another version where a file of it is another, and only there', () => {
  const versionOf = (change: Partial<typeof FILES>) =>
    buildIn(serviceWorkerOf(folderOf({ ...FILES, ...change }))).version;
  const version = versionOf({});
  expect(versionOf({ 'sw.js': '', 'assets/index-1.js.map': '' })).toBe(version);
  for (const name of ['index.html', 'assets/index-1.js', 'examples/data-bound.json.gz'] as const)
    expect(versionOf({ [name]: 'another' })).not.toBe(version);
});
