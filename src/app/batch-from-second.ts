import { type BatchCosts, batchCosts } from '../replay/batch-costs.ts';
import { type AppState } from './app-state.ts';
import { type ComparedSides, selectSides } from './compare-sides.ts';
import { memo } from './memo.ts';

const costsOf = memo(({ before, after }: ComparedSides, times: number | undefined): BatchCosts =>
  batchCosts(before, after, times),
);

/** What the run beside the open one tells of batches; undefined while there is none. */
export function selectBatchCosts(state: AppState): BatchCosts | undefined {
  const sides = selectSides(state);
  return sides === undefined ? undefined : costsOf(sides, state.view.scenario.known?.batchTimes);
}
