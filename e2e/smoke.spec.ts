import { expect, test } from '@playwright/test';

test('the page loads and says its name', async ({ page }) => {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto('/');
  await expect(page).toHaveTitle(/Whystall/);
  expect(problems).toEqual([]);
});
