import { expect, test } from '@playwright/test';
import { benchTrace } from '../bench/make-trace.ts';
import { panels, traceIsOpen, watchForTrouble } from './helpers.ts';
import { type LongTask, longTasks } from './main-thread.ts';

/** Longer and the page would not answer a key or a click as it should. */
const LONG_MS = 50;
const ATTEMPTS = 3;
/** As long as a person takes to choose a file; the page gets ready meanwhile. */
const BEFORE_CHOICE_MS = 1500;

/**
 * From the choice of a file until all of it is shown and the levers are there, no task of the main thread may have the processor for
 * more than 50 ms. The observer's own figure is the time on the clock: on a machine with other work any task can be long by that, while it
 * waits for a processor. A task that is long by both is the page's fault; garbage collection may come with any, so the best of three
 * openings counts, each in a fresh page.
 */
test('the page answers while 100 MB are read and shown', async ({ page }) => {
  test.setTimeout(180_000);
  const trouble = watchForTrouble(page);
  const path = benchTrace(100);
  let worst: LongTask | undefined;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    await page.goto('about:blank');
    await page.goto('/');
    await page.waitForTimeout(BEFORE_CHOICE_MS);
    const tasks = await longTasks(page, async () => {
      await page.locator('input[type=file]').setInputFiles(path);
      await traceIsOpen(page);
      await expect(panels(page).whatIf).not.toContainText('Preparing the replay', { timeout: 60_000 });
      await expect(page.getByRole('slider', { name: 'Data loading' })).toBeVisible();
    });
    worst = tasks.toSorted((a, b) => b.processorMs - a.processorMs)[0];
    if (worst === undefined || worst.processorMs <= LONG_MS) break;
  }
  expect(worst?.processorMs ?? 0, JSON.stringify(worst)).toBeLessThanOrEqual(LONG_MS);
  await expect(page.locator('.rehearsal')).toHaveCount(0);
  expect(trouble.found).toEqual([]);
});
