import { type Failure } from '../base/failure.ts';
import {
  type EnginePhase,
  type OpenedTrace,
  type ReplayedTrace,
  type ReplayReady,
  type TraceOutline,
} from '../engine/protocol.ts';
import { type LoadChoice } from '../model/timeline.ts';
import { type LinkAnswer } from '../view/answer.ts';
import { type LocalFile, type Source } from '../view/source.ts';
import { type Told } from './told.ts';
import { type Words } from '../base/say.ts';

export interface LoadProgress {
  readonly phase: EnginePhase;
  readonly bytesRead: number;
  readonly bytesTotal: number;
  readonly events: number;
  /** What was read so far, now and then. */
  readonly soFar?: OpenedTrace;
}

export interface EmptySession {
  readonly phase: 'empty';
}

export interface LoadingSession {
  readonly phase: 'loading';
  /** What is being opened, as the user knows it. */
  readonly names: readonly Words[];
  readonly progress: LoadProgress;
  /** What a link asked for; undefined where the user opened something new, whose view starts afresh. */
  readonly wanted: Source | undefined;
  /** The part that is being loaded; undefined: all. */
  readonly load: LoadChoice | undefined;
  /** What was open before and comes back on Cancel. */
  readonly previous: ReadySession | undefined;
}

/** The steps of a trace are listed, or stand there to be chosen from, before it is loaded. */
export interface ChoosingSession {
  readonly phase: 'choosing';
  readonly names: readonly Words[];
  readonly progress: LoadProgress;
  /** undefined while the files are looked through. */
  readonly outline: TraceOutline | undefined;
  /** What is loaded now, where something is. */
  readonly chosen: LoadChoice | undefined;
  readonly previous: ReadySession | undefined;
}

/** A link names files on the sender's disk: the page asks for them and meanwhile shows the link's own answer. */
export interface AwaitingSession {
  readonly phase: 'awaiting-file';
  readonly files: readonly LocalFile[];
  readonly answer: LinkAnswer | undefined;
}

export interface ReadySession {
  readonly phase: 'ready';
  readonly opened: OpenedTrace;
  /** undefined while the replay is being prepared: the trace can be read before. */
  readonly replay: ReplayReady | undefined;
  /** undefined while no lever is moved, and until the first prediction arrives. */
  readonly replayed: ReplayedTrace | undefined;
  /** True while a prediction for the present levers is on its way. */
  readonly replaying: boolean;
  /** True where a link named other files than those that were dropped. */
  readonly sourceDiffers: boolean;
  /** What is open. */
  readonly source: Source;
  /** What of it was loaded; undefined: all. */
  readonly load: LoadChoice | undefined;
  /** What the user had told when it was accounted. */
  readonly told: Told;
  /** True while it is accounted anew, because the user tells something else now. */
  readonly accounting: boolean;
  /** Set while the rest of the files is being read: what is open is only what was read so far. */
  readonly reading?: LoadingSession;
}

export interface FailedSession {
  readonly phase: 'failed';
  readonly failure: Failure;
  readonly names: readonly Words[];
  /** What was open before; `dismissFailure` returns to it. */
  readonly previous: ReadySession | undefined;
}

/** What was loaded. Set only from replies of the engine and from what links ask for; never part of a link. */
export type Session = EmptySession | LoadingSession | ChoosingSession | AwaitingSession | ReadySession | FailedSession;

/** The trace that is open, also behind a load or a failure. */
export function heldSession(session: Session): ReadySession | undefined {
  switch (session.phase) {
    case 'ready':
      return session.reading === undefined ? session : session.reading.previous;
    case 'loading':
    case 'choosing':
    case 'failed':
      return session.previous;
    case 'empty':
    case 'awaiting-file':
      return undefined;
  }
}
