import { expect, test, type Page } from '@playwright/test';
import { traceFile } from '../src/test/traces.ts';
import { dropFiles, fileAt, panels, slider, stateOf, traceIsOpen, watchForTrouble } from './helpers.ts';

const TRACES = [
  { name: 'the shipped example', path: 'public/examples/data-bound.json.gz' },
  {
    name: 'resnet50-workers0.pt.trace.json.gz',
    path: traceFile('pairs/resnet50-workers0.pt.trace.json.gz'),
  },
];

for (const { name, path } of TRACES) {
  test(`drop, read, zoom, select, move a slider, send the link: ${name}`, async ({ page, browser, baseURL }) => {
    test.skip(path === undefined, `${name} is not on this machine`);
    if (path === undefined) return;
    const trouble = watchForTrouble(page);
    await page.goto('/');
    await dropFiles(page, [fileAt(path)]);
    await traceIsOpen(page);

    const { verdict, ledger, whatIf, timeline } = panels(page);
    await expect(verdict).toContainText('The largest stall is data loading');
    await expect(ledger).toContainText('nothing left over');

    const wholeWindow = await timeline.locator('.window-text').innerText();
    await zoomIntoTheMiddle(page);
    await expect(timeline.locator('.window-text')).not.toHaveText(wholeWindow);
    await selectFromLedgerLane(page);
    await slider(page, 'Data loading').press('End');
    await expect(whatIf).toContainText('predicted median step');
    await expect(timeline).toContainText('predicted');

    const before = await stateOf(page);
    const link = await copyLink(page);
    expect(link.startsWith(baseURL ?? 'no base')).toBe(true);

    const receiver = await (await browser.newContext()).newPage();
    const receiverTrouble = watchForTrouble(receiver);
    await receiver.goto(link);
    await expect(receiver.getByRole('main')).toContainText(fileAt(path).name);
    await dropFiles(receiver, [fileAt(path)]);
    await traceIsOpen(receiver);
    await expect(panels(receiver).whatIf).toContainText('predicted median step');
    await expect.poll(() => stateOf(receiver)).toEqual(before);
    expect([...trouble.found, ...receiverTrouble.found]).toEqual([]);
    await receiver.context().close();
  });
}

test('a link to an example restores the view at once', async ({ page, browser }) => {
  await page.goto('/#ex=data-bound');
  await traceIsOpen(page);
  await zoomIntoTheMiddle(page);
  await selectFromLedgerLane(page);
  await slider(page, 'Compute').press('Home');
  await expect(panels(page).whatIf).toContainText('predicted median step');
  const before = await stateOf(page);
  const receiver = await (await browser.newContext()).newPage();
  await receiver.goto(await copyLink(page));
  await traceIsOpen(receiver);
  await expect(panels(receiver).whatIf).toContainText('predicted median step');
  await expect.poll(() => stateOf(receiver)).toEqual(before);
  await receiver.context().close();
});

test('Back and Forward undo and redo', async ({ page }) => {
  await page.goto('/#ex=data-bound');
  await traceIsOpen(page);
  const start = await stateOf(page);
  await slider(page, 'Data loading').press('End');
  await expect(panels(page).whatIf).toContainText('predicted median step');
  const moved = await stateOf(page);
  expect(moved).not.toEqual(start);
  await page.goBack();
  await expect.poll(() => stateOf(page)).toEqual(start);
  await page.goForward();
  await expect.poll(() => stateOf(page)).toEqual(moved);
});

async function zoomIntoTheMiddle(page: Page): Promise<void> {
  const box = await panels(page).timeline.locator('.overlay-canvas').boundingBox();
  if (box === null) throw new Error('the timeline is not drawn');
  await page.mouse.move(box.x + box.width / 2, box.y + 10);
  for (let i = 0; i < 3; i++) await page.keyboard.press('KeyW');
}

/** Clicks the ledger lane, which has no gap: every place of it is a piece. */
async function selectFromLedgerLane(page: Page): Promise<void> {
  const { timeline, details } = panels(page);
  await timeline.locator('.overlay-canvas').scrollIntoViewIfNeeded();
  const lane = await timeline.getByRole('listitem').filter({ hasText: 'Ledger' }).boundingBox();
  const canvas = await timeline.locator('.overlay-canvas').boundingBox();
  if (lane === null || canvas === null) throw new Error('the timeline is not drawn');
  await page.mouse.click(canvas.x + canvas.width / 2, lane.y + lane.height / 2);
  await expect(details).toContainText('Why this class');
}

async function copyLink(page: Page): Promise<string> {
  await page.getByRole('banner').getByRole('button', { name: 'Copy link' }).click();
  const field = page.getByRole('textbox', { name: 'Link to this view' });
  await expect(field).toHaveValue(/#v=1/);
  const link = await field.inputValue();
  await page.keyboard.press('Escape');
  return link;
}
