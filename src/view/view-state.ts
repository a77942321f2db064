import { type Account } from './account-field.ts';
import { type LaneKey, type Micros } from '../base/brand.ts';
import { type ClassKey } from '../ledger/classes.ts';
import { type LoadChoice } from '../model/timeline.ts';
import { type Scenario } from '../replay/scenario.ts';
import { type ChartView } from './chart-fields.ts';
import { type Comparing } from './comparing-field.ts';
import { type Source } from './source.ts';

/** A mark of the chart, named by lane and start, never by index. */
export interface Selection {
  readonly lane: LaneKey;
  readonly start: Micros;
  /** Which row of the lane, where several events of a lane start together; absent: the first that matches. */
  readonly row?: number;
  /** True for what happened at one moment, and is no event. */
  readonly instant?: true;
}

/** A name and the class that it means, as the user says: tried before the ledger's own table. */
export interface ToldPattern {
  /** Text as base/name-pattern.ts reads it. */
  readonly pattern: string;
  readonly class: ClassKey;
}

/** What the page shows, as plain JSON: exactly what a link holds and what undo restores. */
export interface ViewState extends ChartView {
  readonly source: Source;
  /** undefined: all of the trace. */
  readonly window: { readonly start: Micros; readonly end: Micros } | undefined;
  /** Positions of steps in the rank's list, both included; undefined: all. */
  readonly steps: { readonly first: number; readonly last: number } | undefined;
  /** The rank whose ledger is shown: its position in `Timeline.ranks`. */
  readonly rank: number;
  /** Positions of the ranks whose lanes the timeline draws; undefined: as many as can be read. */
  readonly shownRanks: readonly number[] | 'all' | undefined;
  readonly selection: Selection | undefined;
  /** A stretch of time marked by dragging, for its read-out. */
  readonly range: { readonly start: Micros; readonly end: Micros } | undefined;
  readonly hiddenLanes: readonly LaneKey[];
  readonly foldedLanes: readonly LaneKey[];
  readonly highlight: ClassKey | undefined;
  readonly search: string;
  readonly scenario: Scenario;
  /** Money, power and work a step, as the user says. */
  readonly account: Account;
  /** What the user says about the run; the trace is accounted anew where one of these changes. */
  readonly patterns: readonly ToldPattern[];
  /** Names of events that each begin a step. */
  readonly stepPattern: string | undefined;
  /** Ranks are counted host by host. */
  readonly gpusPerHost: number | undefined;
  /** The rank of each file that does not say its own, in the order of the files; empty: as the files and their names say. */
  readonly rankNumbers: readonly number[];
  /** The part of the run that is loaded; undefined: all. Steps and ranks by their own numbers. */
  readonly load: LoadChoice | undefined;
  readonly comparing: Comparing;
}
