import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, type Page, test } from '@playwright/test';
import { dropFiles, panels, traceIsOpen } from './helpers.ts';

const TRACE = gunzipSync(readFileSync('public/examples/data-bound.json.gz'));

const steps = (page: Page) => page.getByRole('region', { name: 'Steps', exact: true });
const banner = (page: Page) => page.locator('.part-banner');

async function choose(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Load only some…' }).click();
  await expect(page.getByRole('heading', { name: 'Choose the steps to load' })).toBeVisible();
}

test('some steps of a trace are chosen, loaded, kept in the link, and Back brings all back', async ({ page }) => {
  await page.goto('/');
  await dropFiles(page, [{ name: 'run.json', content: TRACE }]);
  await traceIsOpen(page);
  const all = await steps(page).innerText();
  await choose(page);
  const rows = page.getByRole('region', { name: 'Steps of the trace' }).getByRole('button');
  const names = await rows.allInnerTexts();
  await rows.nth(2).click();
  await rows.nth(4).click({ modifiers: ['Shift'] });
  await page.getByRole('button', { name: /^Load steps \d+ to \d+$/ }).press('Enter');
  await expect(banner(page)).toContainText(/^Only steps \d+ to \d+ of \d+/);
  await expect(steps(page)).toContainText('3 steps');
  await expect(panels(page).verdict).toContainText('all figures speak of that part');
  const [first, last] = [names[2], names[4]].map((name) => /(\d+)$/.exec(name ?? '')?.[1]);
  expect(page.url()).toContain(`load=${first}-${last}`);

  await page.goBack();
  await expect(banner(page)).toHaveCount(0);
  await expect(steps(page)).toContainText(/\d+ steps/);
  expect(await steps(page).innerText()).toBe(all);
  await page.goForward();
  await expect(banner(page)).toBeVisible();
  await page.getByRole('button', { name: 'Load all' }).click();
  await expect(banner(page)).toHaveCount(0);
  await expect(steps(page)).toBeVisible();
  await expect.poll(() => page.url()).not.toContain('load=');
});

test('a link to some steps of an example opens those', async ({ page }) => {
  await page.goto('/#ex=data-bound&load=4-5');
  await traceIsOpen(page);
  await expect(banner(page)).toContainText('Only steps 4 to 5 of');
  await expect(steps(page)).toContainText('2 steps');
});

test('a link to steps that are not there says which are, and leads to them', async ({ page }) => {
  await page.goto('/#ex=data-bound&load=900');
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('None of the steps 900 to 900 is in this run.');
  await alert.getByRole('button', { name: 'Load only some steps…' }).click();
  await page.getByRole('button', { name: /^Load steps/ }).click();
  await traceIsOpen(page);
  await expect(banner(page)).toBeVisible();
});
