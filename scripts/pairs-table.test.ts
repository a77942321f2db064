import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { readBetween } from './lib/between-markers.ts';
import { recordedPairs } from './lib/pair-files.ts';
import { type PairResult, pairResult } from './lib/pair-results.ts';
import { medianError, pairSummary, pairTable, within } from './lib/pair-tables.ts';

const documentOf = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../${name}`, import.meta.url)), 'utf8');
const squeezed = (text: string): string => text.replaceAll(/ +\| +/g, ' | ').replaceAll(/-{3,}/g, '---');

describe('recorded pairs', () => {
  let results: PairResult[] = [];
  beforeAll(async () => {
    results = [];
    for (const pair of recordedPairs()) results.push(await pairResult(pair));
  }, 120_000);

  it('the tables of docs/pairs.md and README.md are what the code says now (else run: npm run pairs)', () => {
    const summary = pairSummary(results);
    expect(squeezed(readBetween(documentOf('docs/pairs.md'), 'table of pairs'))).toBe(
      squeezed(`${pairTable(results)}\n\n${summary}`),
    );
    expect(readBetween(documentOf('README.md'), 'pairs in short')).toBe(summary.split('\n').slice(0, 2).join('\n'));
  });

  it('at least twelve pairs; the median error is at most 3 %, and what is off by more than 10 % says why', () => {
    expect(results.length).toBeGreaterThanOrEqual(12);
    expect(medianError(results)).toBeLessThanOrEqual(3);
    for (const result of results) if (!within(result, 10)) expect(result.pair.note, result.pair.name).toBeDefined();
  });

  it('every pair was timed over 30 steps and 5 repeats or more on both sides, and its traces are small', () => {
    for (const { pair } of results) {
      for (const side of [pair.measured?.before, pair.measured?.after]) {
        expect(side?.stepsTimed ?? 0, pair.name).toBeGreaterThanOrEqual(30);
        expect(side?.repeatsUs.length ?? 0, pair.name).toBeGreaterThanOrEqual(5);
      }
      const bytes = [...pair.before, ...pair.after].reduce((sum, file) => sum + readFileSync(file).length, 0);
      expect(bytes, pair.name).toBeLessThan(1_000_000);
    }
  });
});
