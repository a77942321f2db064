import { fail, ok, type Result } from '../base/result.ts';
import { type EngineSource } from '../engine/protocol.ts';
import { type LoadChoice, type Timeline } from '../model/timeline.ts';
import { encodeField, INITIAL_VIEW } from '../view/fields.ts';
import { type LocalFile, type Source } from '../view/source.ts';
import { findExample } from './examples.ts';
import { say, type Words } from '../base/say.ts';

export interface NamedBlob {
  readonly name: string;
  readonly blob: Blob;
  /** Of a folder, and not read; `kind`: by its name it is no trace. Its blob is empty. */
  readonly unread?: 'kind' | 'beyond' | 'unreadable' | 'empty';
}

/** Those that were read. */
export const readBlobs = (blobs: readonly NamedBlob[]): readonly NamedBlob[] =>
  blobs.filter(({ unread }) => unread === undefined);

const textOf = (source: Source): string => JSON.stringify(encodeField('source', { ...INITIAL_VIEW, source }));
export const sameSource = (a: Source, b: Source): boolean => a === b || textOf(a) === textOf(b);

/** What to hand to the engine, and how to call it on screen. */
export interface OpenPlan {
  readonly names: readonly Words[];
  readonly sources: readonly EngineSource[];
}

/** Last part of the path, as people call a file. */
export function nameOfUrl(url: string): string {
  const path = URL.canParse(url) ? new URL(url).pathname : url;
  return (
    path
      .split('/')
      .filter((part) => part !== '')
      .at(-1) ?? url
  );
}

/** The files of an example as whole addresses: a worker would take relative ones as its own. */
export function planExample(id: string, address: string): Result<OpenPlan> {
  const example = findExample(id);
  if (example === undefined) {
    return fail({
      code: 'unknown-example',
      userMessage: say`There is no example called “${id}”.`,
      hint: say`Choose one on the first screen, or open a file.`,
    });
  }
  return ok({
    names: [example.title],
    sources: example.files.map((file) => ({ kind: 'url', url: new URL(file, address).href })),
  });
}

export const planUrls = (urls: readonly string[]): OpenPlan => ({
  names: urls.map(nameOfUrl),
  sources: urls.map((url) => ({ kind: 'url', url })),
});

export const planBlobs = (blobs: readonly NamedBlob[]): OpenPlan => ({
  names: readBlobs(blobs).map(({ name }) => name),
  // A path tells that it came out of a dropped folder: what there is no trace is left out, and noted.
  sources: blobs.map(({ name, blob, unread }) => ({
    kind: 'blob',
    name,
    blob,
    ...(name.includes('/') ? { optional: true } : {}),
    ...(unread === undefined || unread === 'kind' ? {} : { unread }),
  })),
});

/** Local files as a link names them: all of the run, also where only some ranks were loaded. */
export const localSource = (timeline: Timeline): Source => ({
  kind: 'local',
  files: (timeline.part?.files ?? timeline.files).map(({ name, bytes, fingerprint }) => ({ name, bytes, fingerprint })),
});

export const sameLoad = (one: LoadChoice | undefined, other: LoadChoice | undefined): boolean =>
  JSON.stringify(encodeField('load', { ...INITIAL_VIEW, load: one })) ===
  JSON.stringify(encodeField('load', { ...INITIAL_VIEW, load: other }));

/** Files dropped in this visit, so that Back finds them again. Holds handles, not contents. */
export interface KnownFiles {
  readonly remember: (
    files: readonly LocalFile[],
    blobs: readonly { readonly name: string; readonly blob: Blob }[],
  ) => void;
  /** The blobs of all the files; undefined where one is not known. */
  readonly find: (files: readonly LocalFile[]) => readonly { readonly name: string; readonly blob: Blob }[] | undefined;
  readonly forget: () => void;
}

/** A few of the largest runs. */
const MOST_KNOWN = 10_000;

export function createKnownFiles(): KnownFiles {
  const known = new Map<string, { readonly name: string; readonly blob: Blob }>();
  return {
    remember: (files, blobs) => {
      for (const file of files) {
        const match =
          blobs.find(({ name, blob }) => name === file.name && blob.size === file.bytes) ??
          // A file out of an archive is called `run.zip/rank0.json`: what opens it again is the archive.
          blobs.find(({ name }) => file.name.startsWith(`${name}/`));
        if (match === undefined) continue;
        known.delete(file.fingerprint);
        known.set(file.fingerprint, match);
      }
      for (const key of [...known.keys()].slice(0, Math.max(known.size - MOST_KNOWN, 0))) known.delete(key);
    },
    find: (files) => {
      const found = files.flatMap((file) => known.get(file.fingerprint) ?? []);
      return found.length === files.length && files.length > 0 ? [...new Set(found)] : undefined;
    },
    forget: () => known.clear(),
  };
}
