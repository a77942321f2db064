import { type NamedBlob } from '../app/sources.ts';
import { namedBlobs } from './OpenFiles.tsx';

/** A run of 512 ranks with a few files each still fits; a whole home directory dropped by mistake does not. */
export const MOST_FILES = 4096;
/** Names that are looked at, whatever they are of. */
export const MOST_NAMES = 20_000;
const TRACE_NAME = /\.(json|pfw|trace|ndjson|jsonl|txt|zip|tar|tgz|gz|zst)$/i;

/**
 * What was dropped: files as they are, folders by what they hold. Inside folders only names that traces have are taken,
 * named by their path, so that `run/rank3.json` still tells the rank. All else is named and not read, so that it can be told.
 */
export async function droppedFiles(transfer: DataTransfer): Promise<readonly NamedBlob[]> {
  // The list is emptied when the event handler returns: entries are taken before anything is awaited.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry());
  const plain = [...transfer.files];
  if (!entries.some((entry) => entry?.isDirectory === true)) return namedBlobs(plain);
  return filesBelow(entries.filter((entry) => entry !== null));
}

/** The files of some entries of a file system, and of all folders below them. */
export async function filesBelow(entries: readonly FileSystemEntry[]): Promise<readonly NamedBlob[]> {
  const found: NamedBlob[] = [];
  const reads = { count: 0 };
  for (const entry of entries) await walk(entry, found, reads, true);
  return found;
}

async function walk(entry: FileSystemEntry, found: NamedBlob[], reads: { count: number }, top: boolean): Promise<void> {
  const name = entry.fullPath.replace(/^\//, '');
  const leave = (unread: NonNullable<NamedBlob['unread']>): void =>
    void found.push({ name, blob: new Blob([]), unread });
  if (isFile(entry)) {
    if (!top && !TRACE_NAME.test(entry.name)) return leave('kind');
    if (reads.count++ >= MOST_FILES) return leave('beyond');
    const file = await fileOf(entry);
    if (file === undefined) leave('unreadable');
    else found.push({ name, blob: file });
  } else if (isFolder(entry)) {
    const inside = await children(entry);
    if (inside === undefined) return leave('unreadable');
    if (top && inside.length === 0) return leave('empty');
    for (const child of inside) {
      if (found.length >= MOST_NAMES) return leave('beyond');
      await walk(child, found, reads, false);
    }
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

/** undefined where it cannot be read. */
const fileOf = (entry: FileSystemFileEntry): Promise<Blob | undefined> =>
  new Promise<Blob>((done, failed) => entry.file(done, failed)).catch(() => undefined);

/** A reader gives a hundred entries at a time, and none when it is done. undefined where the folder cannot be read. */
async function children(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[] | undefined> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  const next = (): Promise<readonly FileSystemEntry[] | undefined> =>
    new Promise<FileSystemEntry[]>((done, failed) => reader.readEntries(done, failed)).catch(() => undefined);
  for (;;) {
    const some = await next();
    if (some === undefined) return undefined;
    if (some.length === 0) return all.sort((a, b) => a.fullPath.localeCompare(b.fullPath, 'en', { numeric: true }));
    all.push(...some);
  }
}
