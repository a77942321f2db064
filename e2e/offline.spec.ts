import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { serve } from '../scripts/lib/serve.mjs';
import { dropFiles, fileAt, panels, traceIsOpen, watchForTrouble } from './helpers.ts';

const RUN = 'fixtures/pairs/storage-halved/before/rank0.json.gz';
const TITLE = 'Where does my training step go?';

/** A host of its own: on 127.0.0.1, where developers work, nothing is kept. */
const hosted = (port: number | string | undefined) => `http://whystall.localhost:${port}/`;

const isKept = (page: Page) =>
  page.waitForFunction(() => navigator.serviceWorker.controller !== null, undefined, { timeout: 30_000 });

test('after one visit the page opens without a network, and reads files', async ({ page, context }) => {
  await page.goto(hosted(process.env['WHYSTALL_E2E_PORT']));
  await isKept(page);
  await context.setOffline(true);
  const trouble = watchForTrouble(page);
  await page.reload();
  await expect(page.getByRole('heading', { name: TITLE })).toBeVisible();
  await expect(page.getByText('You are offline')).toBeVisible();
  await dropFiles(page, [fileAt(RUN)]);
  await traceIsOpen(page);
  // What comes late is there too: dialogs, the other language.
  await page.getByRole('button', { name: 'Export…' }).click();
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('menuitemradio', { name: '简体中文' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  expect(trouble.found.filter((line) => !line.includes('whystall.localhost'))).toEqual([]);
  await context.setOffline(false);
});

test('a newer version is offered, and comes when it is asked for', async ({ page }) => {
  const folder = test.info().outputPath('site');
  await cp('dist', folder, { recursive: true, filter: (path) => !path.endsWith('.map') });
  const site = await serve(folder, 0);
  await page.goto(hosted(site.port));
  await isKept(page);
  const replace = async (name: string, from: RegExp, to: string) => {
    const path = join(folder, name);
    await writeFile(path, (await readFile(path, 'utf8')).replace(from, to));
  };
  await replace('index.html', /<title>[^<]*/, '<title>Whystall, the next');
  await replace('sw.js', /"version":"\w+"/, '"version":"next"');

  await page.reload();
  await dropFiles(page, [fileAt(RUN)]);
  await traceIsOpen(page);
  const offer = page.getByRole('status').filter({ hasText: 'A newer version of Whystall is here' });
  await expect(offer).toBeVisible();
  expect(await page.title()).not.toContain('the next');
  await expect(panels(page).verdict).toBeVisible();
  await offer.getByRole('button', { name: 'Reload' }).click();
  await expect(page).toHaveTitle(/the next/);
  await expect(offer).toHaveCount(0);
  await site.close();
});

test('on the machine of a developer nothing is kept', async ({ page }) => {
  await page.goto('./');
  await expect(page.getByRole('heading', { name: TITLE })).toBeVisible();
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
});
