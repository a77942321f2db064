import { at } from '../base/at.ts';
import { micros, type LaneKey } from '../base/brand.ts';
import { formatMicros } from '../base/format.ts';
import { asWords, type Said, say, type Words } from '../base/say.ts';
import { formatInstant } from '../base/format-instant.ts';
import { type OpenedTrace } from '../engine/protocol.ts';
import { CLASSES, type ClassKey } from '../ledger/classes.ts';
import { TINTS } from '../ledger/tints.ts';
import { type StepPair } from '../layout/align-steps.ts';
import { type NameTints } from '../layout/gantt.ts';
import { type ChartLane } from '../model/mark-row.ts';
import { type AppState } from './app-state.ts';
import { selectBesidePairs, selectDrawnBeside } from './beside-chart.ts';
import { memo } from './memo.ts';
import { selectOpened, selectWindow } from './selectors.ts';

const NAME_TINT_COUNT = 12;

/** Colour codes of the chart in order: what a palette needs a colour for. */
export const CHART_TINTS: readonly string[] = [
  ...TINTS,
  ...Array.from({ length: NAME_TINT_COUNT }, (_, index) => `name-${index}`),
];
const NAME_TINTS: NameTints = { first: TINTS.length, count: NAME_TINT_COUNT };

/** Colours of marks by name; undefined where they are coloured by class. */
export const selectNameTints = (state: AppState): NameTints | undefined =>
  state.view.colourBy === 'name' ? NAME_TINTS : undefined;

const pairsOf = memo((opened: OpenedTrace, times: Float64Array): readonly StepPair[] =>
  opened.timeline.steps.map(({ rank, start, end }, k) => ({
    rank,
    measured: { start, end },
    predicted: { start: micros(at(times, 2 * k)), end: micros(at(times, 2 * k + 1)) },
  })),
);
/** Measured and predicted steps, where the predicted run is to start each step with the measured one; of a second run in its place, its steps or phases. */
export function selectAligned(state: AppState): readonly StepPair[] | undefined {
  const { session, view } = state;
  const pairs = selectBesidePairs(state, selectWindow(state));
  if (pairs !== undefined) return view.alignSteps ? pairs : undefined;
  const times = session.phase === 'ready' ? session.replayed?.stepTimes : undefined;
  return session.phase === 'ready' && times !== undefined && view.alignSteps
    ? pairsOf(session.opened, times)
    : undefined;
}

/** The classes of the ledger, for panels and legends. */
export const CLASS_ROWS = CLASSES;

/** What a class is called. */
export const labelOfClass = (key: ClassKey): Said => asWords(CLASSES.find((row) => row.key === key)?.label ?? key);

/** The ledger lane of the rank in view. */
export const selectOverviewLane = (state: AppState): ChartLane | undefined =>
  selectOpened(state)?.lanes.find((lane) => lane.kind === 'ledger' && lane.rank === state.view.rank);

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
): { readonly title: Words; readonly detail: Words } | undefined {
  const opened = selectOpened(state);
  if (opened === undefined) return undefined;
  const beside = mark.predicted ? selectDrawnBeside(state) : undefined;
  const { timeline } = beside?.other ?? opened;
  const lane = opened.lanes.find((candidate) => candidate.key === mark.key);
  const label = CLASSES[mark.tint]?.label;
  const ofLedger = lane?.kind === 'ledger';
  const name = timeline.strings[at(timeline.events.name, mark.ref)] ?? '';
  const { timeUnit } = state.view;
  const duration = formatMicros(mark.end - mark.start, timeUnit);
  const from = formatInstant(mark.start, mark.end - mark.start, timeUnit);
  const shown = ofLedger && label !== undefined ? asWords(label) : name.trim() === '' ? say`(no name)` : name;
  return {
    title: beside !== undefined ? say`In B: ${shown}` : mark.predicted ? say`Predicted: ${shown}` : shown,
    detail:
      ofLedger || label === undefined
        ? say`${duration} from ${from}`
        : say`${duration} from ${from} · ${asWords(label.toLowerCase())}`,
  };
}
