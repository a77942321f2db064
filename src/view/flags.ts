import { type Micros } from '../base/brand.ts';
import { wholeNs } from './time-text.ts';

/** A mark that the reader puts on the ruler. An empty name stands for its number. */
export interface Flag {
  readonly at: Micros;
  readonly name: string;
}

export const MAX_FLAGS = 100;
export const MAX_FLAG_NAME = 60;

/** Flags in time order, one a nanosecond, names cut to what a link holds; the first MAX_FLAGS of more. */
export function inOrder(flags: readonly Flag[]): readonly Flag[] {
  const byTime = new Map<number, Flag>();
  for (const { at, name } of flags) {
    const flag: Flag = { at: wholeNs(at), name: cutName(name) };
    if (!byTime.has(flag.at)) byTime.set(flag.at, flag);
  }
  return [...byTime.values()].sort((a, b) => a.at - b.at).slice(0, MAX_FLAGS);
}

/** Whole letters, so that no surrogate stands alone. */
function cutName(name: string): string {
  let cut = '';
  for (const letter of name.replaceAll(/\p{Surrogate}/gu, '\ufffd')) {
    if (cut.length + letter.length > MAX_FLAG_NAME) break;
    cut += letter;
  }
  return cut;
}

export const withFlag = (flags: readonly Flag[], at: Micros): readonly Flag[] => inOrder([...flags, { at, name: '' }]);

export const withoutFlag = (flags: readonly Flag[], at: Micros): readonly Flag[] =>
  flags.filter((flag) => flag.at !== at);

export const renamedFlag = (flags: readonly Flag[], at: Micros, name: string): readonly Flag[] =>
  inOrder(flags.map((flag) => (flag.at === at ? { at, name } : flag)));
