import { expect, type Page, test } from '@playwright/test';
import { panels, traceIsOpen, watchForTrouble } from './helpers.ts';

/** Notes when the rehearsal of the trace screen comes and goes; `then` runs in the page as it comes. */
async function watchRehearsal(page: Page, then: string): Promise<void> {
  await page.addInitScript(`
    window.rehearsal = 'awaited';
    new MutationObserver(() => {
      const isOn = document.querySelector('.rehearsal') !== null;
      if (isOn && window.rehearsal === 'awaited') {
        window.rehearsal = 'on';
        ${then}
      }
      if (!isOn && window.rehearsal === 'on') window.rehearsal = 'over';
    }).observe(document, { childList: true, subtree: true });
  `);
}

const isOver = (page: Page) => page.waitForFunction('window.rehearsal === "over"', undefined, { timeout: 30_000 });

test('the page rehearses a trace out of sight, and nothing of it stays', async ({ page }) => {
  const trouble = watchForTrouble(page);
  await watchRehearsal(page, '');
  await page.goto('/');
  await isOver(page);
  expect(await page.evaluate(() => performance.getEntriesByType('mark').map(({ name }) => name))).toEqual([]);
  await expect(panels(page).verdict).toHaveCount(0);
  expect(new URL(page.url()).hash).toBe('');
  expect(trouble.found).toEqual([]);
});

test('a trace that comes in the middle of the rehearsal ends it', async ({ page }) => {
  const trouble = watchForTrouble(page);
  await watchRehearsal(page, `location.hash = '#ex=data-bound';`);
  await page.goto('/');
  await isOver(page);
  await traceIsOpen(page);
  await expect(panels(page).ledger).toHaveCount(1);
  expect(trouble.found).toEqual([]);
});
