import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, run } from './run.mjs';

function readPackages(path) {
  try {
    return JSON.parse(readFileSync(join(ROOT, path), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/**
 * Whether node_modules holds what package-lock.json asks for. Versions are compared, not file dates:
 * a fresh checkout or a copied folder has dates that mean nothing. Optional packages are for other platforms.
 */
export function isInstalled() {
  const wanted = readPackages('package-lock.json');
  const present = readPackages('node_modules/.package-lock.json');
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || optional || present[path]?.version === version,
  );
}

/** Runs `npm ci` where something is missing or of another version. Gives false where that fails. */
export async function ensureInstalled() {
  if (isInstalled()) return true;
  console.log('Installing what package-lock.json names (npm ci)...');
  const code = await run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']);
  if (code !== 0) console.error(`npm ci failed (exit code ${code}). Is the package registry reachable?`);
  return code === 0;
}
