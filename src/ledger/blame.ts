import { at, item } from '../base/at.ts';
import { type Timeline } from '../model/timeline.ts';
import { classCode } from './classes.ts';
import { type HostActivity } from './host-activity.ts';
import { type PieceColumns, ruleCode } from './piece-columns.ts';
import { segmentAfter, type Segments } from './segments.ts';

/** What blaming an idle stretch of one rank rests on. */
export interface Witness {
  readonly timeline: Timeline;
  readonly host: HostActivity;
  /** Lane of the rank's main thread; -1 where there is no host thread. */
  readonly mainLane: number;
}

/**
 * Gives idle time [a, b) before device work `next` to classes. The host call that launched it started at l on thread T:
 *
 *     a            l        b
 *     |---- T -----|- queue-| next
 *
 * after l it is queued; before l each instant takes the class of what T was inside. Where T has nothing open that bears a
 * class, what the main thread has open counts (the autograd thread waits while the main thread loads data); else `host`.
 */
export function blameIdle(pieces: PieceColumns, witness: Witness, a: number, b: number, next: number): void {
  const { events } = witness.timeline;
  const launcher = at(events.launcher, next);
  if (launcher < 0) {
    pieces.push(a, b, classCode('unknown'), ruleCode('no-launch'), -1, next);
    return;
  }
  const launched = Math.min(b, Math.max(a, at(events.start, launcher)));
  blameThread(pieces, witness, a, launched, at(events.lane, launcher), next);
  pieces.push(launched, b, classCode('queue'), ruleCode('queued'), launcher, next);
}

/** Idle time with no device work after it: what the main thread was inside. */
export function blameAfterLast(pieces: PieceColumns, witness: Witness, a: number, b: number): void {
  const rule = ruleCode('after-last');
  if (witness.mainLane < 0) pieces.push(a, b, classCode('unknown'), rule, -1, -1);
  else
    walk(witness.host(witness.mainLane), a, b, (from, to, cls, cause) => {
      if (cls < 0) pieces.push(from, to, classCode('host'), rule, -1, -1);
      else pieces.push(from, to, cls, rule, cause, -1);
    });
}

function blameThread(pieces: PieceColumns, witness: Witness, a: number, b: number, lane: number, next: number): void {
  const { mainLane } = witness;
  const onMain = (from: number, to: number, cls: number, cause: number): void => {
    if (cls < 0) pieces.push(from, to, classCode('host'), ruleCode('untraced'), -1, next);
    else pieces.push(from, to, cls, ruleCode('main-inside'), cause, next);
  };
  walk(witness.host(lane), a, b, (from, to, cls, cause) => {
    if (cls >= 0) pieces.push(from, to, cls, ruleCode('inside'), cause, next);
    else if (mainLane < 0 || mainLane === lane) onMain(from, to, -1, -1);
    else walk(witness.host(mainLane), from, to, onMain);
  });
}

/** Visits [a, b) in order: stretches inside a segment with its class and event, stretches between segments with -1. */
export function walk(
  segments: Segments,
  a: number,
  b: number,
  visit: (from: number, to: number, cls: number, event: number) => void,
): void {
  let cursor = a;
  for (let s = segmentAfter(segments, a); cursor < b && s < segments.length; s++) {
    const from = Math.max(cursor, Math.min(b, at(segments.start, s)));
    const to = Math.min(b, at(segments.end, s));
    if (from > cursor) visit(cursor, from, -1, -1);
    if (to > from) visit(from, to, at(segments.class, s), at(segments.event, s));
    cursor = Math.max(from, to);
  }
  if (cursor < b) visit(cursor, b, -1, -1);
}

/** The rank's witness: its main thread and what each of its threads was inside. */
export function witnessOf(timeline: Timeline, rank: number, host: HostActivity): Witness {
  return { timeline, host, mainLane: item(timeline.ranks, rank).mainLane };
}
