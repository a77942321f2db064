import { defineConfig } from '@playwright/test';
import { findChromium } from './scripts/find-chromium.mjs';
import { freePort } from './scripts/lib/free-port.mjs';

// Playwright loads this file again in each worker: what the first load found is handed on by the environment.
process.env['WHYSTALL_CHROMIUM'] ||= (await findChromium()) ?? '';
process.env['WHYSTALL_E2E_PORT'] ||= String(await freePort());
process.env['WHYSTALL_GALLERY_PORT'] ||= String(await freePort());

const executablePath = process.env['WHYSTALL_CHROMIUM'];
const port = process.env['WHYSTALL_E2E_PORT'];
const galleryPort = process.env['WHYSTALL_GALLERY_PORT'];
const GALLERY = 'e2e/gallery/vite.config.ts';
if (executablePath === '') throw new Error('No Chromium found. Install one, or name it in WHYSTALL_CHROMIUM.');

/** A headless Chromium that talks to nobody but the page's own server. */
const args = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  workers: 1,
  // A busy machine can drop a touch or a frame. What passes only at the second try is named "flaky" in the result.
  retries: 1,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 60_000,
  // Letters are drawn a little differently from one Chromium to the next.
  expect: { timeout: 10_000, toHaveScreenshot: { maxDiffPixelRatio: 0.02, animations: 'disabled', scale: 'css' } },
  reporter: [['line'], ['json', { outputFile: '.cache/playwright.json' }]],
  use: {
    baseURL: `http://127.0.0.1:${port}/`,
    viewport: { width: 1280, height: 800 },
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    screenshot: 'only-on-failure',
    launchOptions: { executablePath, args },
    contextOptions: { permissions: ['clipboard-read', 'clipboard-write'] },
  },
  snapshotPathTemplate: '{testDir}/pictures/{arg}{ext}',
  webServer: [
    {
      command: `node scripts/start.mjs --no-build --no-open --port ${port}`,
      url: `http://127.0.0.1:${port}/`,
      timeout: 20_000,
      reuseExistingServer: false,
    },
    {
      command: `npx --no-install vite build -c ${GALLERY} --logLevel warn && npx --no-install vite preview -c ${GALLERY} --host 127.0.0.1 --strictPort --port ${galleryPort}`,
      url: `http://127.0.0.1:${galleryPort}/`,
      timeout: 120_000,
      reuseExistingServer: false,
    },
  ],
});
