import { at, item } from '../base/at.ts';
import { micros, type LaneKey, type Micros } from '../base/brand.ts';
import { formatMicros } from '../base/format.ts';
import { formatInstant } from '../base/format-instant.ts';
import { type OpenedTrace } from '../engine/protocol.ts';
import { CLASSES } from '../ledger/classes.ts';
import { TINTS } from '../ledger/tints.ts';
import { type ChartLane } from '../model/mark-row.ts';
import { type AppState } from './app-state.ts';
import { memo } from './memo.ts';
import { launchedBy } from './launched-by.ts';
import { selectOpened, selectSelectedEvent } from './selectors.ts';

/** Colour codes of the chart in order: what a palette needs a colour for. */
export const CHART_TINTS: readonly string[] = TINTS;

/** The classes of the ledger, for panels and legends. */
export const CLASS_ROWS = CLASSES;

/** The ledger lane of the rank in view. */
export const selectOverviewLane = (state: AppState): ChartLane | undefined =>
  selectOpened(state)?.lanes.find((lane) => lane.kind === 'ledger' && lane.rank === state.view.rank);

interface ArrowEnd {
  readonly lane: LaneKey;
  readonly start: Micros;
  /** Index into `Timeline.events`. */
  readonly ref: number;
}

const NO_ARROWS: readonly { readonly from: ArrowEnd; readonly to: ArrowEnd }[] = [];
const MOST_ARROWS = 64;

const arrowsOf = memo((opened: OpenedTrace | undefined, event: number | undefined) => {
  if (opened === undefined || event === undefined) return NO_ARROWS;
  const { timeline } = opened;
  const { events } = timeline;
  const endOf = (index: number): ArrowEnd => ({
    lane: item(timeline.lanes, at(events.lane, index)).key,
    start: micros(at(events.start, index)),
    ref: index,
  });
  const launcher = at(events.launcher, event);
  if (launcher >= 0) return [{ from: endOf(launcher), to: endOf(event) }];
  return launchedBy(events, event)
    .slice(0, MOST_ARROWS)
    .map((work) => ({ from: endOf(event), to: endOf(work) }));
});

/** Arrows of what is selected: from a call to the device work it launched. */
export const selectArrows = (state: AppState): readonly { readonly from: ArrowEnd; readonly to: ArrowEnd }[] =>
  arrowsOf(selectOpened(state), selectSelectedEvent(state));

/** As much of a mark as its description needs. */
export interface MarkFacts {
  readonly key: LaneKey;
  readonly predicted: boolean;
  readonly ref: number;
  readonly tint: number;
  readonly start: number;
  readonly end: number;
}

/** Title and one line for a tooltip; undefined where no trace is open. Names come back as they stand in the trace. */
export function describeMark(
  state: AppState,
  mark: MarkFacts,
): { readonly title: string; readonly detail: string } | undefined {
  const opened = selectOpened(state);
  if (opened === undefined) return undefined;
  const { timeline } = opened;
  const lane = opened.lanes.find((candidate) => candidate.key === mark.key);
  const label = CLASSES[mark.tint]?.label;
  const name = lane?.kind === 'ledger' ? label : timeline.strings[at(timeline.events.name, mark.ref)];
  const duration = formatMicros(mark.end - mark.start);
  const from = formatInstant(mark.start, mark.end - mark.start);
  const said = lane?.kind !== 'ledger' && label !== undefined ? ` · ${label.toLowerCase()}` : '';
  const shown = name === undefined || name.trim() === '' ? '(no name)' : name;
  return {
    title: mark.predicted ? `Predicted: ${shown}` : shown,
    detail: `${duration} from ${from}${said}`,
  };
}
