import { expect, test, type CDPSession, type Page } from '@playwright/test';
import { dropFiles, fileAt, panels, traceIsOpen, watchForTrouble } from './helpers.ts';

const TRACE = 'public/examples/data-bound.json.gz';

test.use({ hasTouch: true });

async function openTrace(page: Page): Promise<void> {
  await page.goto('/');
  await dropFiles(page, [fileAt(TRACE)]);
  await traceIsOpen(page);
  await panels(page).timeline.scrollIntoViewIfNeeded();
}

/** The window in the address, microseconds; undefined for all of the trace. */
const windowOf = (page: Page): Promise<readonly [number, number] | undefined> =>
  page.evaluate(() => {
    const text = new URLSearchParams(location.hash.slice(1)).get('t');
    const units: Record<string, number> = { s: 1e6, ms: 1e3, us: 1, ns: 1e-3 };
    const parts = text
      ?.split('~')
      .map((part) => Number.parseFloat(part) * (units[/[a-z]+$/.exec(part)?.[0] ?? ''] ?? 0));
    return parts === undefined ? undefined : ([parts[0] ?? 0, parts[1] ?? 0] as const);
  });

async function touch(session: CDPSession, type: 'touchStart' | 'touchMove' | 'touchEnd', points: readonly number[][]) {
  await session.send('Input.dispatchTouchEvent', {
    type,
    touchPoints: points.map(([x = 0, y = 0], id) => ({ x, y, id })),
  });
}

test('two fingers zoom and keep what is between them, one finger pans', async ({ page }) => {
  const trouble = watchForTrouble(page);
  await openTrace(page);
  const box = await page.locator('.overlay-canvas').boundingBox();
  if (box === null) throw new Error('no chart');
  const session = await page.context().newCDPSession(page);
  const y = box.y + 60;
  const middle = box.x + box.width / 2;

  await touch(session, 'touchStart', [
    [middle - 40, y],
    [middle + 40, y],
  ]);
  for (let away = 40; away <= 160; away += 20)
    await touch(session, 'touchMove', [
      [middle - away, y],
      [middle + away, y],
    ]);
  await touch(session, 'touchEnd', []);
  await expect.poll(() => windowOf(page)).toBeDefined();
  const zoomed = (await windowOf(page)) ?? [0, 0];
  const span = zoomed[1] - zoomed[0];
  const whole = 652_200;
  expect(Math.abs(whole / span - 4)).toBeLessThan(0.6);
  expect(Math.abs((zoomed[0] + zoomed[1]) / 2 - whole / 2)).toBeLessThan(0.05 * whole);

  // The browser takes a touch back from a page that is busy with the zoom before: a hand would try again.
  await expect(async () => {
    await touch(session, 'touchStart', [[middle, y]]);
    for (let by = 20; by <= 100; by += 20) await touch(session, 'touchMove', [[middle - by, y]]);
    await touch(session, 'touchEnd', []);
    await expect.poll(async () => ((await windowOf(page)) ?? zoomed)[0] > zoomed[0], { timeout: 3_000 }).toBe(true);
  }).toPass();
  const panned = (await windowOf(page)) ?? [0, 0];
  expect(Math.abs(panned[1] - panned[0] - span)).toBeLessThan(0.01 * span);
  expect(trouble.found).toEqual([]);
});

test('lanes move by key, stay at the top, and Back undoes it', async ({ page }) => {
  await openTrace(page);
  const names = () => page.locator('button.lane-name').allInnerTexts();
  const first = await names();
  await page.locator('button.lane-name').nth(1).press('Alt+ArrowDown');
  await expect.poll(names).toEqual([first[0], first[2], first[1], ...first.slice(3)]);
  await page.locator('button.lane-name').nth(3).click();
  await page.getByRole('menuitem', { name: 'Keep at the top' }).click();
  await expect(page.locator('.gantt-headers.pinned button.lane-name')).toHaveText([first[3] ?? '']);
  await page.goBack();
  await page.goBack();
  await expect.poll(names).toEqual(first);
});
