import { at } from '../base/at.ts';
import { type OpenedTrace } from '../engine/protocol.ts';
import { CLASSES, type ClassKey } from '../ledger/classes.ts';
import { lowerBound } from '../base/search.ts';
import { type TimeWindow } from '../view/zoom.ts';
import { type AppState } from './app-state.ts';
import { type NameTime, sumWindow } from './lane-summary.ts';
import { memo } from './memo.ts';
import { selectOpened } from './selectors.ts';

/** What a marked stretch of time holds, for the rank in view. Microseconds. */
export interface RangeFacts {
  readonly window: TimeWindow;
  readonly durationUs: number;
  /** Time in which the device computes, communicates or copies. */
  readonly deviceUs: number;
  /** Classes of the ledger that occur, longest first; they add up to the part of the range that lies in steps. */
  readonly classes: readonly { readonly key: ClassKey; readonly label: string; readonly us: number }[];
  /** Names of device work, else of calls of the host, longest first. */
  readonly names: readonly NameTime[];
  readonly namesOf: 'device' | 'host';
}

const DEVICE: readonly ClassKey[] = ['compute', 'communication', 'copy'];
const MOST_NAMES = 8;

const factsOf = memo((opened: OpenedTrace | undefined, window: TimeWindow | undefined, rank: number) => {
  if (opened === undefined || window === undefined) return undefined;
  const us = new Float64Array(CLASSES.length);
  const pieces = opened.ledger.ranks.find((one) => one.rank === rank)?.pieces;
  if (pieces !== undefined)
    for (let i = lowerBound(pieces.end, window.start); i < pieces.length && at(pieces.start, i) < window.end; i++) {
      const own = Math.min(window.end, at(pieces.end, i)) - Math.max(window.start, at(pieces.start, i));
      us[at(pieces.class, i)] = at(us, at(pieces.class, i)) + Math.max(0, own);
    }
  const classes = CLASSES.map(({ key, label }, code) => ({ key, label, us: at(us, code) }))
    .filter((row) => row.us > 0)
    .sort((a, b) => b.us - a.us);
  const lanes = opened.lanes.filter((lane) => lane.rank === rank);
  const device = lanes.filter((lane) => ['compute', 'communication', 'device'].includes(lane.kind));
  const shown = device.length > 0 ? device : lanes.filter((lane) => lane.kind === 'host');
  const facts: RangeFacts = {
    window,
    durationUs: window.end - window.start,
    deviceUs: classes.reduce((sum, row) => sum + (DEVICE.includes(row.key) ? row.us : 0), 0),
    classes,
    names: sumWindow(opened, shown, window).names.slice(0, MOST_NAMES),
    namesOf: device.length > 0 ? 'device' : 'host',
  };
  return facts;
});

/** undefined where no range is marked. */
export const selectRangeFacts = (state: AppState, range: TimeWindow | undefined): RangeFacts | undefined =>
  factsOf(selectOpened(state), range, state.view.rank);
