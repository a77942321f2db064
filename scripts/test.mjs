/** Everything: installs what is missing, then types, lint and layers, format, unit tests, build, size, browser tests. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureChromium } from './find-chromium.mjs';
import { addCounts, countOne, countPlaywright, countVitest, NOTHING } from './lib/counts.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { ensureKernel } from './lib/kernel.mjs';
import { ROOT, run, runTool } from './lib/run.mjs';

const VITEST_JSON = '.cache/vitest.json';
const PLAYWRIGHT_JSON = '.cache/playwright.json';

function readReport(path) {
  try {
    return JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
  } catch {
    return undefined;
  }
}

const title = (name) => console.log(`\n--- ${name}`);

async function oneStep(name, tool, args) {
  title(name);
  const code = await runTool(tool, args);
  console.log(code === 0 ? `${name}: passed` : `${name}: FAILED`);
  return countOne(name, code === 0);
}

async function unitTests() {
  title('unit tests');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${VITEST_JSON}`];
  const code = await runTool('vitest', ['run', ...reporters]);
  return countVitest(readReport(VITEST_JSON), code);
}

async function size() {
  title('size');
  return countOne('size', (await run(process.execPath, ['scripts/size.mjs', '--no-build'])) === 0);
}

async function browserTests() {
  title('browser tests');
  const chromium = await ensureChromium();
  if (chromium === undefined) {
    console.error('No Chromium found, and none could be installed. Name one in WHYSTALL_CHROMIUM.');
    return countOne('browser tests: no Chromium', false);
  }
  const code = await runTool('playwright', ['test'], { env: { WHYSTALL_CHROMIUM: chromium } });
  return countPlaywright(readReport(PLAYWRIGHT_JSON), code);
}

async function everything() {
  if (!(await ensureInstalled())) return countOne('install', false);
  await ensureKernel();
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  for (const path of [VITEST_JSON, PLAYWRIGHT_JSON]) rmSync(join(ROOT, path), { force: true });

  let counts = NOTHING;
  const add = (more) => (counts = addCounts(counts, more));
  add(await oneStep('types', 'tsc', ['-p', '.']));
  add(await oneStep('lint and layers', 'eslint', ['.']));
  add(await oneStep('format', 'prettier', ['--check', '--log-level', 'warn', '.']));
  add(await unitTests());
  const built = await oneStep('build', 'vite', ['build', '--logLevel', 'warn']);
  add(built);
  if (built.passed === 0) return addCounts(counts, countOne('size and browser tests: nothing was built', false));
  add(await size());
  add(await browserTests());
  return counts;
}

const { passed, failed, skipped, flaky } = await everything();
title('result');
for (const name of skipped) console.log(`skipped: ${name}`);
for (const name of flaky) console.log(`flaky: ${name}`);
for (const name of failed) console.log(`failed: ${name}`);
console.log(`${passed} passed, ${failed.length} failed, ${skipped.length} skipped`);
process.exitCode = failed.length > 0 ? 1 : 0;
