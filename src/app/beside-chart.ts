import { item } from '../base/at.ts';
import { type LaneKey, micros } from '../base/brand.ts';
import { say, sayList, type Words } from '../base/say.ts';
import { type OpenedTrace } from '../engine/protocol.ts';
import { type StepPair } from '../layout/align-steps.ts';
import { alignSteps } from '../ledger/align-runs.ts';
import { type PhaseStart, phasesOf } from '../ledger/phases.ts';
import { type ChartLane, type ChartLaneKind } from '../model/mark-row.ts';
import { type Step } from '../model/timeline.ts';
import { type AppState } from './app-state.ts';
import { selectBeside } from './beside.ts';
import { isRefused, selectSides, twinRank } from './compare-sides.ts';
import { laneWords } from './lane-words.ts';
import { memo } from './memo.ts';
import { ranksShown } from './shown-ranks.ts';

/** The second run as it is drawn under the open one, in place of a prediction. */
export interface DrawnBeside {
  readonly other: OpenedTrace;
  /** Keys and ranks are those of the open run's lanes; marks stand for events of the other. */
  readonly lanes: readonly ChartLane[];
  /** For each string of the other run the string of the open one that is the same, or a number past them all. */
  readonly nameIds: Uint32Array;
  /** What of the other has no lane to be drawn under: lanes by rank, and whole ranks. */
  readonly undrawn: readonly Undrawn[];
}

export interface Undrawn {
  /** Empty where there is one rank. */
  readonly rank: string;
  readonly lanes: 'all' | readonly string[];
}

/** Kinds of lanes that have a twin: as a prediction has. */
const DRAWN: ReadonlySet<ChartLaneKind> = new Set(['ledger', 'data', 'compute', 'communication', 'copy', 'device']);

/** Lays the lanes of `other` under those of `opened`. */
export const drawBeside = memo((opened: OpenedTrace, other: OpenedTrace): DrawnBeside => {
  const placed = opened.timeline.ranks.flatMap((_, rank) => {
    const twin = twinRank(opened, other, rank);
    return twin === undefined ? [] : [{ twin, ...lanesOf(opened, rank, other, twin) }];
  });
  const { ranks } = other.timeline;
  const undrawn = ranks.flatMap(({ label }, index): readonly Undrawn[] => {
    const rank = ranks.length > 1 ? label : '';
    const own = placed.find(({ twin }) => twin === index);
    if (own === undefined) return [{ rank, lanes: 'all' }];
    return own.rest.length === 0 ? [] : [{ rank, lanes: own.rest.map((lane) => lane.label) }];
  });
  const nameIds = sameNames(opened.timeline.strings, other.timeline.strings);
  return { other, lanes: placed.flatMap(({ lanes }) => lanes), nameIds, undrawn };
});

/** The lanes of a rank under those of its twin: of the same key, else the next of the same kind; `rest` found no place. */
function lanesOf(
  opened: OpenedTrace,
  rank: number,
  other: OpenedTrace,
  twin: number,
): { readonly lanes: readonly ChartLane[]; readonly rest: readonly ChartLane[] } {
  const own = opened.lanes.filter((lane) => lane.rank === rank && DRAWN.has(lane.kind));
  const rest = other.lanes.filter((lane) => lane.rank === twin && DRAWN.has(lane.kind));
  const found = new Map<LaneKey, ChartLane>();
  const take = (lane: ChartLane, fits: (candidate: ChartLane) => boolean): void => {
    const place = rest.findIndex((candidate) => candidate.kind === lane.kind && fits(candidate));
    const [taken] = place < 0 ? [] : rest.splice(place, 1);
    if (taken !== undefined) found.set(lane.key, { ...taken, key: lane.key, rank });
  };
  const name = (lane: ChartLane): string => lane.key.slice(lane.key.indexOf('/'));
  for (const lane of own) take(lane, (candidate) => name(candidate) === name(lane));
  for (const lane of own) if (!found.has(lane.key)) take(lane, () => true);
  return { lanes: [...found.values()], rest };
}

function sameNames(own: readonly string[], others: readonly string[]): Uint32Array {
  const ids = new Map(own.map((text, id) => [text, id]));
  return Uint32Array.from(others, (text, id) => ids.get(text) ?? own.length + id);
}

/** undefined where there is no second run, or it is not to be drawn. */
export function selectDrawnBeside(state: AppState): DrawnBeside | undefined {
  const { session, view } = state;
  const beside = selectBeside(state);
  const sides = selectSides(state);
  if (session.phase !== 'ready' || beside.kind !== 'ready' || sides === undefined) return undefined;
  return view.comparing.drawn && !isRefused(sides, view) ? drawBeside(session.opened, beside.opened) : undefined;
}

const MOST_NAMED = 8;

/** `Stream 20, Copies (rank 3), rank 4`, the rest as a number. */
export function sayUndrawn(undrawn: readonly Undrawn[]): Words {
  const names = undrawn.flatMap(({ rank, lanes }): readonly Words[] => {
    if (lanes === 'all') return [rank];
    return lanes.map((lane) => (rank === '' ? laneWords(lane) : say`${laneWords(lane)} (${rank})`));
  });
  const more = names.length - MOST_NAMED;
  return more > 0 ? say`${sayList(names.slice(0, MOST_NAMED))} and ${more} more` : sayList(names);
}

const NOTHING_LEFT: readonly Undrawn[] = [];
export const selectUndrawn = (state: AppState): readonly Undrawn[] => selectDrawnBeside(state)?.undrawn ?? NOTHING_LEFT;

/** The lanes that are drawn under the measured ones: the second run, else the prediction. */
export const selectTwinLanes = (state: AppState): readonly ChartLane[] | undefined =>
  selectDrawnBeside(state)?.lanes ?? (state.session.phase === 'ready' ? state.session.replayed?.lanes : undefined);

interface Pairs {
  readonly steps: readonly StepPair[];
  readonly phases: readonly StepPair[];
}

const pairsOf = memo((opened: OpenedTrace, other: OpenedTrace, shown: readonly number[] | undefined): Pairs => {
  const ranks = shown ?? opened.timeline.ranks.map((_, rank) => rank);
  const both = ranks.flatMap((rank) => {
    const twin = twinRank(opened, other, rank);
    return twin === undefined ? [] : [{ rank, twin }];
  });
  const pairs = both.map(({ rank, twin }) => pairsOfRank(opened, rank, other, twin));
  return { steps: pairs.flatMap(({ steps }) => steps), phases: pairs.flatMap(({ phases }) => phases) };
});

function pairsOfRank(opened: OpenedTrace, rank: number, other: OpenedTrace, twin: number): Pairs {
  const twins = alignSteps({ ...opened, rank }, { ...other, rank: twin });
  const left = phasesOf(opened.timeline, opened.ledger, rank);
  const right = phasesOf(other.timeline, other.ledger, twin);
  const first = item(opened.timeline.ranks, rank).firstStep;
  const firstTwin = item(other.timeline.ranks, twin).firstStep;
  const steps: StepPair[] = [];
  const phases: StepPair[] = [];
  for (const { before, after } of twins) {
    const measured = item(opened.timeline.steps, first + before);
    const predicted = item(other.timeline.steps, firstTwin + after);
    steps.push({ rank, measured, predicted });
    phases.push(...phasePairs(rank, item(left, before), measured, item(right, after), predicted));
  }
  return { steps, phases };
}

/** The phases that both steps have, each up to the next of them; the first begins with the step. */
function phasePairs(
  rank: number,
  left: readonly PhaseStart[],
  measured: Step,
  right: readonly PhaseStart[],
  predicted: Step,
): StepPair[] {
  const starts = left.flatMap(({ phase, us }, k) => {
    const twin = right.find((one) => one.phase === phase);
    if (k === 0) return [{ a: measured.start, b: predicted.start }];
    return twin === undefined || twin === right[0] ? [] : [{ a: micros(us), b: micros(twin.us) }];
  });
  return starts.map(({ a, b }, k) => ({
    rank,
    measured: { start: a, end: starts[k + 1]?.a ?? measured.end },
    predicted: { start: b, end: starts[k + 1]?.b ?? predicted.end },
  }));
}

const selectPairs = (state: AppState): Pairs | undefined => {
  const drawn = selectDrawnBeside(state);
  const { session, view } = state;
  return drawn === undefined || session.phase !== 'ready'
    ? undefined
    : pairsOf(session.opened, drawn.other, ranksShown(session.opened, view.rank, view.shownRanks));
};

/** Steps of the open run and their twins; undefined where no second run is drawn. */
export const selectStepPairs = (state: AppState): readonly StepPair[] | undefined => selectPairs(state)?.steps;

/** More steps than this in view: phases would be too narrow to be told apart. */
const MOST_BY_PHASE = 8;

/**
 * Stretches of the open run and those of the second that start where they do: steps, or phases of steps where few are in view and the
 * reader has not asked otherwise. undefined where no second run is drawn.
 */
export function selectBesidePairs(
  state: AppState,
  window: { readonly start: number; readonly end: number },
): readonly StepPair[] | undefined {
  const pairs = selectPairs(state);
  const { rank: inView, comparing } = state.view;
  if (pairs === undefined || !comparing.phases) return pairs?.steps;
  const seen = pairs.steps.filter(
    ({ rank, measured }) => rank === inView && measured.end > window.start && measured.start < window.end,
  );
  return seen.length <= MOST_BY_PHASE ? pairs.phases : pairs.steps;
}
