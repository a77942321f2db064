/** Installs what is missing, builds the page, serves it on loopback and opens a browser where there is one. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureInstalled } from './lib/install.mjs';
import { ROOT, runTool } from './lib/run.mjs';
import { serve } from './lib/serve.mjs';

const FIRST_PORT = 4173;
const LAST_PORT = 4272;
const USAGE = `npm start -- [--port N] [--no-open] [--no-build]
  --port N     serve on this port of 127.0.0.1; without it, the first free one from ${FIRST_PORT} up
  --no-open    do not open a browser
  --no-build   serve dist/ as it is`;

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string' },
        'no-open': { type: 'boolean', default: false },
        'no-build': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const port = values.port === undefined ? undefined : Number(values.port);
    if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= 65535)) {
      throw new Error(`--port wants a number from 0 to 65535, not "${values.port}".`);
    }
    return { port, open: !values['no-open'], build: !values['no-build'], help: values.help };
  } catch (error) {
    console.error(`${error.message}\n\n${USAGE}`);
    process.exit(2);
  }
}

/** The asked port and no other, else the first free one of the range. */
async function serveDist(port) {
  const dist = join(ROOT, 'dist');
  if (port !== undefined) return serve(dist, port);
  for (let candidate = FIRST_PORT; candidate <= LAST_PORT; candidate++) {
    try {
      return await serve(dist, candidate);
    } catch (error) {
      if (error.code !== 'EADDRINUSE') throw error;
    }
  }
  return serve(dist, 0);
}

/** Opens the system's browser; says nothing where there is none, in CI, or without a display. */
function openBrowser(address) {
  const linux = process.platform !== 'darwin' && process.platform !== 'win32';
  if (process.env.CI || (linux && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY)) return;
  const [command, ...args] = linux
    ? ['xdg-open', address]
    : process.platform === 'darwin'
      ? ['open', address]
      : ['cmd', '/c', 'start', '""', address];
  spawn(command, args, { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}

const options = readOptions();
if (options.help) {
  console.log(USAGE);
} else {
  if (!(await ensureInstalled())) process.exit(1);
  if (options.build && (await runTool('vite', ['build', '--logLevel', 'warn'])) !== 0) {
    console.error('The build failed: see above.');
    process.exit(1);
  }
  try {
    const { port } = await serveDist(options.port);
    const address = `http://127.0.0.1:${port}/`;
    console.log(`
Whystall is at      ${address}
With an example     ${address}#ex=data-bound
Stop with Ctrl+C.`);
    if (options.open) openBrowser(address);
  } catch (error) {
    console.error(error.code === 'EADDRINUSE' ? `Port ${options.port} is taken. Try another --port.` : error.message);
    process.exit(1);
  }
}
