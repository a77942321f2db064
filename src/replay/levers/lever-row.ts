import { type ClassKey } from '../../ledger/classes.ts';

/**
 * What a lever's number means. `times faster`: 2 is twice as fast, 0.5 half, `Infinity` (written `inf`) removes the cost. `times`: 2 is twice
 * as much. `switch`: 0 or 1. `count`: a whole number. `share`: a part of one. `way`: a position between two ways of doing it.
 */
export type LeverUnit = 'times faster' | 'times' | 'switch' | 'count' | 'share' | 'way';

/** One lever: what page, link, shell and documents say of it. docs/replay.md has the formulas with their sources. */
export interface LeverRow {
  /** Its name in links and in the shell. */
  readonly key: string;
  /** Its number in docs/replay.md; levers of one number act on one thing in several ways. */
  readonly id: string;
  readonly label: string;
  readonly unit: LeverUnit;
  /** Ends of its slider. A `times faster` lever takes any number above 0, and `Infinity`. */
  readonly min: number;
  readonly max: number;
  /** The value that changes nothing; undefined where that is the trace's own value (`LeverState.own`). An absent lever is neutral always. */
  readonly neutral: number | undefined;
  readonly scale: 'log' | 'linear';
  /** Step of the slider; absent where any number does. */
  readonly step?: number;
  readonly formula: string;
  readonly evidence: string;
  /** When it is off. */
  readonly disable: string;
  /** Predictions are optimistic by up to this share: the band is from the prediction to (1 + share) times it. */
  readonly uncertaintyShare: number;
  readonly uncertainty: string;
  /** Classes of the ledger whose colours it has, the first before all. */
  readonly classes: readonly ClassKey[];
  /** Shown first. */
  readonly few: boolean;
}

export const FASTER = { unit: 'times faster', min: 0.25, max: 16, neutral: 1, scale: 'log' } as const;
/** The same for what differs by more from one machine to another: storage, and the network. */
export const FASTER_BY_FAR = { ...FASTER, min: 0.05, max: 20 } as const;
export const SWITCH = { unit: 'switch', min: 0, max: 1, neutral: 0, scale: 'linear', step: 1 } as const;
export const SHARE = { unit: 'share', min: 0, max: 1, neutral: 0, scale: 'linear' } as const;
export const COUNT = { unit: 'count', neutral: undefined, scale: 'linear', step: 1 } as const;
