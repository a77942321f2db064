import { expect, test } from '@playwright/test';
import { traceFile } from '../src/test/traces.ts';
import { dropFiles, fileAt, panels, traceIsOpen, watchForTrouble } from './helpers.ts';

const FOLDER = 'multirank/dlrm-8ranks';

test(`eight ranks dropped at once open as eight ranks, scanned by several workers: ${FOLDER}`, async ({ page }) => {
  const paths = Array.from({ length: 8 }, (_, rank) => traceFile(`${FOLDER}/rank${rank}.json`) ?? []).flat();
  test.skip(paths.length < 8, `${FOLDER} is not on this machine`);
  const trouble = watchForTrouble(page);
  const scanWorkers: string[] = [];
  page.context().on('request', (request) => {
    if (/\/scan\.worker\b/.test(request.url())) scanWorkers.push(request.url());
  });
  // As on a machine of eight cores, wherever this runs.
  await page.addInitScript(() => Object.defineProperty(navigator, 'hardwareConcurrency', { get: () => 8 }));
  await page.goto('/');
  await dropFiles(page, paths.map(fileAt));
  await traceIsOpen(page);
  for (let rank = 0; rank < 8; rank++) {
    await expect(panels(page).timeline).toContainText(`GPU ${rank} stream 7`);
  }
  // Seven lanes: the engine's own thread and six workers.
  expect(scanWorkers).toHaveLength(6);
  expect(trouble.found).toEqual([]);
});
