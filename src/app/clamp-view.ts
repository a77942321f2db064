import { micros } from '../base/brand.ts';
import { type Said, say } from '../base/say.ts';
import { type OpenedTrace } from '../engine/protocol.ts';
import { type Selection, type ViewState } from '../view/view-state.ts';
import { fitWindow, minSpanUs, spanUs, type TimeWindow } from '../view/zoom.ts';
import { findMark } from './find-mark.ts';
import { findInstant } from './instants.ts';
import { clampedField, type Notice } from './notices.ts';

/** A view that fits the trace, with a notice for each thing that did not. */
export interface ClampedView {
  readonly view: ViewState;
  readonly notices: readonly Notice[];
}

const isThere = ({ lanes, timeline }: OpenedTrace, selection: Selection): boolean =>
  (selection.instant === true ? findInstant(timeline, selection) : findMark(lanes, selection)) !== undefined;

/** Fits a view from a link to the trace it is shown on: times into its window, positions and lanes that exist. */
export function clampView(view: ViewState, opened: OpenedTrace): ClampedView {
  const { timeline, lanes } = opened;
  const notices: Notice[] = [];
  const note = (field: string, text: Said): undefined => {
    notices.push(clampedField(field, text));
    return undefined;
  };

  const inside = (field: Said, wanted: TimeWindow | undefined): TimeWindow | undefined => {
    if (wanted === undefined) return undefined;
    const bounds = timeline.window;
    if (wanted.end < bounds.start || wanted.start > bounds.end)
      return note(field.message, say`The link’s ${field} lies outside this trace.`);
    const cut = {
      start: micros(Math.max(wanted.start, bounds.start)),
      end: micros(Math.min(wanted.end, bounds.end)),
    };
    const least = minSpanUs(bounds);
    const fitted = spanUs(cut) < least ? fitWindow(cut, bounds, 0, least) : cut;
    if (Math.abs(fitted.start - wanted.start) > 0.001 || Math.abs(fitted.end - wanted.end) > 0.001) {
      note(field.message, say`The link’s ${field} was cut to lie inside this trace.`);
    }
    return fitted;
  };

  const rank =
    timeline.ranks[view.rank] === undefined && view.rank !== 0
      ? (note('rank', say`This trace has no rank at position ${view.rank}; the first is shown.`) ?? 0)
      : view.rank;

  const count = (timeline.ranks[rank]?.lastStep ?? 0) - (timeline.ranks[rank]?.firstStep ?? 0);
  const steps = ((wanted) => {
    if (wanted === undefined || wanted.last < count) return wanted;
    if (wanted.first >= count)
      return note('steps', say`This trace has ${count} steps; the link’s selection of steps was left out.`);
    note('steps', say`This trace has ${count} steps; the link’s selection of steps was cut.`);
    return { first: wanted.first, last: count - 1 };
  })(view.steps);

  const keys = new Set(lanes.map((lane) => lane.key));
  const known = (field: Said, wanted: ViewState['hiddenLanes']): ViewState['hiddenLanes'] => {
    const kept = wanted.filter((key) => keys.has(key));
    if (kept.length === wanted.length) return wanted;
    note(field.message, say`${wanted.length - kept.length} of the link’s ${field} are not in this trace.`);
    return kept;
  };

  const selection =
    view.selection !== undefined && !isThere(opened, view.selection)
      ? note('selection', say`What the link selects is not in this trace.`)
      : view.selection;

  const flags = ((wanted) => {
    const kept = wanted.filter(({ at }) => at >= timeline.window.start && at <= timeline.window.end);
    if (kept.length === wanted.length) return wanted;
    note('flags', say`${wanted.length - kept.length} of the link’s flags lie outside this trace.`);
    return kept;
  })(view.flags);

  return {
    view: {
      ...view,
      flags,
      window: inside(say`window`, view.window),
      range: inside(say`range`, view.range),
      rank,
      steps,
      selection,
      hiddenLanes: known(say`hidden lanes`, view.hiddenLanes),
      foldedLanes: known(say`folded lanes`, view.foldedLanes),
      laneOrder: known(say`ordered lanes`, view.laneOrder),
      pinnedLanes: known(say`pinned lanes`, view.pinnedLanes),
    },
    notices,
  };
}
