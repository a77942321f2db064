import { type Format } from './format.ts';
import { hintsOf, type KindRule, lastNumber } from './hints.ts';
import { some } from './scan-view.ts';

const SOURCE = "torch_npu and msprof: trace_view.json's process names (CANN, Ascend Hardware, Communication or HCCL)";

/** Tasks on the streams. Waiting for an event or a peer is no work of the device. */
const HARDWARE: readonly KindRule[] = [
  {
    kind: 'deviceSync',
    name: /^(EVENT_|NOTIFY_|Notify_|Event_|CAPTURE_WAIT|MODEL_|PROFILING_)/,
    source: `${SOURCE}; task types`,
  },
  { kind: 'memcpy', name: /^(MEMCPY|Memcpy|SDMA|PCIE_DMA)/, source: `${SOURCE}; task types` },
  { kind: 'memset', name: /^(MEMSET|Memset)/, source: `${SOURCE}; task types` },
  { kind: 'deviceNote', name: /^Iteration|^Step Trace/, source: SOURCE },
  { kind: 'kernel', source: SOURCE },
];
const COLLECTIVES: readonly KindRule[] = [{ kind: 'kernel', source: `${SOURCE}; hcom_* on the lines of a group` }];
const CANN: readonly KindRule[] = [{ kind: 'runtime', source: `${SOURCE}; calls of the runtime` }];
const NOTES: readonly KindRule[] = [
  { kind: 'deviceNote', source: `${SOURCE}; Overlap Analysis and Plane lines repeat what others hold` },
];
/** The Python process carries PyTorch's own categories. */
const PYTHON: readonly KindRule[] = [
  { kind: 'hostOp', category: /^(enqueue|dequeue)$/, source: 'torch_npu: its task queue' },
  { kind: 'unsaid', source: 'categories of PyTorch' },
];

const HARDWARE_NAME = /^Ascend Hardware/;

/** Ascend PyTorch Profiler, MindSpore and msprof. "Overlap Analysis" is drawn and never counted. */
export const ascend: Format = {
  name: 'Ascend (torch_npu)',
  matches: ({ processNames }) =>
    some(processNames, HARDWARE_NAME) || (some(processNames, /^CANN/) && some(processNames, /^Overlap Analysis/)),
  adapt: (view) => {
    const python = view.tracks.filter(({ processName }) => /^(Python|python3?|MindSpore)\b/.test(processName));
    const device = view.facts.members.get('device_id');
    const base = typeof device === 'number' && Number.isInteger(device) && device >= 0 ? device : 0;
    return hintsOf(view, ({ processName, thread, threadName }) => {
      const place = { device: base, stream: lastNumber(threadName) ?? lastNumber(thread) ?? 0 };
      if (HARDWARE_NAME.test(processName)) {
        return /^Step Trace/.test(threadName)
          ? { rules: NOTES }
          : { rules: HARDWARE, ...place, label: `NPU ${place.device} stream ${place.stream}` };
      }
      if (/^(Communication|HCCL)/.test(processName)) {
        if (/^Plane\b/.test(threadName)) return { rules: NOTES };
        const stream = 1_000_000 + place.stream;
        return { rules: COLLECTIVES, ...place, stream, label: `NPU ${place.device} ${threadName || 'communication'}` };
      }
      if (/^CANN/.test(processName)) {
        // Calls of the runtime are made by the threads of Python: drawn inside the op that makes them.
        const owner = python.find((track) => track.thread === thread);
        return owner === undefined ? { rules: CANN } : { rules: CANN, process: owner.process };
      }
      if (python.some((track) => track.processName === processName)) return { rules: PYTHON };
      return /^Overlap Analysis/.test(processName) ? { rules: NOTES } : { rules: PYTHON };
    });
  },
};
