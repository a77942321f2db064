import { item } from '../base/at.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { type Scan, type ScanProgress } from '../ingest/event-columns.ts';
import { cancelled } from '../ingest/failures.ts';
import { type FileParts, type TakenPart } from '../ingest/file-parts.ts';
import { type PartPlace } from '../ingest/scan-part.ts';
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

/** A file whose parts several lanes may read. */
export interface SplitFile {
  readonly parts: FileParts;
  /** Origin of its times; undefined where that is not to be had, and so no part can be read by itself. */
  readonly origin: () => Promise<number | undefined>;
}

/** What is to be scanned, each file by its place in the run. */
export interface PoolWork {
  readonly files: number;
  readonly task: (place: number, part?: PartPlace) => ScanTask;
  /** Absent for a file that is read by one lane. */
  readonly split: (place: number) => SplitFile | undefined;
  /** Scans where the engine runs; the signal also ends when an earlier file failed. */
  readonly inPlace: (place: number, signal: AbortSignal, parts: FileParts | undefined) => Promise<Result<Scan>>;
  readonly onProgress: (place: number, progress: ScanProgress) => void;
  readonly onScanned: (place: number, scan: Scan) => void;
}

/**
 * Scans files on `size` lanes: the engine's own thread, which begins with the first file, and workers. A worker takes a file
 * only once it runs, so that a few small files never wait for one; a file whose worker breaks is scanned in place. A split file is
 * read by the engine, and part by part from its end by workers that have no file to read. Scans come in the order of the files, and
 * the failure is that of the first file that fails (`place`), both as if one file were read after the other. Every worker is ended
 * before this returns.
 */
export async function scanAll(
  work: PoolWork,
  size: number,
  makeWorker: MakeScanWorker,
  signal: AbortSignal,
): Promise<Result<Scan[]> & { readonly place?: number }> {
  const places = Array.from({ length: work.files }, (_, place) => place);
  const splits = places.map((place) => (size > 1 ? work.split(place) : undefined));
  const waiting = new Set(places);
  const stops = places.map(() => new AbortController());
  const results = new Map<number, Result<Scan>>();
  let until = work.files;
  const stopAfter = (place: number): void => {
    until = Math.min(until, place);
    for (const stop of stops.slice(place + 1)) stop.abort();
  };
  const onAbort = (): void => stopAfter(-1);
  signal.addEventListener('abort', onAbort);

  const scanned = (place: number, result: Result<Scan>): void => {
    results.set(place, result);
    if (result.ok) work.onScanned(place, result.value);
    else stopAfter(place);
  };
  const inPlace = async (): Promise<void> => {
    for (const place of [...waiting].sort((a, b) => a - b)) {
      if (place >= until || !waiting.delete(place)) continue;
      const stop = item(stops, place);
      scanned(place, await work.inPlace(place, stop.signal, splits[place]?.parts));
      // Of no use any more: parts of it that could not be joined.
      stop.abort();
    }
  };
  /** Each says whether the worker can take more. */
  const fileIn = async (worker: ScanWorkerLike, place: number): Promise<boolean> => {
    waiting.delete(place);
    const stop = item(stops, place).signal;
    const result = await scanIn(worker, work, place, stop);
    if (result === undefined) waiting.add(place);
    else scanned(place, result);
    return result !== undefined && !stop.aborted;
  };
  const partIn = async (worker: ScanWorkerLike, place: number, part: TakenPart, origin: number): Promise<boolean> => {
    const onProgress = ({ bytesRead, events }: ScanProgress): void => part.onProgress(bytesRead, events);
    const task = work.task(place, { from: part.from, to: part.to, origin });
    const answer = await ask(worker, task, item(stops, place).signal, onProgress);
    part.onRead(answer?.kind === 'part-scanned' ? answer.part : undefined);
    return answer?.kind === 'part-scanned';
  };
  const partLeft = async (): Promise<{ place: number; part: TakenPart; origin: number } | undefined> => {
    for (const place of [...places].reverse()) {
      const origin = await splits[place]?.origin();
      if (origin === undefined || place >= until || results.has(place)) continue;
      const part = splits[place]?.parts.take();
      if (part !== undefined) return { place, part, origin };
    }
    return undefined;
  };

  const drained = new AbortController();
  const workers: ScanWorkerLike[] = [];
  const helper = async (worker: ScanWorkerLike): Promise<void> => {
    const ready = (reply: ScanReply): boolean | undefined => reply.kind === 'ready' || undefined;
    let goesOn = await heard(worker, drained.signal, ready, false);
    while (goesOn) {
      const file = places.find((place) => place < until && waiting.has(place) && splits[place] === undefined);
      if (file !== undefined) {
        goesOn = await fileIn(worker, file);
        continue;
      }
      const left = await partLeft();
      goesOn = left !== undefined && (await partIn(worker, left.place, left.part, left.origin));
    }
  };
  try {
    if (signal.aborted) return fail(cancelled());
    const own = inPlace();
    const helpers: Promise<void>[] = [];
    const pieces = splits.reduce((sum, split) => sum + 1 + (split?.parts.count ?? 0), 0);
    for (let k = 1; k < Math.min(size, pieces); k++) {
      const worker = makeWorker();
      if (worker === undefined) break;
      workers.push(worker);
      helpers.push(helper(worker));
    }
    await own;
    drained.abort();
    await Promise.all(helpers);
    await inPlace();
  } finally {
    signal.removeEventListener('abort', onAbort);
    for (const worker of workers) worker.terminate();
  }
  if (signal.aborted) return fail(cancelled());
  const scans: Scan[] = [];
  for (const place of places) {
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
  const answer = await ask(worker, task(place), signal, (progress) => onProgress(place, progress));
  if (signal.aborted) return fail(cancelled());
  return answer?.kind === 'scanned' ? answer.result : undefined;
}

/** What a worker says in the end to a task; undefined where it breaks or is stopped. */
async function ask(
  worker: ScanWorkerLike,
  task: ScanTask,
  signal: AbortSignal,
  onProgress: (progress: ScanProgress) => void,
): Promise<ScanReply | undefined> {
  const answer = heard<ScanReply | 'broken'>(
    worker,
    signal,
    (reply) => {
      if (reply.kind === 'progress') onProgress(reply.progress);
      return reply.kind === 'progress' || reply.kind === 'ready' ? undefined : reply;
    },
    'broken',
  );
  try {
    worker.postMessage(task);
  } catch {
    return undefined;
  }
  const reply = await answer;
  return reply === 'broken' || reply.kind === 'broken' ? undefined : reply;
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
    const settle = (answer: T): void => {
      signal.removeEventListener('abort', giveUp);
      resolve(answer);
    };
    const giveUp = (): void => settle(otherwise);
    signal.addEventListener('abort', giveUp);
    worker.onmessage = ({ data }) => {
      const picked = pick(data);
      if (picked !== undefined) settle(picked);
    };
    worker.onerror = (event) => {
      // Else it would be taken for an error of the engine.
      event.preventDefault();
      giveUp();
    };
    worker.onmessageerror = giveUp;
  });
}
