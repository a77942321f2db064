/**
 * The classes of the stall ledger, most important first. Every instant of a step belongs to exactly one.
 * Definitions and sources: docs/ledger.md. The order of the idle classes is their order of precedence.
 */
export const CLASSES = [
  { key: 'compute', label: 'Compute', stall: false, meaning: 'at least one compute kernel runs' },
  {
    key: 'communication',
    label: 'Communication',
    stall: true,
    meaning: 'a collective or point-to-point kernel runs and no compute: exposed communication',
  },
  {
    key: 'copy',
    label: 'Copy',
    stall: true,
    meaning: 'a memcpy or memset runs and neither compute nor communication: exposed copy',
  },
  {
    key: 'queue',
    label: 'Queue',
    stall: true,
    meaning: 'the next device work is launched but has not started: launch latency or a stream dependency',
  },
  { key: 'data', label: 'Data loading', stall: true, meaning: 'the device is idle while the host waits for input' },
  {
    key: 'hostcomm',
    label: 'Host communication',
    stall: true,
    meaning: 'the device is idle while the host is in a host-side collective, barrier or rendezvous',
  },
  {
    key: 'checkpoint',
    label: 'Checkpoint or eval',
    stall: true,
    meaning: 'the device is idle while the host saves, logs or evaluates',
  },
  {
    key: 'compile',
    label: 'Compile',
    stall: true,
    meaning: 'the device is idle while code is captured, compiled or autotuned',
  },
  {
    key: 'allocator',
    label: 'Allocator',
    stall: true,
    meaning: 'the device is idle while memory is allocated, freed or pinned',
  },
  { key: 'gc', label: 'Garbage collection', stall: true, meaning: 'the device is idle while Python collects garbage' },
  {
    key: 'sync',
    label: 'Synchronise',
    stall: true,
    meaning: 'the device is idle while the host is in a synchronising call',
  },
  { key: 'profiler', label: 'Profiler', stall: true, meaning: 'the device is idle while the profiler itself works' },
  {
    key: 'launch',
    label: 'Launch-bound',
    stall: true,
    meaning: 'the host runs framework ops or launch calls, too slowly to feed the device',
  },
  {
    key: 'host',
    label: 'Host (untraced)',
    stall: true,
    meaning: 'the host runs something the trace does not name: Python or user code',
  },
  { key: 'unknown', label: 'Unknown', stall: true, meaning: 'no launch of the next device work is in the trace' },
] as const;

export type ClassKey = (typeof CLASSES)[number]['key'];
export const CLASS_COUNT = CLASSES.length;
export const classCode = (key: ClassKey): number => CLASSES.findIndex((row) => row.key === key);
