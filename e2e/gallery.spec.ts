import { expect, test } from '@playwright/test';
import { STATES } from './gallery/states.ts';
import { traceIsOpen, watchForTrouble } from './helpers.ts';

const GALLERY = `http://127.0.0.1:${process.env['WHYSTALL_GALLERY_PORT']}/`;
const OPEN = new Set([
  'one-rank',
  'synthetic-example',
  'lever',
  'did-it-work',
  'comparing',
  'one-step',
  'no-device',
  'damaged',
  'tiny',
  'eight-ranks',
  'arrows',
  'many-ranks',
  'empty-selection',
]);

/** A picture that is kept: of the window, or of one part of the page. */
interface Picture {
  readonly state: string;
  readonly theme: 'light' | 'dark';
  readonly width: number;
  readonly of?: string;
}

/** States whose pictures are kept; the others are only brought about. */
const PICTURES: readonly Picture[] = [
  { state: 'first', theme: 'light', width: 1280 },
  { state: 'loading', theme: 'light', width: 1280 },
  { state: 'lever', theme: 'light', width: 1280 },
  { state: 'lever', theme: 'dark', width: 390 },
  { state: 'eight-ranks', theme: 'dark', width: 1280 },
  { state: 'failed', theme: 'light', width: 390 },
  { state: 'choose-steps', theme: 'light', width: 1280 },
  { state: 'comparing', theme: 'light', width: 1280 },
  { state: 'did-it-work', theme: 'light', width: 390, of: '.did-it-work' },
  { state: 'arrows', theme: 'light', width: 1280, of: '.gantt' },
  { state: 'many-ranks', theme: 'dark', width: 1280, of: '.ranks' },
  { state: 'file-elsewhere', theme: 'dark', width: 390 },
];

/** What stands there only once all is worked out. */
const SETTLED: Readonly<Record<string, string>> = {
  lever: ".predicted-value:has-text('→')",
  'did-it-work': '.did-it-work table',
  comparing: '.compare-table',
  'choose-steps': '.choose-card',
};

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

for (const { state, theme, width, of } of PICTURES) {
  test(`${state} looks as it did, ${theme}, ${width} pixels wide`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await page.goto(`${GALLERY}?state=${state}`);
    if (OPEN.has(state)) {
      await traceIsOpen(page);
      await expect(page.getByText('Preparing the replay')).toHaveCount(0);
    }
    const settled = SETTLED[state];
    if (settled !== undefined) await expect(page.locator(settled).first()).toBeVisible();
    await page.evaluate(() => document.fonts.ready);
    await expect(of === undefined ? page : page.locator(of)).toHaveScreenshot(`${state}-${theme}-${width}.png`);
  });
}
