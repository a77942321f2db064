import { type Selection } from '../view/view-state.ts';
import { fitWindow, panWindow, spanUs, zoomAround, type TimeWindow } from '../view/zoom.ts';
import { findMark } from './find-mark.ts';
import { type AppStore } from './store.ts';
import { chosenStepsWindow, revealed } from './navigate.ts';
import { selectBounds, selectOpened, selectSelectedTimes, selectWindow } from './selectors.ts';
import { type AppState, type ChangeHow } from './app-state.ts';
import { type ViewState } from '../view/view-state.ts';
import { ranksShown } from './shown-ranks.ts';
import { at } from '../base/at.ts';
import { type Micros, micros } from '../base/brand.ts';

const whole = (window: TimeWindow, bounds: TimeWindow): boolean =>
  window.start === bounds.start && window.end === bounds.end;

/** Shows a stretch of time; all of the trace is told as no window. */
export function showWindow(store: AppStore, window: TimeWindow, how: ChangeHow): void {
  const state = store.getState();
  const bounds = selectBounds(state);
  state.actions.changeView({ window: whole(window, bounds) ? undefined : window }, how);
}

/** `factor` times narrower, around an instant or the middle. */
export function zoom(store: AppStore, factor: number, around: number | undefined, how: ChangeHow): void {
  const state = store.getState();
  const window = selectWindow(state);
  showWindow(store, zoomAround(window, factor, around ?? (window.start + window.end) / 2, selectBounds(state)), how);
}

/** Pans by a share of the window: 0.1 moves a tenth of it later. */
export function pan(store: AppStore, share: number, how: ChangeHow): void {
  const state = store.getState();
  const window = selectWindow(state);
  showWindow(store, panWindow(window, spanUs(window) * share, selectBounds(state)), how);
}

/** Fits what is selected, else the marked range, else the chosen steps; all of the trace where there is none. */
export function fitSelection(store: AppStore): void {
  const state = store.getState();
  const bounds = selectBounds(state);
  const target = selectSelectedTimes(state) ?? state.view.range ?? chosenStepsWindow(state);
  showWindow(store, target === undefined ? bounds : fitWindow(target, bounds), 'push');
}

export const fitAll = (store: AppStore): void => showWindow(store, selectBounds(store.getState()), 'push');

/** Moves the window, its span kept, so that an instant is in view; in the middle where it was not. */
export function showInstant(store: AppStore, instant: Micros): void {
  const state = store.getState();
  const window = revealed(state, { start: instant, end: instant });
  if (window !== selectWindow(state)) showWindow(store, window, 'push');
}

/** Selects a mark and moves the window so that it can be seen. Does nothing for `undefined`. */
export function selectAndReveal(store: AppStore, selection: Selection | undefined): void {
  const state = store.getState();
  const lanes = selectOpened(state)?.lanes;
  if (selection === undefined || lanes === undefined) return;
  if (selection.instant === true) {
    const window = revealed(state, { start: selection.start, end: selection.start });
    return state.actions.changeView({ selection, ...(window !== selectWindow(state) && { window }) }, 'push');
  }
  const mark = findMark(lanes, selection);
  const row = mark?.lane.rows[mark.row];
  if (mark === undefined || row === undefined) return;
  const window = revealed(state, { start: micros(at(row.start, mark.index)), end: micros(at(row.end, mark.index)) });
  const shown = window === selectWindow(state) ? {} : { window };
  state.actions.changeView({ selection, ...shown, ...withRank(state, mark.lane.rank) }, 'push');
}

/** Shows a rank's lanes beside those that are shown. */
export function withRank({ session, view }: AppState, rank: number): Partial<ViewState> {
  if (session.phase !== 'ready') return {};
  const shown = ranksShown(session.opened, view.rank, view.shownRanks);
  return shown === undefined || shown.includes(rank) ? {} : { shownRanks: [...shown, rank].sort((a, b) => a - b) };
}
