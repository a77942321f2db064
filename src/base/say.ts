import { visibleText } from './visible-text.ts';

/**
 * Words for people, in no language yet: an English message with `{0}`, `{1}`... where values go, and the values. The message is also
 * its key in the catalogues of other languages (`src/words`). Plain data, so that it crosses from the worker unchanged.
 */
export interface Said {
  readonly message: string;
  readonly values: readonly SaidValue[];
  /** A list of things, which another language may join with another mark. */
  readonly isList?: true;
}

/** A name, a formatted number, or words of their own. */
export type SaidValue = string | number | Said;

/** What a reader can be shown: words to be translated, or a text (a name out of a trace) that stays as it is. */
export type Words = string | Said;

/** The tag of every sentence that people read: say`A step takes ${time}.` */
export function say(parts: TemplateStringsArray, ...values: readonly SaidValue[]): Said {
  return { message: messageOf(parts), values };
}

/** The words of a table's English text, for the tables whose texts the test of the catalogues reads (`src/words/catalogue.test.ts`). */
export const asWords = (text: string): Said => ({ message: text, values: [] });

/** Things one after the other: `a, b, c`. */
export const sayList = (items: readonly Words[]): Said => ({
  message: items.map((_, slot) => `{${slot}}`).join(', '),
  values: items,
  isList: true,
});

/** Clauses one after the other: `a; b; c`. */
export function sayClauses(clauses: readonly Words[]): Words {
  const [first = '', ...others] = clauses;
  return others.reduce((known: Words, next) => say`${known}; ${next}`, first);
}

/** Sentences one after the other. */
export function sayAfter(sentences: readonly Words[]): Words {
  const [first = '', ...others] = sentences;
  return others.reduce((known: Words, next) => say`${known} ${next}`, first);
}

/** `['a ', ' b']` is `a {0} b`. */
export const messageOf = (parts: readonly string[]): string =>
  parts.reduce((text, part, index) => (index === 0 ? part : `${text}{${index - 1}}${part}`), '');

/** The English sentence. */
export function inEnglish(words: Words): string {
  if (typeof words === 'string') return visibleText(words);
  return words.message.replaceAll(/\{(\d+)\}/g, (slot, digits: string) => {
    const value = words.values[Number(digits)];
    return value === undefined ? slot : typeof value === 'number' ? String(value) : inEnglish(value);
  });
}
