import { argsText, completeText, microsText, nanos, NO_SHIFT } from './kineto-text.ts';
import { deviceOf, processOf, THREADS } from './kineto-place.ts';
import { type SimulatedRank, type SimulatedRun } from './records.ts';

export const SYNTHETIC_NOTE =
  'Simulated by Whystall. No hardware was measured: every time in this file comes from a model.';
const DEVICE_NAME = 'Simulated GPU';

/** Everything before the first event. */
export function openingText(run: SimulatedRun, simulated: SimulatedRank): string {
  const ranks = Array.from({ length: run.job.ranks }, (_, rank) => rank);
  const devices = ranks.slice(0, 8).map((id) => ({ id, name: DEVICE_NAME }));
  const group = { pg_name: '0', pg_desc: 'default_pg', backend_config: 'cuda:nccl', pg_size: ranks.length, ranks };
  const distributedInfo = {
    backend: 'nccl',
    rank: simulated.rank,
    world_size: ranks.length,
    pg_count: 1,
    pg_config: [group],
  };
  const members = {
    schemaVersion: 1,
    whystall_synthetic: true,
    whystall_note: SYNTHETIC_NOTE,
    deviceProperties: devices,
    ...(ranks.length > 1 ? { distributedInfo } : {}),
    displayTimeUnit: 'ms',
    baseTimeNanoseconds: 1_767_225_600_000_000_000,
  };
  const texts = Object.entries(members).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},`);
  return `{\n${texts.join('\n')}\n  "traceEvents": [\n`;
}

/** Names of processes and threads, and the profiler's own span, which says how long was recorded. */
export function* frameTexts(simulated: SimulatedRank, endUs: number): Generator<string> {
  const process = processOf(simulated.rank);
  const device = deviceOf(simulated.rank);
  const [startUs] = simulated.windowUs;
  const ts = microsText(nanos(startUs));
  const streams = [...new Set(simulated.device.map((event) => event.stream))].sort((a, b) => a - b);
  const threads = [...new Set(simulated.host.map((event) => event.thread))];
  yield labelText('process_name', process, 0, ts, { name: 'python3' });
  yield labelText('process_labels', process, 0, ts, { labels: 'CPU' });
  yield labelText('process_sort_index', process, 0, ts, { sort_index: process });
  yield labelText('process_name', device, 0, ts, { name: 'python3' });
  yield labelText('process_labels', device, 0, ts, { labels: `GPU ${device}` });
  yield labelText('process_sort_index', device, 0, ts, { sort_index: 5_000_000 + device });
  for (const stream of streams) {
    yield labelText('thread_name', device, stream, ts, { name: `stream ${stream} ` });
    yield labelText('thread_sort_index', device, stream, ts, { sort_index: stream });
  }
  for (const thread of threads) {
    const number = process + THREADS[thread];
    const name = thread === 'main' ? `thread ${number} (python3)` : `thread ${number} (pt_autograd_0)`;
    yield labelText('thread_name', process, number, ts, { name });
  }
  const span = { category: 'Trace', process: 'Spans', thread: 'PyTorch Profiler', name: 'PyTorch Profiler (0)' };
  yield completeText({ ...span, startUs, endUs, args: { 'Op count': 0 } }, NO_SHIFT);
  yield instantText('Iteration Start: PyTorch Profiler', 'Traces', 'Trace PyTorch Profiler', ts);
  yield instantText('Record Window End', '', '', microsText(nanos(endUs)));
}

const labelText = (
  name: string,
  process: number,
  thread: number,
  ts: string,
  args: Record<string, unknown>,
): string => `  {
    "ph": "M",
    "name": "${name}",
    "ts": ${ts},
    "pid": ${process},
    "tid": ${thread},
    "args": {
      ${argsText(args)}
    }
  }`;

const instantText = (name: string, process: string, thread: string, ts: string): string => `  {
    "ph": "i",
    "s": "g",
    "name": "${name}",
    "pid": "${process}",
    "tid": "${thread}",
    "ts": ${ts}
  }`;

/** Everything after the last event. */
export const closingText = (simulated: SimulatedRank): string =>
  `\n  ],\n  "traceName": "simulated-rank${simulated.rank}.pt.trace.json"\n}\n`;
