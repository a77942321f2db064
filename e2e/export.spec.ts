import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import { dropFiles, panels, traceIsOpen } from './helpers.ts';

async function saved(page: Page, button: string): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

test('everything on the page can be taken away', async ({ page }) => {
  await page.goto('./#ex=data-bound');
  await traceIsOpen(page);
  const verdict = await panels(page).verdict.innerText();
  await page.getByRole('button', { name: 'Export…' }).click();

  const png = await saved(page, 'PNG picture');
  expect(png.name).toBe('data-bound.png');
  expect(png.bytes.subarray(1, 4).toString()).toBe('PNG');

  const svg = await saved(page, 'SVG picture');
  const told = await page.evaluate((text) => {
    const { documentElement } = new DOMParser().parseFromString(text, 'image/svg+xml');
    return {
      tag: documentElement.tagName,
      broken: documentElement.querySelector('parsererror') !== null,
      text: documentElement.textContent,
    };
  }, svg.bytes.toString());
  expect(told).toMatchObject({ tag: 'svg', broken: false });
  expect(told.text).toContain('GPU 0 stream 7');
  expect(told.text).toContain('ex=data-bound');

  const csv = unzipSync(new Uint8Array((await saved(page, 'All tables as CSV')).bytes));
  expect(Object.keys(csv)).toEqual(expect.arrayContaining(['ledger.csv', 'steps.csv', 'findings.csv']));
  const json: Record<string, unknown[]> = JSON.parse((await saved(page, 'All tables as JSON')).bytes.toString());
  expect(json['steps']).toHaveLength(8);

  const trace = await saved(page, 'Save as a trace');
  await page.getByRole('button', { name: 'Close' }).click();
  await dropFiles(page, [{ name: trace.name, content: trace.bytes }]);
  await page.getByRole('button', { name: 'Open instead' }).click();
  await expect(page.locator('.bar-facts')).toContainText('data-bound.excerpt.json');
  await expect(panels(page).verdict).toContainText(verdict.slice(0, verdict.indexOf(':')));
});
