import { type Failure } from '../base/failure.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { type Scan, type ScanProgress } from '../ingest/event-columns.ts';
import { scanTrace } from '../ingest/scan-trace.ts';
import { type TraceSource } from '../ingest/source.ts';
import { WindowFilter } from '../ingest/window/window-filter.ts';
import { channel } from './channel.ts';
import { inRun, type PartPlan } from './open-part.ts';
import { type EnginePhase, type EngineReply, type OpenedTrace, type OpenOptions } from './protocol.ts';
import { openSoFar, Pace } from './so-far.ts';

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

/** Reads files one after the other, those of a plan as far as it needs them. Fails as `scanTrace` does. */
export async function* readFiles(
  sources: readonly TraceSource[],
  plan: PartPlan | undefined,
  at: ReadProgress,
  soFar: SoFar | undefined,
  signal: AbortSignal,
): AsyncGenerator<EngineReply, Result<Scan[]>> {
  const scans: Scan[] = [];
  const begun = performance.now();
  const pace = new Pace();
  /** Of the first file only: pictures of more would take as much memory as all files read. */
  const pictureOf = (scanned: () => Scan | undefined, bytesTotal: number): OpenedTrace | undefined => {
    const since = performance.now() - begun;
    if (soFar === undefined || scans.length > 0 || !pace.isDue(at.bytesRead, bytesTotal, since)) return undefined;
    const scan = scanned();
    const opened = scan && openSoFar([scan], soFar.options);
    pace.made(at.bytesRead, performance.now() - begun - since);
    if (opened !== undefined) soFar.onShown();
    return opened;
  };
  for (const [place, source] of sources.entries()) {
    const before = { bytesRead: at.bytesRead, events: at.events };
    const filed = plan?.files[place];
    const scan = yield* channel<EngineReply, Result<Scan>>((send) =>
      scanTrace(
        source,
        (p: ScanProgress, scanned) => {
          at.bytesRead = before.bytesRead + p.bytesRead;
          at.events = before.events + p.events;
          const reply = at.of('reading');
          const picture = pictureOf(scanned, reply.bytesTotal);
          send(picture === undefined ? reply : { ...reply, soFar: picture });
        },
        signal,
        filed && new WindowFilter(filed.window),
      ),
    );
    if (!scan.ok) return fail(named(scan.failure, source.name, sources.length));
    scans.push(filed === undefined ? scan.value : inRun(scan.value, filed));
    at.bytesRead = before.bytesRead + source.bytes;
    at.events = before.events + scan.value.events.length;
  }
  return ok(scans);
}

/** With several files the sentence says which one it is about. */
export const named = (failure: Failure, name: string, files: number): Failure =>
  files > 1 && failure.code !== 'cancelled' ? { ...failure, userMessage: `${name}: ${failure.userMessage}` } : failure;
