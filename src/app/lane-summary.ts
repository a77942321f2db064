import { at } from '../base/at.ts';
import { type LaneKey } from '../base/brand.ts';
import { formatCount, formatMicros, formatPercent } from '../base/format.ts';
import { asWords, say, type Words } from '../base/say.ts';
import { lowerBound } from '../base/search.ts';
import { type OpenedTrace } from '../engine/protocol.ts';
import { CLASSES } from '../ledger/classes.ts';
import { type ChartLane, type MarkRow } from '../model/mark-row.ts';
import { type TimeWindow } from '../view/zoom.ts';
import { type AppState } from './app-state.ts';
import { laneWords } from './lane-words.ts';
import { selectChart, selectOpened, selectWindow } from './selectors.ts';

/** Marks looked at for one summary: beyond that the first of the window speak. */
const MOST_LOOKED_AT = 400_000;
const TOP = 3;

/** One name (a class on a ledger lane) with its time in a window, microseconds. */
export interface NameTime {
  readonly name: Words;
  readonly us: number;
  readonly count: number;
}

/** What stands in a window of rows of marks. */
export interface WindowSum {
  readonly marks: number;
  /** Time covered by the outermost row. */
  readonly busyUs: number;
  readonly names: readonly NameTime[];
  /** False where there was too much to look at all of it. */
  readonly whole: boolean;
}

/** Sums the marks that meet the window by name, longest first. Times are cut to the window. */
export function sumWindow(opened: OpenedTrace, lanes: readonly ChartLane[], { start, end }: TimeWindow): WindowSum {
  const { strings, events } = opened.timeline;
  const times = new Map<number, { us: number; count: number }>();
  let marks = 0;
  let busyUs = 0;
  const sumRow = (row: MarkRow, lane: ChartLane, outermost: boolean): void => {
    for (let i = lowerBound(row.end, start); i < row.length && at(row.start, i) < end; i++) {
      if (marks >= MOST_LOOKED_AT) return;
      const us = Math.min(end, at(row.end, i)) - Math.max(start, at(row.start, i));
      const name = lane.kind === 'ledger' ? -1 - at(row.tint, i) : at(events.name, at(row.ref, i));
      const known = times.get(name);
      if (known === undefined) times.set(name, { us, count: 1 });
      else {
        known.us += us;
        known.count++;
      }
      marks++;
      if (outermost) busyUs += us;
    }
  };
  for (const lane of lanes) lane.rows.forEach((row, depth) => sumRow(row, lane, depth === 0));
  const nameOf = (key: number): Words =>
    key < 0 ? asWords(CLASSES[-1 - key]?.label ?? '') : (strings[key] ?? '').trim() || say`(no name)`;
  const names = [...times]
    .map(([key, { us, count }]): NameTime => ({ name: nameOf(key), us, count }))
    .sort((a, b) => b.us - a.us);
  return { marks, busyUs, names, whole: marks < MOST_LOOKED_AT };
}

/** Title and lines about a lane in the window that is shown; undefined where there is no such lane. */
export function summariseLane(
  state: AppState,
  key: LaneKey,
): { readonly title: Words; readonly lines: readonly Words[] } | undefined {
  const opened = selectOpened(state);
  const lane = selectChart(state).lanes.find((one) => one.key === key);
  if (opened === undefined || lane === undefined) return undefined;
  const window = selectWindow(state);
  const sum = sumWindow(opened, [lane], window);
  const span = window.end - window.start;
  const { ranks } = opened.timeline;
  const label = laneWords(lane.label);
  const title = ranks.length > 1 ? say`${label}, ${ranks[lane.rank]?.label ?? ''}` : label;
  if (sum.marks === 0) return { title, lines: [say`Nothing in view`] };
  const busy = formatPercent(Math.min(1, sum.busyUs / span));
  return {
    title,
    lines: [
      sum.whole
        ? say`${formatCount(sum.marks)} in view, busy ${busy} of it`
        : say`${formatCount(sum.marks)} and more in view, busy ${busy} of it`,
      ...sum.names.slice(0, TOP).map(({ name, us }) => say`${formatMicros(us, state.view.timeUnit)}  ${name}`),
    ],
  };
}
