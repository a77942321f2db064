import { type Said, say } from '../../base/say.ts';
import { type TraceFacts } from './trace-facts.ts';

/** JSON that is no timeline of a training run, by its top-level members and its first bytes. */
export interface JsonKind {
  readonly what: Said;
  /** All of these must be there... */
  readonly members: readonly string[];
  /** ...and at least one of these, where there are any. */
  readonly either?: readonly string[];
  /** What the first bytes must hold, where names of members are too common. */
  readonly head?: RegExp;
  /** What it holds instead of when things ran. */
  readonly lacks: Said;
  readonly hint: Said;
}

const RECORD = say`Profile with torch.profiler and save with export_chrome_trace.`;
const BESIDE = say`Drop the profiler trace (export_chrome_trace) recorded beside it.`;

/** Asked in order. */
export const JSON_KINDS: readonly JsonKind[] = [
  {
    // PyTorch's ExecutionTraceObserver, which Chakra tools read: operators with shapes, no times.
    what: say`a PyTorch execution trace (the input of Chakra)`,
    members: ['schema'],
    either: ['nodes', 'start_ts'],
    lacks: say`it lists operators and their inputs, but not when they ran`,
    hint: BESIDE,
  },
  {
    what: say`a PyTorch memory snapshot`,
    members: ['segments'],
    either: ['device_traces', 'allocator_settings'],
    lacks: say`it lists allocations, but not when operators ran`,
    hint: say`${RECORD} pytorch.org/memory_viz shows snapshots.`,
  },
  {
    what: say`rocprofv3's own JSON`,
    members: ['rocprofiler-sdk-tool'],
    lacks: say`its records refer to tables of names, and it is not in the Trace Event format`,
    hint: say`Record with torch.profiler, or let rocprofv3 write \`--output-format pftrace\` and convert that with \`traceconv json\`.`,
  },
  {
    what: say`a CPU profile (.cpuprofile) of Chrome or Node`,
    members: ['nodes', 'samples'],
    either: ['timeDeltas', 'startTime'],
    lacks: say`it holds samples of JavaScript, no training run`,
    hint: RECORD,
  },
  {
    what: say`a heap snapshot of Chrome or Node`,
    members: ['snapshot', 'nodes', 'edges'],
    lacks: say`it lists objects in memory, but no times`,
    hint: RECORD,
  },
  {
    what: say`a heap snapshot of Chrome or Node`,
    members: ['head', 'samples'],
    lacks: say`it lists objects in memory, but no times`,
    hint: RECORD,
  },
  {
    what: say`a profile in the format of speedscope`,
    members: ['profiles', 'shared'],
    lacks: say`it holds stacks of one program, not what a device did`,
    hint: RECORD,
  },
  {
    what: say`a profile in the format of the Firefox Profiler`,
    members: ['meta', 'threads'],
    lacks: say`it holds samples of stacks, not what a device did`,
    hint: RECORD,
  },
  {
    what: say`a recording of network requests (HAR)`,
    members: ['log'],
    head: /"log"\s*:\s*\{\s*"(version|creator|browser|pages|entries)"/,
    lacks: say`it holds no training run`,
    hint: RECORD,
  },
  {
    what: say`a Jupyter notebook`,
    members: ['cells', 'nbformat'],
    lacks: say`it holds code, but no times`,
    hint: RECORD,
  },
  {
    what: say`a table of the Ascend profiler (communication.json, communication_matrix.json)`,
    members: [],
    head: /"Communication (Time|Bandwidth) Info"|"(Transit Time\(ms\)|Transport Type)"/,
    lacks: say`it holds sums, but not when operators ran`,
    hint: say`Drop trace_view.json, which lies beside it.`,
  },
  {
    what: say`the settings of an Ascend profile (profiler_info.json)`,
    members: ['rank_id', 'config'],
    lacks: say`it holds no times of operators`,
    hint: say`Drop trace_view.json, which lies in ASCEND_PROFILER_OUTPUT beside it.`,
  },
  {
    what: say`spans of OpenTelemetry`,
    members: ['resourceSpans'],
    lacks: say`it holds requests between services, no training run`,
    hint: RECORD,
  },
  {
    what: say`the result of PyTorch's distributed flight recorder`,
    members: ['entries', 'pg_config'],
    lacks: say`it lists collectives, but not what ran around them`,
    hint: RECORD,
  },
];

/** The same for JSON lists and for JSON objects one a line. */
const LIST_KINDS: readonly (Omit<JsonKind, 'members' | 'head'> & { readonly head: RegExp })[] = [
  {
    what: say`an export of NVIDIA Nsight Systems (nsys export --type json)`,
    head: /"(CudaEvent|NvtxEvent|TraceProcessEvent|CudaEventClass|TARGET_INFO_\w+|CUPTI_ACTIVITY_\w+)"/,
    lacks: say`its records refer to tables of names, and it is not in the Trace Event format`,
    hint: RECORD,
  },
  {
    what: say`a list of lists of numbers, such as a memory timeline of PyTorch (export_memory_timeline)`,
    head: /^\s*\[\s*\[\s*-?[\d.]+\s*,/,
    lacks: say`it does not say when operators ran`,
    hint: RECORD,
  },
  {
    what: say`text of Python, with single quotes`,
    head: /^\s*[[{][\s{]*'/,
    lacks: say`JSON has double quotes`,
    hint: say`Write it with json.dump instead of print or str.`,
  },
];

/** What JSON without events is; `undefined` where no row fits. */
export function jsonKindOf({ members, root, head }: TraceFacts): Omit<JsonKind, 'members'> | undefined {
  const text = new TextDecoder('latin1').decode(head);
  const other = LIST_KINDS.find((kind) => kind.head.test(text));
  if (root !== 'object' || other !== undefined) return other;
  return JSON_KINDS.find(
    (kind) =>
      kind.members.every((key) => members.has(key)) &&
      (kind.either?.some((key) => members.has(key)) ?? true) &&
      (kind.head?.test(text) ?? true),
  );
}
