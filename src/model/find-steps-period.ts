import { f64, i32, u32, u8 } from '../base/at.ts';
import { KIND } from './event-kind.ts';
import { type RunColumns } from './run-columns.ts';
import { EVENT_KINDS, type Lane } from './timeline.ts';

/** A sequence of names that repeats. */
export interface Period {
  /** The event that begins each repetition, in time order; they share one name. */
  readonly begins: readonly number[];
  /** Share of the distinct names that come equally often in nearly every repetition, 0..1. */
  readonly regular: number;
  /** Share of the events within the repetitions that bear such a name, 0..1. */
  readonly covered: number;
}

const FEWEST_REPETITIONS = 3;
/** A repetition holds at least so many events: fewer are a loop within a step. */
const FEWEST_EVENTS = 4;
const REGULAR = 0.6;
const COVERED = 0.8;
/** A name is regular where it comes equally often in this share of the repetitions. */
const SAME = 0.8;
/** The repetitions hold this share of the sequence, by events or by time (setting up comes before), and this share of them is within half and double their median length. */
const SPANNED = 0.5;
const EVEN = 0.5;
const MOST_COUNTS = 64;
const NAMES_A_COUNT = 3;

const CALLS = Uint8Array.from(EVENT_KINDS, (_, code) =>
  [KIND.hostOp, KIND.annotation, KIND.runtime].includes(code) ? 1 : 0,
);
const WORK = Uint8Array.from(EVENT_KINDS, (_, code) =>
  [KIND.kernel, KIND.memcpy, KIND.memset].includes(code) ? 1 : 0,
);

/** The calls of a host lane that lie inside no other call, or the work of a device lane, in time order. */
export function sequenceOf(events: RunColumns, lane: Lane): Uint32Array {
  const host = lane.kind === 'host';
  const kinds = host ? CALLS : WORK;
  const inside = new Uint8Array(lane.count);
  const found = new Uint32Array(lane.count);
  let count = 0;
  for (let i = lane.first; i < lane.first + lane.count; i++) {
    const parent = i32(events.parent, i);
    const covered = host && parent >= lane.first && u8(inside, parent - lane.first) === 1;
    const wanted = u8(kinds, u8(events.kind, i)) === 1 && u8(events.far, i) === 0;
    inside[i - lane.first] = covered || wanted ? 1 : 0;
    if (wanted && !covered) found[count++] = i;
  }
  return found.slice(0, count);
}

/**
 * The period of a sequence of events by their names. Every count that some name has is a candidate for the number of repetitions: cut at
 * that name, the other names should come equally often in each stretch. Loops within a step fail, because what comes once a step does not
 * come in every stretch; of the candidates that pass, the one with most repetitions is the step (what comes every tenth step passes too).
 * `undefined` where nothing passes.
 */
export function findPeriod(events: RunColumns, sequence: Uint32Array, preferred: Uint8Array): Period | undefined {
  const byCount = namesByCount(events, sequence, preferred);
  const counts = [...byCount.keys()].filter((count) => count >= FEWEST_REPETITIONS).sort((a, b) => b - a);
  for (const count of counts.filter((n) => n * FEWEST_EVENTS <= sequence.length).slice(-MOST_COUNTS)) {
    for (const name of (byCount.get(count) ?? []).slice(0, NAMES_A_COUNT)) {
      const period = cutAt(events, sequence, name);
      const { begins, regular, covered } = period;
      if (regular < REGULAR || covered < COVERED || spanned(events, sequence, begins) < SPANNED) continue;
      if (evenness(events, begins) >= EVEN) return period;
    }
  }
  return undefined;
}

/** Names by how often they come; of equal counts the preferred ones first, then in order of their first event. */
function namesByCount(events: RunColumns, sequence: Uint32Array, preferred: Uint8Array): Map<number, number[]> {
  const counts = new Map<number, number>();
  for (let k = 0; k < sequence.length; k++) {
    const name = u32(events.name, u32(sequence, k));
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const byCount = new Map<number, number[]>();
  for (const wanted of [1, 0]) {
    for (const [name, count] of counts) {
      if (u8(preferred, name) !== wanted) continue;
      const names = byCount.get(count);
      if (names === undefined) byCount.set(count, [name]);
      else names.push(name);
    }
  }
  return byCount;
}

/**
 * Cuts the sequence at every event of a name and counts the others in each stretch. The first stretch (warm-up) and what
 * precedes it, and the last (cut short), are left out of the comparison where three remain without them.
 */
function cutAt(events: RunColumns, sequence: Uint32Array, name: number): Period {
  const begins: number[] = [];
  const stretchOf = new Int32Array(sequence.length);
  for (let k = 0; k < sequence.length; k++) {
    if (u32(events.name, u32(sequence, k)) === name) begins.push(u32(sequence, k));
    stretchOf[k] = begins.length - 1;
  }
  const margin = begins.length >= FEWEST_REPETITIONS + 2 ? 1 : 0;
  const firstStretch = margin;
  const lastStretch = begins.length - 1 - margin;
  const stretches = lastStretch - firstStretch + 1;
  const perName = new Map<number, Map<number, number>>();
  let inside = 0;
  for (let k = 0; k < sequence.length; k++) {
    const stretch = i32(stretchOf, k);
    if (stretch < firstStretch || stretch > lastStretch) continue;
    inside++;
    const id = u32(events.name, u32(sequence, k));
    let seen = perName.get(id);
    if (seen === undefined) perName.set(id, (seen = new Map()));
    seen.set(stretch, (seen.get(stretch) ?? 0) + 1);
  }
  let regular = 0;
  let covered = 0;
  for (const seen of perName.values()) {
    const tally = new Map<number, number>();
    let total = 0;
    for (const times of seen.values()) {
      total += times;
      tally.set(times, (tally.get(times) ?? 0) + 1);
    }
    if (Math.max(...tally.values()) < SAME * stretches) continue;
    regular++;
    covered += total;
  }
  return { begins, regular: perName.size > 0 ? regular / perName.size : 0, covered: inside > 0 ? covered / inside : 0 };
}

/** Share of the sequence from the first repetition on, the last taken as long as the usual one: by events or by time, the larger; 0..1. */
function spanned(events: RunColumns, sequence: Uint32Array, begins: readonly number[]): number {
  if (begins.length < 2) return 0;
  const first = begins[0] ?? 0;
  const last = begins.at(-1) ?? 0;
  const share = (whole: number, from: number, to: number): number =>
    whole > 0 ? Math.min(1, ((to - from) * begins.length) / (begins.length - 1) / whole) : 0;
  const start = f64(events.start, u32(sequence, 0));
  const end = f64(events.end, u32(sequence, sequence.length - 1));
  return Math.max(
    share(sequence.length, sequence.indexOf(first), sequence.lastIndexOf(last)),
    share(end - start, f64(events.start, first), f64(events.start, last)),
  );
}

/** How even the repetitions are in time: the share of stretches within half and double their median length. */
function evenness(events: RunColumns, begins: readonly number[]): number {
  const lengths = begins.slice(1).map((event, k) => f64(events.start, event) - f64(events.start, begins[k] ?? event));
  const middle = [...lengths].sort((a, b) => a - b)[lengths.length >> 1] ?? 0;
  return lengths.length === 0
    ? 0
    : lengths.filter((us) => us >= middle / 2 && us <= 2 * middle).length / lengths.length;
}
