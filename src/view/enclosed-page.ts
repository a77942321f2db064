import { decodeBytes, encodeBytes } from './base64.ts';

/** What lies in an HTML page beside the page itself: a trace and the view to show of it. */
export interface Enclosed {
  readonly about: About;
  readonly files: readonly EnclosedFile[];
}

export interface About {
  /** The view as a link's hash. */
  readonly hash: string;
  /** Name of the trace, as the page that saved it showed it. */
  readonly name: string;
  /** What of the trace is in here, for people. */
  readonly extent: string;
  /** Day on which it was saved: `2026-11-21`. */
  readonly day: string;
  /** Where it was saved, where that is an address others can go to. */
  readonly address?: string;
}

export interface EnclosedFile {
  readonly name: string;
  readonly blob: Blob;
}

/** Stands in the empty page where trace and view go in, and its title as it is before. */
export const TRACE_PLACE = '<!--whystall:trace-->';
export const EMPTY_TITLE = '<title>Whystall</title>';

const TYPE = 'application/octet-stream;base64';
/** Bytes of a file in one element: no text in memory is longer than a third more. */
const PIECE_BYTES = 3 << 20;

/**
 * The empty page with trace and view put in, as parts of a blob; undefined where `page` is not that page. Everything that comes out of a
 * trace goes in as base64, which cannot end an element; only the title is text, and escaped.
 */
export async function enclose(page: string, { about, files }: Enclosed): Promise<readonly string[] | undefined> {
  const [before, after, ...more] = page.replace(EMPTY_TITLE, () => titleOf(about)).split(TRACE_PLACE);
  if (before === undefined || after === undefined || more.length > 0) return undefined;
  const manifest = { about, names: files.map(({ name }) => name) };
  const parts = [before, element('manifest', 0, encodeBytes(new TextEncoder().encode(JSON.stringify(manifest))))];
  for (const [place, { blob }] of files.entries()) {
    for (let at = 0; at < blob.size; at += PIECE_BYTES) {
      const bytes = new Uint8Array(await blob.slice(at, at + PIECE_BYTES).arrayBuffer());
      parts.push(element('trace', place, encodeBytes(bytes)));
    }
  }
  return [...parts, after];
}

const element = (kind: 'manifest' | 'trace', place: number, base64: string): string =>
  `<script type="${TYPE}" data-whystall="${kind}" data-file="${place}">${base64}</script>\n`;

const titleOf = ({ name }: About): string =>
  `<title>${name.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')} · Whystall</title>`;

/** One of the page's elements that hold data. */
export interface DataElement {
  readonly kind: string;
  readonly file: number;
  readonly text: string;
}

/** Reads back what `enclose` put in; undefined where there is nothing, or not all of it. */
export function readEnclosed(elements: Iterable<DataElement>): Enclosed | undefined {
  let manifest: Manifest | undefined;
  const pieces: Uint8Array<ArrayBuffer>[][] = [];
  for (const { kind, file, text } of elements) {
    const bytes = decodeBytes(text);
    if (bytes === undefined) return undefined;
    if (kind === 'manifest') manifest = readManifest(bytes);
    else (pieces[file] ??= []).push(bytes);
  }
  if (manifest === undefined) return undefined;
  const { about, names } = manifest;
  if (names.length !== pieces.length) return undefined;
  return { about, files: names.map((name, place) => ({ name, blob: new Blob(pieces[place] ?? []) })) };
}

interface Manifest {
  readonly about: About;
  readonly names: readonly string[];
}

function readManifest(bytes: Uint8Array): Manifest | undefined {
  const value = parseJson(new TextDecoder().decode(bytes));
  const { about, names }: { about?: unknown; names?: unknown } =
    typeof value === 'object' && value !== null ? value : {};
  if (typeof about !== 'object' || about === null || !Array.isArray(names)) return undefined;
  const fields = new Map<string, unknown>(Object.entries(about));
  const text = (key: keyof About): string => {
    const field = fields.get(key);
    return typeof field === 'string' ? field : '';
  };
  const [hash, name, extent, day, address] = [text('hash'), text('name'), text('extent'), text('day'), text('address')];
  return {
    about: { hash, name, extent, day, ...(/^https?:\/\//.test(address) && { address }) },
    names: names.map(String),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
