import { at } from '../base/at.ts';
import { lowerBound } from '../base/search.ts';
import { type OpenedTrace } from '../engine/protocol.ts';
import { type Timeline } from '../model/timeline.ts';
import { type Selection } from '../view/view-state.ts';
import { type AppState } from './app-state.ts';
import { namesHolding } from './arrange-lanes.ts';
import { memo } from './memo.ts';
import { selectionOfEvent } from './navigate.ts';
import { selectOpened, selectSelectedEvent } from './selectors.ts';

/** Events whose name holds the searched text, whatever the case, in time order. */
export interface Matches {
  /** Indexes into `Timeline.events`, by start. */
  readonly events: Uint32Array;
  /** Their durations added up, microseconds; events inside one another count each. */
  readonly totalUs: number;
}

const NOTHING: Matches = { events: new Uint32Array(0), totalUs: 0 };

function findMatches(timeline: Timeline, text: string): Matches {
  const { strings, events } = timeline;
  const named = namesHolding(strings, text);
  let count = 0;
  for (let i = 0; i < events.length; i++) count += at(named, at(events.name, i));
  const found = new Uint32Array(count);
  let place = 0;
  let totalUs = 0;
  for (let i = 0; i < events.length; i++) {
    if (at(named, at(events.name, i)) === 0) continue;
    found[place++] = i;
    totalUs += at(events.end, i) - at(events.start, i);
  }
  found.sort((a, b) => at(events.start, a) - at(events.start, b) || a - b);
  return { events: found, totalUs };
}

const matchesOf = memo((opened: OpenedTrace | undefined, text: string): Matches =>
  opened === undefined || text.trim() === '' ? NOTHING : findMatches(opened.timeline, text.trim()),
);

export const selectMatches = (state: AppState): Matches => matchesOf(selectOpened(state), state.view.search);

/** The match after (1) or before (-1) what is selected, round to the other end; undefined where there is none. */
export function nextMatch(state: AppState, direction: 1 | -1): Selection | undefined {
  const timeline = selectOpened(state)?.timeline;
  const { events: found } = selectMatches(state);
  if (timeline === undefined || found.length === 0) return undefined;
  const selected = selectSelectedEvent(state);
  const here = selected === undefined ? -1 : found.indexOf(selected);
  if (here >= 0) return selectionOfEvent(state, at(found, (here + direction + found.length) % found.length));
  const time = selected === undefined ? (state.view.window?.start ?? -Infinity) : at(timeline.events.start, selected);
  const starts = Float64Array.from(found, (event) => at(timeline.events.start, event));
  const after = lowerBound(starts, time);
  const place = direction > 0 ? after % found.length : (after - 1 + found.length) % found.length;
  return selectionOfEvent(state, at(found, place));
}
