import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { dropFiles, fileAt, panels, slider, traceIsOpen } from './helpers.ts';

const pair = (name: string, side: string): string =>
  fileURLToPath(new URL(`../fixtures/pairs/${name}/${side}/rank0.json.gz`, import.meta.url));

async function openPair(page: Page, name: string): Promise<void> {
  await page.goto('./');
  await dropFiles(page, [fileAt(pair(name, 'before'))]);
  await traceIsOpen(page);
  await expect(slider(page, 'Data loading')).toBeVisible();
}

test('the what-if panel by keyboard: a slider, a typed value, a preset, a price', async ({ page }) => {
  await openPair(page, 'input-cached');
  const { whatIf } = panels(page);
  const predicted = whatIf.locator('.predicted');

  await slider(page, 'Data loading').focus();
  await page.keyboard.press('End');
  await expect(predicted).toContainText('→');
  await expect.poll(() => page.evaluate(() => location.hash)).toContain('data=inf');

  const typed = whatIf.getByRole('textbox', { name: 'Data loading, typed value' });
  await typed.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('2');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate(() => location.hash)).toContain('data=2');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('9');
  await page.keyboard.press('Escape');
  await expect(typed).toHaveValue('2');
  expect(await page.evaluate(() => location.hash)).toContain('data=2');

  await whatIf.getByRole('button', { name: /^Presets/ }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('Bagpipe');
  const named = (name: string) => ({ has: page.getByRole('heading', { name, exact: true }) });
  const row = dialog.getByRole('article').filter(named('Bagpipe'));
  await expect(row).toContainText('Embedding rows in a cache');
  await expect(row).toContainText('Off here: No work in this trace is named as an embedding');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('Input always ready');
  await dialog.getByRole('button', { name: 'Try Input always ready' }).focus();
  await page.keyboard.press('Enter');
  await expect(whatIf).toContainText(/As Input always ready would: the replay predicts \d\.\d\d times the speed here/);

  await whatIf.getByText('Throughput, money and energy').click();
  const price = whatIf.getByRole('textbox', { name: 'Price of a GPU-hour' });
  await price.focus();
  await page.keyboard.type('3,5');
  await page.keyboard.press('Enter');
  await expect(whatIf.getByRole('row', { name: /^Price of a day/ })).toContainText('84');
  await expect.poll(() => page.evaluate(() => location.hash)).toContain('price=3.5');
});

test('did it work: the trace after the fix is held against the promise', async ({ page }) => {
  await openPair(page, 'input-cached');
  const loop = panels(page).whatIf.getByRole('region', { name: 'Did it work?' });
  await slider(page, 'Data loading').focus();
  await page.keyboard.press('End');
  await expect(panels(page).whatIf.locator('.predicted')).toContainText('→');
  await loop.locator('input[type=file]').setInputFiles(pair('input-cached', 'after'));
  await expect(loop.getByRole('columnheader', { name: 'Promised' })).toBeVisible({ timeout: 20_000 });
  const milliseconds = async (row: RegExp): Promise<number[]> => {
    const cells = await loop.getByRole('row', { name: row }).getByRole('cell').allInnerTexts();
    return cells.map((text) => Number.parseFloat(text.replace('−', '-')));
  };
  const [before = 0, promised = 0, after = 0] = await milliseconds(/^Mean step/);
  expect(before).toBeGreaterThan(2 * after);
  expect(Math.abs(promised / after - 1)).toBeLessThan(0.1);
  await expect(loop).toContainText(/promised/i);
});
