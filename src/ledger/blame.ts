import { at, i32, item, u16 } from '../base/at.ts';
import { type Timeline } from '../model/timeline.ts';
import { classCode } from './classes.ts';
import { classedEvents, type HostActivity } from './host-activity.ts';
import { type PieceColumns, ruleCode } from './piece-columns.ts';
import { flattenSpans, segmentAfter, type Segments } from './segments.ts';

/** What blaming an idle stretch of one rank rests on. */
export interface Witness {
  readonly timeline: Timeline;
  readonly host: HostActivity;
  /** Lane of the rank's main thread; -1 where there is no host thread. */
  readonly mainLane: number;
  /** What the other threads that launch device work were inside, all together. */
  readonly launchers: Segments;
}

/**
 * Gives idle time [a, b) before device work `next` to classes. The host call that launched it started at l on thread T:
 *
 *     a            l        b
 *     |---- T -----|- queue-| next
 *
 * after l it is queued; before l each instant takes the class of what T was inside. Where T has nothing open that bears a
 * class, what the main thread has open counts (the autograd thread waits while the main thread loads data); else `host`.
 * Where no launch is known, what the main thread names counts; else `unknown`.
 */
export function blameIdle(pieces: PieceColumns, witness: Witness, a: number, b: number, next: number): void {
  const { events } = witness.timeline;
  const launcher = at(events.launcher, next);
  if (launcher < 0) {
    blameUnlaunched(pieces, witness, a, b, next);
    return;
  }
  const launched = Math.min(b, Math.max(a, at(events.start, launcher)));
  blameThread(pieces, witness, a, launched, at(events.lane, launcher), next);
  pieces.push(launched, b, classCode('queue'), ruleCode('queued'), launcher, next);
}

/**
 * No launch is known. What the main thread says by name (loading, compiling, waiting...) still holds; that it ran ops or
 * launch calls says nothing of this device work, so that stays unknown.
 */
function blameUnlaunched(pieces: PieceColumns, witness: Witness, a: number, b: number, next: number): void {
  const { mainLane } = witness;
  const unknown = classCode('unknown');
  if (mainLane < 0) {
    pieces.push(a, b, unknown, ruleCode('no-launch'), -1, next);
    return;
  }
  const launch = classCode('launch');
  walk(witness.host(mainLane), a, b, (from, to, cls, cause) => {
    if (cls < 0 || cls >= launch) pieces.push(from, to, unknown, ruleCode('no-launch'), -1, next);
    else pieces.push(from, to, cls, ruleCode('no-launch-inside'), cause, next);
  });
}

/** Idle time with no device work after it: what the main thread was inside. */
export function blameAfterLast(pieces: PieceColumns, witness: Witness, a: number, b: number): void {
  const rule = ruleCode('after-last');
  if (witness.mainLane < 0) pieces.push(a, b, classCode('unknown'), rule, -1, -1);
  else
    walk(witness.host(witness.mainLane), a, b, (from, to, cls, cause) => {
      if (cls >= 0) pieces.push(from, to, cls, rule, cause, -1);
      else onLaunchers(pieces, witness, from, to, rule, -1);
    });
}

function blameThread(pieces: PieceColumns, witness: Witness, a: number, b: number, lane: number, next: number): void {
  const { mainLane } = witness;
  const onMain = (from: number, to: number, cls: number, cause: number): void => {
    if (cls < 0) onLaunchers(pieces, witness, from, to, ruleCode('untraced'), next);
    else pieces.push(from, to, cls, ruleCode('main-inside'), cause, next);
  };
  walk(witness.host(lane), a, b, (from, to, cls, cause) => {
    if (cls >= 0) pieces.push(from, to, cls, ruleCode('inside'), cause, next);
    else if (mainLane < 0 || mainLane === lane) onMain(from, to, -1, -1);
    else walk(witness.host(mainLane), from, to, onMain);
  });
}

/** Where neither the launching nor the main thread has anything open: what other launching threads were inside; else `host` by `untraced`. */
function onLaunchers(
  pieces: PieceColumns,
  witness: Witness,
  a: number,
  b: number,
  untraced: number,
  next: number,
): void {
  walk(witness.launchers, a, b, (from, to, cls, cause) => {
    if (cls < 0) pieces.push(from, to, classCode('host'), untraced, -1, next);
    else pieces.push(from, to, cls, ruleCode('other-inside'), cause, next);
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
export function witnessOf(timeline: Timeline, rank: number, host: HostActivity, classes: Uint8Array): Witness {
  const { mainLane, lanes } = item(timeline.ranks, rank);
  const launching = new Set<number>();
  for (const index of lanes) {
    const lane = item(timeline.lanes, index);
    if (lane.kind === 'host') continue;
    for (let i = lane.first; i < lane.first + lane.count; i++) {
      const launcher = i32(timeline.events.launcher, i);
      if (launcher >= 0) launching.add(u16(timeline.events.lane, launcher));
    }
  }
  launching.delete(mainLane);
  const others = [...launching].map((lane) => item(timeline.lanes, lane));
  const launchers = flattenSpans(timeline.events, classedEvents(timeline, others, classes), classes);
  return { timeline, host, mainLane, launchers };
}
