import { f64, item, u16, u32, u8 } from '../base/at.ts';
import { median } from '../base/median.ts';
import { KIND } from './event-kind.ts';
import { type RunColumns } from './run-columns.ts';
import { EVENT_KINDS, type Lane } from './timeline.ts';

const codes = (wanted: readonly number[]): Uint8Array =>
  Uint8Array.from(EVENT_KINDS, (_, code) => (wanted.includes(code) ? 1 : 0));
export const OPS = codes([KIND.hostOp, KIND.annotation]);
export const OPS_AND_OTHERS = codes([KIND.hostOp, KIND.annotation, KIND.other]);
export const NOTES = codes([KIND.deviceNote]);
export const ALL = codes(EVENT_KINDS.map((_, code) => code));

/** Lightning, Megatron, JAX and people write such spans; the number may be left out of `train_step`. */
export const NUMBERED =
  /^(?:global[ _]?step|train(?:ing)?[ _]?step|iteration|iter|step)[ #:_=]*(\d+)$|^train(?:ing)?[ _]?step$/i;

/** Ops and spans of a lane with a marker's name, in time order. */
export function marked(events: RunColumns, lane: Lane, wanted: Uint8Array, kinds: Uint8Array = OPS): number[] {
  const found: number[] = [];
  for (let i = lane.first; i < lane.first + lane.count; i++) {
    if (u8(wanted, u32(events.name, i)) === 0 || u8(events.far, i) === 1) continue;
    if (u8(kinds, u8(events.kind, i)) === 1) found.push(i);
  }
  return found;
}

export function byTime(found: number[], { start, end }: RunColumns): number[] {
  return found.sort((a, b) => f64(start, a) - f64(start, b) || f64(end, a) - f64(end, b) || a - b);
}

/** Those that take time. */
export const lasting = (found: readonly number[], { start, end }: RunColumns): number[] =>
  found.filter((event) => f64(end, event) > f64(start, event));

const MOST_IN_A_STEP = 4;
/** The longest distance is so many times the next one; distances of one place keep within this share of their middle one. */
const APART = 1.5;
const ALIKE = 0.25;

/**
 * Of spans that come in groups, the last of each group: two optimizers of one class share a name, and a step holds one of each. A group shows
 * in distances that repeat in turns, with one clearly longest: from the last of a group to the first of the next. All, where no such turn shows.
 */
export function lastOfEach(found: readonly number[], { start }: RunColumns): readonly number[] {
  const distances = found.slice(1).map((event, k) => f64(start, event) - f64(start, item(found, k)));
  for (let size = 2; size <= MOST_IN_A_STEP && distances.length >= 2 * size + 1; size++) {
    const places = Array.from({ length: size }, (_, place) => distances.filter((__, k) => k % size === place));
    const middles = places.map((own) => median(own));
    const sorted = [...middles].sort((a, b) => b - a);
    const even = places.every((own, place) => {
      const middle = item(middles, place);
      return own.every((us) => Math.abs(us - middle) <= ALIKE * middle);
    });
    if (!even || item(sorted, 0) < APART * item(sorted, 1)) continue;
    const last = middles.indexOf(item(sorted, 0));
    return found.filter((_, k) => k % size === last);
  }
  return found;
}

/** Spans that do not begin inside an earlier one. */
export function outermost(found: readonly number[], { start, end }: RunColumns): readonly number[] {
  let until = -Infinity;
  return found.filter((event) => {
    if (f64(start, event) < until) return false;
    until = f64(end, event);
    return true;
  });
}

/** Spans whose numbers rise and that do not lie inside each other; numberless ones count up by their order. Empty where the numbers fall. */
export function increasing(
  found: readonly number[],
  { start, end, name }: RunColumns,
  strings: readonly string[],
): readonly number[] {
  let last = -1;
  let until = -Infinity;
  const kept: number[] = [];
  for (const event of found) {
    if (f64(start, event) < until) continue;
    const digits = NUMBERED.exec(strings[u32(name, event)] ?? '')?.[1];
    const number = digits === undefined ? last + 1 : Number(digits);
    if (number <= last) return [];
    last = number;
    until = f64(end, event);
    kept.push(event);
  }
  return kept;
}

/** One list a name. */
export function byName(found: readonly number[], name: Uint32Array): readonly number[][] {
  const lists = new Map<number, number[]>();
  for (const event of found) {
    const list = lists.get(u32(name, event));
    if (list === undefined) lists.set(u32(name, event), [event]);
    else list.push(event);
  }
  return [...lists.values()];
}

/** The longest list; of equal ones the one that begins last: the outer of two optimizers ends the step. */
export function longest(lists: readonly (readonly number[])[]): readonly number[] {
  return lists.reduce(
    (best, list) =>
      list.length > best.length || (list.length === best.length && (list[0] ?? 0) > (best[0] ?? 0)) ? list : best,
    [],
  );
}

export function commonest(found: readonly number[], lane: Uint16Array): number {
  const counts = new Map<number, number>();
  for (const event of found) counts.set(u16(lane, event), (counts.get(u16(lane, event)) ?? 0) + 1);
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [-1, 0])[0];
}

/** First start and last end of the host and device work of some lanes; far events left out. 0 and 0 where there is none. */
export function extentOf(
  events: RunColumns,
  lanes: readonly Lane[],
  laneIndexes: readonly number[],
): readonly [number, number] {
  let low = Infinity;
  let high = -Infinity;
  const scan = (notes: boolean): void => {
    for (const index of laneIndexes) {
      const lane = item(lanes, index);
      if ((lane.kind === 'note') !== notes) continue;
      for (let i = lane.first; i < lane.first + lane.count; i++) {
        if (u8(events.far, i) === 1) continue;
        if (f64(events.start, i) < low) low = f64(events.start, i);
        if (f64(events.end, i) > high) high = f64(events.end, i);
      }
    }
  };
  scan(false);
  if (low > high) scan(true);
  return low <= high ? [low, high] : [0, 0];
}
