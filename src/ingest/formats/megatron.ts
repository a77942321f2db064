import { type Format } from './format.ts';
import { hintsOf, type KindRule, lastNumber } from './hints.ts';
import { every, some } from './scan-view.ts';

const SOURCE = "MegatronApp's MegaScan: spans forward and backward of a stage";

const RULES: readonly KindRule[] = [
  { kind: 'kernel', name: /^(forward|backward|optimizer|loss)\b/, source: SOURCE },
  { kind: 'kernel', name: /(all|reduce|send|recv|broadcast)/i, source: `${SOURCE}; communication is told by its name` },
  { kind: 'deviceNote', source: SOURCE },
];

const SPANS = /^(forward|backward|iteration|optimizer|loss|reduce|allreduce|send|recv)\b/;

/** Pipeline traces merged into one file: a process a stage, one stage a rank; the gaps between its spans are bubbles. */
export const megatron: Format = {
  name: 'Megatron pipeline',
  matches: ({ eventNames, facts, tracks }) =>
    eventNames.length > 0 &&
    every(eventNames, SPANS) &&
    some(eventNames, /^forward$/) &&
    some(eventNames, /^backward$/) &&
    every(facts.categories, /^$/) &&
    tracks.every(({ process }) => /^\d+$/.test(process)),
  adapt: (view) =>
    hintsOf(view, ({ process, thread }) => {
      const stage = lastNumber(process) ?? 0;
      const stream = lastNumber(thread) ?? 0;
      return { rules: RULES, rank: stage, device: stage, stream, label: `Stage ${stage}` };
    }),
};
