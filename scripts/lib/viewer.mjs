import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { ROOT } from './run.mjs';

const WORKER = `new Worker(new URL('../engine/engine.worker.ts', import.meta.url), { type: 'module' })`;

/** Makes the page's worker a part of its script, and takes the workers that scan and unpack beside it out: files of their own cannot be had from disk. */
const oneFile = () => ({
  name: 'whystall:one-file',
  enforce: 'pre',
  transform(code, id) {
    if (id.endsWith('/src/engine/start-scan-worker.ts'))
      return 'export const startScanWorker = () => undefined, startUnpackWorker = startScanWorker;';
    if (!id.endsWith('/src/app/engine-client.ts')) return undefined;
    if (!code.includes(WORKER)) this.error('engine-client.ts starts its worker in another way than this build knows');
    return `import EngineWorker from '../engine/engine.worker.ts?worker&inline';\n${code.replace(WORKER, 'new EngineWorker()')}`;
  },
});

/** Only the Latin letters of the page's font: others are drawn in the system's. */
const latinOnly = () => ({
  name: 'whystall:latin-only',
  enforce: 'pre',
  transform(code, id) {
    if (!/@fontsource.*\.css$/.test(id)) return undefined;
    return code.replaceAll(/\/\* inter-(?!latin-wght)[\s\S]*?@font-face \{[\s\S]*?\n\}/g, '');
  },
});

const sha256 = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const dataUrl = (path, type) => `data:${type};base64,${readFileSync(join(ROOT, path)).toString('base64')}`;

/** No answer of any server, no script but this one: a name out of a trace can do nothing, whatever it says. */
const policyOf = (script) =>
  [
    `default-src 'none'`,
    `script-src ${sha256(script)} 'wasm-unsafe-eval'`,
    `style-src 'unsafe-inline'`,
    `img-src data: blob:`,
    `font-src data:`,
    `worker-src blob:`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');

function pageOf(script, style, version) {
  const icon = dataUrl('public/icon.svg', 'image/svg+xml');
  // Nothing in a script may look like its end, or like the start of a comment of HTML.
  const code = script
    .replaceAll('./icon.svg', icon)
    .replaceAll(/<(?=\/script)/gi, '\\x3c')
    .replaceAll('<!--', '\\x3c!--');
  return `<!doctype html>
<!-- A training run explained by Whystall ${version}: the page and the trace in one file. It works from disk and asks nothing of any server. -->
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policyOf(code)}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="generator" content="Whystall ${version}" />
    <meta name="color-scheme" content="light dark" />
    <meta name="robots" content="noindex" />
    <link rel="icon" href="${icon}" type="image/svg+xml" />
    <title>Whystall</title>
    <style>${style.replaceAll(/<(?=\/style)/gi, '\\3c ')}</style>
  </head>
  <body>
    <div id="root"></div>
    <noscript>This file shows a trace of a training run, and needs JavaScript for that.</noscript>
<!--whystall:trace--><script type="module">${code}</script>
  </body>
</html>
`;
}

async function buildViewer(plugins, worker) {
  const built = await build({
    configFile: false,
    root: ROOT,
    base: './',
    logLevel: 'warn',
    publicDir: false,
    plugins: [oneFile(), latinOnly(), ...plugins()],
    worker: { ...worker, format: 'iife', plugins: () => [oneFile(), ...worker.plugins()] },
    build: {
      write: false,
      target: 'es2022',
      assetsInlineLimit: 1e9,
      cssCodeSplit: false,
      modulePreload: false,
      chunkSizeWarningLimit: 10_000,
      rolldownOptions: {
        input: join(ROOT, 'src/viewer.tsx'),
        output: { codeSplitting: false },
        checks: { pluginTimings: false },
      },
    },
  });
  const { output } = [built].flat()[0];
  const [script, ...others] = output.filter(({ type }) => type === 'chunk');
  const styles = output.filter(({ fileName }) => fileName.endsWith('.css'));
  if (others.length > 0 || styles.length !== 1) throw new Error('viewer.html: not one script and one style');
  return { script: script.code, style: String(styles[0].source) };
}

/** Leaves viewer.html beside the built page: all of it in one file, with a place where a trace goes in (src/view/enclosed-page.ts). */
export function viewerPlugin(plugins, worker) {
  let outDir;
  return {
    name: 'whystall:viewer',
    apply: 'build',
    configResolved(config) {
      // The gallery and the benchmarks are built by the same plugins from roots of their own.
      if (resolve(config.root) === resolve(ROOT)) outDir = resolve(config.root, config.build.outDir);
    },
    async closeBundle() {
      if (outDir === undefined) return;
      const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
      const { script, style } = await buildViewer(plugins, worker);
      writeFileSync(join(outDir, 'viewer.html'), pageOf(script, style, version));
    },
  };
}
