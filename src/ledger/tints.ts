import { CLASSES } from './classes.ts';

/**
 * Colour codes of marks: the class codes first (same numbers as CLASSES), then what host lanes show.
 * The colours themselves are the page's business (design tokens), never decided here.
 */
export const HOST_TINTS = ['op', 'runtime', 'python', 'annotation', 'note'] as const;
export type TintKey = (typeof CLASSES)[number]['key'] | (typeof HOST_TINTS)[number];
export const TINTS: readonly TintKey[] = [...CLASSES.map((row) => row.key), ...HOST_TINTS];
export const tintCode = (key: TintKey): number => TINTS.indexOf(key);
