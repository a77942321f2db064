import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import { ROOMS } from '../layers.js';
import { ROOT } from './lib/run.mjs';
import { withLayers } from './print-layers.mjs';

const eslint = new ESLint({ cwd: ROOT });

/** Ids of the rules that `text` breaks if it stood at `path`, and what they say. */
async function complaints(path: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(`${text}\n`, { filePath: join(ROOT, path) });
  return (result?.messages ?? []).map(({ ruleId, message }) => `${ruleId}: ${message}`);
}

describe('the linter enforces layers.js', () => {
  it.each([
    ['a room that the table shuts', 'src/layout/a.ts', "export { x } from '../draw/x.ts';", /may not import this room/],
    [
      'a shut room, imported',
      'src/ledger/a.ts',
      "import { x } from '../replay/x.ts';\nx();",
      /may not import this room/,
    ],
    ['a shut room, from a folder inside', 'src/ingest/scan/a.ts', "export { x } from '../../model/x.ts';", /this room/],
    ['a shut room, by a type', 'src/base/a.ts', "export type { X } from '../model/x.ts';", /may not import this room/],
    ['a shut room, lazily', 'src/app/a.ts', "export const f = () => import('../ui/x.ts');", /may not import this room/],
    ['a room of types, by value', 'src/app/a.ts', "import { x } from '../engine/x.ts';\nx();", /only types/],
    ['a room of types, lazily', 'src/ui/a.ts', "export const f = () => import('../model/x.ts');", /only types/],
    ['test helpers outside tests', 'src/view/a.ts', "export { x } from '../test/x.ts';", /may not import this room/],
    ['a package of another room', 'src/app/a.ts', "export { useState } from 'react';", /may not use this package/],
    ['a package in a room of none', 'src/replay/a.ts', "export { max } from 'd3-array';", /may not use this package/],
    ['a module of Node', 'src/engine/a.ts', "export { readFile } from 'node:fs';", /may not use this package/],
    ['what is outside src', 'src/ui/a.ts', "export { x } from '../../cli/x.ts';", /outside src/],
    ['the page in the shell', 'cli/a.ts', "export { x } from '../src/app/x.ts';", /cli may import/],
    ['fetch', 'src/app/a.ts', "export const f = () => fetch('x');", /fetch has one door: src\/ingest\/source.ts/],
    ['fetch of the window', 'src/app/a.ts', "export const f = () => window.fetch('x');", /fetch has one door/],
    ['a File as value', 'src/ui/a.ts', "export const f = new File([], 'x');", /fetch has one door/],
    ['a Worker', 'src/ui/a.ts', "export const w = new Worker('x');", /Worker has one door: src\/app\/engine-client.ts/],
    ['location', 'src/view/a.ts', 'export const f = () => location.hash;', /one door: src\/app\/url-sync.ts/],
    ['storage', 'src/app/url-sync.ts', 'export const f = () => localStorage.clear();', /storage has one door/],
    ['the console', 'src/draw/a.ts', "export const f = () => console.log('x');", /no-console/],
    ['a cast', 'src/model/a.ts', 'export const x = JSON.parse("1") as number;', /type assertions/],
    ['a barrel', 'src/model/a.ts', "export * from './timeline.ts';", /No barrels/],
  ])('refuses %s', async (_, path, text, sentence) => {
    const found = await complaints(path, text);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(sentence);
  });

  it.each([
    ['an open room', 'src/layout/a.ts', "export { x } from '../model/x.ts';"],
    ['an open room, lazily', 'src/ui/a.ts', "export const f = () => import('../draw/x.ts');"],
    ['its own files', 'src/draw/a.ts', "export { x } from './x.ts';"],
    ['its own files, from a folder inside', 'src/ingest/scan/a.ts', "export { x } from '../x.ts';"],
    ['a room of types, by a type', 'src/app/a.ts', "import { type X } from '../engine/x.ts';\nexport type Y = X;"],
    ['a package of its row', 'src/ui/a.ts', "export { useState } from 'react';"],
    ['a package of its row, by its path', 'src/app/a.ts', "export { shallow } from 'zustand/shallow';"],
    ['a File as type', 'src/ui/a.ts', 'export const f = (file: File): string => file.name;'],
    ['fetch at its door', 'src/ingest/source.ts', "export const f = () => fetch('x');"],
    ['a Worker at its door', 'src/app/engine-client.ts', "export const w = new Worker('x');"],
    ['anything in a test', 'src/base/a.test.ts', "export { x } from '../ui/x.ts';"],
    ['the engine in the shell', 'cli/a.ts', "export { createEngine } from '../src/engine/create-engine.ts';"],
  ])('allows %s', async (_, path, text) => {
    expect(await complaints(path, text)).toEqual([]);
  });
});

describe('the house', () => {
  it('prints the table of layers.js in ARCHITECTURE.md (npm run layers -- --write)', () => {
    const text = readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8');
    expect(text).toBe(withLayers(text));
  });

  it('has the rooms of the table and no others', () => {
    const folders = readdirSync(join(ROOT, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name).sort()).toEqual(Object.keys(ROOMS).sort());
  });

  it.each([...Object.keys(ROOMS).map((room) => `src/${room}`), 'cli', 'e2e'])(
    '%s has a README of at most 20 lines',
    (room) => {
      const path = join(ROOT, room, 'README.md');
      expect(existsSync(path)).toBe(true);
      expect(linesOf(path)).toBeLessThanOrEqual(20);
    },
  );

  it('has no source file over 400 lines', () => {
    const folders = ['src', 'cli', 'e2e', 'bench', 'tools', 'scripts'].filter((name) => existsSync(join(ROOT, name)));
    expect(folders.flatMap(sourcesUnder).filter((path) => linesOf(path) > 400)).toEqual([]);
  });

  it('has no files that import each other in a circle, not by types either', () => {
    const files = ['src', 'cli'].flatMap(sourcesUnder).filter((path) => !/\.test\.tsx?$/.test(path));
    const imports = new Map(files.map((path) => [path, importsOf(path)]));
    expect(imports.get(join(ROOT, 'cli/whystall.ts'))?.length).toBeGreaterThan(2);
    expect(inCircles(imports)).toEqual([]);
    expect(
      inCircles(
        new Map([
          ['a', ['b']],
          ['b', ['c', 'd']],
          ['c', ['b']],
          ['d', []],
        ]),
      ),
    ).toEqual(['a', 'b', 'c']);
  });
});

const importsOf = (path: string): string[] =>
  [...readFileSync(path, 'utf8').matchAll(/(?:\bfrom|\bimport\(?)\s*'(\.[^']+)'/g)].map((match) =>
    resolve(dirname(path), match[1] ?? ''),
  );

/** What is left when all that imports nothing of what is left is taken away, again and again: circles and what leads into them. */
function inCircles(imports: ReadonlyMap<string, readonly string[]>): string[] {
  const left = new Map(imports);
  for (let before = -1; before !== left.size;) {
    before = left.size;
    for (const [path, needs] of left) if (!needs.some((need) => left.has(need))) left.delete(path);
  }
  return [...left.keys()];
}

const linesOf = (path: string): number => readFileSync(path, 'utf8').trimEnd().split('\n').length;

const sourcesUnder = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(ts|tsx|js|mjs|css)$/.test(path))
    .map((path) => join(ROOT, folder, path));
