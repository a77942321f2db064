import { say } from '../base/say.ts';
import { type LoadChoice } from '../model/timeline.ts';
import { decodeOne, type LinkPair, parsed, refused, type ViewField } from './field.ts';
import { formatNumbers, parseNumbers } from './told-fields.ts';

export const MAX_STEP_NUMBER = 999_999_999;

function parseSteps(text: string) {
  const [, from, to = from] = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(text) ?? [];
  if (from === undefined) return refused(say`does not read as steps, such as 5-8`);
  const steps = { first: Number(from), last: Number(to) };
  return steps.first <= steps.last ? parsed(steps) : refused(say`ends before it starts`);
}

/** `load=5-8` and `loadranks=0,3`: steps and ranks that are loaded, by their own numbers. */
export const loadField: ViewField<LoadChoice | undefined> = {
  initial: undefined,
  urlNames: ['load', 'loadranks'],
  encode: (value) => {
    const { steps, ranks } = value ?? {};
    const pairs: LinkPair[] = [];
    if (steps !== undefined)
      pairs.push(['load', steps.first === steps.last ? `${steps.first}` : `${steps.first}-${steps.last}`]);
    if (ranks !== undefined && ranks.length > 0) pairs.push(['loadranks', formatNumbers(ranks)]);
    return pairs;
  },
  decode: (texts) => {
    const steps = decodeOne(texts, 'load', parseSteps);
    const ranks = decodeOne(texts, 'loadranks', parseNumbers);
    const value: LoadChoice = {
      ...(steps.value === undefined ? {} : { steps: steps.value }),
      ...(ranks.value === undefined ? {} : { ranks: ranks.value }),
    };
    const isSome = value.steps !== undefined || value.ranks !== undefined;
    return { value: isSome ? value : undefined, dropped: [...steps.dropped, ...ranks.dropped] };
  },
  undo: 'step',
};
