import { at } from '../base/at.ts';
import { micros } from '../base/brand.ts';
import { classCode, type ClassKey } from '../ledger/classes.ts';
import { subclassCode, type SubclassKey } from '../ledger/subclasses.ts';
import { type Selection } from '../view/view-state.ts';
import { clampWindow, spanUs, type TimeWindow } from '../view/zoom.ts';
import { type AppState } from './app-state.ts';
import { type Mark, markAt, plainSelection } from './find-mark.ts';
import { instantBeside, selectInstant } from './instants.ts';
import { launchedBy } from './launched-by.ts';
import {
  selectBounds,
  selectMark,
  selectOpened,
  selectRankLedger,
  selectSelectedEvent,
  selectWindow,
} from './selectors.ts';
import { selectSteps } from './step-selectors.ts';

/** How a mark is named in the view. */
export function selectionOf(mark: Mark): Selection | undefined {
  const row = mark.lane.rows[mark.row];
  return row === undefined
    ? undefined
    : plainSelection({ lane: mark.lane.key, start: micros(at(row.start, mark.index)), row: mark.row });
}

/** How an event (index into `Timeline.events`) is named in the view. */
export function selectionOfEvent(state: AppState, event: number): Selection | undefined {
  const timeline = selectOpened(state)?.timeline;
  const lane = timeline?.lanes[timeline.events.lane[event] ?? -1];
  if (timeline === undefined || lane === undefined) return undefined;
  return plainSelection({
    lane: lane.key,
    start: micros(at(timeline.events.start, event)),
    row: at(timeline.events.row, event),
  });
}

/** The next or previous mark in the row of what is selected. */
export function neighbour(state: AppState, by: 1 | -1): Selection | undefined {
  const instant = selectInstant(state);
  if (instant !== undefined) return instantBeside(state, instant, by);
  const mark = selectMark(state);
  const next = mark === undefined ? undefined : markAt(mark.lane, mark.row, mark.index + by);
  return next === undefined ? undefined : selectionOf(next);
}

/** Along the launch arrow: 1 from a call to the device work it launched, -1 back from device work to its launch. */
export function alongLaunch(state: AppState, direction: 1 | -1): Selection | undefined {
  const event = selectSelectedEvent(state);
  const events = selectOpened(state)?.timeline.events;
  if (event === undefined || events === undefined) return undefined;
  if (direction === -1) {
    const launcher = at(events.launcher, event);
    return launcher < 0 ? undefined : selectionOfEvent(state, launcher);
  }
  const [first] = launchedBy(events, event);
  return first === undefined ? undefined : selectionOfEvent(state, first);
}

/** The next piece of a class, or of one part of it, on the ledger lane of the rank in view, after the selected one and around to the first. */
export function nextPiece(state: AppState, key: ClassKey, by: 1 | -1 = 1, part?: SubclassKey): Selection | undefined {
  const pieces = selectRankLedger(state)?.pieces;
  const lane = selectOpened(state)?.lanes.find((row) => row.kind === 'ledger' && row.rank === state.view.rank);
  if (pieces === undefined || lane === undefined || pieces.length === 0) return undefined;
  const mark = selectMark(state);
  const code = classCode(key);
  const sub = part === undefined ? undefined : subclassCode(part);
  const from = mark?.kind === 'piece' && mark.lane === lane ? mark.index : by > 0 ? -1 : pieces.length;
  for (let n = 1; n <= pieces.length; n++) {
    const index = (from + by * n + 2 * pieces.length) % pieces.length;
    if (at(pieces.class, index) !== code || (sub !== undefined && at(pieces.sub, index) !== sub)) continue;
    const next = markAt(lane, 0, index);
    return next === undefined ? undefined : selectionOf(next);
  }
  return undefined;
}

/** The window moved, its span kept, so that `target` is in view; the same window where it is already. */
export function revealed(state: AppState, target: TimeWindow): TimeWindow {
  const window = selectWindow(state);
  const inView = target.start >= window.start && target.end <= window.end;
  const covers = target.start <= window.start && target.end >= window.end;
  if (inView || covers) return window;
  const middle =
    spanUs(target) <= spanUs(window) ? (target.start + target.end) / 2 : target.start + spanUs(window) * 0.45;
  const start = middle - spanUs(window) / 2;
  return clampWindow({ start: micros(start), end: micros(start + spanUs(window)) }, selectBounds(state));
}

/** From the first to the last of the chosen steps; undefined where no steps are chosen. */
export function chosenStepsWindow(state: AppState): TimeWindow | undefined {
  if (state.view.steps === undefined) return undefined;
  const chosen = selectSteps(state).filter((row) => row.selected);
  const first = chosen[0];
  const last = chosen.at(-1);
  return first === undefined || last === undefined ? undefined : { start: first.window.start, end: last.window.end };
}
