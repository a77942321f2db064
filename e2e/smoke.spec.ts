import { expect, test } from '@playwright/test';
import { panels, traceIsOpen, watchForTrouble } from './helpers.ts';

test('the first screen says what this is and has an example one click away', async ({ page }) => {
  const trouble = watchForTrouble(page);
  await page.goto('/');
  await expect(page).toHaveTitle(/Whystall/);
  await expect(page.getByText('Nothing is uploaded')).toBeVisible();
  await page.getByRole('region', { name: 'Or start from an example' }).getByRole('button').first().click();
  await traceIsOpen(page);
  await expect(page).toHaveURL(/ex=data-bound/);
  await expect(panels(page).verdict).toContainText('data loading');
  expect(trouble.found).toEqual([]);
});

test('"Open files" takes a file', async ({ page }) => {
  await page.goto('/');
  await page.locator('input[type=file]').setInputFiles('public/examples/data-bound.json.gz');
  await traceIsOpen(page);
  await expect(page.getByRole('banner')).toContainText('data-bound.json.gz');
});
