import { at, u32 } from '../../base/at.ts';
import { say } from '../../base/say.ts';
import { type StepHint } from '../event-columns.ts';
import { type Format } from './format.ts';
import { hintsOf, type KindRule, lastNumber } from './hints.ts';
import { every, type ScanView, some } from './scan-view.ts';

const SOURCE = "MegatronApp's MegaScan: spans forward and backward of a stage";

const RULES: readonly KindRule[] = [
  { kind: 'kernel', name: /^(forward|backward|optimizer|loss)\b/, source: SOURCE },
  { kind: 'kernel', name: /(all|reduce|send|recv|broadcast)/i, source: `${SOURCE}; communication is told by its name` },
  { kind: 'deviceNote', source: SOURCE },
];

const SPANS = /^(forward|backward|iteration|optimizer|loss|reduce|allreduce|send|recv)\b/;

/** Rows of one name on each track, in order of time. */
function rowsByTrack({ scan, tracks }: ScanView, name: string): number[][] {
  const { events, strings } = scan;
  const lists = tracks.map((): number[] => []);
  for (let row = 0; row < events.length; row++) {
    if (strings[u32(events.name, row)] === name) lists[u32(events.track, row)]?.push(row);
  }
  for (const list of lists) list.sort((a, b) => at(events.start, a) - at(events.start, b));
  return lists;
}

/**
 * An iteration ends where the first stage has run backward as often as forward: it is then that the pipeline is empty. All
 * stages run the same number of micro-batches, so that iterations of the others are counted off.
 */
function stepsOf(view: ScanView): StepHint | undefined {
  const { events } = view.scan;
  const forward = rowsByTrack(view, 'forward');
  const backward = rowsByTrack(view, 'backward');
  const numbers = view.tracks.map(({ process }) => Number(process));
  const first = numbers.indexOf(Math.min(...numbers));
  const [runs = [], returns = []] = [forward[first], backward[first]];
  let batch = runs.length;
  for (let run = 1, back = 0; run < runs.length; run++) {
    while (back < returns.length && at(events.start, returns[back] ?? 0) < at(events.start, runs[run] ?? 0)) back++;
    if (back === run) batch = Math.min(batch, run);
  }
  if (batch === 0 || batch === runs.length || forward.some((rows) => rows.length % batch !== 0)) return undefined;
  const rows = forward.flatMap((list) => list.filter((_, index) => index % batch === 0));
  const from = say`every ${batch} forward passes, after which the pipeline is empty`;
  return { rows: Uint32Array.from(rows), edge: 'start', from, noun: 'Iteration' };
}

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
    hintsOf(
      view,
      ({ process, thread }) => {
        const stage = lastNumber(process) ?? 0;
        const stream = lastNumber(thread) ?? 0;
        return { rules: RULES, rank: stage, device: stage, stream, label: `Stage ${stage}` };
      },
      stepsOf(view),
    ),
};
