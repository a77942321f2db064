/** Builds the page and prints what a first visit loads, packed; fails above the limit. `--no-build`: of dist/ as it is; `--dist FOLDER`: of another build. */
import { readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { ROOT, runTool } from './lib/run.mjs';

/** Kilobytes (1000 bytes) of script and style, gzip. */
const LIMIT_KB = 200;
const { values } = parseArgs({ options: { 'no-build': { type: 'boolean' }, dist: { type: 'string' } } });
const DIST = values.dist === undefined ? join(ROOT, 'dist') : resolve(values.dist);

/** The scripts and styles that index.html names, and what those import at once (not lazily). */
function firstLoad() {
  const html = readFileSync(join(DIST, 'index.html'), 'utf8');
  const tags = [...html.matchAll(/<(?:script|link)\b[^>]*?\b(?:src|href)="([^"]+\.(?:js|css))"/g)];
  const found = new Set();
  const queue = tags.map(([, href]) => join(DIST, href));
  for (const path of queue) {
    if (found.has(path)) continue;
    found.add(path);
    if (path.endsWith('.js')) queue.push(...importsOf(path));
  }
  return [...found];
}

/** Static imports of a built chunk: `import ... from "./x.js"`, `import "./x.js"`, `export ... from "./x.js"`. */
function importsOf(path) {
  const text = readFileSync(path, 'utf8');
  const pattern = /(?:\bfrom|\bimport)\s*["'](\.{1,2}\/[^"']+\.js)["']/g;
  return [...text.matchAll(pattern)].map(([, href]) => join(dirname(path), href));
}

const isBuilt = values['no-build'] === true || values.dist !== undefined;
if (!isBuilt && (await runTool('vite', ['build', '--logLevel', 'warn'])) !== 0) {
  process.exit(1);
}
const rows = firstLoad().map((path) => {
  const content = readFileSync(path);
  return { name: relative(DIST, path), bytes: content.length, packed: gzipSync(content, { level: 9 }).length };
});
const total = rows.reduce((sum, row) => sum + row.packed, 0);
const kb = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
for (const row of rows)
  console.log(`${row.name.padEnd(40)} ${kb(row.bytes).padStart(10)} ${kb(row.packed).padStart(10)} gzip`);
console.log(`${'first load'.padEnd(51)} ${kb(total).padStart(10)} gzip, limit ${LIMIT_KB} kB`);
const viewer = statSync(join(DIST, 'viewer.html'), { throwIfNoEntry: false });
if (viewer !== undefined)
  console.log(`${'viewer.html: the page that carries a trace'.padEnd(40)} ${kb(viewer.size).padStart(10)}, as saved`);
if (rows.length === 0) console.error('dist/index.html names no script: was the page built?');
if (rows.length === 0 || total > LIMIT_KB * 1000) process.exitCode = 1;
