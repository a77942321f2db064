import { type Failure } from '../base/failure.ts';
import { type Words } from '../base/say.ts';
import { type ExcerptChoice, type ExcerptFile } from './excerpt.ts';
import { type PackedRun } from './pack-run.ts';
import { type LedgerOptions } from '../ledger/build-ledger.ts';
import { type Ledger } from '../ledger/ledger.ts';
import { type RunRanks } from '../ledger/ranks/run-ranks.ts';
import { type ChartLane } from '../model/mark-row.ts';
import { type LoadChoice, type LoadedPart, type Timeline } from '../model/timeline.ts';
import { type TimelineOptions } from '../model/build-timeline.ts';
import { type LeverKey } from '../replay/levers.ts';
import {
  type Attribution,
  type CriticalPath,
  type EventPairs,
  type LeverState,
  type Prediction,
  type ReplayGate,
  type Scenario,
} from '../replay/scenario.ts';
import { type StepFigure } from '../base/step-figure.ts';

/** What the user says about a run: names that begin a step, patterns of their own, devices per host. */
export type OpenOptions = TimelineOptions & LedgerOptions;

/** One step of a run whose files were looked through but not loaded. Times: microseconds since the run's start. */
export interface OutlinedStep {
  /** By its name where that holds one; what a choice of steps names. */
  readonly number: number;
  readonly name: string;
  readonly startUs: number;
  readonly endUs: number;
  /** Events that begin in it, and bytes of their text: estimates at its edges. */
  readonly events: number;
  readonly bytes: number;
  readonly odd?: Words;
}

export interface OutlinedRank {
  readonly rank: number;
  readonly label: string;
  /** Name of its file. */
  readonly file: string;
  readonly events: number;
  readonly bytes: number;
  /** How the steps were found. */
  readonly from: Words;
  readonly steps: readonly OutlinedStep[];
}

/** What a quick look through the files tells: enough to choose what to load. */
export interface TraceOutline {
  /** `part`: the files mark no steps, so their time is offered in equal parts. */
  readonly noun: LoadedPart['noun'];
  readonly ranks: readonly OutlinedRank[];
  readonly files: LoadedPart['files'];
  readonly textBytes: number;
  readonly events: number;
}

/** What the page or the shell asks of the engine. A newer request of a kind supersedes the older. */
export type EngineRequest =
  | {
      readonly kind: 'open';
      readonly id: number;
      readonly sources: readonly EngineSource[];
      /** What the user says about the run; `account` changes it. */
      readonly options?: OpenOptions;
      /** Only these steps and ranks; absent: all. */
      readonly load?: LoadChoice | undefined;
      /** Progress is to bring what was read so far now and then, as long as that costs little. */
      readonly soFar?: boolean;
      /** The engine holds the answer, instead of what was open before, only once `accept` comes. Absent: at once. */
      readonly offer?: boolean;
      /** Cores of the machine: several files are read at once on all but one of them. Absent: one after the other. */
      readonly cores?: number | undefined;
    }
  /** Lists the steps of files without loading them. */
  | {
      readonly kind: 'outline';
      readonly id: number;
      readonly sources: readonly EngineSource[];
      readonly options?: OpenOptions;
      /** As in `open`. */
      readonly cores?: number | undefined;
    }
  /** A second run beside the open one, which stays open: read, accounted, handed over and not kept. */
  | {
      readonly kind: 'compare';
      readonly id: number;
      readonly sources: readonly EngineSource[];
      readonly options?: OpenOptions;
      /** As in `open`. */
      readonly load?: LoadChoice | undefined;
      /** As in `open`. */
      readonly cores?: number | undefined;
    }
  /** The open trace anew, with what the user says now: read again only where steps or ranks are told otherwise. */
  | { readonly kind: 'account'; readonly id: number; readonly options: OpenOptions; readonly offer?: boolean }
  /** The page shows the answer to the `open` or `account` of this id, which was an offer. Gets no reply. */
  | { readonly kind: 'accept'; readonly id: number }
  /** Makes the open trace ready for replays, which is not needed to look at it. A `replay` does so too. */
  | { readonly kind: 'prepare'; readonly id: number }
  | { readonly kind: 'replay'; readonly id: number; readonly scenario: Scenario }
  /** What the step waits for, class by class: dozens of replays, so only when asked. */
  | { readonly kind: 'attribute'; readonly id: number }
  /** Lever states anew: with what the user knows or names (`scenario`; its levers are not moved), of some levers only, with all their curves. */
  | {
      readonly kind: 'levers';
      readonly id: number;
      readonly scenario: Scenario;
      readonly only?: readonly LeverKey[] | undefined;
    }
  | {
      readonly kind: 'arguments';
      readonly id: number;
      readonly file: number;
      readonly offset: number;
      readonly byteLength: number;
    }
  /** A part of the open run as traces of its own. */
  | { readonly kind: 'excerpt'; readonly id: number; readonly choice: ExcerptChoice }
  /** The open run, or a part of it, as packed files that open by themselves. */
  | { readonly kind: 'pack'; readonly id: number; readonly choice: ExcerptChoice | undefined }
  | { readonly kind: 'cancel'; readonly id: number };

export type EngineSource =
  | {
      readonly kind: 'blob';
      readonly name: string;
      readonly blob: Blob;
      /** One of a dropped folder, with its path as its name: left out, and noted, where that says it is no trace. */
      readonly optional?: boolean;
      /** Of a dropped folder, and not read: left out, and noted. */
      readonly unread?: 'beyond' | 'unreadable' | 'empty';
    }
  | { readonly kind: 'url'; readonly url: string };

/** A trace that has been read, explained and made ready to draw. */
export interface OpenedTrace {
  readonly timeline: Timeline;
  readonly ledger: Ledger;
  readonly lanes: readonly ChartLane[];
  /** What several ranks together tell; undefined for one rank. */
  readonly runRanks?: RunRanks | undefined;
}

/** What the replay says of itself and of its levers. */
export interface ReplayReady {
  readonly gate: ReplayGate;
  /** As what its steps are told, measured and predicted. */
  readonly figure: StepFigure;
  readonly levers: readonly LeverState[];
  /** What the end of each measured step waited for. */
  readonly path?: CriticalPath;
  /** Device work that waited for an event of another stream, from what it waited for. */
  readonly waits?: EventPairs;
}

/** A prediction with what is drawn under the measured run. */
export interface ReplayedTrace {
  readonly prediction: Prediction;
  /** What the end of each predicted step waits for. */
  readonly path?: CriticalPath;
  /** Ledger, data and device lanes of the predicted run, keyed as their measured twins. */
  readonly lanes: readonly ChartLane[];
  readonly ledger: Ledger;
  /** Predicted start and end of each step of the timeline, microseconds: 2k and 2k + 1. */
  readonly stepTimes?: Float64Array;
}

/** A made-up run that nobody asked for, as `opened` and `replay-ready` give it. */
export interface EngineSample {
  readonly opened: OpenedTrace;
  readonly ready: ReplayReady;
}

export type EnginePhase = 'listing' | 'reading' | 'building' | 'ledger';

export type EngineReply =
  | {
      readonly kind: 'progress';
      readonly id: number;
      readonly phase: EnginePhase;
      readonly bytesRead: number;
      readonly bytesTotal: number;
      readonly events: number;
      /** What was read so far, where the request asked for it and it is worth the time. */
      readonly soFar?: OpenedTrace;
    }
  | { readonly kind: 'outlined'; readonly id: number; readonly outline: TraceOutline }
  | { readonly kind: 'opened'; readonly id: number; readonly opened: OpenedTrace }
  /** The answer to `compare`. */
  | { readonly kind: 'compared'; readonly id: number; readonly opened: OpenedTrace }
  | { readonly kind: 'replay-ready'; readonly id: number; readonly ready: ReplayReady }
  | { readonly kind: 'replayed'; readonly id: number; readonly replayed: ReplayedTrace }
  | { readonly kind: 'attributed'; readonly id: number; readonly attribution: Attribution }
  | { readonly kind: 'levers-told'; readonly id: number; readonly levers: readonly LeverState[] }
  /** The event's own JSON text. */
  | { readonly kind: 'arguments'; readonly id: number; readonly text: string }
  | { readonly kind: 'excerpt'; readonly id: number; readonly files: readonly ExcerptFile[] }
  | { readonly kind: 'packed'; readonly id: number; readonly packed: PackedRun }
  /** Once, unasked: what the worker has warmed itself with, for the page to do the same. */
  | { readonly kind: 'sample'; readonly id: 0; readonly sample: EngineSample }
  | { readonly kind: 'failed'; readonly id: number; readonly failure: Failure };
