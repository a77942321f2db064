import { type NamedBlob } from '../app/sources.ts';
import { namedBlobs } from './OpenFiles.tsx';

/** A run of 512 ranks with a few files each still fits; a whole home directory dropped by mistake does not. */
const MOST_FILES = 4096;
const TRACE_NAME = /\.(json|pfw|trace|ndjson|jsonl|txt|zip|tar|tgz|gz|zst)$/i;

/**
 * What was dropped: files as they are, folders by what they hold. Inside folders only names that traces have are taken,
 * named by their path, so that `run/rank3.json` still tells the rank.
 */
export async function droppedFiles(transfer: DataTransfer): Promise<readonly NamedBlob[]> {
  // The list is emptied when the event handler returns: entries are taken before anything is awaited.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry());
  const plain = [...transfer.files];
  if (!entries.some((entry) => entry?.isDirectory === true)) return namedBlobs(plain);
  const found: NamedBlob[] = [];
  for (const entry of entries) if (entry !== null) await walk(entry, found, true);
  return found;
}

async function walk(entry: FileSystemEntry, found: NamedBlob[], top: boolean): Promise<void> {
  if (found.length >= MOST_FILES) return;
  if (isFile(entry)) {
    if (!top && !TRACE_NAME.test(entry.name)) return;
    const file = await new Promise<Blob & { readonly name: string }>((done, failed) => entry.file(done, failed));
    found.push({ name: entry.fullPath.replace(/^\//, ''), blob: file });
  } else if (isFolder(entry)) {
    for (const child of await children(entry)) await walk(child, found, false);
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

/** A reader gives a hundred entries at a time, and none when it is done. */
async function children(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((done, failed) => reader.readEntries(done, failed));
    if (some.length === 0) return all.sort((a, b) => a.fullPath.localeCompare(b.fullPath, 'en', { numeric: true }));
    all.push(...some);
  }
}
