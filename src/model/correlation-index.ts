import { f64, i32, u32, u8 } from '../base/at.ts';
import { giveBack } from '../base/give-back.ts';
import { isInstant } from '../base/is-instant.ts';
import { type FlowColumns } from '../ingest/event-columns.ts';

/**
 * Finds the event of a whole number, such as a correlation id; -1 where there is none. Without an object a number: ids that lie close
 * together, as profilers count them, stand in a table of their range; others in a table with open addressing.
 */
export interface CorrelationIndex {
  /** Events by id - `low`; empty where the ids lie far apart. */
  readonly direct: Int32Array;
  readonly low: number;
  readonly keys: Float64Array;
  readonly events: Int32Array;
}

const EMPTY = -1;
/** A range of this many ids for each one in use costs no more than open addressing. */
const SPREAD = 12;
const SMALL = 1024;

/** Room for `count` whole numbers between `low` and `high`. */
export function createIndex(count: number, low: number, high: number): CorrelationIndex {
  const range = high - low + 1;
  const direct = new Int32Array(range > 0 && range <= SPREAD * count + SMALL ? range : 0).fill(EMPTY);
  let size = direct.length > 0 ? 0 : 16;
  while (size > 0 && size < count * 2) size *= 2;
  return { direct, low, keys: new Float64Array(size), events: new Int32Array(size).fill(EMPTY) };
}

/** Frees an index that is not asked again: at its largest it takes as much as all times of the events. */
export function freeIndex({ direct, keys, events }: CorrelationIndex): void {
  for (const table of [direct, keys, events]) giveBack(table.buffer);
}

/** Room for the ids of those flow arrows of a file whose category is wanted (1). */
export function indexOfFlows({ length, id, phase, category }: FlowColumns, wanted: Uint8Array): CorrelationIndex {
  let low = Infinity;
  let high = -Infinity;
  let count = 0;
  for (let f = 0; f < length; f++) {
    if (u8(wanted, u32(category, f)) === 0 || isInstant(u8(phase, f))) continue;
    count++;
    const own = f64(id, f);
    if (own < low) low = own;
    if (own > high) high = own;
  }
  return createIndex(count, low, high);
}

const slotOf = (key: number, size: number): number =>
  (Math.imul((key % 4294967296) ^ (key / 4294967296), 0x9e3779b1) >>> 0) & (size - 1);

/** The slot that holds a number, or the free one where it would stand. */
function findSlot({ keys, events }: CorrelationIndex, key: number): number {
  const size = keys.length;
  let slot = slotOf(key, size);
  while (i32(events, slot) !== EMPTY && f64(keys, slot) !== key) slot = (slot + 1) & (size - 1);
  return slot;
}

/** Keeps the first event of a number: the outermost call where calls of one number are nested. */
export function addFirst(index: CorrelationIndex, key: number, event: number): void {
  if (eventOf(index, key) === EMPTY) setLast(index, key, event);
}

/** Keeps the last event of a number. */
export function setLast(index: CorrelationIndex, key: number, event: number): void {
  if (index.direct.length > 0) {
    index.direct[key - index.low] = event;
    return;
  }
  const slot = findSlot(index, key);
  index.keys[slot] = key;
  index.events[slot] = event;
}

export function eventOf(index: CorrelationIndex, key: number): number {
  const { direct, low } = index;
  if (direct.length > 0) {
    const place = key - low;
    return place >= 0 && place < direct.length && Number.isInteger(place) ? i32(direct, place) : EMPTY;
  }
  return i32(index.events, findSlot(index, key));
}
