import { type Language } from './translator.ts';

/** A number as `src/base/format.ts` writes it, and nothing else: `−12 345.6 ms`, `33 %`, `< 0.1 %`. */
const FORMATTED = /^[<+\u2212]?\u202f?\d[\d\u202f]*(?:\.\d+)?(?:\u202f\S+)?$/;

/**
 * Gives a formatted number the marks of a language: its decimal mark, and the space before its per cent sign. Thin spaces between
 * thousands and before units stay, as ISO 80000-1 and GB/T 15835 have them. Any other text stays as it is.
 */
export function numbersIn(language: Language): (text: string) => string {
  const parts = new Intl.NumberFormat(language, { style: 'percent', minimumFractionDigits: 1 }).formatToParts(0.5);
  const textOf = (type: Intl.NumberFormatPartTypes): string => parts.find((part) => part.type === type)?.value ?? '';
  const [decimal, beforePercent] = [textOf('decimal'), textOf('literal')];
  return (text) => (FORMATTED.test(text) ? text.replace('.', decimal).replace(/\u202f%$/, `${beforePercent}%`) : text);
}

/** What stands between the things of a list: `, `, or `、`. */
export const listMarkIn = (language: Language): string =>
  new Intl.ListFormat(language).formatToParts(['a', 'b', 'c']).find(({ type }) => type === 'literal')?.value ?? ', ';

/** A day given as `2026-11-21`: `November 21, 2026`, `2026年11月21日`. Any other text stays as it is. */
export function dayIn(language: Language, day: string): string {
  const date = new Date(day);
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(date.getTime())
    ? new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(date)
    : day;
}
