import { existsSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** Folder of the real traces, which are no part of the project. It need not exist. */
export const tracesFolder = resolve(process.env['WHYSTALL_TRACES'] ?? join(repository, '../shared/traces'));

/** Absolute path of a real trace such as `pairs/resnet50-workers0.pt.trace.json.gz`; `undefined` where it is absent. */
export function traceFile(name: string): string | undefined {
  const path = join(tracesFolder, name);
  return existsSync(path) ? path : undefined;
}

/** All real traces below `folder`, as names for `traceFile`, sorted; none where the folder is absent. */
export function traceNames(folder = ''): string[] {
  const top = join(tracesFolder, folder);
  if (!existsSync(top)) return [];
  return readdirSync(top, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(json|pfw)(\.gz)?$/.test(entry.name))
    .map((entry) => relative(tracesFolder, join(entry.parentPath, entry.name)))
    .filter((name) => !name.startsWith('truth'))
    .sort();
}
