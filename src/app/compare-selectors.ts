import { formatPercent } from '../base/format.ts';
import { type Said, say, type Words } from '../base/say.ts';
import { stepsOf } from '../ledger/build-ledger.ts';
import { comparedSteps, compareRuns, type Comparison, middleSteps, type RunSide } from '../ledger/compare.ts';
import { compareNames, type NameDelta, type NamedWork } from '../ledger/name-times.ts';
import { type Comparing } from '../view/comparing-field.ts';
import { type ViewState } from '../view/view-state.ts';
import { type AppState } from './app-state.ts';
import { selectBeside } from './beside.ts';
import { type ComparedSides, isRefused, selectSides } from './compare-sides.ts';
import { describeOpened } from './describe-opened.ts';
import { memo } from './memo.ts';

/** Which steps of a run stand for it. */
export interface StepsHeld {
  readonly count: number;
  /** Of the first and the last of them, as the trace calls them. */
  readonly first: string;
  readonly last: string;
}

/** Two runs held against each other: the chosen steps and their twins, else the usual steps of each. */
export interface Compared extends ComparedSides {
  readonly names: readonly [before: Words, after: Words];
  readonly ranks: readonly [before: string, after: string];
  /** The steps chosen, before the median picks one or two of them. */
  readonly held: readonly [before: StepsHeld, after: StepsHeld];
  /** The step of A to look at first: the chosen one, else that of median duration; of those that have a twin. */
  readonly first: number | undefined;
  /** undefined where none of the chosen steps has a twin in the second run. */
  readonly comparison: Comparison | undefined;
}

const comparedOf = memo((sides: ComparedSides, steps: ViewState['steps'], by: Comparing['by']): Compared => {
  const chosen = sides.twins.filter(
    ({ before }) => steps !== undefined && before >= steps.first && before <= steps.last,
  );
  const before = steps === undefined ? sides.before : { ...sides.before, steps: chosen.map((twin) => twin.before) };
  const after = steps === undefined ? sides.after : { ...sides.after, steps: chosen.map((twin) => twin.after) };
  const stands = (side: RunSide): RunSide => (by === 'mean' ? side : { ...side, steps: middleSteps(side) });
  const [left, right] = [stands(before), stands(after)];
  const rankOf = ({ timeline, rank }: RunSide): string => timeline.ranks[rank]?.label ?? '';
  const nameOf = ({ timeline }: RunSide): Words => describeOpened(timeline).name;
  return {
    ...sides,
    before: left,
    after: right,
    names: [nameOf(before), nameOf(after)],
    ranks: [rankOf(before), rankOf(after)],
    held: [heldBy(before), heldBy(after)],
    first: chosen[0]?.before ?? middleOf(sides),
    comparison: steps !== undefined && chosen.length === 0 ? undefined : compareRuns(left, right),
  };
});

function middleOf({ before, twins }: ComparedSides): number | undefined {
  const [middle] = middleSteps(before);
  return twins.some((twin) => twin.before === middle) ? middle : twins[0]?.before;
}

function heldBy(side: RunSide): StepsHeld {
  const steps = stepsOf(side.timeline, side.rank);
  const positions = comparedSteps(side);
  const nameAt = (place: number): string => steps[positions.at(place) ?? -1]?.name ?? '';
  return { count: positions.length, first: nameAt(0), last: nameAt(-1) };
}

/** undefined while there is no second run. */
export function selectCompared(state: AppState): Compared | undefined {
  const sides = selectSides(state);
  return sides && comparedOf(sides, state.view.steps, state.view.comparing.by);
}

/** The same; undefined also where the two should not be compared and the reader did not ask for it all the same. */
export function selectShownCompared(state: AppState): Compared | undefined {
  const compared = selectCompared(state);
  return compared === undefined || isRefused(compared, state.view) ? undefined : compared;
}

const LEAST_CHANGE = 0.0005;

/** `A step is 10 % shorter in B than in A.` */
export function sayHeadline({ held }: Compared, { before, after }: Comparison): Said {
  const change = before.meanStepUs > 0 ? after.meanStepUs / before.meanStepUs - 1 : 0;
  const what = held[0].count === 1 ? say`The step` : say`A step`;
  if (Math.abs(change) < LEAST_CHANGE) return say`${what} takes as long in B as in A.`;
  const share = formatPercent(Math.abs(change));
  return change < 0
    ? say`${what} is ${share} shorter in B than in A.`
    : say`${what} is ${share} longer in B than in A.`;
}

const deviceNames = memo((compared: Compared) => compareNames(compared.before, compared.after, 'device'));
const hostNames = memo((compared: Compared) => compareNames(compared.before, compared.after, 'host'));

/** Names of both runs, those whose time changed most first. */
export const namesOf = (compared: Compared, work: NamedWork): readonly NameDelta[] =>
  work === 'device' ? deviceNames(compared) : hostNames(compared);

/** True while a second run is there or on its way. */
export const selectIsComparing = (state: AppState): boolean => selectBeside(state).kind !== 'none';
