import { at, item } from '../base/at.ts';
import { type LaneKey } from '../base/brand.ts';
import { lowerBound } from '../base/search.ts';
import { type StepPair } from '../layout/align-steps.ts';
import { type MarkRow } from '../model/mark-row.ts';
import { type Timeline } from '../model/timeline.ts';
import { type AppState } from './app-state.ts';
import { type DrawnBeside, selectDrawnBeside, selectStepPairs } from './beside-chart.ts';
import { type Mark } from './find-mark.ts';
import { memo } from './memo.ts';
import { selectMark, selectOpened } from './selectors.ts';

/** A mark of the second run's lanes as they are drawn. */
export interface BesideTwin {
  readonly key: LaneKey;
  readonly row: number;
  readonly index: number;
}

/** The event of the second run that the selected one is held against: in the same row, of the same name, the k-th of it in its step. */
const twinOf = memo(
  (
    { timeline }: { readonly timeline: Timeline },
    drawn: DrawnBeside,
    pairs: readonly StepPair[],
    mark: Mark,
  ): BesideTwin | undefined => {
    const own = item(mark.lane.rows, mark.row);
    const start = at(own.start, mark.index);
    const pair = pairs.find(
      ({ rank, measured }) => rank === mark.lane.rank && start >= measured.start && start < measured.end,
    );
    const other = drawn.lanes.find(({ key }) => key === mark.lane.key)?.rows[mark.row];
    if (pair === undefined || other === undefined) return undefined;
    const name = nameOf(timeline, own, mark.index);
    let place = 0;
    for (let i = lowerBound(own.start, pair.measured.start); i < mark.index; i++)
      if (nameOf(timeline, own, i) === name) place++;
    const { timeline: others } = drawn.other;
    const last = lowerBound(other.start, pair.predicted.end);
    for (let i = lowerBound(other.start, pair.predicted.start); i < last; i++) {
      if (nameOf(others, other, i) !== name) continue;
      if (place === 0) return { key: mark.lane.key, row: mark.row, index: i };
      place--;
    }
    return undefined;
  },
);

const nameOf = ({ strings, events }: Timeline, row: MarkRow, mark: number): string =>
  item(strings, at(events.name, at(row.ref, mark)));

export function selectBesideTwin(state: AppState): BesideTwin | undefined {
  const opened = selectOpened(state);
  const drawn = selectDrawnBeside(state);
  const mark = selectMark(state);
  if (opened === undefined || drawn === undefined || mark?.kind !== 'event') return undefined;
  return twinOf(opened, drawn, selectStepPairs(state) ?? [], mark);
}
