import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EXAMPLE_JOBS, exampleFiles } from '../src/synth/example-jobs.ts';
import { EXAMPLES_FOLDER, exampleTexts, shippedText } from './make-examples.ts';

interface Listed {
  readonly id: string;
  readonly description: string;
  readonly files: readonly string[];
  readonly bytes: number;
}
const index = JSON.parse(readFileSync(`${EXAMPLES_FOLDER}index.json`, 'utf8')) as readonly Listed[];

describe.each(EXAMPLE_JOBS)('example $id', (example) => {
  it('is shipped as the script makes it now (else run: npx tsx scripts/make-examples.ts)', () => {
    for (const [file, text] of exampleTexts(example)) expect(shippedText(file) === text, file).toBe(true);
  });

  it('is listed with its files and size, is small, and says that it is synthetic', () => {
    const listed = index.find((row) => row.id === example.id) ?? { files: [], bytes: 0, description: '' };
    expect(listed.files).toEqual(exampleFiles(example));
    const sizes = listed.files.map((file) => readFileSync(EXAMPLES_FOLDER + file).length);
    expect(listed.bytes).toBe(sizes.reduce((a, b) => a + b, 0));
    for (const size of sizes) expect(size).toBeLessThan(400_000);
    expect(listed.description).toMatch(/^Synthetic:/);
  });
});
