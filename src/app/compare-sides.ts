import { type OpenedTrace } from '../engine/protocol.ts';
import { alignSteps, type StepTwins } from '../ledger/align-runs.ts';
import { type Refusal, refusalsOf } from '../ledger/comparable.ts';
import { type RunSide } from '../ledger/compare.ts';
import { type AppState } from './app-state.ts';
import { selectBeside } from './beside.ts';
import { memo } from './memo.ts';

/** The rank in view and the one of the second run that it is held against, by their usual steps. */
export interface ComparedSides {
  readonly before: RunSide;
  readonly after: RunSide;
  /** Why they should not be compared. */
  readonly refusals: readonly Refusal[];
  readonly twins: readonly StepTwins[];
}

/** The rank of the same number, by position; of runs of one rank each, that one. undefined where there is none. */
export function twinRank(opened: OpenedTrace, other: OpenedTrace, rank: number): number | undefined {
  const number = opened.timeline.ranks[rank]?.rank;
  const { ranks } = other.timeline;
  const twin = ranks.findIndex((row) => row.rank === number);
  if (twin >= 0) return twin;
  return ranks.length === 1 && opened.timeline.ranks.length === 1 ? 0 : undefined;
}

const sidesOf = memo((opened: OpenedTrace, other: OpenedTrace, rank: number): ComparedSides => {
  const before = { ...opened, rank };
  const after = { ...other, rank: twinRank(opened, other, rank) ?? 0 };
  return { before, after, refusals: refusalsOf(before, after), twins: alignSteps(before, after) };
});

/** undefined while there is no second run. */
export function selectSides(state: AppState): ComparedSides | undefined {
  const { session, view } = state;
  const beside = selectBeside(state);
  return beside.kind === 'ready' && session.phase === 'ready'
    ? sidesOf(session.opened, beside.opened, view.rank)
    : undefined;
}

/** True where the two are not to be compared, and the reader has not asked for it all the same. */
export const isRefused = ({ refusals }: ComparedSides, { comparing }: AppState['view']): boolean =>
  refusals.length > 0 && !comparing.anyway;
