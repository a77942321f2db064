import { expect, test } from '@playwright/test';

// A service worker would fetch behind the back of the route.
test.use({ serviceWorkers: 'block' });

test('a part that cannot be fetched says so, leaves the trace open, and comes when asked again', async ({ page }) => {
  let isThere = false;
  await page.route(/HelpDialog-[^/]*\.js/, (route) => (isThere ? route.continue() : route.abort()));
  await page.goto('#v=1&ex=data-bound');
  const timeline = page.getByRole('region', { name: 'Timeline' });
  await expect(timeline).toBeVisible();
  await page.keyboard.press('Shift+Slash');
  await expect(page.getByRole('alert')).toContainText('could not be fetched');
  await expect(timeline).toBeVisible();
  isThere = true;
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
});
