import { expect, test } from '@playwright/test';
import { panels, traceIsOpen } from './helpers.ts';

const GALLERY = `http://127.0.0.1:${process.env['WHYSTALL_GALLERY_PORT']}/`;

test('the late rank is named, and a cell leads to a rank and the one it waited for', async ({ page }) => {
  await page.goto(`${GALLERY}?state=eight-ranks`);
  await traceIsOpen(page);
  const ranks = page.getByRole('region', { name: 'Ranks' });
  await expect(ranks).toContainText(/Rank 7 is late because it waits .* for data/);
  await expect(ranks).toContainText('Clocks agree');
  const matrix = ranks.getByRole('application', { name: /Row waited for column/ });
  await matrix.focus();
  // The first press enters the picture at its first cell.
  for (let i = 0; i < 8; i++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const { timeline } = panels(page);
  await expect(timeline).toContainText(/Ranks 0, 7 of 8/);
  await expect.poll(() => page.evaluate(() => location.hash)).toContain('show=');
});

test('512 ranks stay folded by likeness, the odd one on its own', async ({ page }) => {
  test.slow();
  await page.goto(`${GALLERY}?state=many-ranks`);
  await traceIsOpen(page);
  const ranks = page.getByRole('region', { name: 'Ranks' });
  await expect(ranks).toContainText('Rank 7 is late');
  await expect(panels(page).timeline).toContainText(/of 512/);
});
