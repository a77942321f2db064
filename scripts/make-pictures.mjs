/**
 * Takes the pictures of the documents from the built page: `npm run build && node scripts/make-pictures.mjs`. A folder names
 * another build than `dist`. `part`: the part of the page that is taken, where not the whole window.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { findChromium } from './find-chromium.mjs';
import { ROOT } from './lib/run.mjs';
import { serve } from './lib/serve.mjs';

const PICTURES = [
  { name: 'page.png', hash: '#ex=data-bound&data=2', width: 1280, height: 1100, colorScheme: 'light' },
  {
    name: 'arrows.png',
    hash: '#ex=ddp-straggler&t=60ms~112ms&data=3&path=1&arrows=launch,wait,collective',
    width: 1280,
    height: 900,
    colorScheme: 'light',
    part: '.gantt',
  },
  {
    name: 'flags.png',
    hash: '#ex=data-bound&t=70ms~160ms&unit=us&flag=78ms:batch%20ready&flag=104ms&flag=147ms:next%20batch&range=104ms~147ms',
    width: 1280,
    height: 900,
    colorScheme: 'light',
    part: '.gantt',
  },
  {
    name: 'compare.png',
    hash: '#ex=data-bound&vs.ex=launch-bound&vs.anyway=1',
    width: 1280,
    height: 900,
    colorScheme: 'light',
    part: '.compare',
  },
];
const BUILD = process.argv[2] ?? join(ROOT, 'dist');

const executablePath = await findChromium();
if (executablePath === undefined) throw new Error('No Chromium found. Install one, or name it in WHYSTALL_CHROMIUM.');
const { port, close } = await serve(BUILD, 0);
const browser = await chromium.launch({ executablePath, args: ['--headless=new', '--no-sandbox', '--disable-gpu'] });
const folder = join(ROOT, 'docs/images');
await mkdir(folder, { recursive: true });
for (const { name, hash, width, height, colorScheme, part } of PICTURES) {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme, reducedMotion: 'reduce' });
  await page.goto(`http://127.0.0.1:${port}/${hash}`);
  await page.waitForFunction(() => performance.getEntriesByName('whystall:complete').length > 0);
  await page.getByRole('slider').first().waitFor();
  await page.waitForTimeout(1000);
  const path = join(folder, name);
  await (part === undefined ? page.screenshot({ path }) : page.locator(part).first().screenshot({ path }));
  await page.close();
  console.log(`docs/images/${name}`);
}
await browser.close();
await close();
