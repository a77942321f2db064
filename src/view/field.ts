import { type Said, say, type Words } from '../base/say.ts';
/** A name and its text in a link, before percent-encoding: `['t', '12.3ms~45ms']`. */
export type LinkPair = readonly [name: string, text: string];

/** What a link says, by name, in the order written; texts are already percent-decoded. */
export type LinkTexts = ReadonlyMap<string, readonly string[]>;

/** Something a link said that could not be honoured. `field` and `reason` are plain words for the screen. */
export interface DroppedField {
  readonly field: string;
  readonly reason: Words;
}

/** `value` is undefined where the link says nothing, or nothing that can be used, about the field. */
export interface Decoded<T> {
  readonly value: T | undefined;
  readonly dropped: readonly DroppedField[];
}

/** Everything the house needs to know about one field of the view, in one place. */
export interface ViewField<T> {
  readonly initial: T;
  /** The names it uses in a link; no two fields share one. */
  readonly urlNames: readonly string[];
  /** Nothing for the initial value: links stay short. */
  readonly encode: (value: T) => readonly LinkPair[];
  /** Never throws; whatever it gives back is within bounds. */
  readonly decode: (texts: LinkTexts) => Decoded<T>;
  /** `step`: a change is a step of undo. `transient`: undo passes over it and leaves it as it is. */
  readonly undo: 'step' | 'transient';
}

/** What was read, or why it cannot be: a clause. */
export type Parsed<T> = { readonly value: T } | { readonly reason: Said };

export const parsed = <T>(value: T): Parsed<T> => ({ value });
export const refused = (reason: Said): { readonly reason: Said } => ({ reason });

/** Decodes a field that a link names at most once: the first text counts, further ones are dropped. */
export function decodeOne<T>(texts: LinkTexts, name: string, parse: (text: string) => Parsed<T>): Decoded<T> {
  const [first, ...more] = texts.get(name) ?? [];
  if (first === undefined) return { value: undefined, dropped: [] };
  const dropped: DroppedField[] = [];
  const result = parse(first);
  if ('reason' in result) dropped.push({ field: name, reason: result.reason });
  if (more.length > 0) dropped.push({ field: name, reason: say`given more than once; the first counts` });
  return { value: 'value' in result ? result.value : undefined, dropped };
}

/** Off unless the link says 1, or on unless it says 0. */
export const flagField = (name: string, initial: boolean): ViewField<boolean> => ({
  initial,
  urlNames: [name],
  encode: (value) => (value === initial ? [] : [[name, value ? '1' : '0']]),
  decode: (texts) =>
    decodeOne(texts, name, (text) =>
      text === '1' || text === '0' ? parsed(text === '1') : refused(say`is neither 1 nor 0`),
    ),
  undo: 'step',
});

/** Decodes each text by itself: the good ones are kept, up to `most`. `value` is undefined where none is good. */
export function decodeEach<T>(
  texts: readonly string[],
  name: string,
  most: number,
  parse: (text: string) => Parsed<T>,
): Decoded<readonly T[]> {
  const kept: T[] = [];
  const dropped: DroppedField[] = [];
  for (const text of texts.slice(0, most)) {
    const result = parse(text);
    if ('value' in result) kept.push(result.value);
    else dropped.push({ field: name, reason: result.reason });
  }
  if (texts.length > most) dropped.push({ field: name, reason: say`more than ${most}; the rest is left out` });
  return { value: kept.length > 0 ? kept : undefined, dropped };
}
