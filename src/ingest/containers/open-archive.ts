import { type Diagnostic } from '../../base/failure.ts';
import { fail, ok, type Result } from '../../base/result.ts';
import { type Said, say } from '../../base/say.ts';
import { StreamRefusal } from '../failures.ts';
import { type TraceSource } from '../trace-source.ts';
import { bytesOfBlob, bytesOfChunks } from './byte-source.ts';
import { isPacked, openBlob, openDeflated, type Opened } from './open-blob.ts';
import { otherKindOf } from './other-kinds.ts';
import { readTar } from './tar.ts';
import {
  hintFor,
  kindsOf,
  type LeftOut,
  leftOutSentence,
  NESTED,
  PACKED_OTHERWISE,
  tracesAmong,
  UNDER_PASSWORD,
  whyNotATrace,
} from './traces-among.ts';
import { listZip, packedBlob, salvageZip, type ZipEntry } from './zip.ts';

/** Traces unpacked from one packed tar are held outside the page's memory, up to this size. */
export const MAX_HELD_BYTES = 4 * 2 ** 30;

/** The traces in a zip or a tar, each a source called `archive.zip/rank0.json`, in natural order of their names. */
interface Contents {
  readonly found: readonly TraceSource[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * Opens the traces in a zip. What is no trace, by its name or by its first bytes, is left out and noted on the first source.
 * Fails with `unreadable` (damaged), `not-a-trace` (none in it) or `too-large`.
 */
export async function openZip(name: string, blob: Blob): Promise<Result<readonly TraceSource[]>> {
  const listed = await listZip(blob);
  const entries = listed.ok ? listed.value : await salvageZip(blob);
  if (!listed.ok && entries.length === 0) return listed;
  const kind = otherKindOf(entries.map((entry) => entry.name));
  if (kind !== undefined)
    return fail({ code: 'not-a-trace', userMessage: say`This is ${kind.what}, not a trace.`, hint: kind.hint });
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const { worth, leftOut } = tracesAmong([...byName.keys()]);
  const found: TraceSource[] = [];
  const others: LeftOut[] = [...leftOut];
  for (const entryName of worth) {
    const entry = byName.get(entryName);
    if (entry === undefined) continue;
    const opened = await openZipEntry(`${name}/${entryName}`, blob, entry);
    if (!opened.ok) return opened;
    keep(opened.value, entryName, found, others);
  }
  const opened = assemble(name, { found, leftOut: others });
  return listed.ok || !opened.ok ? opened : ok(noted(opened.value, noList(name, entries.length)));
}

const noList = (name: string, files: number): Diagnostic => ({
  code: 'zip-damaged',
  count: 1,
  message:
    files === 1
      ? say`The zip archive ${name} is cut short or damaged: the list of its contents is missing. The 1 file found without it was opened; the last may be cut, and others may be missing.`
      : say`The zip archive ${name} is cut short or damaged: the list of its contents is missing. The ${files} files found without it were opened; the last may be cut, and others may be missing.`,
});

function noted([first, ...rest]: readonly TraceSource[], note: Diagnostic): readonly TraceSource[] {
  return first === undefined ? [] : [{ ...first, notes: [...(first.notes ?? []), note] }, ...rest];
}

async function openZipEntry(name: string, blob: Blob, entry: ZipEntry): Promise<Result<Opened | Said>> {
  if (entry.encrypted) return ok(UNDER_PASSWORD);
  const packed = await packedBlob(blob, entry);
  if (!packed.ok) return packed;
  if (entry.method === 0) return ok(await openBlob(name, packed.value));
  if (entry.method === 93) return ok(await openBlob(name, packed.value));
  if (entry.method !== 8) return ok(PACKED_OTHERWISE);
  const opened = await openDeflated(name, packed.value);
  if (opened.kind !== 'text' || !isPacked(opened.head)) return ok(opened);
  // A gzip in a zip: its packed bytes are few, so that holding them costs less than unpacking twice at each look.
  const held = await hold(opened.source);
  return held.ok ? ok(await openBlob(name, held.value)) : held;
}

/** Opens the traces in a tar; one that is packed is unpacked once, from its beginning to its end. */
export async function openTar(source: TraceSource, signal?: AbortSignal): Promise<Result<readonly TraceSource[]>> {
  const found: { readonly name: string; readonly opened: Opened | Said }[] = [];
  const leftOut: LeftOut[] = [];
  const reader = source.packing === 'plain' ? undefined : source.stream({ signal }).getReader();
  const bytes = reader === undefined ? bytesOfBlob(source.blob) : bytesOfChunks(reader, limitHeld(source.name));
  try {
    for await (const entry of readTar(bytes, (name) => whyNotATrace(name) === undefined)) {
      signal?.throwIfAborted();
      const { name, content } = entry;
      if (content !== undefined) found.push({ name, opened: await openBlob(`${source.name}/${name}`, content) });
      else leftOut.push({ name, why: whyNotATrace(name) ?? say`files of other kinds` });
    }
  } catch (error) {
    if (error instanceof StreamRefusal) return fail(error.failure);
    throw error;
  } finally {
    reader?.cancel().catch(() => undefined);
  }
  const sifted = tracesAmong(found.map(({ name }) => name));
  const openedOf = new Map(found.map(({ name, opened }) => [name, opened]));
  const sources: TraceSource[] = [];
  for (const name of sifted.worth) keep(openedOf.get(name) ?? say`files of other kinds`, name, sources, leftOut);
  return assemble(source.name, { found: sources, leftOut: [...leftOut, ...sifted.leftOut] });
}

/** Takes what is text and may be a trace; says of the rest why it is left out. */
function keep(opened: Opened | Said, name: string, found: TraceSource[], leftOut: LeftOut[]): void {
  if ('message' in opened) leftOut.push({ name, why: opened });
  else if (opened.kind !== 'text') leftOut.push({ name, why: NESTED });
  else if (!mayBeTrace(opened.head)) leftOut.push({ name, why: say`JSON that is no trace` });
  else found.push(opened.source);
}

/** By its first 4 KiB: begins with a bracket, and is not whole without an event or a list of them. Long headers pass. */
function mayBeTrace(head: Uint8Array): boolean {
  const text = new TextDecoder('latin1')
    .decode(head)
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart();
  if (head.length === 0) return true;
  if (!/^[[{]/.test(text)) return false;
  if (/^\{\s*"schema"\s*:/.test(text) && !/"traceEvents"|"ph"/.test(text)) return false;
  return head.length >= 4096 || /"traceEvents"|"ph"/.test(text);
}

function assemble(name: string, { found, leftOut }: Contents): Result<readonly TraceSource[]> {
  if (found.length === 0) {
    return fail({
      code: 'not-a-trace',
      userMessage:
        leftOut.length === 0
          ? say`The archive ${name} is empty.`
          : say`The archive ${name} holds no trace that can be opened: ${kindsOf(leftOut)}.`,
      hint: hintFor(leftOut) ?? say`Traces are JSON files, which may be gzipped; pack those of all ranks together.`,
    });
  }
  if (leftOut.length === 0) return ok(found);
  const note = { code: 'left-out', count: leftOut.length, message: leftOutSentence(name, leftOut) };
  return ok(noted(found, note));
}

function limitHeld(name: string): (bytes: number) => void {
  let held = 0;
  return (bytes) => {
    held += bytes;
    if (held <= MAX_HELD_BYTES) return;
    throw new StreamRefusal({
      code: 'too-large',
      userMessage: say`The traces in ${name} take more than ${MAX_HELD_BYTES / 2 ** 30} GiB unpacked: too much to hold at once.`,
      hint: say`Unpack the archive and drop the files of the ranks you want to see.`,
    });
  };
}

/** All bytes of a source, unpacked. Fails with `too-large`. */
async function hold(source: TraceSource): Promise<Result<Blob>> {
  const reader = source.stream().getReader();
  try {
    return ok(await bytesOfChunks(reader, limitHeld(source.name)).take(MAX_HELD_BYTES));
  } catch (error) {
    if (error instanceof StreamRefusal) return fail(error.failure);
    throw error;
  } finally {
    reader.cancel().catch(() => undefined);
  }
}
