import { f64, i32, item, u32 } from '../base/at.ts';
import { type OpenedTrace } from '../engine/protocol.ts';
import { fitWindow } from '../view/zoom.ts';
import { type AppStore } from './store.ts';
import { selectionOfEvent } from './navigate.ts';

/** The longest wait of a rank for another inside a stretch of time. */
export interface LongestWait {
  /** Index into `Timeline.events`. */
  readonly event: number;
  /** The rank waited for most in that stretch: index into `Timeline.ranks`. */
  readonly peer: number;
  readonly waitingUs: number;
}

/** undefined where the rank waits for none. Linear in the collectives of the rank. */
export function longestWait(
  { timeline, runRanks }: OpenedTrace,
  rank: number,
  stretch: { readonly start: number; readonly end: number },
): LongestWait | undefined {
  if (runRanks?.split === undefined) return undefined;
  const { alignment, members, split } = runRanks;
  const { start, end } = timeline.events;
  const perPeer = new Float64Array(timeline.ranks.length);
  let best = -1;
  let most = 0;
  for (let i = u32(members.first, rank); i < u32(members.first, rank + 1); i++) {
    const member = u32(members.member, i);
    const event = u32(alignment.matches.event, member);
    const peer = i32(split.waitsFor, member);
    if (peer < 0 || f64(end, event) <= stretch.start || f64(start, event) >= stretch.end) continue;
    const waiting = f64(split.waitingUs, member);
    perPeer[peer] = f64(perPeer, peer) + waiting;
    if (waiting > most) {
      most = waiting;
      best = event;
    }
  }
  if (best < 0) return undefined;
  const peer = perPeer.indexOf(perPeer.reduce((top, us) => Math.max(top, us), 0));
  return { event: best, peer, waitingUs: most };
}

/** Shows a step of a rank: its window, its longest wait selected, and the rank it waited for most beside it. */
export function showRankStep(store: AppStore, opened: OpenedTrace, rank: number, step: number): void {
  const { timeline } = opened;
  const stretch = item(timeline.steps, step);
  const place = step - item(timeline.ranks, rank).firstStep;
  const wait = longestWait(opened, rank, stretch);
  const { actions } = store.getState();
  actions.changeView(
    {
      rank,
      steps: { first: place, last: place },
      window: fitWindow(stretch, timeline.window),
      ...(wait !== undefined && {
        shownRanks: [rank, wait.peer].sort((a, b) => a - b),
        selection: selectionOfEvent(store.getState(), wait.event),
      }),
    },
    'push',
  );
}
