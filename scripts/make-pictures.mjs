/** Takes the pictures of the documents from the built page: `npm run build && node scripts/make-pictures.mjs`. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { findChromium } from './find-chromium.mjs';
import { ROOT } from './lib/run.mjs';
import { serve } from './lib/serve.mjs';

const PICTURES = [{ name: 'page.png', hash: '#ex=data-bound&data=2', width: 1280, height: 1500, colorScheme: 'light' }];

const executablePath = await findChromium();
if (executablePath === undefined) throw new Error('No Chromium found. Install one, or name it in WHYSTALL_CHROMIUM.');
const { port, close } = await serve(join(ROOT, 'dist'), 0);
const browser = await chromium.launch({ executablePath, args: ['--headless=new', '--no-sandbox', '--disable-gpu'] });
const folder = join(ROOT, 'docs/images');
await mkdir(folder, { recursive: true });
for (const { name, hash, width, height, colorScheme } of PICTURES) {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme, reducedMotion: 'reduce' });
  await page.goto(`http://127.0.0.1:${port}/${hash}`);
  await page.waitForFunction(() => performance.getEntriesByName('whystall:complete').length > 0);
  await page.getByRole('slider').first().waitFor();
  await page.waitForTimeout(1000);
  await page.screenshot({ path: join(folder, name) });
  await page.close();
  console.log(`docs/images/${name}`);
}
await browser.close();
await close();
