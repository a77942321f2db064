import { f64, i32, item, u16, u32, u8 } from '../base/at.ts';
import { upperBound } from '../base/search.ts';
import { type Timeline } from '../model/timeline.ts';
import { classCode } from './classes.ts';
import { classedEvents, type HostActivity } from './host-activity.ts';
import { type RuleKey } from './ledger.ts';
import { type PieceColumns, ruleCode } from './piece-columns.ts';
import { flattenSpans, segmentAfter, type Segments } from './segments.ts';

const QUEUE = classCode('queue');
const LAUNCH = classCode('launch');
const HOST = classCode('host');
const UNKNOWN = classCode('unknown');
const QUEUED = ruleCode('queued');
const NO_LAUNCH = ruleCode('no-launch');
const NO_LAUNCH_INSIDE = ruleCode('no-launch-inside');
const AFTER_LAST = ruleCode('after-last');

/** What one thread or several were inside, and the rule under which that is blamed. */
interface Layer {
  readonly segments: Segments;
  readonly rule: number;
  /** Where the last search ended: idle stretches come in time order. */
  near: number;
}

/** Layers asked in turn, each where the ones before have nothing open; where none has, the time is `host` by the rule `untraced`. */
interface Testimony {
  readonly layers: readonly Layer[];
  readonly untraced: number;
}

/** What blaming an idle stretch of one rank rests on. */
export interface Witness {
  readonly timeline: Timeline;
  /** Of a launching thread: its own time, then the main thread's, then that of all other launching threads. */
  readonly launching: (lane: number) => Testimony;
  /** After the last device work: the main thread, then all other launching threads; `undefined` where there is no host thread. */
  readonly afterLast: Testimony | undefined;
  /** The main thread alone; `undefined` where there is no host thread. */
  readonly main: Layer | undefined;
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
  const launcher = i32(events.launcher, next);
  if (launcher < 0) {
    blameUnlaunched(pieces, witness.main, a, b, next);
    return;
  }
  const launched = Math.min(b, Math.max(a, f64(events.start, launcher)));
  ask(pieces, witness.launching(u16(events.lane, launcher)), 0, a, launched, next);
  pieces.push(launched, b, QUEUE, QUEUED, launcher, next);
}

/**
 * No launch is known. What the main thread says by name (loading, compiling, waiting...) still holds; that it ran ops or
 * launch calls says nothing of this device work, so that stays unknown.
 */
function blameUnlaunched(pieces: PieceColumns, main: Layer | undefined, a: number, b: number, next: number): void {
  if (main === undefined) {
    pieces.push(a, b, UNKNOWN, NO_LAUNCH, -1, next);
    return;
  }
  walk(main.segments, a, b, (from, to, cls, cause) => {
    if (cls < 0 || cls >= LAUNCH) pieces.push(from, to, UNKNOWN, NO_LAUNCH, -1, next);
    else pieces.push(from, to, cls, NO_LAUNCH_INSIDE, cause, next);
  });
}

/** Idle time with no device work after it: what the main thread was inside. */
export function blameAfterLast(pieces: PieceColumns, witness: Witness, a: number, b: number): void {
  if (witness.afterLast === undefined) pieces.push(a, b, UNKNOWN, AFTER_LAST, -1, -1);
  else ask(pieces, witness.afterLast, 0, a, b, -1);
}

/** Gives [a, b) to what layer `k` has open, and the gaps to the layers after it. */
function ask(pieces: PieceColumns, testimony: Testimony, k: number, a: number, b: number, next: number): void {
  const layer = testimony.layers[k];
  if (layer === undefined) {
    pieces.push(a, b, HOST, testimony.untraced, -1, next);
    return;
  }
  const { length, start, end, class: classes, event } = layer.segments;
  let s = firstOpen(layer, a);
  let cursor = a;
  for (; cursor < b && s < length; s++) {
    const from = Math.max(cursor, Math.min(b, f64(start, s)));
    const to = Math.min(b, f64(end, s));
    if (from > cursor) ask(pieces, testimony, k + 1, cursor, from, next);
    if (to > from) pieces.push(from, to, u8(classes, s), layer.rule, u32(event, s), next);
    cursor = Math.max(from, to);
  }
  if (cursor < b) ask(pieces, testimony, k + 1, cursor, b, next);
}

/** First segment of a layer that ends after `time`. */
function firstOpen(layer: Layer, time: number): number {
  const { length, end } = layer.segments;
  let s = layer.near;
  if (s > 0 && f64(end, s - 1) > time) s = upperBound(end, time, 0, s);
  else while (s < length && f64(end, s) <= time) s++;
  layer.near = s;
  return s;
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
    const from = Math.max(cursor, Math.min(b, f64(segments.start, s)));
    const to = Math.min(b, f64(segments.end, s));
    if (from > cursor) visit(cursor, from, -1, -1);
    if (to > from) visit(from, to, u8(segments.class, s), u32(segments.event, s));
    cursor = Math.max(from, to);
  }
  if (cursor < b) visit(cursor, b, -1, -1);
}

/** The rank's witness: its main thread and what each of its threads was inside. */
export function witnessOf(timeline: Timeline, rank: number, host: HostActivity, classes: Uint8Array): Witness {
  const { mainLane, lanes } = item(timeline.ranks, rank);
  const others = launchingLanes(timeline, lanes)
    .filter((lane) => lane !== mainLane)
    .map((lane) => item(timeline.lanes, lane));
  const layer = (segments: Segments, key: RuleKey): Layer => ({ segments, rule: ruleCode(key), near: 0 });
  const launchers = flattenSpans(timeline.events, classedEvents(timeline, others, classes), classes);
  const onMain = mainLane < 0 ? undefined : host(mainLane);
  const known = new Map<number, Testimony>();
  const testimonyOf = (lane: number): Testimony => {
    const layers = [layer(host(lane), 'inside')];
    if (onMain !== undefined && lane !== mainLane) layers.push(layer(onMain, 'main-inside'));
    return { layers: [...layers, layer(launchers, 'other-inside')], untraced: ruleCode('untraced') };
  };
  return {
    timeline,
    launching: (lane) => {
      let found = known.get(lane);
      if (found === undefined) known.set(lane, (found = testimonyOf(lane)));
      return found;
    },
    afterLast:
      onMain === undefined
        ? undefined
        : { layers: [layer(onMain, 'after-last'), layer(launchers, 'other-inside')], untraced: AFTER_LAST },
    main: onMain === undefined ? undefined : layer(onMain, 'no-launch-inside'),
  };
}

/** Lanes that launch device work of the given lanes, in the order in which it comes. */
function launchingLanes(timeline: Timeline, lanes: readonly number[]): readonly number[] {
  const { launcher, lane: laneOf } = timeline.events;
  const seen = new Uint8Array(timeline.lanes.length);
  const launching: number[] = [];
  for (const index of lanes) {
    const lane = item(timeline.lanes, index);
    if (lane.kind === 'host') continue;
    for (let i = lane.first; i < lane.first + lane.count; i++) {
      const call = i32(launcher, i);
      if (call < 0) continue;
      const own = u16(laneOf, call);
      if (u8(seen, own) === 1) continue;
      seen[own] = 1;
      launching.push(own);
    }
  }
  return launching;
}
