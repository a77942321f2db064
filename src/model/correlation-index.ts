import { f64, i32 } from '../base/at.ts';

/** Finds the event of a correlation number; -1 where there is none. Open addressing in typed arrays: millions of numbers without an object each. */
export interface CorrelationIndex {
  readonly keys: Float64Array;
  readonly events: Int32Array;
}

const EMPTY = -1;

/** Room for `count` numbers; all keys must be positive. */
export function createIndex(count: number): CorrelationIndex {
  let size = 16;
  while (size < count * 2) size *= 2;
  return { keys: new Float64Array(size).fill(EMPTY), events: new Int32Array(size).fill(EMPTY) };
}

const slotOf = (key: number, size: number): number =>
  (Math.imul((key % 4294967296) ^ (key / 4294967296), 0x9e3779b1) >>> 0) & (size - 1);

/** Keeps the first event of a number: the outermost call where calls of one number are nested. */
export function addFirst(index: CorrelationIndex, key: number, event: number): void {
  const size = index.keys.length;
  let slot = slotOf(key, size);
  while (f64(index.keys, slot) !== EMPTY) {
    if (f64(index.keys, slot) === key) return;
    slot = (slot + 1) & (size - 1);
  }
  index.keys[slot] = key;
  index.events[slot] = event;
}

export function eventOf(index: CorrelationIndex, key: number): number {
  const size = index.keys.length;
  let slot = slotOf(key, size);
  while (f64(index.keys, slot) !== EMPTY) {
    if (f64(index.keys, slot) === key) return i32(index.events, slot);
    slot = (slot + 1) & (size - 1);
  }
  return -1;
}
