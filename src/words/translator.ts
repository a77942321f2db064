import { inEnglish, messageOf, type SaidValue, type Words } from '../base/say.ts';

/** The languages of the page, by their BCP 47 tags. */
export const LANGUAGES = [
  { tag: 'en', name: 'English' },
  { tag: 'zh-CN', name: '简体中文' },
] as const;
export type Language = (typeof LANGUAGES)[number]['tag'];

/** Gives the sentence in the reader's language, as a function t(words) or as a tag t`Open ${count} files`. A plain text stays as it is. */
export interface Translate {
  (words: Words): string;
  (parts: TemplateStringsArray, ...values: readonly SaidValue[]): string;
}

/** A translator from a function that renders one piece of `Words`. */
export function translatorOf(render: (words: Words) => string): Translate {
  return (wordsOrParts: Words | TemplateStringsArray, ...values: readonly SaidValue[]): string =>
    typeof wordsOrParts === 'object' && 'raw' in wordsOrParts
      ? render({ message: messageOf(wordsOrParts), values })
      : render(wordsOrParts);
}

export const ENGLISH: Translate = translatorOf(inEnglish);

/** The language among ours that fits the reader's list of preferences best; English where none does. */
export function languageFor(preferences: readonly string[]): Language {
  for (const tag of preferences) {
    const [primary] = tag.toLowerCase().split('-');
    const known = LANGUAGES.find((row) => row.tag.split('-')[0] === primary);
    if (known !== undefined) return known.tag;
  }
  return 'en';
}
