/**
 * Frames of the chart in a headless Chromium: 120 frames of zooming, panning and scrolling over `marks` marks on `lanes`
 * lanes, each beside an empty frame that takes turns with it.
 */
import { chromium } from '@playwright/test';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { findChromium } from '../../scripts/find-chromium.mjs';
import { type FramesJob, type FramesReport } from './job.ts';

const ARGS = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-frame-rate-limit', '--disable-gpu-vsync'];

/** The page's script as one file. */
export async function bundle(): Promise<string> {
  const made = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      lib: { entry: fileURLToPath(new URL('page.ts', import.meta.url)), formats: ['iife'], name: 'bench' },
    },
  });
  const [first] = Array.isArray(made) ? made : [made];
  const chunk = first !== undefined && 'output' in first ? first.output[0] : undefined;
  if (chunk === undefined) throw new Error('The bench page was not built.');
  return chunk.code;
}

/** Runs the journey in a browser of its own. */
export async function runFrames(job: FramesJob, picture?: string): Promise<FramesReport> {
  const executablePath = await findChromium();
  if (executablePath === undefined) throw new Error('No Chromium found. Install one, or name it in WHYSTALL_CHROMIUM.');
  const content = await bundle();
  const browser = await chromium.launch({ executablePath, args: ARGS });
  try {
    const viewport = { width: job.width, height: job.height + 29 };
    const page = await browser.newPage({ viewport, deviceScaleFactor: job.pixelRatio });
    await page.setContent('<!doctype html><body style="margin:0"></body>');
    await page.addScriptTag({ content });
    const report = await page.evaluate(
      (given) => (window as unknown as { runFrames: (job: unknown) => Promise<unknown> }).runFrames(given),
      job,
    );
    if (picture !== undefined) await page.screenshot({ path: picture });
    return report as FramesReport;
  } finally {
    await browser.close();
  }
}
