import { expect, test } from '@playwright/test';
import { dropFiles, fileAt, panels, traceIsOpen, watchForTrouble } from './helpers.ts';

const PAIR = 'fixtures/pairs/storage-halved';

test('a second trace that is dropped is asked about, stands beside the first, and Back leaves it', async ({ page }) => {
  const trouble = watchForTrouble(page);
  await page.goto('/');
  await dropFiles(page, [fileAt(`${PAIR}/before/rank0.json.gz`)]);
  await traceIsOpen(page);
  await dropFiles(page, [fileAt(`${PAIR}/after/rank0.json.gz`)]);
  await page.getByRole('button', { name: 'Compare with the open run' }).click();

  const compared = page.getByRole('region', { name: 'Two runs compared' });
  await expect(compared).toContainText(/A step is \d+.% shorter in B than in A/);
  await expect(compared.getByRole('row', { name: /Data loading/ }).first()).toContainText('−');
  await expect(panels(page).timeline).toContainText('run B');
  await expect(page).toHaveURL(/vs\.file=rank0\.json\.gz/);

  await compared.getByRole('button', { name: 'One step in the timeline' }).click();
  await expect(compared).toContainText(/ProfilerStep#\d+ of A against ProfilerStep#\d+ of B/);
  await compared.getByRole('button', { name: 'on the host' }).click();
  await expect(compared).toContainText('Times, A → B');

  const start = (name: string) => panels(page).timeline.getByRole('button', { name });
  await start('its own clock').click();
  await start('phases start together').click();
  await expect(start('phases start together')).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Backspace');
  await expect(start('its own clock')).toHaveAttribute('aria-pressed', 'true');
  await page.goBack();

  await page.goBack();
  await page.goBack();
  await expect(compared).toHaveCount(0);
  await expect(panels(page).verdict).toBeVisible();
  expect(trouble.found).toEqual([]);
});
