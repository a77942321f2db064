import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { ROOT } from './run.mjs';

/** What is kept from the first visit on: the page and all its parts. */
const CORE = /^(?:icon\.svg|assets\/.*\.(?:js|css)|assets\/inter-latin-wght.*\.woff2)$/;
/** What is kept once it was asked for: examples, the page to hand on, letters of other scripts. */
const REST = /^(?:viewer\.html|examples\/.*|assets\/.*\.woff2)$/;

/** The service worker of the build in `folder`: its version is a fingerprint of every file that it keeps. */
export function serviceWorkerOf(folder) {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(resolve(folder).length + 1)
        .split(sep)
        .join('/'),
    )
    .sort();
  const core = paths.filter((path) => CORE.test(path));
  const rest = paths.filter((path) => REST.test(path) && !core.includes(path));
  const hash = createHash('sha256');
  for (const path of ['index.html', ...core, ...rest])
    hash.update(`${path}\0`).update(readFileSync(join(folder, path)));
  const build = {
    version: hash.digest('hex').slice(0, 16),
    core: ['./', ...core.map((path) => `./${path}`)],
    rest: rest.map((path) => `./${path}`),
  };
  const source = readFileSync(new URL('./service-worker.js', import.meta.url), 'utf8');
  return source.replace('__BUILD__', () => JSON.stringify(build));
}

/** Leaves sw.js beside the built page (src/app/offline.ts registers it). */
export function offlinePlugin() {
  let outDir;
  return {
    name: 'whystall:offline',
    apply: 'build',
    configResolved(config) {
      if (resolve(config.root) === resolve(ROOT)) outDir = resolve(config.root, config.build.outDir);
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      handler() {
        if (outDir !== undefined) writeFileSync(join(outDir, 'sw.js'), serviceWorkerOf(outDir));
      },
    },
  };
}
