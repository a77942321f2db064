import { type Failure } from '../base/failure.ts';
import { type Words } from '../base/say.ts';
import { type OpenedTrace } from '../engine/protocol.ts';
import { type Comparing } from '../view/comparing-field.ts';
import { type LocalFile, type Source } from '../view/source.ts';
import { type LoadProgress } from './session.ts';
import { type NamedBlob } from './sources.ts';

export interface ReadyBeside {
  readonly kind: 'ready';
  readonly names: readonly Words[];
  readonly source: Source;
  readonly opened: OpenedTrace;
}

/** A second run beside the open one. Which one it is stands in the view (`comparing`), once it has been read. */
export type Beside =
  | { readonly kind: 'none' }
  /** A link names files on the sender's disk. */
  | { readonly kind: 'awaiting'; readonly files: readonly LocalFile[] }
  | { readonly kind: 'loading'; readonly names: readonly Words[]; readonly progress: LoadProgress | undefined }
  | ReadyBeside
  | { readonly kind: 'failed'; readonly names: readonly Words[]; readonly failure: Failure };

export const NOTHING_BESIDE: Beside = { kind: 'none' };

export interface BesideActions {
  /** Reads a second run and holds it beside the open one, which stays open. */
  readonly compareWith: (blobs: readonly NamedBlob[]) => void;
  readonly compareWithSource: (source: Source) => void;
  /** Stops reading a second run, or leaves a failure: back to the one before. Else lets the second run go. */
  readonly stopComparing: () => void;
  /** How the two are compared. */
  readonly setComparing: (patch: Partial<Omit<Comparing, 'source'>>) => void;
  /** Opens the second run, and holds what was open against it. */
  readonly swapRuns: () => void;
}
