import { type TimeWindow } from '../view/zoom.ts';
import { type AppState } from './app-state.ts';
import { memo } from './memo.ts';
import { selectBounds, selectWindow } from './selectors.ts';
import { type UndoHistory } from '../view/undo.ts';

const MOST_CRUMBS = 5;

const holds = (outer: TimeWindow, inner: TimeWindow): boolean =>
  outer.start <= inner.start && outer.end >= inner.end && outer.end - outer.start > 1.05 * (inner.end - inner.start);

const trailOf = memo((history: UndoHistory, bounds: TimeWindow, window: TimeWindow): readonly TimeWindow[] => {
  const trail: TimeWindow[] = [];
  let inner = window;
  for (const { view } of [...history.past].reverse()) {
    if (trail.length === MOST_CRUMBS - 1) break;
    if (view.window === undefined || !holds(view.window, inner)) continue;
    trail.unshift(view.window);
    inner = view.window;
  }
  return holds(bounds, inner) ? [bounds, ...trail] : trail;
});

/** The windows one zoomed in through, widest first: each holds the next, the last holds what is shown. */
export const selectZoomTrail = (state: AppState): readonly TimeWindow[] =>
  trailOf(state.history, selectBounds(state), selectWindow(state));
