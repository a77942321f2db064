import { u32 } from '../../base/at.ts';
import { say } from '../../base/say.ts';
import { type StepHint } from '../event-columns.ts';
import { type Format } from './format.ts';
import { hintsOf, type KindRule, rowsNamed } from './hints.ts';
import { type ScanView, some } from './scan-view.ts';

const SOURCE = 'PaddlePaddle: chrometracing_logger.cc writes them, TracerEventType names the categories';

const HOST: readonly KindRule[] = [
  { kind: 'runtime', category: /^(Cuda|Hip|Device|Custom)Runtime$/, source: SOURCE },
  { kind: 'hostOp', category: /^(Operator|OperatorInner|DygraphKernelLaunch|StaticKernelLaunch)$/, source: SOURCE },
  {
    kind: 'hostOp',
    category: /^UserDefined$/,
    name: / pybind_\w+_func$/,
    source: `${SOURCE}; calls from Python into C++`,
  },
  { kind: 'annotation', category: /./, source: `${SOURCE}; parts of a step, layers, spans of user code` },
];
const DEVICE: readonly KindRule[] = [
  { kind: 'kernel', category: /^Kernel$/, source: SOURCE },
  { kind: 'memcpy', category: /^Memcpy$/, source: SOURCE },
  { kind: 'memset', category: /^Memset$/, source: SOURCE },
  { kind: 'deviceNote', source: SOURCE },
];

/** `matmul dygraph[27.081 us]`: every name has its duration behind it. */
const DURATION = /\[\d+(\.\d+)? (ns|us|ms|s)\]$/;
const STEP = /^ProfileStep#(\d+)/;

function stepsOf(view: ScanView): StepHint | undefined {
  const { events, strings } = view.scan;
  const rows = rowsNamed(view, STEP, () => true);
  if (rows.length < 2) return undefined;
  const numbers = Float64Array.from(rows, (row) => Number(STEP.exec(strings[u32(events.name, row)] ?? '')?.[1]));
  return { rows, edge: 'span', from: say`ProfileStep markers`, noun: 'ProfileStep', numbers };
}

/** `paddle.profiler.export_chrome_tracing`. A device is a process, a stream its thread; each host thread is drawn as two. */
export const paddle: Format = {
  name: 'PaddlePaddle',
  matches: ({ facts }) =>
    some(facts.members.keys(), /^span_ind(e)?x$/) || some(facts.categories, /^(DygraphKernelLaunch|ProfileStep)$/),
  rename: (name) => name.replace(DURATION, ''),
  adapt: (view) =>
    hintsOf(
      view,
      ({ process, thread }) => {
        const part = /^(\d+)\((Python|C\+\+)\)$/.exec(thread);
        if (part !== null) return { rules: HOST, thread: part[1] ?? thread };
        const [device, stream] = [Number(process), Number(thread)];
        return Number.isInteger(device) && Number.isInteger(stream)
          ? { rules: DEVICE, device, stream }
          : { rules: HOST };
      },
      stepsOf(view),
    ),
};
