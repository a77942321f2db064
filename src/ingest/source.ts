import { type Diagnostic } from '../base/failure.ts';
import { type Result, fail, ok } from '../base/result.ts';
import { type Said, say } from '../base/say.ts';
import { cancelled, offline } from './failures.ts';
import { fingerprintOf } from './fingerprint.ts';
import { openTar, openZip } from './containers/open-archive.ts';
import { openBlob, openDeflated } from './containers/open-blob.ts';
import { hintFor, kindsOf, type LeftOut, leftOutSentence, tracesAmong } from './containers/traces-among.ts';
import { type TraceSource } from './trace-source.ts';

/** Where a trace comes from: a dropped or chosen file, or an address. */
export type SourceRequest =
  | {
      readonly kind: 'blob';
      readonly name: string;
      readonly blob: Blob;
      /** One of a folder, with its path as its name: left out where that says it is no trace. */
      readonly optional?: boolean;
      /** Of a folder, and not read: left out, and noted. */
      readonly unread?: Unread;
    }
  | { readonly kind: 'url'; readonly url: string };

/** Why a file of a folder was not read: it comes after as many as are taken, it or its folder could not be read, the folder is empty. */
export type Unread = 'beyond' | 'unreadable' | 'empty';
const UNREAD: Readonly<Record<Unread, Said>> = {
  beyond: say`files beyond those that one folder may hold`,
  unreadable: say`files or folders that could not be read`,
  empty: say`empty folders`,
};

/** What a source is made of: all of it crosses to another worker. */
export type SourceParts = Pick<TraceSource, 'name' | 'packing' | 'blob' | 'notes'>;

export const partsOf = ({ name, packing, blob, notes }: TraceSource): SourceParts =>
  notes === undefined ? { name, packing, blob } : { name, packing, blob, notes };

/** The source that was taken apart, as it was. Throws where its file cannot be read any more. */
export async function reopenSource({ name, packing, blob, notes }: SourceParts): Promise<TraceSource> {
  const opened = packing === 'deflate' ? await openDeflated(name, blob) : await openBlob(name, blob);
  if (opened.kind !== 'text') throw new Error(`${name} is not what it was`);
  return notes === undefined ? opened.source : { ...opened.source, notes };
}

/**
 * Makes a file or an address readable. Packing is recognised by the first bytes, whatever the name says. An archive must
 * hold one trace here; `openSources` opens those that hold several.
 * Fails with `unreachable` (address), `unreadable` (file), `not-a-trace`, `too-large` or `cancelled`.
 */
export async function openSource(request: SourceRequest, signal?: AbortSignal): Promise<Result<TraceSource>> {
  const opened = await openOne(request, signal);
  if (!opened.ok) return opened;
  const [first, second] = opened.value;
  if (first !== undefined && second === undefined) return ok(first);
  return fail({ code: 'not-a-trace', userMessage: say`This archive holds several traces.` });
}

/**
 * Makes files and addresses readable, archives as all the traces in them. Requests marked `optional` (files of a dropped
 * folder) are left out, and noted, where their name says that they hold no trace. Fails as `openSource` does.
 */
export async function openSources(
  requests: readonly SourceRequest[],
  signal?: AbortSignal,
): Promise<Result<readonly TraceSource[]>> {
  const sifted = siftFolder(requests);
  if (!sifted.ok) return sifted;
  const sources: TraceSource[] = [];
  for (const request of sifted.value.worth) {
    const opened = await openOne(request, signal);
    if (!opened.ok) return opened;
    sources.push(...opened.value);
  }
  const { once, note: twice } = await withoutTwins(sources);
  const notes = [sifted.value.note, twice].flatMap((note) => note ?? []);
  const [first, ...rest] = once;
  if (first === undefined || notes.length === 0) return ok(once);
  return ok([{ ...first, notes: [...(first.notes ?? []), ...notes] }, ...rest]);
}

/** The same bytes given several times are one file, not several ranks. */
async function withoutTwins(
  sources: readonly TraceSource[],
): Promise<{ readonly once: readonly TraceSource[]; readonly note: Diagnostic | undefined }> {
  if (sources.length < 2) return { once: sources, note: undefined };
  const seen = new Set<string>();
  const once: TraceSource[] = [];
  const twins: string[] = [];
  for (const source of sources) {
    const sameSize = sources.filter(({ bytes }) => bytes === source.bytes).length > 1;
    const print = sameSize ? await fingerprintOf(source.blob).catch(() => undefined) : undefined;
    if (print !== undefined && seen.has(print)) {
      twins.push(source.name);
      continue;
    }
    if (print !== undefined) seen.add(print);
    once.push(source);
  }
  if (twins.length === 0) return { once, note: undefined };
  const some = twins.slice(0, 5).join(', ');
  const message =
    twins.length === 1
      ? say`1 file was given twice and opened once: ${some}.`
      : say`${twins.length} files were given twice and opened once: ${some}.`;
  return { once, note: { code: 'file-twice', count: twins.length, message } };
}

/** Files asked for by name stay as they are and where they are; those of a folder follow in natural order. */
function siftFolder(
  requests: readonly SourceRequest[],
): Result<{ readonly worth: readonly SourceRequest[]; readonly note: Diagnostic | undefined }> {
  const optional = new Map<string, SourceRequest>();
  const unread: LeftOut[] = [];
  for (const request of requests) {
    if (request.kind !== 'blob') continue;
    if (request.unread !== undefined) unread.push({ name: request.name, why: UNREAD[request.unread] });
    else if (request.optional === true) optional.set(request.name, request);
  }
  if (optional.size + unread.length === 0) return ok({ worth: requests, note: undefined });
  const asked = requests.filter(
    (request) => request.kind === 'url' || (request.optional !== true && request.unread === undefined),
  );
  const sifted = tracesAmong([...optional.keys()]);
  const worth = sifted.worth;
  const leftOut = [...sifted.leftOut, ...unread];
  if (asked.length + worth.length === 0) {
    return fail({
      code: 'not-a-trace',
      userMessage: say`The folder holds no trace that can be opened: ${kindsOf(leftOut)}.`,
      hint:
        hintFor(leftOut) ??
        say`Traces are JSON files, which may be gzipped; drop them, or the folder that they lie in.`,
    });
  }
  const found = worth.flatMap((name) => optional.get(name) ?? []);
  const message = leftOutSentence(say`the folder`, leftOut);
  const note = leftOut.length === 0 ? undefined : { code: 'left-out', count: leftOut.length, message };
  return ok({ worth: [...asked, ...found], note });
}

async function openOne(request: SourceRequest, signal?: AbortSignal): Promise<Result<readonly TraceSource[]>> {
  const fetched = request.kind === 'url' ? await fetchBlob(request.url, signal) : ok(request.blob);
  if (!fetched.ok) return fetched;
  const name = request.kind === 'url' ? nameOf(request.url) : request.name;
  try {
    const opened = await openBlob(name, fetched.value);
    if (opened.kind === 'zip') return await openZip(name, fetched.value);
    return opened.kind === 'tar' ? await openTar(opened.source, signal) : ok([opened.source]);
  } catch (error) {
    if (signal?.aborted === true) return fail(cancelled());
    return fail({
      code: 'unreadable',
      userMessage: say`The file ${name} could not be read.`,
      hint: say`It may have been moved or changed since it was chosen: choose it again.`,
      detail: String(error),
    });
  }
}

async function fetchBlob(url: string, signal: AbortSignal | undefined): Promise<Result<Blob>> {
  try {
    const response = await fetch(url, { signal: signal ?? null });
    if (response.ok) return ok(await response.blob());
    return fail({
      code: 'unreachable',
      userMessage: say`The trace could not be fetched: the server answered ${response.status}.`,
      hint: say`Check the address, or download the file and drop it here.`,
      detail: url,
    });
  } catch (error) {
    if (signal?.aborted === true) return fail(cancelled());
    // Node 20 has no navigator.
    if (globalThis.navigator?.onLine === false) return fail(offline(url));
    return fail({
      code: 'unreachable',
      userMessage: say`The trace could not be fetched: there was no answer, or the server does not let other pages read it.`,
      hint: say`Check the address, or download the file and drop it here.`,
      detail: `${url}: ${String(error)}`,
    });
  }
}

/** The last part of an address's path. */
function nameOf(url: string): string {
  const path = url.replace(/[?#].*$/s, '');
  return path.slice(path.lastIndexOf('/') + 1) || url;
}
