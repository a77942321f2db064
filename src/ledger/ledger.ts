import { type ClassKey } from './classes.ts';
import { type SubclassKey } from './subclasses.ts';
import { type UserPattern } from './user-patterns.ts';

/** Why a piece has its class: the rule that matched. The number is what `Pieces.rule` holds. */
export const RULES = [
  { key: 'device', sentence: 'device work of this class runs, and none of a class before it' },
  { key: 'queued', sentence: 'the next device work was launched before this and has not started' },
  { key: 'inside', sentence: 'the thread that launched the next device work was inside this call' },
  { key: 'main-inside', sentence: 'the launching thread was idle, and the main thread was inside this call' },
  {
    key: 'other-inside',
    sentence:
      'the launching and the main thread were idle, and another thread that launches device work was inside this call',
  },
  { key: 'untraced', sentence: 'no traced call was open on the thread that launched the next device work' },
  { key: 'no-launch', sentence: 'the launch of the next device work is not in the trace' },
  {
    key: 'no-launch-inside',
    sentence: 'the launch of the next device work is not in the trace, and the main thread was inside this call',
  },
  { key: 'after-last', sentence: 'no device work follows; the main thread was inside this call' },
  { key: 'host-as-device', sentence: 'no device work in this trace: the main thread is accounted as the device' },
] as const;
export type RuleKey = (typeof RULES)[number]['key'];

/** The time of one rank cut into pieces that do not overlap and leave no gap, in time order. Microseconds. */
export interface Pieces {
  readonly length: number;
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** Index into CLASSES. */
  readonly class: Uint8Array;
  /** Index into SUBCLASSES; 0 where the class has no parts. */
  readonly sub: Uint8Array;
  /** Index into RULES. */
  readonly rule: Uint8Array;
  /** The event the class rests on (kernel, loader call, op...); -1 where there is none. */
  readonly cause: Int32Array;
  /** For idle time: the device work that ends it; -1 where there is none. */
  readonly next: Int32Array;
}

/** Interval arithmetic over all device activity of a rank, first start to last end. Microseconds. */
export interface WholeFigures {
  readonly spanUs: number;
  readonly busyUs: number;
  readonly idleUs: number;
  readonly computeUs: number;
  readonly communicationUs: number;
  readonly copyUs: number;
  readonly exposedCommunicationUs: number;
  readonly exposedCopyUs: number;
}

export interface RankLedger {
  /** Index into `Timeline.ranks`. */
  readonly rank: number;
  readonly whole: WholeFigures;
  readonly pieces: Pieces;
  /** steps of this rank x CLASS_COUNT, row-major, microseconds: rows add up to the step's duration. */
  readonly perStep: Float64Array;
  /** steps of this rank x SUBCLASS_COUNT, row-major, microseconds: the parts of a class add up to it. */
  readonly perStepSub: Float64Array;
}

export interface RankSummary {
  /** Index into `Timeline.ranks`. */
  readonly rank: number;
  readonly steps: number;
  /** Of these, first and last steps marked odd (`Step.odd`): left out of every figure below. */
  readonly oddSteps: number;
  readonly medianStepUs: number;
  readonly meanStepUs: number;
  readonly minStepUs: number;
  readonly maxStepUs: number;
  /** Mean microseconds a step; add up to meanStepUs. */
  readonly classes: Readonly<Record<ClassKey, number>>;
  /** The same for the parts of copy, communication and data. */
  readonly subclasses: Readonly<Record<SubclassKey, number>>;
}

/** Every microsecond of every step in exactly one class. */
export interface Ledger {
  readonly ranks: readonly RankLedger[];
  readonly summary: readonly RankSummary[];
  /** The user's rows that the classes rest on, beside the table's own. */
  readonly patterns: readonly UserPattern[];
}
