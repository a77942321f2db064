const ELLIPSIS = '\u2026';
const MOST_REMEMBERED = 20_000;
const FEWEST_LETTERS = 5;

/** Cuts a text to a width with an ellipsis; gives an empty text where not even five letters fit. */
export type TextFitter = (text: string, maxWidth: number) => string;

/**
 * A fitter that remembers the widths of letters and of whole texts in one font: labels ask again in every frame.
 * `measure` gives a width in CSS pixels. A cut text is judged by the sum of its letters, which kerning makes a
 * little too wide: it may be cut a letter early, never late by more than kerning adds.
 */
export function createTextFitter(measure: (text: string) => number): TextFitter {
  const widths = new Map<string, number>();
  const widthOf = (text: string): number => {
    let width = widths.get(text);
    if (width === undefined) {
      if (widths.size >= MOST_REMEMBERED) widths.clear();
      width = measure(text);
      widths.set(text, width);
    }
    return width;
  };
  const cuts = new Map<string, string[]>();
  /** The same cut is the same string each time: browsers find what they know of it faster. */
  const cutOf = (text: string, letters: number): string => {
    let known = cuts.get(text);
    if (known === undefined) {
      if (cuts.size >= MOST_REMEMBERED) cuts.clear();
      known = [];
      cuts.set(text, known);
    }
    return (known[letters] ??= [...text].slice(0, letters).join('').trimEnd() + ELLIPSIS);
  };
  return (text, maxWidth) => {
    if (widthOf(text) <= maxWidth) return text;
    let room = maxWidth - widthOf(ELLIPSIS);
    let letters = 0;
    for (const letter of text) {
      room -= widthOf(letter);
      if (room < 0) break;
      letters++;
    }
    return letters < FEWEST_LETTERS ? '' : cutOf(text, letters);
  };
}
