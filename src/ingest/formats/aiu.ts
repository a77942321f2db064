import { type Format } from './format.ts';
import { hintsOf, type KindRule, lastNumber } from './hints.ts';
import { some } from './scan-view.ts';

const SOURCE = "IBM's aiu-trace-analyzer: names end in what the unit does";

const RULES: readonly KindRule[] = [
  { kind: 'deviceNote', name: / Cmpt Prep$/, source: `${SOURCE}; preparation beside the work` },
  { kind: 'kernel', name: / Cmpt Exec$/, source: `${SOURCE}; Cmpt Exec` },
  { kind: 'kernel', name: /^SenRdma|\[sync=/, source: `${SOURCE}; transfers between units, a part of a collective` },
  { kind: 'memcpy', name: / Dma[IO]\b/, source: `${SOURCE}; DmaI, DmaO` },
  { kind: 'other', source: SOURCE },
];

/** A process a rank; threads have ids above 2^53, so they are numbered by their order. */
export const aiu: Format = {
  name: 'IBM AIU',
  matches: ({ eventNames, head }) =>
    some(eventNames, / (Cmpt (Prep|Exec)|Dma[IO])$/) || (/"attr"\s*:/.test(head) && /"TS5"\s*:/.test(head)),
  adapt: (view) => {
    const threads = [...new Set(view.tracks.map(({ thread }) => thread))];
    return hintsOf(view, ({ process, thread }) => {
      const rank = lastNumber(process) ?? 0;
      const stream = threads.indexOf(thread);
      return { rules: RULES, rank, device: rank, stream, label: `AIU ${rank} queue ${stream}` };
    });
  },
};
