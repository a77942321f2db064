import { expect, test } from '@playwright/test';
import { measureFirstLoad } from '../scripts/lib/first-load.mjs';

/** Kilobytes as in scripts/size.mjs. */
const LIMIT_BYTES = 200_000;

// Times are for `npm run first-load`: here is what does not depend on the machine.
test('a first visit loads little, shifts nothing that one sees, and has what documents ought to have', async ({
  browser,
  baseURL,
}) => {
  const { files, shift, problems, facts } = await measureFirstLoad(browser, baseURL ?? '', 500);
  const bytes = files
    .filter(({ kind }) => kind === 'script' || kind === 'style')
    .reduce((sum, file) => sum + file.bytes, 0);
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThanOrEqual(LIMIT_BYTES);
  // A letter's width may differ by a hair when its font comes; 0.1 is called good.
  expect(shift).toBeLessThan(0.005);
  expect(problems).toEqual([]);
  expect(Object.entries(facts).flatMap(([name, holds]) => (holds ? [] : [name]))).toEqual([]);
});
