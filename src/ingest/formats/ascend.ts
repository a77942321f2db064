import { type FormatHints } from '../event-columns.ts';
import { type Format } from './format.ts';
import { hintsOf, type KindRule, lastNumber, type TrackReading } from './hints.ts';
import { type NamedTrack, type ScanView, some } from './scan-view.ts';

const SOURCE = "torch_npu and msprof: trace_view.json's process names (CANN, Ascend Hardware, Communication or HCCL)";

/** Tasks on the streams. Waiting for an event or a peer is no work of the device. */
const HARDWARE: readonly KindRule[] = [
  {
    kind: 'deviceSync',
    name: /^(event|notify|write_value|place_holder|capture_wait|model|profiling)_|^notify$/i,
    source: `${SOURCE}; task types`,
  },
  { kind: 'memcpy', name: /^(MEMCPY|Memcpy|memcpy|SDMA|PCIE_DMA)/, source: `${SOURCE}; task types` },
  { kind: 'memset', name: /^(MEMSET|Memset)/, source: `${SOURCE}; task types` },
  { kind: 'deviceNote', name: /^Iteration|^Step Trace/, source: SOURCE },
  { kind: 'kernel', source: SOURCE },
];
const COLLECTIVES: readonly KindRule[] = [{ kind: 'kernel', source: `${SOURCE}; hcom_* on the lines of a group` }];
const CANN: readonly KindRule[] = [{ kind: 'runtime', source: `${SOURCE}; calls of the runtime` }];
const NOTES: readonly KindRule[] = [
  { kind: 'deviceNote', source: `${SOURCE}; Overlap Analysis, Scope Layer and Plane lines repeat what others hold` },
];
const MINDSPORE: readonly KindRule[] = [
  { kind: 'unsaid', category: /^python_function$/, source: 'mindspore/profiler: frames of the Python stack' },
  { kind: 'hostOp', source: 'mindspore/profiler/common/constant.py: the processes MindSpore and CPU OP' },
];
/** The Python process carries PyTorch's own categories. */
const PYTHON: readonly KindRule[] = [
  { kind: 'hostOp', category: /^(enqueue|dequeue)$/, source: 'torch_npu: its task queue' },
  { kind: 'unsaid', source: 'categories of PyTorch' },
];

const HARDWARE_NAME = /^Ascend Hardware/;
const COLLECTIVE_NAME = /^(Communication|HCCL)/;
const PYTHON_NAME = /^(Python|python[\d.]*|MindSpore)$/;
/** Drawn under processes of their own, and yet work of Python's threads: calls of CANN, and garbage collection, which stops the thread. */
const IN_PYTHON = /^(CANN|Python GC)/;

/**
 * Which device each process of the device is. A file holds one as a rule; where it holds several, msprof packs the device's number into
 * the last five bits of a process's.
 */
function devicesOf(view: ScanView): (process: string) => number {
  const stated = view.facts.members.get('device_id');
  const base = typeof stated === 'number' && Number.isInteger(stated) && stated >= 0 ? stated : 0;
  const bits = (process: string): number => Number(process) % 32;
  const cards = [
    ...new Set(view.tracks.filter((track) => HARDWARE_NAME.test(track.processName)).map(({ process }) => process)),
  ];
  return (process) => {
    const own = cards.indexOf(process);
    return base + Math.max(0, own >= 0 ? own : cards.findIndex((card) => bits(card) === bits(process)));
  };
}

function readTrack(track: NamedTrack, device: number, owner: NamedTrack | undefined): TrackReading {
  const { processName, thread, threadName } = track;
  const place = { device, stream: lastNumber(threadName) ?? lastNumber(thread) ?? 0 };
  if (HARDWARE_NAME.test(processName)) {
    if (/^Step Trace/.test(threadName)) return { rules: NOTES };
    return { rules: HARDWARE, ...place, label: `NPU ${device} stream ${place.stream}` };
  }
  if (COLLECTIVE_NAME.test(processName)) {
    if (/^Plane\b/.test(threadName)) return { rules: NOTES };
    const stream = 1_000_000 + place.stream;
    return { rules: COLLECTIVES, ...place, stream, label: `NPU ${device} ${threadName || 'communication'}` };
  }
  if (/^(Overlap Analysis|Scope Layer)/.test(processName)) return { rules: NOTES };
  if (/^(MindSpore|CPU OP)$/.test(processName)) return { rules: MINDSPORE };
  const rules = /^CANN/.test(processName) ? CANN : PYTHON;
  return owner === undefined ? { rules } : { rules, process: owner.process };
}

function adapt(view: ScanView): FormatHints {
  const python = view.tracks.filter(({ processName }) => PYTHON_NAME.test(processName));
  const deviceOf = devicesOf(view);
  return hintsOf(view, (track) => {
    const isInPython = IN_PYTHON.test(track.processName);
    const owner = isInPython ? python.find(({ thread }) => thread === track.thread) : undefined;
    return readTrack(track, deviceOf(track.process), owner);
  });
}

/** Ascend PyTorch Profiler, MindSpore and msprof. "Overlap Analysis" is drawn and never counted. */
export const ascend: Format = {
  name: 'Ascend (torch_npu)',
  matches: ({ processNames }) =>
    some(processNames, HARDWARE_NAME) || (some(processNames, /^CANN/) && some(processNames, /^Overlap Analysis/)),
  adapt,
};

/** MindSpore's profiler without an Ascend device: the same layout, host only. */
export const mindspore: Format = {
  name: 'MindSpore',
  matches: ({ processNames }) => some(processNames, /^(MindSpore|CPU OP)$/),
  adapt,
};
