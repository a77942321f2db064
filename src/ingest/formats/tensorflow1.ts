import { type Format } from './format.ts';
import { hintsOf, type KindRule, lastNumber } from './hints.ts';
import { some } from './scan-view.ts';

const SOURCE = 'TensorFlow 1: tensorflow/python/client/timeline.py';

/** Names are op types; on streams also those of copies. */
const STREAM: readonly KindRule[] = [
  { kind: 'memcpy', name: /^MEMCPY|^Memcpy/, source: `${SOURCE}; MEMCPYDtoH, MEMCPYHtoD` },
  { kind: 'memset', name: /^MEMSET|^Memset/i, source: SOURCE },
  { kind: 'kernel', source: SOURCE },
];
const HOST: readonly KindRule[] = [{ kind: 'hostOp', source: `${SOURCE}; the executor's time in an op` }];
const REPEATED: readonly KindRule[] = [
  { kind: 'deviceNote', source: `${SOURCE}; stream:all and memcpy repeat what the streams hold` },
];

const STREAM_NAME = /gpu:(\d+)\/stream:(\d+) Compute$/i;
const REPEATED_NAME = /gpu:\d+\/(stream:all|memcpy) Compute$/i;

/** `timeline.Timeline(run_metadata.step_stats).generate_chrome_trace_format()`: one `session.run`. */
export const tensorflow1: Format = {
  name: 'TensorFlow 1 RunMetadata',
  matches: ({ facts, processNames }) =>
    facts.categories.has('Op') && some(processNames, /(?:pu|PU|stream|memcpy)[:\w]* (?:Compute|Tensors)$/),
  adapt: (view) => {
    const hasStreams = some(view.processNames, STREAM_NAME);
    return hintsOf(view, ({ processName }) => {
      const stream = STREAM_NAME.exec(processName);
      if (stream !== null) return { rules: STREAM, device: Number(stream[1]), stream: Number(stream[2]) };
      if (!REPEATED_NAME.test(processName)) return { rules: HOST };
      return hasStreams ? { rules: REPEATED } : { rules: STREAM, device: lastNumber(processName) ?? 0, stream: 0 };
    });
  },
};
