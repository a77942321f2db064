import { fail, ok, type Result } from '../base/result.ts';
import { type Scan, type ScanProgress } from '../ingest/event-columns.ts';
import { cancelled } from '../ingest/failures.ts';
import { type ScanReply, type ScanTask } from './scan-task.ts';

/** As much of a Worker as is used here. */
export interface ScanWorkerLike {
  postMessage: (task: ScanTask) => void;
  terminate: () => void;
  onmessage: ((event: MessageEvent<ScanReply>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
}

/** Starts one more scan worker; undefined where that is impossible. */
export type MakeScanWorker = () => ScanWorkerLike | undefined;

/** Each lane holds a file's columns while it grows them: more lanes than this are not worth their memory. */
const MOST_LANES = 8;

/** How many files are scanned at once on a machine of so many cores: one core is left to the page. */
export const poolSize = (cores: number | undefined): number => Math.max(1, Math.min(MOST_LANES, (cores ?? 1) - 1));

/** What is to be scanned, each file by its place in the run. */
export interface PoolWork {
  readonly files: number;
  readonly task: (place: number) => ScanTask;
  /** Scans where the engine runs; the signal also ends when an earlier file failed. */
  readonly inPlace: (place: number, signal: AbortSignal) => Promise<Result<Scan>>;
  readonly onProgress: (place: number, progress: ScanProgress) => void;
  readonly onScanned: (place: number, scan: Scan) => void;
}

type ScanOne = (place: number, signal: AbortSignal) => Promise<Result<Scan> | undefined>;

/**
 * Scans files on `size` lanes: the engine's own thread, which begins with the first file, and workers. A worker takes a file
 * only once it runs, so that a few small files never wait for one; a file whose worker breaks is scanned in place. Scans come in
 * the order of the files, and the failure is that of the first file that fails (`place`), both as if one file were read after the
 * other. Every worker is ended before this returns.
 */
export async function scanAll(
  work: PoolWork,
  size: number,
  makeWorker: MakeScanWorker,
  signal: AbortSignal,
): Promise<Result<Scan[]> & { readonly place?: number }> {
  const waiting = Array.from({ length: work.files }, (_, place) => place);
  const running = new Map<number, AbortController>();
  const results = new Map<number, Result<Scan>>();
  let until = work.files;
  const stopAfter = (place: number): void => {
    until = Math.min(until, place);
    for (const [other, stop] of running) if (other > place) stop.abort();
  };
  const onAbort = (): void => stopAfter(-1);
  signal.addEventListener('abort', onAbort);

  const lane = async (scanOne: ScanOne): Promise<void> => {
    while ((waiting[0] ?? Infinity) < until) {
      const place = waiting.shift();
      if (place === undefined) return;
      const stop = new AbortController();
      running.set(place, stop);
      const result = await scanOne(place, stop.signal);
      running.delete(place);
      if (result === undefined) return void waiting.unshift(place);
      results.set(place, result);
      if (result.ok) work.onScanned(place, result.value);
      else stopAfter(place);
      if (stop.signal.aborted) return;
    }
  };

  const drained = new AbortController();
  const workers: ScanWorkerLike[] = [];
  const helper = async (worker: ScanWorkerLike): Promise<void> => {
    const ready = (reply: ScanReply): boolean | undefined => reply.kind === 'ready' || undefined;
    if (await heard(worker, drained.signal, ready, false)) {
      await lane((place, stop) => scanIn(worker, work, place, stop));
    }
  };
  try {
    if (signal.aborted) return fail(cancelled());
    const own = lane(work.inPlace);
    const helpers: Promise<void>[] = [];
    for (let k = 1; k < Math.min(size, work.files); k++) {
      const worker = makeWorker();
      if (worker === undefined) break;
      workers.push(worker);
      helpers.push(helper(worker));
    }
    await own;
    drained.abort();
    await Promise.all(helpers);
    await lane(work.inPlace);
  } finally {
    signal.removeEventListener('abort', onAbort);
    for (const worker of workers) worker.terminate();
  }
  if (signal.aborted) return fail(cancelled());
  const scans: Scan[] = [];
  for (let place = 0; place < work.files; place++) {
    const result = results.get(place);
    if (result?.ok !== true) return { ...(result ?? fail(cancelled())), place };
    scans.push(result.value);
  }
  return ok(scans);
}

/** A file's scan by a worker; undefined where the worker broke. A stopped one is `cancelled` at once, and the worker of no more use. */
async function scanIn(
  worker: ScanWorkerLike,
  { task, onProgress }: PoolWork,
  place: number,
  signal: AbortSignal,
): Promise<Result<Scan> | undefined> {
  const answer = heard<Result<Scan> | 'broken'>(
    worker,
    signal,
    (reply) => {
      if (reply.kind === 'progress') onProgress(place, reply.progress);
      return reply.kind === 'scanned' ? reply.result : reply.kind === 'broken' ? 'broken' : undefined;
    },
    'broken',
  );
  try {
    worker.postMessage(task(place));
  } catch {
    return undefined;
  }
  const result = await answer;
  if (signal.aborted) return fail(cancelled());
  return result === 'broken' ? undefined : result;
}

/** The first thing a worker says that `pick` takes; `otherwise` where it breaks or the signal ends first. */
function heard<T>(
  worker: ScanWorkerLike,
  signal: AbortSignal,
  pick: (reply: ScanReply) => T | undefined,
  otherwise: T,
): Promise<T> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve(otherwise);
    signal.addEventListener('abort', () => resolve(otherwise), { once: true });
    worker.onmessage = ({ data }) => {
      const picked = pick(data);
      if (picked !== undefined) resolve(picked);
    };
    worker.onerror = (event) => {
      // Else it would be taken for an error of the engine.
      event.preventDefault();
      resolve(otherwise);
    };
    worker.onmessageerror = () => resolve(otherwise);
  });
}
