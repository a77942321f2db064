/** Measures a first visit to the built page and checks it: `npm run build && npm run first-load`. `--write` puts the table into docs/performance.md. */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from '@playwright/test';
import { findChromium } from './find-chromium.mjs';
import { writeBetween } from './lib/between-markers.ts';
import { measureFirstLoad } from './lib/first-load.mjs';
import { ROOT } from './lib/run.mjs';
import { serve } from './lib/serve.mjs';

const { values } = parseArgs({
  options: { dist: { type: 'string' }, runs: { type: 'string', default: '5' }, write: { type: 'boolean' } },
});
const LIMIT = { scriptAndStyle: 200_000, interactiveMs: 1000, shift: 0 };

const median = (numbers) => numbers.sort((a, b) => a - b)[numbers.length >> 1];
const least = (numbers) => Math.min(...numbers);
const ms = (value) => `${Math.round(value)} ms`;
const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
const sum = (files, ...kinds) =>
  files.filter(({ kind }) => kinds.includes(kind)).reduce((total, { bytes }) => total + bytes, 0);

const executablePath = await findChromium();
if (executablePath === undefined) throw new Error('No Chromium found. Install one, or name it in WHYSTALL_CHROMIUM.');
const { port, close } = await serve(values.dist === undefined ? join(ROOT, 'dist') : resolve(values.dist), 0);
const url = `http://127.0.0.1:${port}/`;

async function visit() {
  // Each visit by a browser of its own: nothing is warm but the disk.
  const args = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'];
  const browser = await chromium.launch({ executablePath, args });
  try {
    return await measureFirstLoad(browser, url);
  } finally {
    await browser.close();
  }
}

async function violations() {
  const browser = await chromium.launch({ executablePath, args: ['--headless=new', '--no-sandbox', '--disable-gpu'] });
  const found = [];
  for (const colorScheme of ['light', 'dark']) {
    const context = await browser.newContext({ colorScheme });
    const page = await context.newPage();
    await page.goto(url);
    await page.waitForSelector('main button');
    const result = await new AxeBuilder({ page }).analyze();
    found.push(...result.violations.map(({ id }) => `${id}, ${colorScheme}`));
  }
  await browser.close();
  return found;
}

const visits = [];
for (let run = 0; run < Number(values.runs); run++) visits.push(await visit());
const unfair = await violations();
await close();

const [first] = visits;
const { files, later, facts } = first;
const scriptAndStyle = sum(files, 'script', 'style');
const problems = visits.flatMap((one) => one.problems);
const failed = Object.entries(facts).flatMap(([name, holds]) => (holds ? [] : [name]));
const both = (key) =>
  `${ms(median(visits.map((one) => one[key])))} (least ${ms(least(visits.map((one) => one[key])))})`;
const shift = Math.max(...visits.map((one) => one.shift));
const rows = [
  ['script and style, gzip', kB(scriptAndStyle), `at most ${kB(LIMIT.scriptAndStyle)}`],
  ['document, gzip', kB(sum(files, 'document')), ''],
  ['font', kB(sum([...files, ...later], 'font')), ''],
  ['requests until it answers', `${files.length}`, ''],
  [
    'fetched after that, for a trace to come',
    `${kB(sum(later, 'script', 'style', 'font', 'image', 'worker', 'other'))} in ${later.length}`,
    '',
  ],
  ['first paint with content', both('fcp'), ''],
  ['largest paint', both('lcp'), ''],
  ['answers a click', both('interactive'), `at most ${LIMIT.interactiveMs} ms`],
  ['blocked for, in all', both('blocking'), ''],
  ['layout shift', shift.toFixed(3), '0'],
  ['errors and warnings in the console', `${problems.length}`, '0'],
  ['axe, light and dark', `${unfair.length} violations`, '0'],
  [
    'checks of the document',
    `${Object.keys(facts).length - failed.length} of ${Object.keys(facts).length} hold`,
    'all',
  ],
];
const table = [
  '| of a first visit | | limit |',
  '| --- | ---: | ---: |',
  ...rows.map((row) => `| ${row.join(' | ')} |`),
].join('\n');
console.log(table);
for (const line of [...problems, ...unfair, ...failed.map((name) => `does not hold: ${name}`)]) console.log(line);

if (values.write === true) writeBetween(join(ROOT, 'docs/performance.md'), 'first-load', table);
const slow = least(visits.map(({ interactive }) => interactive)) > LIMIT.interactiveMs;
if (scriptAndStyle > LIMIT.scriptAndStyle || slow || shift > LIMIT.shift) process.exitCode = 1;
if (problems.length + unfair.length + failed.length > 0) process.exitCode = 1;
