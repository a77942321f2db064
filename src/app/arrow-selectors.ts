import { at, item } from '../base/at.ts';
import { micros, type LaneKey, type Micros } from '../base/brand.ts';
import { lowerBound } from '../base/search.ts';
import { type OpenedTrace } from '../engine/protocol.ts';
import { type Timeline } from '../model/timeline.ts';
import { type TimeWindow } from '../view/zoom.ts';
import { type AppState } from './app-state.ts';
import { launchedBy } from './launched-by.ts';
import { memo } from './memo.ts';
import { selectOpened, selectSelectedEvent, selectWindow } from './selectors.ts';

interface ArrowEnd {
  readonly lane: LaneKey;
  readonly start: Micros;
  /** Index into `Timeline.events`. */
  readonly ref: number;
}

/** From a call to the device work it launched, or from a forward call to its backward one. */
export interface EventArrow {
  readonly kind: 'launch' | 'backward';
  readonly from: ArrowEnd;
  readonly to: ArrowEnd;
}

const NO_ARROWS: readonly EventArrow[] = [];
const MOST_SELECTED = 64;
/** More arrows than this say nothing: none of a kind is drawn then. */
export const MOST_ARROWS = 400;

const endOf = ({ events, lanes }: Timeline, index: number): ArrowEnd => ({
  lane: item(lanes, at(events.lane, index)).key,
  start: micros(at(events.start, index)),
  ref: index,
});

const arrow = (timeline: Timeline, kind: EventArrow['kind'], from: number, to: number): EventArrow => ({
  kind,
  from: endOf(timeline, from),
  to: endOf(timeline, to),
});

const ofSelection = memo((opened: OpenedTrace | undefined, event: number | undefined): readonly EventArrow[] => {
  if (opened === undefined || event === undefined) return NO_ARROWS;
  const { timeline } = opened;
  const { events, links } = timeline;
  const launcher = at(events.launcher, event);
  const launches =
    launcher >= 0
      ? [arrow(timeline, 'launch', launcher, event)]
      : launchedBy(events, event)
          .slice(0, MOST_SELECTED)
          .map((work) => arrow(timeline, 'launch', event, work));
  const linked: EventArrow[] = [];
  for (let i = 0; i < links.length && linked.length < MOST_SELECTED; i++) {
    const from = at(links.from, i);
    const to = at(links.to, i);
    if (from === event || to === event) linked.push(arrow(timeline, 'backward', from, to));
  }
  return [...launches, ...linked];
});

/** Arrows of all device work that starts in the window and was launched in it, and of backward calls; kinds with more than MOST_ARROWS are left out, and named. */
const ofWindow = memo((opened: OpenedTrace, window: TimeWindow) => {
  const { timeline } = opened;
  const { events, lanes, links } = timeline;
  const launches: EventArrow[] = [];
  for (const lane of lanes) {
    if (lane.kind !== 'device') continue;
    const last = lane.first + lane.count;
    let i = lowerBound(events.start, window.start, lane.first, last);
    for (; i < last && at(events.start, i) < window.end && launches.length <= MOST_ARROWS; i++) {
      const launcher = at(events.launcher, i);
      if (launcher >= 0 && at(events.end, launcher) > window.start)
        launches.push(arrow(timeline, 'launch', launcher, i));
    }
  }
  const backward: EventArrow[] = [];
  for (let i = 0; i < links.length && backward.length <= MOST_ARROWS; i++) {
    const [from, to] = [at(links.from, i), at(links.to, i)];
    const inside = (event: number) => at(events.start, event) < window.end && at(events.end, event) > window.start;
    if (inside(from) && inside(to)) backward.push(arrow(timeline, 'backward', from, to));
  }
  const few = (arrows: readonly EventArrow[]) => (arrows.length > MOST_ARROWS ? NO_ARROWS : arrows);
  return {
    arrows: [...few(launches), ...few(backward)],
    tooMany: launches.length > MOST_ARROWS || backward.length > MOST_ARROWS,
  };
});

/** Arrows of what is selected and, where they are asked for, of all that is in view. */
export function selectArrows(state: AppState): {
  readonly own: readonly EventArrow[];
  readonly all: readonly EventArrow[];
} {
  const opened = selectOpened(state);
  const own = ofSelection(opened, selectSelectedEvent(state));
  const all = opened === undefined || !state.view.allArrows ? NO_ARROWS : ofWindow(opened, selectWindow(state)).arrows;
  return { own, all };
}

/** True where arrows are asked for and the window holds too many of a kind. */
export function selectTooManyArrows(state: AppState): boolean {
  const opened = selectOpened(state);
  return opened !== undefined && state.view.allArrows && ofWindow(opened, selectWindow(state)).tooMany;
}
