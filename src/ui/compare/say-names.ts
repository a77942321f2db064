import { say, sayList, type Words } from '../../base/say.ts';

/** The files of a run, shortened where they are many. */
export function sayNames(names: readonly Words[]): Words {
  const [first = '', second] = names;
  if (second === undefined) return first;
  return names.length > 2 ? say`${first} and ${names.length - 1} more` : sayList(names);
}
