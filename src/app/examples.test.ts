import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inEnglish } from '../base/say.ts';
import { EXAMPLES, findExample } from './examples.ts';

const publicFolder = new URL('../../public/', import.meta.url);

describe('the examples', () => {
  it('are those that ship with the page, under the same words', () => {
    const shipped: unknown = JSON.parse(readFileSync(new URL('examples/index.json', publicFolder), 'utf8'));
    const listed = EXAMPLES.map(({ id, title, description, files }) => ({
      id,
      title: inEnglish(title),
      description: inEnglish(description),
      files: files.map((file) => file.replace('./examples/', '')),
    }));
    expect(shipped).toMatchObject(listed);
    expect(shipped).toHaveLength(EXAMPLES.length);
  });

  it('have their files', () => {
    for (const file of EXAMPLES.flatMap(({ files }) => files))
      expect(existsSync(new URL(file, publicFolder)), file).toBe(true);
  });

  it('are found by id only', () => {
    expect(findExample('data-bound')?.id).toBe('data-bound');
    expect(['', 'constructor', 'DATA-BOUND'].map(findExample)).toEqual([undefined, undefined, undefined]);
  });
});
