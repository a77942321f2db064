import { at } from '../base/at.ts';
import { lowerBound, upperBound } from '../base/search.ts';
import { type TimelineEvents } from '../model/timeline.ts';
import { memo } from './memo.ts';

/** Device work by the host call that launched it: event indexes sorted by launcher. */
const byLauncher = memo((events: TimelineEvents): { readonly launcher: Float64Array; readonly event: Uint32Array } => {
  const launched: number[] = [];
  for (let i = 0; i < events.length; i++) if (at(events.launcher, i) >= 0) launched.push(i);
  const event = Uint32Array.from(launched).sort((a, b) => at(events.launcher, a) - at(events.launcher, b) || a - b);
  return { launcher: Float64Array.from(event, (i) => at(events.launcher, i)), event };
});

/** Device work that a host call launched (indexes into `Timeline.events`), in order; empty where it launched none. */
export function launchedBy(events: TimelineEvents, call: number): readonly number[] {
  const { launcher, event } = byLauncher(events);
  return [...event.subarray(lowerBound(launcher, call), upperBound(launcher, call))];
}
