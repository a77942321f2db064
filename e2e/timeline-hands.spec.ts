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

test('a finger at rest on a name moves its lane', async ({ page }) => {
  const trouble = watchForTrouble(page);
  await openTrace(page);
  const names = () => page.locator('button.lane-name').allInnerTexts();
  const first = await names();
  const middleOf = async (index: number): Promise<readonly [number, number]> => {
    const box = await page.locator('button.lane-name').nth(index).boundingBox();
    if (box === null) throw new Error('no lane');
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  await page.locator('button.lane-name').nth(5).scrollIntoViewIfNeeded();
  const moved = [first[0], first[5], ...first.slice(1, 5), ...first.slice(6)];
  const session = await page.context().newCDPSession(page);
  // A busy browser may take a touch back: it is then tried again, from where the lanes are by then.
  await expect(async () => {
    const now = await names();
    if (now.join() !== moved.join()) {
      // A touch that was taken back may have left the lane between the two.
      const [x, from] = await middleOf(now.lastIndexOf(first[5] ?? ''));
      const [, to] = await middleOf(1);
      await touch(session, 'touchStart', [[x, from]]);
      try {
        await expect(page.locator('.lane-header[data-dragged]')).toHaveCount(1, { timeout: 2_000 });
        for (let part = 1; part <= 8; part++)
          await touch(session, 'touchMove', [[x, from + ((to - 2 - from) * part) / 8]]);
      } finally {
        await touch(session, 'touchEnd', []);
      }
    }
    await expect.poll(names, { timeout: 2_000 }).toEqual(moved);
  }).toPass();
  expect(trouble.found).toEqual([]);
});

test('a lane lands where it is let go, were the page a frame behind or not', async ({ page }) => {
  await openTrace(page);
  const names = page.locator('button.lane-name');
  const first = await names.allInnerTexts();
  // All in one task: nothing is drawn between the last move and the release.
  await names.nth(5).evaluate((header, to) => {
    const target = document.querySelectorAll('button.lane-name')[to]?.getBoundingClientRect();
    const own = header.getBoundingClientRect();
    const send = (type: string, y: number, buttons: number) =>
      header.dispatchEvent(
        new PointerEvent(type, { bubbles: true, button: 0, buttons, pointerType: 'mouse', clientX: own.x, clientY: y }),
      );
    header.setPointerCapture = () => undefined;
    send('pointerdown', own.y + own.height / 2, 1);
    send('pointermove', own.y, 1);
    send('pointermove', target?.y ?? 0, 1);
    send('pointerup', target?.y ?? 0, 0);
  }, 1);
  await expect(names).toHaveText([first[0] ?? '', first[5] ?? '', ...first.slice(1, 5), ...first.slice(6)]);
});

test('a hidden lane is found by a part of its name', async ({ page }) => {
  await openTrace(page);
  const lane = page.locator('button.lane-name', { hasText: 'GPU 0 stream 7' }).first();
  await lane.click();
  await page.getByRole('menuitem', { name: 'Hide' }).click();
  await expect(page).toHaveURL(/hide=/);
  await page.keyboard.press('l');
  await page.getByRole('searchbox', { name: 'Find a lane' }).fill('stream 7');
  await page.keyboard.press('Enter');
  await expect(page).not.toHaveURL(/hide=/);
  await expect(lane).toBeFocused();
  await expect(page.locator('.gantt-tip')).toContainText('in view');
});

test('flags are put up by key and on the ruler, named, moved to a link, and taken off', async ({ page }) => {
  await openTrace(page);
  const ruler = page.locator('.gantt-axis canvas');
  await ruler.click({ position: { x: 200, y: 10 } });
  await ruler.click({ position: { x: 400, y: 10 } });
  const table = page.getByRole('region', { name: 'Flags on the ruler' });
  await expect(table.getByRole('row')).toHaveCount(3);
  await ruler.click({ position: { x: 203, y: 35 } });
  await expect(table.getByRole('textbox', { name: 'Name of flag 1' })).toBeFocused();
  await page.keyboard.type('begin');
  await page.keyboard.press('Enter');
  await page.keyboard.press('k');
  await expect(table.getByRole('row')).toHaveCount(4);
  await expect(page).toHaveURL(/flag=[^&]*:begin/);
  await table.getByRole('button', { name: 'Take flag begin off the ruler' }).click();
  await expect(table.getByRole('row')).toHaveCount(3);
  await page.goBack();
  await expect(table.getByRole('row')).toHaveCount(4);
});
