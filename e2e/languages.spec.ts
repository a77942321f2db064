import { expect, type Page, test } from '@playwright/test';
import { STATES } from './gallery/states.ts';

const GALLERY = `http://127.0.0.1:${process.env['WHYSTALL_GALLERY_PORT']}/`;

test.use({ locale: 'zh-CN' });

/** Names in the gallery's made-up traces, terms and code that engineers write in English, and our own name. */
const KEPT = [
  /^\[title\] Whystall: every state of the page$/,
  /\b(?:Main thread|Thread) \d+(?: \([^)]*\))?/g,
  /\b(?:rank|kernel|stream|trace|worker|profiler|embedding|batch|epoch|token|hook|event|inf|step_num|num_workers)\b/gi,
  /\b(?:Whystall|CUDA graphs?|PyTorch Profiler|DataLoader|ProfilerStep|Memcpy HtoD|Stream Sync|FX graph cache|graph)\b/gi,
  /\bGPU \d+ stream \d+\b|\bPageable -> Device\b|\bJupyter notebook\b|\bwhystall report\b/g,
  /[\w.:#<>@*/()=,"-]*[_.:#<>=@()"/][\w.:#<>@*/()=,"-]*/g,
];

/** Two words or more of English in a row, or an English word alone that is no name. */
const ENGLISH = /\b[A-Za-z]{2,}(?:[ ,]+[a-z]{2,})+\b/;

/** All that a reader sees or hears, but for code, lists of languages and what is marked as not to be translated. */
function shown(): string[] {
  const found = new Set<string>();
  const isOurs = (element: Element | null): boolean =>
    element?.closest('[translate=no], code, pre, script, style') === null;
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode())
    if (isOurs(node.parentElement)) found.add(node.textContent?.trim() ?? '');
  const spoken = ['aria-label', 'aria-valuetext', 'aria-roledescription', 'title', 'placeholder', 'alt'];
  for (const element of document.querySelectorAll('*'))
    for (const name of spoken) if (isOurs(element)) found.add(element.getAttribute(name) ?? '');
  return [...found];
}

/** Folds and lists that open without leaving the page. */
async function unfold(page: Page): Promise<void> {
  const closed = page.locator('button[aria-expanded=false]:not([aria-haspopup])');
  for (let left = await closed.count(); left > 0; left--)
    await closed
      .first()
      .click({ timeout: 1_000 })
      .catch(() => undefined);
  await page.evaluate(() => document.querySelectorAll('details').forEach((fold) => (fold.open = true)));
}

function english(texts: readonly string[]): string[] {
  return texts.filter((text) => ENGLISH.test(KEPT.reduce((rest, kept) => rest.replace(kept, '·'), text)));
}

for (const id of ['first', 'lever', 'damaged', 'tiny', 'eight-ranks', 'failed', 'choose-steps']) {
  test(`in Chinese nothing of the page is English: ${id}`, async ({ page }) => {
    expect(STATES.map((state) => state.id)).toContain(id);
    await page.goto(`${GALLERY}?state=${id}`);
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
    await expect(page.locator('main')).toBeVisible();
    if (!['first', 'failed', 'choose-steps'].includes(id))
      await page.waitForFunction(() => performance.getEntriesByName('whystall:complete').length > 0);
    await unfold(page);
    expect(english(await page.evaluate(shown))).toEqual([]);
  });
}

test('theme, language and keys are chosen under Settings', async ({ page }) => {
  await page.goto('./');
  const html = page.locator('html');
  await expect(html).toHaveAttribute('lang', 'zh-CN');
  await page.getByRole('button', { name: '设置' }).click();
  await expect(page.getByRole('menuitemradio')).toHaveText([
    /^跟随系统/,
    '浅色',
    '深色',
    /^跟随浏览器/,
    'English',
    '简体中文',
    /^开/,
    '关：仅保留 Ctrl 组合、方向键、Backspace、Esc',
  ]);
  await page.getByRole('menuitemradio', { name: '深色' }).click();
  await expect(html).toHaveAttribute('data-theme', 'dark');
  await page.getByRole('button', { name: '设置' }).click();
  await page.getByRole('menuitemradio', { name: 'English' }).click();
  await expect(html).toHaveAttribute('lang', 'en');
  await expect(html).toHaveAttribute('data-theme', 'dark');
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('menuitemradio', { name: /^Off/ }).click();
  await page.keyboard.press('?');
  await page.keyboard.press('Control+Shift+P');
  await expect(page.getByRole('dialog')).toHaveCount(1);
  await expect(page.getByRole('dialog')).toContainText('Keys and help');
});
