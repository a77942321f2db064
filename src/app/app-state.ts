import { type Failure } from '../base/failure.ts';
import { type LoadChoice } from '../model/timeline.ts';
import { type Result } from '../base/result.ts';
import { type ExcerptChoice, type ExcerptFile } from '../engine/excerpt.ts';
import { type PackedRun } from '../engine/pack-run.ts';
import { type ClassKey } from '../ledger/classes.ts';
import { type LeverKey } from '../replay/scenario.ts';
import { type AccountKey } from '../view/account-field.ts';
import { type Enclosed } from '../view/enclosed-page.ts';
import { type UndoHistory } from '../view/undo.ts';
import { type Selection, type ViewState } from '../view/view-state.ts';
import { type Attributing } from './attributing-state.ts';
import { type Beside, type BesideActions } from './beside-state.ts';
import { type EngineClient } from './engine-client.ts';
import { type Notice } from './notices.ts';
import { type LoadProgress, type Session } from './session.ts';
import { type NamedBlob } from './sources.ts';
import { type CharacterKeys, type LanguageChoice, type Prefs, type PrefsStorage, type Theme } from './storage.ts';

/** The JSON text of the selected event. */
export type Details =
  | { readonly kind: 'idle' }
  /** `share`: of the file that has to be unpacked again, from 0 to 1. */
  | { readonly kind: 'loading'; readonly share?: number }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'failed'; readonly failure: Failure };

/**
 * How a change of the view is told to undo and to the address.
 * `push`: committed; a step where it changes a field that undo knows. `replace`: on the way (a drag); the next
 * `push` commits it. `settle`: on the way, and commits itself after a moment of rest (wheel, held keys).
 * `silent`: the present step is amended.
 */
export type ChangeHow = 'push' | 'replace' | 'settle' | 'silent';

export interface AppActions extends BesideActions {
  /** The one way the view changes as a whole: links, Back and Forward, undo and every action end here. */
  readonly replaceView: (view: ViewState, how: ChangeHow) => void;
  readonly changeView: (patch: Partial<ViewState>, how: ChangeHow) => void;
  /** Shows what a link says; `serial` names the browser's history entry where it has one. */
  readonly followLink: (hash: string, serial: number | undefined, arrival: 'first' | 'typed' | 'travelled') => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly openFiles: (blobs: readonly NamedBlob[]) => void;
  readonly openExample: (id: string) => void;
  readonly openUrl: (urls: readonly string[]) => void;
  /** Opens the trace that lies in the page. */
  readonly openEnclosed: () => void;
  /** Lists the steps of what is open, loading or has failed to load, so that some can be chosen. */
  readonly chooseSteps: () => void;
  /** Loads the chosen part of what `chooseSteps` listed; undefined: all of it. */
  readonly loadPart: (load: LoadChoice | undefined) => void;
  /** Stops what is loading; what was open before comes back. */
  readonly cancel: () => void;
  /** Closes the trace: back to the first screen. */
  readonly close: () => void;
  /** Leaves a failure: back to what was open, or to the first screen. */
  readonly dismissFailure: () => void;
  /** Tries once more what has failed. */
  readonly retry: () => void;
  /** `undefined`: as measured. */
  readonly setLever: (key: LeverKey, value: number | undefined, how: { readonly commit: boolean }) => void;
  readonly resetLevers: () => void;
  /** Money, power, work a step; `undefined` takes it out. What belongs to the machine is remembered. */
  readonly setAccount: (key: AccountKey, value: number | undefined) => void;
  /** Shares the step out to classes: dozens of replays. */
  readonly attribute: () => void;
  readonly select: (selection: Selection | undefined) => void;
  /** Gives up reading the selected event's text. */
  readonly stopDetails: () => void;
  readonly highlight: (key: ClassKey | undefined) => void;
  readonly dismissNotice: (notice: Notice) => void;
  readonly setTheme: (theme: Theme) => void;
  readonly setLanguage: (language: LanguageChoice) => void;
  readonly setCharacterKeys: (characterKeys: CharacterKeys) => void;
  /** Forgets what the page remembers on this machine, and the files dropped so far. */
  readonly forget: () => void;
  /** The address of exactly this view, with the answer; copied to the clipboard where that is allowed. */
  readonly copyLink: () => Promise<CopiedLink>;
  /** The address alone; without the answer it is short. */
  readonly link: (what: { readonly answer: boolean }) => string;
  /** Resolves to false where the clipboard is not to be had. */
  readonly copyText: (text: string) => Promise<boolean>;
  /** A part of the open run as small traces. The signal gives it up: then it fails as `cancelled`. */
  readonly excerpt: (choice: ExcerptChoice, signal?: AbortSignal) => Promise<Result<readonly ExcerptFile[]>>;
  /** The open run, or a part of it, as packed files; given up as an excerpt is. */
  readonly pack: (choice: ExcerptChoice | undefined, signal?: AbortSignal) => Promise<Result<PackedRun>>;
}

export interface CopiedLink {
  readonly url: string;
  readonly copied: boolean;
}

export interface AppState {
  readonly view: ViewState;
  readonly history: UndoHistory;
  readonly session: Session;
  /** How far reading is while the session fills in: beside it, so that only the banner is drawn again. */
  readonly readingOn?: LoadProgress | undefined;
  readonly notices: readonly Notice[];
  readonly prefs: Prefs;
  /** What the page itself holds; undefined where it is a page like any other. */
  readonly enclosed: Enclosed | undefined;
  readonly beside: Beside;
  readonly attributing: Attributing;
  readonly details: Details;
  /** Goes over to a newer version of the page, where one has come. */
  readonly newerPage?: () => void;
  /** Made once: safe to hold. */
  readonly actions: AppActions;
}

/** What the store needs of the world. */
export interface AppDeps {
  readonly engine: EngineClient;
  readonly prefs: PrefsStorage;
  readonly enclosed?: Enclosed | undefined;
  readonly page: {
    /** The address of the page without its hash. */
    readonly address: () => string;
    /** Moves through the browser's history; undefined where there is none, and undo acts by itself. */
    readonly go: ((delta: -1 | 1) => void) | undefined;
    readonly copy: (text: string) => Promise<boolean>;
    /** Resolves once what was opened just now is drawn: work that can wait leaves the machine to that. Absent: nothing is drawn. */
    readonly drawn?: () => Promise<void>;
    /** Resolves in a task of its own: the page answers in between. Absent: long work is done in one go. */
    readonly pause?: () => Promise<void>;
  };
}
