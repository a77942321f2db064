/** Finds a Chromium that runs; as a program (`node scripts/find-chromium.mjs --install`) prints its path. */
import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { run, runTool } from './lib/run.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const DOWNLOAD_LIMIT_MS = 180_000;
const APT_LIMIT_MS = 600_000;

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Whether it starts at all: a downloaded browser may lack libraries of the system. */
async function runs(path) {
  return (await run(path, ['--version'], { quiet: true, limitMs: 20_000 })) === 0;
}

async function fromPlaywright() {
  try {
    const { chromium } = await import('@playwright/test');
    return [chromium.executablePath()];
  } catch {
    return [];
  }
}

/** Absolute path of a Chromium on this machine ($WHYSTALL_CHROMIUM first), or undefined. */
export async function findChromium() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(isAbsolute);
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  const named = process.env.WHYSTALL_CHROMIUM;
  const candidates = named ? [named] : [...onPath, ...MAC, ...(await fromPlaywright())];
  for (const path of candidates) if (isProgram(path) && (await runs(path))) return path;
  return undefined;
}

/** As findChromium; where there is none, tries Playwright's download, then apt-get as root on Debian. */
export async function ensureChromium() {
  const found = await findChromium();
  if (found !== undefined || process.env.WHYSTALL_CHROMIUM) return found;
  console.log("No Chromium on this machine: trying Playwright's download...");
  await runTool('playwright', ['install', 'chromium'], { limitMs: DOWNLOAD_LIMIT_MS });
  const downloaded = await findChromium();
  if (downloaded !== undefined) return downloaded;
  if (process.getuid?.() !== 0 || !isProgram('/usr/bin/apt-get')) return undefined;
  console.log('That gave none that runs: trying apt-get install chromium...');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const limits = { env, limitMs: APT_LIMIT_MS };
  await run('apt-get', ['update', '-q'], limits);
  await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], limits);
  return findChromium();
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const path = await (process.argv.includes('--install') ? ensureChromium() : findChromium());
  if (path === undefined) {
    console.error('No Chromium found. Install one, or name it in WHYSTALL_CHROMIUM.');
    process.exitCode = 1;
  } else {
    console.log(path);
  }
}
