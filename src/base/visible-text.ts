/** Marks that turn the direction of writing: a name that holds them, or a text behind it, could be read as something else. */
const DIRECTION_MARKS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A text out of a trace, of a file's name or of a link as it may be shown: marks of direction are seen as U+FFFD. Lines stay lines. */
export const visibleText = (text: string): string => text.replaceAll(DIRECTION_MARKS, '\ufffd');
