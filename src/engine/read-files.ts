import { item } from '../base/at.ts';
import { type Failure } from '../base/failure.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { say } from '../base/say.ts';
import { type Scan, type ScanProgress } from '../ingest/event-columns.ts';
import { cutsOf, FileParts } from '../ingest/file-parts.ts';
import { originOf } from '../ingest/scan-part.ts';
import { scanTrace } from '../ingest/scan-trace.ts';
import { partsOf } from '../ingest/source.ts';
import { type TraceSource } from '../ingest/trace-source.ts';
import { channel } from './channel.ts';
import { inRun, type PartPlan } from './open-part.ts';
import { type EnginePhase, type EngineReply, type OpenedTrace, type OpenOptions } from './protocol.ts';
import { type MakeScanWorker, poolSize, type PoolWork, scanAll, type SplitFile } from './scan-pool.ts';
import { filterOf, type Keep } from './scan-task.ts';
import { openSoFar, Pace } from './so-far.ts';
import { type MakeUnpackWorker, unpackedBeside } from './unpack-beside.ts';

export type ProgressReply = Extract<EngineReply, { kind: 'progress' }>;

/** How far reading is, over all files. */
export interface ReadProgress {
  readonly of: (phase: EnginePhase) => ProgressReply;
  bytesRead: number;
  events: number;
}

export function startProgress(id: number, sources: readonly TraceSource[]): ReadProgress {
  const bytesTotal = sources.reduce((sum, source) => sum + source.bytes, 0);
  const at: ReadProgress = {
    bytesRead: 0,
    events: 0,
    of: (phase) => ({ kind: 'progress', id, phase, bytesTotal, bytesRead: at.bytesRead, events: at.events }),
  };
  return at;
}

/** Shows what was read so far where that is due; `onShown` is told when something could be shown. */
export interface SoFar {
  readonly options: OpenOptions | undefined;
  readonly onShown: () => void;
}

/** How many files, or parts of files, are read at once, and what reads all but one of them. */
export interface ScanLanes {
  readonly lanes: number;
  readonly makeScanWorker: MakeScanWorker;
  readonly makeUnpackWorker?: MakeUnpackWorker | undefined;
  readonly leastPartBytes?: number | undefined;
}

/** What may help an engine to read. */
export interface Helpers {
  /** Starts workers that scan files beside the engine; absent: one file is read after the other. */
  readonly makeScanWorker?: MakeScanWorker | undefined;
  /** Starts a worker that unpacks a file while the engine scans its text; absent: the engine does both. */
  readonly makeUnpackWorker?: MakeUnpackWorker | undefined;
  /** Tests split small files too. */
  readonly leastPartBytes?: number | undefined;
  /** Cores of the page's machine, as it told last. */
  cores?: number | undefined;
}

export const lanesOf = ({ makeScanWorker, makeUnpackWorker, leastPartBytes, cores = 1 }: Helpers): ScanLanes => ({
  lanes: makeScanWorker === undefined ? 1 : poolSize(cores),
  makeScanWorker: makeScanWorker ?? (() => undefined),
  makeUnpackWorker: cores > 1 ? makeUnpackWorker : undefined,
  leastPartBytes,
});

/** Reports of the pool's workers are passed on this far apart. */
const REPORT_MS = 50;

/** Reads files, those of a plan as far as it needs them. Fails as `scanTrace` does. */
export async function* readFiles(
  sources: readonly TraceSource[],
  plan: PartPlan | undefined,
  at: ReadProgress,
  soFar: SoFar | undefined,
  signal: AbortSignal,
  lanes: ScanLanes,
): AsyncGenerator<EngineReply, Result<Scan[]>> {
  const keep = (place: number): Keep | undefined => {
    const window = plan?.files[place]?.window;
    return window && { kind: 'window', window };
  };
  const scanned = yield* scanFiles(sources, keep, 'reading', at, soFar, signal, lanes);
  if (!scanned.ok) return scanned;
  return ok(
    scanned.value.map((scan, place) => {
      const filed = plan?.files[place];
      return filed === undefined ? scan : inRun(scan, filed);
    }),
  );
}

/** Scans files on several lanes where there are cores for them, and tells how far that is. Fails as `scanTrace` does. */
export async function* scanFiles(
  sources: readonly TraceSource[],
  keep: (place: number) => Keep | undefined,
  phase: EnginePhase,
  at: ReadProgress,
  soFar: SoFar | undefined,
  signal: AbortSignal,
  { lanes, makeScanWorker, makeUnpackWorker, leastPartBytes }: ScanLanes,
): AsyncGenerator<EngineReply, Result<Scan[]>> {
  const begun = performance.now();
  const pace = new Pace();
  const read = sources.map(() => ({ bytes: 0, events: 0 }));
  const note = (place: number, bytes: number, events: number): void => {
    const before = item(read, place);
    at.bytesRead += bytes - before.bytes;
    at.events += events - before.events;
    read[place] = { bytes, events };
  };
  /** Of the first file only: pictures of more would take as much memory as all files read. */
  const pictureOf = (place: number, scanned: () => Scan | undefined, bytesTotal: number): OpenedTrace | undefined => {
    const since = performance.now() - begun;
    if (soFar === undefined || place > 0 || !pace.isDue(at.bytesRead, bytesTotal, since, at.events)) return undefined;
    const scan = scanned();
    const opened = scan && openSoFar([scan], soFar.options);
    pace.made(at.bytesRead, performance.now() - begun - since);
    if (opened !== undefined) soFar.onShown();
    return opened;
  };
  let sentAt = -Infinity;
  const work = (send: (reply: EngineReply) => void): PoolWork => ({
    files: sources.length,
    task: (place, part) => ({
      source: partsOf(item(sources, place)),
      keep: keep(place),
      ...(part !== undefined && { part }),
    }),
    split: (place) => (lanes > sources.length ? splitFile(item(sources, place), lanes, leastPartBytes) : undefined),
    inPlace: (place, stop, parts) => {
      const onProgress = (p: ScanProgress, scanned: () => Scan | undefined): void => {
        note(place, p.bytesRead, p.events);
        const reply = at.of(phase);
        const picture = pictureOf(place, scanned, reply.bytesTotal);
        send(picture === undefined ? reply : { ...reply, soFar: picture });
      };
      const source = item(sources, place);
      // Where several files are scanned at once, every core has work.
      const isAlone = makeUnpackWorker !== undefined && (lanes === 1 || sources.length === 1);
      const unpacked = isAlone ? unpackedBeside(source, makeUnpackWorker) : source;
      return scanTrace(unpacked, onProgress, stop, filterOf(keep(place)), parts);
    },
    onProgress: (place, { bytesRead, events }) => {
      note(place, bytesRead, events);
      if (performance.now() - sentAt < REPORT_MS) return;
      sentAt = performance.now();
      send(at.of(phase));
    },
    onScanned: (place, { events }) => {
      note(place, item(sources, place).bytes, Math.max(events.length, item(read, place).events));
    },
  });
  const scanned = yield* channel<EngineReply, Awaited<ReturnType<typeof scanAll>>>((send) =>
    scanAll(work(send), lanes, makeScanWorker, signal),
  );
  return scanned.ok ? scanned : fail(named(scanned.failure, sources[scanned.place ?? -1]?.name ?? '', sources.length));
}

/** The parts of a large plain file; undefined for all others. */
function splitFile({ packing, blob }: TraceSource, lanes: number, leastPartBytes?: number): SplitFile | undefined {
  const cuts = packing === 'plain' ? cutsOf(blob.size, lanes, leastPartBytes) : [];
  if (cuts.length === 0) return undefined;
  let origin: Promise<number | undefined> | undefined;
  return {
    parts: new FileParts(cuts, blob.size),
    origin: () => (origin ??= originOf(blob).catch(() => undefined)),
  };
}

/** With several files the sentence says which one it is about. */
const named = (failure: Failure, name: string, files: number): Failure =>
  files > 1 && failure.code !== 'cancelled'
    ? { ...failure, userMessage: say`${name}: ${failure.userMessage}` }
    : failure;
