import { type Format } from './format.ts';
import { hintsOf, type KindRule, lastNumber, type TrackReading } from './hints.ts';
import { f64, u32 } from '../../base/at.ts';
import { say } from '../../base/say.ts';
import { type FormatHints, type StepHint } from '../event-columns.ts';
import { type NamedTrack, type ScanView, some } from './scan-view.ts';
import { CALLS, isOnCpu, POOL, POOL_THREAD, poolWork } from './xla-cpu.ts';

const SOURCE = 'xprof: xplane_schema.cc and trace_events_to_json.cc name planes, lines and events';

/** Streams of a GPU. */
const STREAM: readonly KindRule[] = [
  { kind: 'memset', name: /^memset/i, source: `${SOURCE}; Memset` },
  { kind: 'memcpy', name: /^memcpy/i, source: `${SOURCE}; MemcpyH2D, MemcpyD2H, MemcpyD2D, MemcpyP2P` },
  { kind: 'kernel', source: SOURCE },
];

/** The line of HLO instructions; what moves data and does not compute is a copy. Collectives are told by the ledger's patterns. */
const XLA_OPS: readonly KindRule[] = [
  {
    kind: 'memcpy',
    name: /^%?(copy|infeed|outfeed|host-transfer|send-to-host|recv-from-host|dynamic-update-slice-start)([-._ ]|$)/,
    source: 'HLO opcodes: copy, copy-start, copy-done, infeed, outfeed',
  },
  { kind: 'kernel', source: `${SOURCE}; HLO instructions` },
];

/** Modules, steps, name scopes: drawn over the work that they hold, never counted beside it. */
const NOTES: readonly KindRule[] = [{ kind: 'deviceNote', source: `${SOURCE}; derived lines` }];

const HOST: readonly KindRule[] = [
  {
    kind: 'annotation',
    name: /^(train|eval|\$|train_function|Session)/,
    source: 'spans of user code and Python frames',
  },
  {
    kind: 'runtime',
    name: /^(cu|cuda|hip)[A-Z]|^(KernelLaunch|MemcpyH2D|MemcpyD2H)\b/,
    source: 'CUPTI rows of the host plane',
  },
  {
    kind: 'other',
    name: /WaitReady$|ExecutorDoneCallback|^ThreadpoolListener|^end: /,
    source: 'waits and bookkeeping of the runtime, no op',
  },
  { kind: 'hostOp', source: `${SOURCE}; TraceMe spans of the host plane` },
];

const LAUNCHING_HOST: readonly KindRule[] = [...CALLS, ...HOST];

const DEVICE = /^\/device:([A-Za-z_]+):(\d+)/;
const OP_LINES = /^(Async )?XLA Ops$|^Sparse Core Ops$/;

/** `/device:TPU:0` line `XLA Ops`, `/device:GPU:0` line `Stream #14(Compute)`, `/host:CPU` threads. */
function readTrack(view: ScanView, track: NamedTrack, onCpu: boolean): TrackReading {
  const device = DEVICE.exec(track.processName);
  if (device === null || /^CPU$/i.test(device[1] ?? '')) {
    if (!onCpu) return { rules: HOST };
    if (!POOL_THREAD.test(track.threadName)) return { rules: LAUNCHING_HOST };
    const stream = view.tracks.indexOf(track);
    return { rules: POOL, device: 0, stream, label: `XLA CPU thread ${stream}` };
  }
  const place = { device: Number(device[2]), stream: 0 };
  const stream = /stream\s*#?\s*(\d+)/i.exec(track.threadName);
  if (stream !== null) return { rules: STREAM, ...place, stream: Number(stream[1]) };
  const hasStreams = view.tracks.some(
    ({ process, threadName }) => process === track.process && /stream\s*#?\s*\d/i.test(threadName),
  );
  if (OP_LINES.test(track.threadName) && !hasStreams) {
    const label = `${device[1]} ${device[2]} ${track.threadName}`;
    return { rules: XLA_OPS, ...place, stream: lastNumber(track.thread) ?? 0, label };
  }
  const isNamed = track.threadName !== '' || hasStreams;
  return isNamed ? { rules: NOTES } : { rules: STREAM, ...place, stream: lastNumber(track.thread) ?? 0 };
}

/**
 * Spans of `jax.profiler.StepTraceAnnotation` and of TensorFlow's `Trace(name, step_num=...)`. The host runs ahead of a device: where the
 * file has a line `Steps` for it, that one tells.
 */
function stepsOf({ scan, threadNames }: ScanView): StepHint | undefined {
  const { extras, strings } = scan;
  const key = strings.indexOf('step_num');
  if (key < 0 || some(threadNames, /^Steps$/)) return undefined;
  const found = [...extras.event.keys()].filter((k) => u32(extras.key, k) === key);
  const numbers = found.map((k) => {
    const number = f64(extras.number, k);
    return Number.isNaN(number) ? Number(strings[u32(extras.text, k)]) : number;
  });
  if (numbers.length < 2 || !numbers.every(Number.isInteger)) return undefined;
  const rows = Uint32Array.from(found, (k) => u32(extras.event, k));
  return { rows, edge: 'span', from: say`spans with step_num`, noun: 'Step', numbers: Float64Array.from(numbers) };
}

function adapt(view: ScanView): FormatHints {
  const onCpu = isOnCpu(view);
  const hints = hintsOf(view, (track) => readTrack(view, track, onCpu), stepsOf(view));
  return onCpu ? { ...hints, ...poolWork(view) } : hints;
}

const isXprof = ({ processNames }: ScanView): boolean => some(processNames, /^\/(host|device):\w+/);

const XLA_NAMES = /^(XLA Ops|XLA Modules|Async XLA Ops|XLA TraceMe|Sparse Core Ops|tf_XLA.*)$/;
const JAX_EVENTS = /^(PjitFunction|PyTpu|TfrtCpu|PjRt|Pjrt|jit_|ParallelLoop|TpuExecute|\$?.*jax[/._])/;
const TENSORFLOW_EVENTS =
  /^(EagerExecute|EagerLocalExecute|TFE_|ExecutorState::|Iterator::|train_function|FunctionRun)/;

/** `jax.profiler.trace`, and the traces of XLA itself: `*.trace.json.gz`. */
export const jax: Format = {
  name: 'JAX/XLA',
  matches: (view) =>
    isXprof(view) &&
    (some(view.threadNames, XLA_NAMES) || some(view.eventNames, JAX_EVENTS)) &&
    !some(view.eventNames, TENSORFLOW_EVENTS),
  adapt,
};

/** The profiler of TensorFlow 2: `*.trace.json.gz`. */
export const tensorflow2: Format = { name: 'TensorFlow 2 profiler', matches: isXprof, adapt };
