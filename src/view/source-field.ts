import { say } from '../base/say.ts';
import {
  decodeEach,
  decodeOne,
  type DroppedField,
  type LinkPair,
  type LinkTexts,
  parsed,
  refused,
  type ViewField,
} from './field.ts';
import { escapeItem, unescapeItem } from './item-text.ts';
import { type LocalFile, type Source } from './view-state.ts';

/** Ranks of one run that a link may name. */
export const MAX_SOURCES = 64;
export const MAX_URL_LENGTH = 4096;
export const MAX_FILE_NAME = 300;

const none: Source = { kind: 'none' };

function encode(source: Source): readonly LinkPair[] {
  switch (source.kind) {
    case 'none':
      return [];
    case 'example':
      return [['ex', source.id]];
    case 'url':
      return source.urls.map((url): LinkPair => ['url', url]);
    case 'local':
      return source.files.map((file): LinkPair => [
        'file',
        `${escapeItem(file.name)},${file.bytes},${file.fingerprint}`,
      ]);
    case 'enclosed':
      return [['enclosed', '1']];
  }
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
  const urls = decodeEach(texts.get('url') ?? [], 'url', MAX_SOURCES, parseUrl);
  const files = decodeEach(texts.get('file') ?? [], 'file', MAX_SOURCES, parseFile);
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

/** `ex=<id>`, `enclosed=1`, or `url=<address>` or `file=<name>,<bytes>,<fingerprint>` once a file. */
export const sourceField: ViewField<Source> = {
  initial: none,
  urlNames: ['ex', 'url', 'file', 'enclosed'],
  encode,
  decode,
  undo: 'step',
};
