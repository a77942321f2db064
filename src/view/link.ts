import { assert } from '../base/assert.ts';
import { say } from '../base/say.ts';
import { type LinkAnswer } from './answer.ts';
import { type DroppedField, type LinkPair, type LinkTexts, type ViewField } from './field.ts';
import { encodeField, mapView, VIEW_FIELDS, VIEW_KEYS } from './fields.ts';
import { decodeText, encodeText } from './item-text.ts';
import { packAnswer, unpackAnswer } from './pack-answer.ts';
import { type ViewState } from './view-state.ts';

/** The version of links this page writes. Raise it only with an upgrader from the one before. */
export const LINK_VERSION = 1;
/** Some programs cut links longer than this: the page warns. */
export const LONG_LINK = 8000;
export const MAX_LINK = 100_000;
const MAX_PAIRS = 500;
const MAX_REASONS = 50;

export interface DecodedLink {
  readonly view: ViewState;
  readonly answer: LinkAnswer | undefined;
  /** What could not be honoured, for the screen; the rest was kept. */
  readonly dropped: readonly DroppedField[];
  /** Written by a page that knows a later version than this one. */
  readonly newer: boolean;
}

/** Turns the texts of one version into those of the next. */
export type Upgrader = (texts: LinkTexts) => LinkTexts;

/** `UPGRADERS[n]` leads from version n to n + 1: one for each version before the present. */
const UPGRADERS: Readonly<Record<number, Upgrader>> = {};

/** The versions below `version` that no upgrader leads on from: none, or old links would not open. */
export const missingUpgraders = (upgraders: Readonly<Record<number, Upgrader>>, version: number): number[] =>
  Array.from({ length: version - 1 }, (_, index) => index + 1).filter((from) => upgraders[from] === undefined);

assert(missingUpgraders(UPGRADERS, LINK_VERSION).length === 0, 'every older version of a link has an upgrader');

/** Walks the texts of a link up from its version to the present one. */
export function upgradeTexts(
  texts: LinkTexts,
  from: number,
  upgraders: Readonly<Record<number, Upgrader>> = UPGRADERS,
  to: number = LINK_VERSION,
): LinkTexts {
  let upgraded = texts;
  for (let version = from; version < to; version++) upgraded = upgraders[version]?.(upgraded) ?? upgraded;
  return upgraded;
}

/** The view as the part of an address from `#` on: `#v=1&ex=data-bound&t=12.3ms~45ms`. */
export function encodeLink(view: ViewState, answer?: LinkAnswer): string {
  const pairs: LinkPair[] = [['v', `${LINK_VERSION}`], ...VIEW_KEYS.flatMap((key) => encodeField(key, view))];
  if (answer !== undefined) pairs.push(['a', packAnswer(answer)]);
  return `#${pairs.map(([name, text]) => `${name}=${encodeText(text)}`).join('&')}`;
}

const KNOWN_NAMES: ReadonlySet<string> = new Set(['v', 'a', ...VIEW_KEYS.flatMap((key) => VIEW_FIELDS[key].urlNames)]);

/**
 * Reads a hash, with or without its `#`. Never throws, whatever the text: a field that is bad or unknown is dropped
 * and named, the rest is kept. A link without a version was written by hand and reads as version 1.
 */
export function decodeLink(hash: string): DecodedLink {
  const dropped: DroppedField[] = [];
  const read = readTexts(hash, dropped);
  const version = readVersion(read, dropped);
  const texts = upgradeTexts(read, version);
  for (const name of texts.keys()) {
    if (!KNOWN_NAMES.has(name)) dropped.push({ field: name.slice(0, 40), reason: say`is not known to this page` });
  }
  const view = mapView((key) => {
    const field: ViewField<ViewState[typeof key]> = VIEW_FIELDS[key];
    const { value, dropped: lost } = field.decode(texts);
    dropped.push(...lost);
    return value ?? field.initial;
  });
  const packed = texts.get('a')?.[0];
  const answer = packed === undefined ? undefined : unpackAnswer(packed);
  if (answer?.ok === false) dropped.push({ field: 'a', reason: answer.failure.userMessage });
  return {
    view,
    answer: answer?.ok === true ? answer.value : undefined,
    dropped: dropped.slice(0, MAX_REASONS),
    newer: version > LINK_VERSION,
  };
}

function readTexts(hash: string, dropped: DroppedField[]): LinkTexts {
  const texts = new Map<string, string[]>();
  const body = hash.startsWith('#') ? hash.slice(1) : hash;
  if (body.length > MAX_LINK) {
    dropped.push({ field: 'link', reason: say`longer than ${MAX_LINK} characters` });
    return texts;
  }
  const parts = body.split('&').filter((part) => part !== '');
  if (parts.length > MAX_PAIRS)
    dropped.push({ field: 'link', reason: say`more than ${MAX_PAIRS} fields; the rest is left out` });
  for (const part of parts.slice(0, MAX_PAIRS)) {
    const cut = part.indexOf('=');
    const name = cut < 0 ? part : part.slice(0, cut);
    const text = decodeText(cut < 0 ? '' : part.slice(cut + 1));
    if (text === undefined) {
      dropped.push({ field: name.slice(0, 40), reason: say`its percent signs make no text` });
      continue;
    }
    const known = texts.get(name);
    if (known === undefined) texts.set(name, [text]);
    else known.push(text);
  }
  return texts;
}

function readVersion(texts: LinkTexts, dropped: DroppedField[]): number {
  const text = texts.get('v')?.[0];
  if (text === undefined) return 1;
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  dropped.push({ field: 'v', reason: say`is no version` });
  return LINK_VERSION;
}
