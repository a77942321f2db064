import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The root of the checkout. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** npm without its notices, and tools that ask no questions. */
export const QUIET_ENV = {
  npm_config_update_notifier: 'false',
  npm_config_fund: 'false',
  npm_config_audit: 'false',
};

/**
 * Runs a program in the root of the checkout and shows its output.
 * Gives its exit code; 127 where it cannot be started, 124 where it ran longer than `limitMs`.
 */
export function run(command, args, { env = {}, limitMs, quiet = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...process.env, ...QUIET_ENV, ...env },
      stdio: ['ignore', quiet ? 'ignore' : 'inherit', quiet ? 'ignore' : 'inherit'],
      shell: process.platform === 'win32',
    });
    let late = false;
    const timer =
      limitMs &&
      setTimeout(() => {
        late = true;
        child.kill('SIGKILL');
      }, limitMs);
    const end = (code) => {
      clearTimeout(timer);
      resolve(code);
    };
    child.on('error', () => end(127));
    child.on('close', (code) => end(late ? 124 : (code ?? 1)));
  });
}

/** Runs a tool of node_modules/.bin by its own script, so that no shell or npx is in between. */
export function runTool(name, args, options) {
  const path = fileURLToPath(new URL(`../../node_modules/.bin/${name}`, import.meta.url));
  return run(path, args, options);
}
