import { f64, item, u16, u32 } from '../base/at.ts';
import { type LaneKey, micros } from '../base/brand.ts';
import { formatInstant } from '../base/format-instant.ts';
import { say, type Words } from '../base/say.ts';
import { lowerBound } from '../base/search.ts';
import { type LaneInstants } from '../layout/instants.ts';
import { type Timeline } from '../model/timeline.ts';
import { type Selection } from '../view/view-state.ts';
import { spanUs } from '../view/zoom.ts';
import { type AppState } from './app-state.ts';
import { memo } from './memo.ts';
import { selectOpened, selectWindow } from './selectors.ts';

/** Half a nanosecond: links hold whole nanoseconds. */
const TOLERANCE_US = 0.0005;

const byLane = memo((timeline: Timeline): LaneInstants | undefined => {
  const { instants, lanes } = timeline;
  if (instants === undefined) return undefined;
  const ranges = new Map<LaneKey, { first: number; last: number }>();
  for (let i = 0; i < instants.length; i++) {
    const { key } = item(lanes, u16(instants.lane, i));
    const range = ranges.get(key);
    if (range === undefined) ranges.set(key, { first: i, last: i + 1 });
    else range.last = i + 1;
  }
  return { time: instants.time, lanes: ranges };
});

/** The instants of the trace by lane; undefined where there is none. */
export function selectInstants(state: AppState): LaneInstants | undefined {
  const timeline = selectOpened(state)?.timeline;
  return timeline === undefined ? undefined : byLane(timeline);
}

/** Index into `Timeline.instants` of the one that a selection names; undefined where it names none of this trace. */
export const findInstant = (timeline: Timeline, selection: Selection): number | undefined =>
  found(byLane(timeline), selection);

const found = memo((instants: LaneInstants | undefined, selection: Selection | undefined): number | undefined => {
  const own = selection?.instant === true ? instants?.lanes.get(selection.lane) : undefined;
  if (instants === undefined || selection === undefined || own === undefined) return undefined;
  const index = lowerBound(instants.time, selection.start - TOLERANCE_US, own.first, own.last);
  return index < own.last && f64(instants.time, index) <= selection.start + TOLERANCE_US ? index : undefined;
});

/** Index into `Timeline.instants` of the selected one. */
export const selectInstant = (state: AppState): number | undefined =>
  found(selectInstants(state), state.view.selection);

/** How an instant is named in the view. */
export function selectionOfInstant(state: AppState, index: number): Selection | undefined {
  const timeline = selectOpened(state)?.timeline;
  if (timeline?.instants === undefined) return undefined;
  const { key } = item(timeline.lanes, u16(timeline.instants.lane, index));
  return { lane: key, start: micros(f64(timeline.instants.time, index)), instant: true };
}

/** The next (1) or previous (-1) instant of the lane. */
export function instantBeside(state: AppState, index: number, by: 1 | -1): Selection | undefined {
  const selection = selectionOfInstant(state, index);
  const own = selection === undefined ? undefined : selectInstants(state)?.lanes.get(selection.lane);
  const next = index + by;
  return own === undefined || next < own.first || next >= own.last ? undefined : selectionOfInstant(state, next);
}

export function nameOfInstant({ instants, strings }: Timeline, index: number): Words {
  const name = instants === undefined ? '' : item(strings, u32(instants.name, index));
  return name.trim() === '' ? say`(no name)` : name;
}

/** Title and line for a tooltip about instants [first, last) that stand together. */
export function describeInstants(
  state: AppState,
  { first, last }: { readonly first: number; readonly last: number },
): { readonly title: Words; readonly detail: Words } | undefined {
  const timeline = selectOpened(state)?.timeline;
  if (timeline?.instants === undefined) return undefined;
  const at = formatInstant(f64(timeline.instants.time, first), spanUs(selectWindow(state)), state.view.timeUnit);
  const more = last - first - 1;
  return {
    title: nameOfInstant(timeline, first),
    detail: more === 0 ? say`instant at ${at}` : say`instant at ${at}, and ${more} more beside it`,
  };
}
