import { type LaneKey } from '../base/brand.ts';
import { type ChartLane } from '../model/mark-row.ts';
import { type ViewState } from '../view/view-state.ts';
import { type AppState } from './app-state.ts';
import { memo } from './memo.ts';
import { withRank } from './move.ts';
import { selectChart, selectOpened } from './selectors.ts';
import { type AppStore } from './store.ts';

/** A lane as the list to choose from names it. */
export interface LaneName {
  readonly key: LaneKey;
  readonly label: string;
  /** Empty where there is one rank. */
  readonly rank: string;
}

const NO_LANES: readonly ChartLane[] = [];
const namesOf = memo(
  (lanes: readonly ChartLane[], ranks: readonly { readonly label: string }[] | undefined): readonly LaneName[] =>
    lanes.map(({ key, label, rank }) => ({
      key,
      label,
      rank: ranks !== undefined && ranks.length > 1 ? (ranks[rank]?.label ?? '') : '',
    })),
);

/** All lanes of the trace, also those that are hidden and of ranks that are not shown. */
export function selectLaneNames(state: AppState): readonly LaneName[] {
  const opened = selectOpened(state);
  return namesOf(opened?.lanes ?? NO_LANES, opened?.timeline.ranks);
}

const without = (keys: readonly LaneKey[], key: LaneKey): readonly LaneKey[] => keys.filter((other) => other !== key);

/** Sees to it that a lane is there to be seen: not hidden, not folded, its rank shown, not left out by the search. */
export function showLane(store: AppStore, key: LaneKey): void {
  const state = store.getState();
  const { view, actions } = state;
  const lane = selectOpened(state)?.lanes.find((one) => one.key === key);
  if (lane === undefined) return;
  const patch: Partial<ViewState> = {
    ...(view.hiddenLanes.includes(key) && { hiddenLanes: without(view.hiddenLanes, key) }),
    ...(view.foldedLanes.includes(key) && { foldedLanes: without(view.foldedLanes, key) }),
    ...withRank(state, lane.rank),
    ...(view.onlyMatches && selectChart(state).lanes.every((one) => one.key !== key) && { onlyMatches: false }),
  };
  if (Object.keys(patch).length > 0) actions.changeView(patch, 'push');
}
