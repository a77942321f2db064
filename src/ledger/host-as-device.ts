import { item } from '../base/at.ts';
import { type Timeline } from '../model/timeline.ts';
import { walk } from './blame.ts';
import { classCode } from './classes.ts';
import { classedEvents, hostActivity } from './host-activity.ts';
import { type PieceColumns, ruleCode } from './piece-columns.ts';
import { flattenSpans } from './segments.ts';

/**
 * A rank without device work (CPU training): the main thread stands for the device. Framework ops are compute, collectives
 * are communication, the rest as the table says. Where the main thread has nothing open and another thread is inside a
 * collective, the main thread is taken to wait for it (Gloo runs collectives on threads of its own); else `host`.
 *
 * @param classes from `classifyAsDevice`
 */
export function accountHost(
  pieces: PieceColumns,
  timeline: Timeline,
  rank: number,
  classes: Uint8Array,
  a: number,
  b: number,
): void {
  const rule = ruleCode('host-as-device');
  const { mainLane, lanes } = item(timeline.ranks, rank);
  if (mainLane < 0) {
    pieces.push(a, b, classCode('unknown'), rule, -1, -1);
    return;
  }
  const communication = classCode('communication');
  const launch = classCode('launch');
  const compute = classCode('compute');
  const others = lanes.filter((lane) => lane !== mainLane).map((lane) => item(timeline.lanes, lane));
  const onOthers = classedEvents(
    timeline,
    others.filter((lane) => lane.kind === 'host'),
    classes,
  ).filter((event) => classes[event] === communication);
  const collectives = flattenSpans(timeline.events, onOthers, classes);
  walk(hostActivity(timeline, rank, classes)(mainLane), a, b, (from, to, cls, cause) => {
    if (cls >= 0) pieces.push(from, to, cls === launch ? compute : cls, rule, cause, -1);
    else
      walk(collectives, from, to, (low, high, waiting, event) => {
        pieces.push(low, high, waiting < 0 ? classCode('host') : communication, rule, event, -1);
      });
  });
}
