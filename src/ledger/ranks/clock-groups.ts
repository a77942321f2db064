import { f64, item, u16, u32 } from '../../base/at.ts';
import { median } from '../../base/median.ts';
import { type Timeline } from '../../model/timeline.ts';
import { isBarrier } from './collective-calls.ts';
import { type CollectiveMatches } from './match-collectives.ts';

/** How far the clocks of one group stand from the group's middle, microseconds. */
export interface GroupOffsets {
  readonly clocks: readonly number[];
  readonly offsetsUs: readonly number[];
}

/** Matches whose ends tell the clocks: synchronising ones. */
export function clockMatches(matches: CollectiveMatches): Uint32Array {
  const found: number[] = [];
  for (let m = 0; m < matches.length; m++) if (isBarrier(matches.kind[m] ?? 0)) found.push(m);
  return Uint32Array.from(found);
}

/** For each group the median distance of each clock's ends from the middle end of their collective. */
export function groupOffsets(
  { events }: Timeline,
  matches: CollectiveMatches,
  used: Uint32Array,
  clockOf: ArrayLike<number>,
): readonly GroupOffsets[] {
  const away = new Map<number, Map<number, number[]>>();
  for (const m of used) {
    const first = u32(matches.first, m);
    const last = u32(matches.first, m + 1);
    const ends = new Float64Array(last - first);
    for (let k = first; k < last; k++) ends[k - first] = f64(events.end, u32(matches.event, k));
    const middle = median(ends);
    const group = u32(matches.group, m);
    let byClock = away.get(group);
    if (byClock === undefined) away.set(group, (byClock = new Map()));
    for (let k = first; k < last; k++) {
      const clock = clockOf[u16(matches.rank, k)] ?? 0;
      const list = byClock.get(clock);
      const us = f64(ends, k - first) - middle;
      if (list === undefined) byClock.set(clock, [us]);
      else list.push(us);
    }
  }
  return [...away.values()].map((byClock) => ({
    clocks: [...byClock.keys()],
    offsetsUs: [...byClock.values()].map(median),
  }));
}

/** Clocks that collectives tie to each other, and how far each stands from the middle one of its set. */
export interface PlacedClocks {
  readonly offsetsUs: Float64Array;
  /** How many sets of clocks have no collective in common. */
  readonly sets: number;
}

/** Puts all clocks on one scale: groups that share a clock with those already placed are hung onto them, the largest first. */
export function placeClocks(groups: readonly GroupOffsets[], clockCount: number): PlacedClocks {
  const offsetsUs = new Float64Array(clockCount);
  const setOf = new Int32Array(clockCount).fill(-1);
  let waiting = [...groups].sort((a, b) => b.clocks.length - a.clocks.length);
  let sets = 0;
  while (waiting.length > 0) {
    const joining = waiting.findIndex(({ clocks }) => clocks.some((clock) => (setOf[clock] ?? -1) >= 0));
    const next = item(waiting, Math.max(0, joining));
    waiting = waiting.filter((group) => group !== next);
    const known = next.clocks.findIndex((clock) => (setOf[clock] ?? -1) >= 0);
    const set = known < 0 ? sets++ : (setOf[item(next.clocks, known)] ?? 0);
    const shared = next.clocks.flatMap((clock, i) =>
      setOf[clock] === set ? [f64(offsetsUs, clock) - item(next.offsetsUs, i)] : [],
    );
    const lift = shared.length > 0 ? median(shared) : 0;
    next.clocks.forEach((clock, i) => {
      if ((setOf[clock] ?? -1) >= 0) return;
      setOf[clock] = set;
      offsetsUs[clock] = item(next.offsetsUs, i) + lift;
    });
  }
  for (let set = 0; set < sets; set++) centre(offsetsUs, setOf, set);
  const alone = setOf.filter((set) => set < 0).length;
  return { offsetsUs, sets: sets + alone };
}

/** Takes the lower middle offset of a set off all of it, so that most clocks stay as they are. */
function centre(offsetsUs: Float64Array, setOf: Int32Array, set: number): void {
  const own = offsetsUs.filter((_, clock) => setOf[clock] === set).sort();
  const middle = f64(own, (own.length - 1) >>> 1);
  for (let clock = 0; clock < offsetsUs.length; clock++)
    if (setOf[clock] === set) offsetsUs[clock] = f64(offsetsUs, clock) - middle;
}
