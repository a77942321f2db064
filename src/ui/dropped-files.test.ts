import { expect, it } from 'vitest';
import { planBlobs } from '../app/sources.ts';
import { inEnglish } from '../base/say.ts';
import { openSources } from '../ingest/source.ts';
import { filesBelow, MOST_FILES, MOST_NAMES } from './dropped-files.ts';

interface Tree {
  readonly [name: string]: Tree | string | Error;
}

/** A file system as a browser gives it: texts are files, an error is what reading gives. */
function entryOf(path: string, node: Tree | string | Error): FileSystemEntry {
  const name = path.split('/').at(-1)!;
  const isFile = typeof node === 'string' || (node instanceof Error && name.includes('.'));
  const shared = { fullPath: path, name, isFile, isDirectory: !isFile };
  if (isFile) {
    const file = (done: (blob: Blob) => void, failed: (error: unknown) => void) =>
      typeof node === 'string' ? done(new Blob([node])) : failed(node);
    return { ...shared, file } as unknown as FileSystemEntry;
  }
  const batches =
    node instanceof Error ? [] : [Object.entries(node as Tree).map(([k, v]) => entryOf(`${path}/${k}`, v)), []];
  const readEntries = (done: (list: unknown) => void, failed: (error: unknown) => void) =>
    node instanceof Error ? failed(node) : done(batches.shift() ?? []);
  return { ...shared, createReader: () => ({ readEntries }) } as unknown as FileSystemEntry;
}

/** What the engine makes of a dropped folder: names that are opened, and what is said. */
async function opened(tree: Tree | Error): Promise<readonly string[]> {
  const plan = planBlobs(await filesBelow([entryOf('/run', tree)]));
  const sources = await openSources([...plan.sources]);
  if (!sources.ok) return [inEnglish(sources.failure.userMessage)];
  const notes = sources.value.flatMap(({ notes = [] }) => notes);
  return [...sources.value.map(({ name }) => name), ...notes.map(({ message }) => inEnglish(message))];
}

const TRACE = '[{"ph":"X","ts":0,"dur":1}]';

it.each([
  [
    'files of other kinds alone',
    { 'host.xplane.pb': 'x', deep: { 'model.pt': 'x', 'notes.md': 'x' } },
    ['The folder holds no trace that can be opened: weights and data (1), text (1), protocol buffers (1).'],
  ],
  ['no file at all', {}, ['The folder holds no trace that can be opened: empty folders (1).']],
  [
    'a folder that cannot be read',
    new Error('NotReadableError'),
    ['The folder holds no trace that can be opened: files or folders that could not be read (1).'],
  ],
  [
    'a trace beside what cannot be read',
    { 'rank0.json': TRACE, 'rank1.json': new Error('gone'), inner: new Error('no permission') },
    ['run/rank0.json', '2 files of the folder were left out: files or folders that could not be read (2).'],
  ],
  [
    'a trace beside files of other kinds',
    { 'rank0.json': TRACE, 'model.pt': 'x' },
    ['run/rank0.json', '1 file of the folder was left out: weights and data (1).'],
  ],
] as readonly [string, Tree | Error, readonly string[]][])('%s: said', async (_, tree, said) => {
  expect(await opened(tree)).toEqual(said);
});

it('more files than one folder may hold are said to be left out', async () => {
  const names = Array.from({ length: MOST_FILES + 5 }, (__, k) => [`rank${k}.json`, TRACE] as const);
  const found = await filesBelow([entryOf('/run', Object.fromEntries(names))]);
  expect(found.filter(({ unread }) => unread === undefined)).toHaveLength(MOST_FILES);
  expect(found.filter(({ unread }) => unread === 'beyond')).toHaveLength(5);
  const others = Array.from({ length: MOST_NAMES + 9 }, (__, k) => [`part${k}.bin`, 'x'] as const);
  const many = await filesBelow([entryOf('/run', Object.fromEntries(others))]);
  expect(many.length).toBe(MOST_NAMES + 1);
  expect(many.at(-1)!.unread).toBe('beyond');
});
