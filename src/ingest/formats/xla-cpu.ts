import { f64, u32 } from '../../base/at.ts';
import { lowerBound } from '../../base/search.ts';
import { type FormatHints } from '../event-columns.ts';
import { type KindRule, rowsNamed } from './hints.ts';
import { type ScanView, some } from './scan-view.ts';

// XLA on a CPU, as jax 0.4.38 and 0.10.2 record it: no device plane; the threads of a pool run the instructions.

const REGION = 'ThreadpoolListener::StartRegion';
const REGIONS = /^ThreadpoolListener::(Start|Stop)Region$/;
const RUN = /^ThunkExecutor::Execute \(wait for completion\)$/;

/** The host waits for a buffer: an instant where it begins to (OnBlockStart of PjRtFuture), one where it goes on (OnBlockEnd). */
const AWAIT = /^(CommonPjRt|TfrtCpu|AbstractTfrtCpu|PjRtCpu)Buffer::Await$/;
/** A jitted function is called: two spans, one in the other. */
const CALL = /^PjitFunction\(/;

export const POOL_THREAD = /^tf_XLA(Eigen|TfrtCpuClient|PjRtCpuClient)\b/;

/**
 * Kinds on the threads of the pool. An instruction that is split over threads has a span for its call alone; what the threads do for it stands
 * between two instants.
 */
export const POOL: readonly KindRule[] = [
  {
    kind: 'kernel',
    name: /^ThreadpoolListener::(Start)?Region$/,
    source: 'threadpool_listener.cc of XLA: a task of the pool runs from StartRegion to StopRegion',
  },
  { kind: 'kernel', name: /^%?[a-z][\w.-]*$/, source: 'thunk_executor.cc of XLA: HLO instructions' },
  { kind: 'deviceNote', source: 'bookkeeping of the pool and of the executor' },
];
/** Kinds on threads of the host, before those of all hosts. */
export const CALLS: readonly KindRule[] = [
  { kind: 'runtime', name: CALL, source: 'jax: the call of a compiled function' },
  { kind: 'runtime', name: AWAIT, source: 'common_pjrt_client.cc of XLA: block_until_ready' },
];

/** True where the file has threads of XLA's pool and no accelerator. */
export const isOnCpu = ({ processNames, threadNames }: ScanView): boolean =>
  some(threadNames, POOL_THREAD) && !some(processNames, /^\/device:(?!CPU)/i);

/** Where the pool's tasks end, and which call launched which work. */
export function poolWork(view: ScanView): Pick<FormatHints, 'end' | 'correlation'> {
  const { events, strings } = view.scan;
  const inOrder = (name: RegExp): Uint32Array =>
    rowsNamed(view, name, () => true).sort((a, b) => f64(events.start, a) - f64(events.start, b));
  const end = events.end.slice();
  const open = view.tracks.map((): number[] => []);
  for (const row of inOrder(REGIONS)) {
    const begun = open[u32(events.track, row)] ?? [];
    if (strings[u32(events.name, row)] === REGION) begun.push(row);
    else {
      const region = begun.pop();
      if (region !== undefined) end[region] = f64(events.start, row);
    }
  }
  for (const [begin, finish] of waitsOf(view, inOrder(AWAIT))) end[begin] = f64(events.start, finish);
  const calls = outermost(view, inOrder(CALL));
  const runs = inOrder(RUN);
  if (calls.length === 0 || calls.length !== runs.length) return { end };
  return { end, correlation: launchesOf(view, calls, runs) };
}

/** Begin and end of each wait. A thread with an odd number of instants was cut within one: which is which cannot be told. */
function waitsOf({ scan: { events }, tracks }: ScanView, rows: Uint32Array): (readonly [number, number])[] {
  const byTrack = tracks.map((): number[] => []);
  for (const row of rows) byTrack[u32(events.track, row)]?.push(row);
  return byTrack
    .filter((found) => found.length % 2 === 0)
    .flatMap((found) => found.flatMap((row, k) => (k % 2 === 0 ? [[row, found[k + 1] ?? row] as const] : [])));
}

const outermost = ({ scan: { events } }: ScanView, rows: Uint32Array): Uint32Array => {
  let until = -Infinity;
  return rows.filter((row) => {
    if (f64(events.start, row) < until) return false;
    until = f64(events.end, row);
    return true;
  });
};

/** Runs follow the calls in their order, and end when the executor's wait ends: work of the pool belongs to the first run that ends after it begins. */
function launchesOf({ scan: { events }, tracks }: ScanView, calls: Uint32Array, runs: Uint32Array): Float64Array {
  const correlation = new Float64Array(events.length).fill(-1);
  const isPool = tracks.map(({ threadName }) => POOL_THREAD.test(threadName));
  const ends = Float64Array.from(runs, (row) => f64(events.end, row));
  calls.forEach((row, k) => (correlation[row] = k + 1));
  for (let row = 0; row < events.length; row++) {
    if (isPool[u32(events.track, row)] !== true) continue;
    const run = lowerBound(ends, f64(events.start, row));
    if (run < ends.length) correlation[row] = run + 1;
  }
  return correlation;
}
