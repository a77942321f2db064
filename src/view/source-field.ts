import { say } from '../base/say.ts';
import {
  type Decoded,
  decodeEach,
  decodeOne,
  type DroppedField,
  type LinkPair,
  type LinkTexts,
  type Parsed,
  parsed,
  refused,
  type ViewField,
} from './field.ts';
import { escapeItem, unescapeItem } from './item-text.ts';
import { packList, unpackList } from './pack-list.ts';
import { type LocalFile, type Source } from './source.ts';

/** Files of one run that a link may name: as many as a dropped folder gives. */
export const MAX_SOURCES = 4096;
/** From this many on they stand in the link as one packed text: as readable fields they would fill it. */
const PACK_FROM = 17;
export const MAX_URL_LENGTH = 4096;
/** With its path. */
export const MAX_FILE_NAME = 4096;

const none: Source = { kind: 'none' };

function encode(source: Source): readonly LinkPair[] {
  switch (source.kind) {
    case 'none':
      return [];
    case 'example':
      return [['ex', source.id]];
    case 'url':
      return listed('url', source.urls);
    case 'local':
      return listed(
        'file',
        source.files.map(
          (file) => `${escapeItem(file.name.slice(0, MAX_FILE_NAME))},${file.bytes},${file.fingerprint}`,
        ),
      );
    case 'enclosed':
      return [['enclosed', '1']];
  }
}

const listed = (name: 'url' | 'file', texts: readonly string[]): readonly LinkPair[] =>
  texts.length < PACK_FROM
    ? texts.map((text): LinkPair => [name, text])
    : [[`${name}s`, packList(texts.slice(0, MAX_SOURCES))]];

/** The texts of a list, each in a field of its own or all packed into one. */
function listOf(texts: LinkTexts, name: 'url' | 'file'): Decoded<readonly string[]> {
  const packed = decodeOne(texts, `${name}s`, (text) => {
    const list = unpackList(text);
    return list === undefined ? refused(say`cannot be unpacked`) : parsed(list);
  });
  return { value: [...(texts.get(name) ?? []), ...(packed.value ?? [])], dropped: packed.dropped };
}

function decodeList<T>(texts: LinkTexts, name: 'url' | 'file', parse: (text: string) => Parsed<T>) {
  const list = listOf(texts, name);
  const each = decodeEach(list.value ?? [], name, MAX_SOURCES, parse);
  return { value: each.value, dropped: [...list.dropped, ...each.dropped] };
}

function parseExample(text: string) {
  return /^[a-z0-9][a-z0-9-]{0,63}$/.test(text) ? parsed(text) : refused(say`is no name of an example`);
}

function parseUrl(text: string) {
  if (text.length > MAX_URL_LENGTH) return refused(say`longer than ${MAX_URL_LENGTH} characters`);
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text))
    return refused(say`only whole http and https addresses are opened`);
  return parsed(text);
}

function parseFile(text: string) {
  const [name = '', bytes = '', fingerprint = '', ...rest] = text.split(',');
  if (rest.length > 0 || !/^\d{1,15}$/.test(bytes) || !/^[A-Za-z0-9_-]{0,128}$/.test(fingerprint)) {
    return refused(say`does not read as name,bytes,fingerprint`);
  }
  const file: LocalFile = { name: unescapeItem(name), bytes: Number(bytes), fingerprint };
  return file.name.length > MAX_FILE_NAME ? refused(say`the name of the file is too long`) : parsed(file);
}

function decode(texts: LinkTexts) {
  const example = decodeOne(texts, 'ex', parseExample);
  const urls = decodeList(texts, 'url', parseUrl);
  const files = decodeList(texts, 'file', parseFile);
  const enclosed = decodeOne(texts, 'enclosed', (text) => (text === '1' ? parsed(true) : refused(say`is only ever 1`)));
  const named: Source[] = [];
  if (example.value !== undefined) named.push({ kind: 'example', id: example.value });
  if (urls.value !== undefined) named.push({ kind: 'url', urls: urls.value });
  if (files.value !== undefined) named.push({ kind: 'local', files: files.value });
  if (enclosed.value === true) named.push({ kind: 'enclosed' });
  const dropped: DroppedField[] = [...example.dropped, ...urls.dropped, ...files.dropped, ...enclosed.dropped];
  for (const extra of named.slice(1))
    dropped.push({ field: extra.kind, reason: say`a link names one kind of source; the first counts` });
  return { value: named[0], dropped };
}

/** `ex=<id>`, `enclosed=1`, or `url=<address>` or `file=<name>,<bytes>,<fingerprint>` once a file; `urls`, `files`: many of them, packed. */
export const sourceField: ViewField<Source> = {
  initial: none,
  urlNames: ['ex', 'url', 'urls', 'file', 'files', 'enclosed'],
  encode,
  decode,
  undo: 'step',
};
