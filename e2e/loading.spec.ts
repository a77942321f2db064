import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { traceIsOpen } from './helpers.ts';

/** The shipped example over and over in one file, large enough that reading it takes a while. */
function largeTrace(path: string, megabytes: number): void {
  const text = gunzipSync(readFileSync('public/examples/data-bound.json.gz')).toString();
  const open = text.indexOf('[', text.indexOf('"traceEvents"')) + 1;
  const events = text.slice(open, text.lastIndexOf(']')).trim();
  const times = Math.ceil((megabytes * 1e6) / events.length);
  writeFileSync(
    path,
    `${text.slice(0, open)}${Array(times).fill(events).join(',\n')}${text.slice(text.lastIndexOf(']'))}`,
  );
}

test('a large file shows bytes and events while it is read, Cancel works at once, and the page goes on', async ({
  page,
}, info) => {
  const path = info.outputPath('large.json');
  largeTrace(path, 120);
  await page.goto('/');
  await page.setInputFiles('input[type=file]', path);
  const main = page.getByRole('main');
  await expect(main).toContainText(/of 12\d\sMB · [\d\s]+ events/);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Where does my training step go?', {
    timeout: 1000,
  });
  await page.getByRole('button', { name: /Waiting for data/ }).click();
  await traceIsOpen(page);
});
