import { at, item } from '../base/at.ts';
import { micros, type LaneKey, type Micros } from '../base/brand.ts';
import { assertNever } from '../base/assert.ts';
import { lowerBound, upperBound } from '../base/search.ts';
import { type OpenedTrace } from '../engine/protocol.ts';
import { type Links, type Timeline } from '../model/timeline.ts';
import { ARROW_KINDS, type ArrowKind } from '../view/chart-fields.ts';
import { type TimeWindow } from '../view/zoom.ts';
import { type AppState } from './app-state.ts';
import { launchedBy } from './launched-by.ts';
import { memo } from './memo.ts';
import { selectOpened, selectReplay, selectSelectedEvent, selectWindow } from './selectors.ts';

interface ArrowEnd {
  readonly lane: LaneKey;
  readonly start: Micros;
  /** Index into `Timeline.events`. */
  readonly ref: number;
  /** When the arrow leaves or arrives; absent: at the end of what it leaves, at the start of what it leads to. */
  readonly touches?: Micros;
}

/** From one event to another that could not begin (of a collective: not go on) without it. */
export interface EventArrow {
  readonly kind: ArrowKind;
  readonly from: ArrowEnd;
  readonly to: ArrowEnd;
}

const NO_ARROWS: readonly EventArrow[] = [];
const MOST_SELECTED = 64;
/** More arrows than this say nothing: none of a kind is drawn then. */
export const MOST_ARROWS = 400;

const endOf = ({ events, lanes }: Timeline, index: number, touches?: number): ArrowEnd => ({
  lane: item(lanes, at(events.lane, index)).key,
  start: micros(at(events.start, index)),
  ref: index,
  ...(touches !== undefined && { touches: micros(touches) }),
});

const arrow = (timeline: Timeline, kind: ArrowKind, from: number, to: number): EventArrow => ({
  kind,
  from: endOf(timeline, from),
  to: endOf(timeline, to),
});

/** From the last rank to arrive to one that waited for it: at that moment on either clock. */
const meeting = (timeline: Timeline, from: number, to: number, waitedUs: number): EventArrow => ({
  kind: 'collective',
  from: endOf(timeline, from, at(timeline.events.start, from)),
  to: endOf(timeline, to, at(timeline.events.start, to) + waitedUs),
});

/** Arrows of match `m`: from each rank that was waited for to those that waited. */
function meetingsOf({ timeline, runRanks }: OpenedTrace, m: number): readonly EventArrow[] {
  if (runRanks?.split === undefined) return NO_ARROWS;
  const { matches } = runRanks.alignment;
  const { waitsFor, waitingUs } = runRanks.split;
  const arrows: EventArrow[] = [];
  const last = at(matches.first, m + 1);
  for (let k = at(matches.first, m); k < last; k++) {
    const peer = at(waitsFor, k);
    if (peer < 0) continue;
    for (let other = at(matches.first, m); other < last; other++)
      if (at(matches.rank, other) === peer)
        arrows.push(meeting(timeline, at(matches.event, other), at(matches.event, k), at(waitingUs, k)));
  }
  return arrows;
}

const inMatch = ({ runRanks }: OpenedTrace, event: number): number => {
  if (runRanks === undefined) return -1;
  const { matches } = runRanks.alignment;
  const member = matches.event.indexOf(event);
  return member < 0 ? -1 : upperBound(matches.first, member) - 1;
};

const ofPairs = (timeline: Timeline, kind: ArrowKind, pairs: Pairs | undefined, event: number): EventArrow[] => {
  const found: EventArrow[] = [];
  for (let i = 0; pairs !== undefined && i < pairs.length && found.length < MOST_SELECTED; i++) {
    const from = at(pairs.from, i);
    const to = at(pairs.to, i);
    if (from === event || to === event) found.push(arrow(timeline, kind, from, to));
  }
  return found;
};

type Pairs = Pick<Links, 'length' | 'from' | 'to'>;

const ofSelection = memo(
  (opened: OpenedTrace | undefined, waits: Pairs | undefined, event: number | undefined): readonly EventArrow[] => {
    if (opened === undefined || event === undefined) return NO_ARROWS;
    const { timeline } = opened;
    const launcher = at(timeline.events.launcher, event);
    const launches =
      launcher >= 0
        ? [arrow(timeline, 'launch', launcher, event)]
        : launchedBy(timeline.events, event)
            .slice(0, MOST_SELECTED)
            .map((work) => arrow(timeline, 'launch', event, work));
    const match = inMatch(opened, event);
    return [
      ...launches,
      ...ofPairs(timeline, 'backward', timeline.links, event),
      ...ofPairs(timeline, 'wait', waits, event),
      ...(match < 0 ? [] : meetingsOf(opened, match))
        .filter(({ from, to }) => from.ref === event || to.ref === event)
        .slice(0, MOST_SELECTED),
    ];
  },
);

/** Device work that starts in the window and was launched in it. */
function launchesIn(
  { events, lanes }: Timeline,
  window: TimeWindow,
  found: (from: number, to: number) => boolean,
): void {
  for (const lane of lanes) {
    if (lane.kind !== 'device') continue;
    const last = lane.first + lane.count;
    let i = lowerBound(events.start, window.start, lane.first, last);
    for (; i < last && at(events.start, i) < window.end; i++) {
      const launcher = at(events.launcher, i);
      if (launcher >= 0 && at(events.end, launcher) > window.start && !found(launcher, i)) return;
    }
  }
}

/** All arrows of a kind whose ends both meet the window; at most one more than MOST_ARROWS. */
function arrowsIn(
  kind: ArrowKind,
  opened: OpenedTrace,
  waits: Pairs | undefined,
  window: TimeWindow,
): readonly EventArrow[] {
  const { timeline } = opened;
  const { events } = timeline;
  const inside = (event: number): boolean =>
    at(events.start, event) < window.end && at(events.end, event) > window.start;
  const arrows: EventArrow[] = [];
  switch (kind) {
    case 'launch':
      launchesIn(timeline, window, (from, to) => arrows.push(arrow(timeline, kind, from, to)) <= MOST_ARROWS);
      return arrows;
    case 'backward':
    case 'wait': {
      const pairs = kind === 'wait' ? waits : timeline.links;
      for (let i = 0; pairs !== undefined && i < pairs.length && arrows.length <= MOST_ARROWS; i++)
        if (inside(at(pairs.from, i)) && inside(at(pairs.to, i)))
          arrows.push(arrow(timeline, kind, at(pairs.from, i), at(pairs.to, i)));
      return arrows;
    }
    case 'collective': {
      const matches = opened.runRanks?.alignment.matches;
      for (let m = 0; matches !== undefined && m < matches.length && arrows.length <= MOST_ARROWS; m++)
        if (inside(at(matches.event, at(matches.first, m))))
          arrows.push(...meetingsOf(opened, m).filter(({ from, to }) => inside(from.ref) && inside(to.ref)));
      return arrows;
    }
    default:
      return assertNever(kind);
  }
}

/** Arrows of the kinds asked for in the window; kinds with more than MOST_ARROWS are left out, and named. */
const ofWindow = memo(
  (opened: OpenedTrace, waits: Pairs | undefined, kinds: readonly ArrowKind[], window: TimeWindow) => {
    const found = kinds.map((kind) => ({ kind, arrows: arrowsIn(kind, opened, waits, window) }));
    return {
      arrows: found.flatMap(({ arrows }) => (arrows.length > MOST_ARROWS ? NO_ARROWS : arrows)),
      tooMany: found.filter(({ arrows }) => arrows.length > MOST_ARROWS).map(({ kind }) => kind),
    };
  },
);

const waitsOf = (state: AppState): Pairs | undefined => selectReplay(state)?.waits;

/** Arrows of what is selected and, of the kinds that are asked for, of all that is in view. */
export function selectArrows(state: AppState): {
  readonly own: readonly EventArrow[];
  readonly all: readonly EventArrow[];
} {
  const opened = selectOpened(state);
  const waits = waitsOf(state);
  const { arrows } = state.view;
  return {
    own: ofSelection(opened, waits, selectSelectedEvent(state)),
    all:
      opened === undefined || arrows.length === 0
        ? NO_ARROWS
        : ofWindow(opened, waits, arrows, selectWindow(state)).arrows,
  };
}

const NONE: readonly ArrowKind[] = [];

/** The kinds asked for of which the window holds too many. */
export function selectTooManyArrows(state: AppState): readonly ArrowKind[] {
  const opened = selectOpened(state);
  const { arrows } = state.view;
  return opened === undefined || arrows.length === 0
    ? NONE
    : ofWindow(opened, waitsOf(state), arrows, selectWindow(state)).tooMany;
}

const kindsOf = memo((opened: OpenedTrace | undefined, waits: Pairs | undefined): readonly ArrowKind[] =>
  opened === undefined
    ? NONE
    : ARROW_KINDS.filter((kind) => {
        switch (kind) {
          case 'launch':
            return opened.timeline.events.launcher.some((launcher) => launcher >= 0);
          case 'backward':
            return opened.timeline.links.length > 0;
          case 'wait':
            return (waits?.length ?? 0) > 0;
          case 'collective':
            return opened.runRanks?.split !== undefined && opened.runRanks.alignment.matches.length > 0;
          default:
            return assertNever(kind);
        }
      }),
);

/** The kinds of arrows that the trace holds any of; waits are known once the replay is ready. */
export const selectArrowKinds = (state: AppState): readonly ArrowKind[] => kindsOf(selectOpened(state), waitsOf(state));
