import { pathToFileURL } from 'node:url';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { panels, slider, traceIsOpen } from './helpers.ts';

/** Saves the page that "Make an HTML page" makes and gives its address on disk. */
async function savePage(page: Page, part: 'All that is open' | undefined): Promise<string> {
  await page.getByRole('button', { name: 'Export…' }).click();
  if (part !== undefined) await page.getByText(part).click();
  await page.getByRole('button', { name: 'Make an HTML page' }).click();
  const save = page.getByRole('button', { name: 'Save the page' });
  await expect(page.getByText(/\.whystall\.html, [\d.]+\s?MB/)).toBeVisible();
  const [download] = await Promise.all([page.waitForEvent('download'), save.click()]);
  const path = test.info().outputPath(download.suggestedFilename());
  await download.saveAs(path);
  return pathToFileURL(path).href;
}

/** Opens a file in a browser that has seen nothing and has no network. */
async function openFromDisk(browser: Browser, address: string) {
  const context = await browser.newContext({ offline: true });
  const page = await context.newPage();
  const trouble: string[] = [];
  page.on('pageerror', ({ message }) => trouble.push(`threw ${message}`));
  page.on('console', (message) => message.type() === 'error' && trouble.push(`logged ${message.text()}`));
  page.on('request', (request) => {
    if (!/^(?:file|blob|data):/.test(request.url())) trouble.push(`asked ${request.url()}`);
  });
  await page.goto(address);
  await traceIsOpen(page);
  return { page, trouble, close: () => context.close() };
}

/** The ledger, once what each class would gain has come. */
async function ledgerOf(page: Page): Promise<string> {
  const { ledger } = panels(page);
  await expect(ledger.locator('tr', { hasText: 'Data loading' })).not.toContainText('–');
  return ledger.innerText();
}

test('a page saved with the whole trace shows the same from disk, and answers what-if', async ({ page, browser }) => {
  await page.goto('./#ex=ddp-straggler&rank=2');
  await traceIsOpen(page);
  const ledger = await ledgerOf(page);
  const verdict = await panels(page).verdict.innerText();
  const file = await openFromDisk(browser, await savePage(page, 'All that is open'));
  expect(await ledgerOf(file.page)).toBe(ledger);
  expect(await panels(file.page).verdict.innerText()).toBe(verdict);
  await expect(file.page).toHaveTitle(/4 files · Whystall/);
  await expect(file.page.getByRole('contentinfo')).toContainText('nothing is fetched or sent');

  await slider(file.page, 'Data loading').focus();
  await file.page.keyboard.press('ArrowRight');
  await expect(panels(file.page).whatIf.locator('.predicted-value')).toContainText('→');
  // The link of such a page leads into it again.
  await expect.poll(() => file.page.url()).toContain('enclosed=1');
  await file.page.reload();
  await traceIsOpen(file.page);
  await expect(panels(file.page).whatIf.locator('.predicted-value')).toContainText('→');
  expect(file.trouble).toEqual([]);
  await file.close();
});

test('a page made for another choice is not offered', async ({ page }) => {
  await page.goto('./#ex=data-bound');
  await traceIsOpen(page);
  let goOn: () => void = () => undefined;
  const ticked = new Promise<void>((resolve) => (goOn = resolve));
  await page.route('**/viewer.html', (route) => ticked.then(() => route.continue()));
  const asked = page.waitForRequest('**/viewer.html');
  await page.getByRole('button', { name: 'Export…' }).click();
  await page.getByRole('button', { name: 'Make an HTML page' }).click();
  await asked;
  await page.getByText('Leave the arguments out', { exact: true }).click();
  goOn();
  const [status, save] = [page.getByRole('status'), page.getByRole('button', { name: 'Save the page' })];
  await expect(status.getByText('Putting the page together…')).toHaveCount(0);
  await expect(save).toHaveCount(0);
  await page.getByRole('button', { name: 'Make an HTML page' }).click();
  await expect(save).toBeVisible();
});

test('making a page is given up by Cancel', async ({ page }) => {
  await page.goto('./#ex=data-bound');
  await traceIsOpen(page);
  await page.route('**/viewer.html', () => undefined);
  await page.getByRole('button', { name: 'Export…' }).click();
  await page.getByRole('button', { name: 'Make an HTML page' }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('status').getByText('Cancelled.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Cancel' })).toHaveCount(0);
  await page.unroute('**/viewer.html');
  await page.getByRole('button', { name: 'Make an HTML page' }).click();
  await expect(page.getByRole('button', { name: 'Save the page' })).toBeVisible();
});

test('a page saved with the marked steps alone tells the same of them', async ({ page, browser }) => {
  await page.goto('./#ex=data-bound&steps=2-4');
  await traceIsOpen(page);
  const ledger = await ledgerOf(page);
  await page.keyboard.press('KeyM');
  await expect.poll(() => page.url()).toContain('range=');
  const file = await openFromDisk(browser, await savePage(page, undefined));
  expect(await ledgerOf(file.page)).toBe(ledger);
  await expect(panels(file.page).steps).toContainText('3 steps');
  expect(file.trouble).toEqual([]);
  await file.close();
});
