import { expect, test } from '@playwright/test';
import { STATES } from './gallery/states.ts';
import { traceIsOpen, watchForTrouble } from './helpers.ts';

const GALLERY = `http://127.0.0.1:${process.env['WHYSTALL_GALLERY_PORT']}/`;
const OPEN = new Set([
  'one-rank',
  'synthetic-example',
  'lever',
  'comparing',
  'one-step',
  'no-device',
  'damaged',
  'tiny',
  'eight-ranks',
  'many-ranks',
  'empty-selection',
]);

/** States whose pictures are kept; the others are only brought about. */
const PICTURES = [
  { state: 'first', theme: 'light', width: 1280 },
  { state: 'loading', theme: 'light', width: 1280 },
  { state: 'lever', theme: 'light', width: 1280 },
  { state: 'lever', theme: 'dark', width: 390 },
  { state: 'eight-ranks', theme: 'dark', width: 1280 },
  { state: 'failed', theme: 'light', width: 390 },
  { state: 'choose-steps', theme: 'light', width: 1280 },
] as const;

const WINDOWS = [
  [1280, 800],
  [360, 640],
  [640, 400],
] as const;

/** What sticks out of the window to the right and lies in nothing that scrolls or cuts by itself. */
function widerThanWindow(): string[] {
  const isHeld = (element: Element): boolean => {
    for (let outer = element.parentElement; outer !== null && outer !== document.body; outer = outer.parentElement)
      if (getComputedStyle(outer).overflowX !== 'visible') return true;
    return false;
  };
  const width = document.documentElement.clientWidth;
  return [...document.querySelectorAll('body *')]
    .filter((element) => element.getBoundingClientRect().right > width + 1 && !isHeld(element))
    .map(({ tagName, className }) => `${tagName.toLowerCase()}.${String(className)}`);
}

for (const { id, shows } of STATES) {
  test(`the gallery has ${shows}`, async ({ page }) => {
    const trouble = watchForTrouble(page);
    await page.goto(`${GALLERY}?state=${id}`);
    if (OPEN.has(id)) await traceIsOpen(page);
    await expect(page.locator('main')).toBeVisible();
    // As wide as a desk, as narrow as the smallest phone, and a desk at 200 %: nothing is wider than the window.
    for (const [width, height] of WINDOWS) {
      await page.setViewportSize({ width, height });
      await expect.poll(() => page.evaluate(widerThanWindow), { message: `${width} pixels wide` }).toEqual([]);
    }
    expect(trouble.found.filter((line) => id !== 'no-answer' || !/ERR_|Failed to load|CORS/.test(line))).toEqual([]);
  });
}

test('with forced colours no canvas hides the one under it', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await page.goto(`${GALLERY}?state=one-rank`);
  await traceIsOpen(page);
  const grounds = await page
    .locator('canvas + canvas')
    .evaluateAll((above) => above.map((canvas) => getComputedStyle(canvas).backgroundColor));
  expect(grounds).toEqual(['rgba(0, 0, 0, 0)', 'rgba(0, 0, 0, 0)']);
});

for (const { state, theme, width } of PICTURES) {
  test(`${state} looks as it did, ${theme}, ${width} pixels wide`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await page.goto(`${GALLERY}?state=${state}`);
    if (OPEN.has(state)) {
      await traceIsOpen(page);
      await expect(page.getByText('Preparing the replay')).toHaveCount(0);
    }
    if (state === 'lever') await expect(page.locator('.predicted-value')).toContainText('→');
    await page.evaluate(() => document.fonts.ready);
    await expect(page).toHaveScreenshot(`${state}-${theme}-${width}.png`);
  });
}
