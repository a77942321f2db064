import { openAsBlob } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { type Failure } from '../src/base/failure.ts';
import { fail, ok, type Result } from '../src/base/result.ts';
import { type EngineSource } from '../src/engine/protocol.ts';

/** More files than this in a folder are not looked at. */
const MOST_FILES = 10_000;

/** npm runs scripts in the root of the package: paths are meant from where the user stands. */
export const userFolder = (): string =>
  process.env['npm_lifecycle_event'] === 'whystall' ? (process.env['INIT_CWD'] ?? process.cwd()) : process.cwd();

/** Files as they are; folders as all the files below them, of which the engine opens those that may hold a trace. */
export async function openFiles(paths: readonly string[]): Promise<Result<EngineSource[]>> {
  const sources: EngineSource[] = [];
  for (const path of paths) {
    const found = await openPath(path);
    if (!found.ok) return found;
    sources.push(...found.value);
  }
  return ok(sources);
}

async function openPath(path: string): Promise<Result<EngineSource[]>> {
  const whole = resolve(userFolder(), path);
  try {
    const info = await stat(whole);
    if (info.isDirectory()) return await openFolder(path, whole);
    if (!info.isFile()) return fail(unreadable(`${path} is neither a file nor a folder.`));
    return ok([{ kind: 'blob', name: basename(whole), blob: await openAsBlob(whole) }]);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT') return fail(unreadable(`There is no file ${path}.`));
    return fail(unreadable(`${path} cannot be read${code === '' ? '' : ` (${code})`}.`));
  }
}

async function openFolder(path: string, whole: string): Promise<Result<EngineSource[]>> {
  const entries = await readdir(whole, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  if (files.length === 0) return fail(unreadable(`The folder ${path} holds no files.`));
  if (files.length > MOST_FILES) {
    return fail(unreadable(`The folder ${path} holds more than ${MOST_FILES} files: name the one with the traces.`));
  }
  const sources: EngineSource[] = [];
  for (const file of files.sort()) {
    const name = `${basename(whole)}/${relative(whole, file).replaceAll('\\', '/')}`;
    sources.push({ kind: 'blob', name, blob: await openAsBlob(file), optional: true });
  }
  return ok(sources);
}

export const unreadable = (userMessage: string): Failure => ({ code: 'unreadable', userMessage });
