import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { dropFiles, panels, slider, traceIsOpen } from './helpers.ts';

const SCREENS: readonly { readonly name: string; readonly show: (page: Page) => Promise<void> }[] = [
  { name: 'first screen', show: async (page) => void (await page.goto('/')) },
  {
    name: 'trace with a lever moved and a mark selected',
    show: async (page) => {
      await page.goto('/#ex=data-bound&data=4');
      await traceIsOpen(page);
      await expect(panels(page).whatIf).toContainText('predicted median step');
      await page.getByRole('button', { name: 'Data loading', exact: true }).click();
    },
  },
  {
    name: 'two runs compared',
    show: async (page) => {
      await page.goto('/#ex=data-bound&vs.ex=launch-bound&vs.anyway=1');
      await traceIsOpen(page);
      await expect(page.getByRole('region', { name: 'Two runs compared' })).toContainText('in B than in A');
    },
  },
  {
    name: 'several ranks',
    show: async (page) => {
      await page.goto('/#ex=ddp-straggler');
      await traceIsOpen(page);
    },
  },
  {
    name: 'link to a file that is not here',
    show: async (page) => {
      await page.goto('/#v=1&file=rank0.json.gz,1234,0123456789abcdef');
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    },
  },
  {
    name: 'failure',
    show: async (page) => {
      await page.goto('/');
      await dropFiles(page, [{ name: 'empty.json', content: Buffer.alloc(0) }]);
      await expect(page.getByRole('alert')).toBeVisible();
    },
  },
  {
    name: 'help',
    show: async (page) => {
      await page.goto('/');
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.keyboard.press('Shift+Slash');
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
];

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1280, 390]) {
    for (const { name, show } of SCREENS) {
      test(`axe finds nothing: ${name}, ${colorScheme}, ${width} wide`, async ({ page }) => {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 844 });
        await show(page);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(
          violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`),
        ).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      });
    }
  }
}

test('by keyboard alone: open an example, zoom, go to the largest stall, read why, move a slider, copy the link', async ({
  page,
}) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await tabTo(page, /Waiting for data/);
  await page.keyboard.press('Enter');
  await traceIsOpen(page);
  await tabTo(page, /^Data loading$/);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(panels(page).details).toContainText('Why this class');
  await page.keyboard.press('KeyF');
  await expect.poll(() => page.url()).toContain('t=');
  await slider(page, 'Data loading').focus();
  await page.keyboard.press('ArrowRight');
  await expect(panels(page).whatIf).toContainText('predicted median step');
  await tabTo(page, /Copy link/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Link to this view' })).toHaveValue(/#v=1&ex=data-bound/);
});

/** Presses Tab until what has the focus is called so. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let i = 0; i < 150; i++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === document.body) return '';
      return (element?.getAttribute('aria-label') ?? element?.textContent ?? '').trim();
    });
    if (name.test(focused)) return;
  }
  throw new Error(`Tab never came to ${String(name)}`);
}
