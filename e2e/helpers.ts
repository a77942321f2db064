import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';

export interface DroppedFile {
  readonly name: string;
  readonly content: Buffer;
}

export const fileAt = (path: string): DroppedFile => ({ name: basename(path), content: readFileSync(path) });

/** Drops files anywhere on the page, as a person does from the desktop. */
export async function dropFiles(page: Page, files: readonly DroppedFile[]): Promise<void> {
  const packed = files.map(({ name, content }) => ({ name, base64: content.toString('base64') }));
  const transfer = await page.evaluateHandle((list) => {
    const data = new DataTransfer();
    for (const { name, base64 } of list) {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      data.items.add(new File([bytes], name));
    }
    return data;
  }, packed);
  for (const event of ['dragenter', 'dragover', 'drop']) {
    await page.dispatchEvent('#root main', event, { dataTransfer: transfer });
  }
}

/** The panels of the page, by what a screen reader calls them. */
export const panels = (page: Page) => ({
  verdict: page.getByRole('region', { name: 'Verdict' }),
  ledger: page.getByRole('region', { name: 'Where a step goes' }),
  whatIf: page.getByRole('region', { name: 'What if it were faster?' }),
  steps: page.getByRole('region', { name: 'Steps' }),
  timeline: page.getByRole('region', { name: 'Timeline' }),
  details: page.getByRole('complementary', { name: 'Details' }),
});

export const slider = (page: Page, name: string): Locator => page.getByRole('slider', { name });

/** Waits until ledger and chart are final. */
export async function traceIsOpen(page: Page): Promise<void> {
  await expect(panels(page).verdict).toBeVisible({ timeout: 30_000 });
  await page.waitForFunction(() => performance.getEntriesByName('whystall:complete').length > 0);
}

/** What a link must restore, as the page says it. */
export async function stateOf(page: Page): Promise<Record<string, string>> {
  const { timeline, details, whatIf } = panels(page);
  return {
    window: await timeline.locator('.window-text').innerText(),
    lanes: (await timeline.getByRole('listitem').allInnerTexts()).join(' | '),
    selected: await details.getByRole('heading').first().innerText(),
    lever: await slider(page, 'Data loading').inputValue(),
    predicted: await whatIf.locator('.predicted').innerText(),
  };
}

/** Fails a test whose page throws, logs an error, or asks anything of another host. */
export function watchForTrouble(page: Page): { readonly found: string[] } {
  const found: string[] = [];
  page.on('pageerror', (error) => found.push(`threw ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') found.push(`logged ${message.text()}`);
  });
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol.startsWith('http') && hostname !== '127.0.0.1') found.push(`asked ${request.url()}`);
  });
  return { found };
}
