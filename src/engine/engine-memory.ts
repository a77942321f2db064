import { type Failure } from '../base/failure.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { say } from '../base/say.ts';
import { type TraceSource } from '../ingest/trace-source.ts';
import { type RunRanks } from '../ledger/ranks/run-ranks.ts';
import { type MatchedRun } from '../ledger/ranks/split-communication.ts';
import { type LoadChoice, type Timeline } from '../model/timeline.ts';
import { type ReplayGraph } from '../replay/graph.ts';
import { type HeldOutline } from './outline.ts';
import { type OpenOptions } from './protocol.ts';
import { type Helpers } from './read-files.ts';

export type HeldMatches = Pick<MatchedRun, 'matches' | 'members'> & Pick<RunRanks, 'hosts'>;

/** A trace that is open. `graph` builds when it is first called. */
export interface HeldRun {
  /** The files that were read, and all that were given: a choice of ranks leaves some out. */
  readonly sources: readonly TraceSource[];
  readonly all: readonly TraceSource[];
  readonly load: LoadChoice | undefined;
  /** As built, before the clocks of its ranks were moved. */
  readonly ordered: Timeline;
  readonly timeline: Timeline;
  readonly graph: () => ReplayGraph;
  readonly options: OpenOptions | undefined;
  /** The collectives of a run of several ranks; undefined where they cannot be compared. */
  readonly matched: HeldMatches | undefined;
  /** All whose memory goes with this run (`forget`). */
  readonly owned: () => unknown;
}

/** What an engine remembers between requests: the last trace that opened, and the last one whose steps were listed. */
export interface EngineMemory extends Helpers {
  /** The files of a run of which the page shows what was read so far; nothing else can be asked of it until it is held. */
  reading?: { readonly sources: readonly TraceSource[]; readonly signal: AbortSignal } | undefined;
  outline?: { readonly key: string; readonly outline: HeldOutline };
  held: HeldRun | undefined;
  /** What was answered as an offer: held once the page accepts it, gone once it cancels. */
  offered?: { readonly id: number; readonly held: HeldRun } | undefined;
}

export function hold(memory: EngineMemory, held: HeldRun): void {
  memory.held = held;
  memory.offered = undefined;
  memory.reading = undefined;
}

/** What was open before stays open until the page accepts the offer: it may cancel while the answer is on its way. */
export function offer(memory: EngineMemory, offered: NonNullable<EngineMemory['offered']>, signal: AbortSignal): void {
  memory.offered = offered;
  const withdraw = (): void => {
    if (memory.offered === offered) memory.offered = undefined;
  };
  signal.addEventListener('abort', withdraw, { once: true });
}

/** The page shows what it was offered: only now does the engine let go of what was open before. */
export function accept(memory: EngineMemory, id: number): void {
  if (memory.offered?.id === id) hold(memory, memory.offered.held);
}

/** The files of what the page shows while it is read; undefined where it shows what is held. */
export const readOn = ({ reading }: EngineMemory): readonly TraceSource[] | undefined =>
  reading?.signal.aborted === false ? reading.sources : undefined;

export const NOTHING_OPEN: Failure = {
  code: 'internal',
  userMessage: say`No trace is open.`,
  hint: say`Open a trace first.`,
};

const STILL_READING: Failure = { code: 'cancelled', userMessage: say`The trace is still being read.` };

/** The open trace, which nothing can be asked of while the page shows another that is still read. */
export const heldBy = (memory: EngineMemory): Result<HeldRun> =>
  readOn(memory) !== undefined ? fail(STILL_READING) : memory.held === undefined ? fail(NOTHING_OPEN) : ok(memory.held);
