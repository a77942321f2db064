import { readFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { dropFiles, panels, traceIsOpen } from './helpers.ts';

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);

for (const { what, name, content } of [
  { what: 'a picture', name: 'picture.png', content: PNG },
  { what: 'an empty file', name: 'empty.json', content: Buffer.alloc(0) },
  { what: 'JSON that is no trace', name: 'package.json', content: readFileSync('package.json') },
]) {
  test(`${what} gets a sentence, and the next trace still opens`, async ({ page }) => {
    await page.goto('/');
    await dropFiles(page, [{ name, content }]);
    const alert = page.getByRole('alert');
    await expect(alert).toContainText(name);
    await expect(alert.getByRole('heading')).toHaveText(/\S+ \S+ \S+/);
    const example = readFileSync('public/examples/data-bound.json.gz');
    await dropFiles(page, [{ name: 'good.json.gz', content: example }]);
    await traceIsOpen(page);
  });
}

test('half a trace shows its half and says how much', async ({ page }) => {
  const text = gunzipSync(readFileSync('public/examples/data-bound.json.gz'));
  await page.goto('/');
  await dropFiles(page, [{ name: 'half.json', content: text.subarray(0, text.length / 2) }]);
  await traceIsOpen(page);
  const { verdict } = panels(page);
  await verdict.getByRole('button', { name: /What was odd/ }).click();
  await expect(verdict).toContainText(/stops before its end/);
});

test('a gzip of several members opens whole', async ({ page }) => {
  const text = gunzipSync(readFileSync('public/examples/data-bound.json.gz'));
  const cut = Math.floor(text.length / 3);
  const content = Buffer.concat([gzipSync(text.subarray(0, cut)), gzipSync(text.subarray(cut))]);
  await page.goto('/');
  await dropFiles(page, [{ name: 'whole.json', content: text }]);
  await traceIsOpen(page);
  const steps = panels(page).steps;
  const whole = await steps.innerText();
  await dropFiles(page, [{ name: 'members.json.gz', content }]);
  await page.getByRole('button', { name: 'Open instead' }).click();
  await expect(page.locator('.bar-facts')).toContainText('members.json.gz');
  await traceIsOpen(page);
  expect(await steps.innerText()).toBe(whole);
  await expect(panels(page).verdict).not.toContainText('cut or damaged');
});
