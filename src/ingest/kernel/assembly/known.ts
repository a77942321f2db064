// Texts and tracks that the caller has numbered. Both tables only ever grow, up to a fixed size: what does not fit stays
// unknown, and the caller reads events with unknown texts itself.
import { ARENA, ARENA_BYTES, TEXT_SLOT_COUNT, TEXT_SLOTS, TRACK_SLOT_COUNT, TRACK_SLOTS } from './layout';

let arenaUsed: i32 = 0;
let textCount: i32 = 0;
let trackCount: i32 = 0;

function mix(hash: u64, word: u64): u64 {
  return (hash ^ word) * 0x9e3779b97f4a7c15;
}

/** Hash of the bytes at `p`; reads up to 8 bytes behind them, which are there. */
function hashOf(p: usize, length: i32): u32 {
  let hash: u64 = <u64>length;
  const end = p + <usize>length;
  while (p + 8 <= end) {
    hash = mix(hash, load<u64>(p));
    hash ^= hash >> 29;
    p += 8;
  }
  const rest = <u64>(end - p);
  if (rest > 0) hash = mix(hash, load<u64>(p) & (((<u64>1) << (rest * 8)) - 1));
  return (<u32>(hash >> 32)) ^ (<u32>hash);
}

function equal(a: usize, b: usize, length: i32): bool {
  const end = a + <usize>length;
  while (a + 8 <= end) {
    if (load<u64>(a) !== load<u64>(b)) return false;
    a += 8;
    b += 8;
  }
  const rest = <u64>(end - a);
  return rest === 0 || ((load<u64>(a) ^ load<u64>(b)) & (((<u64>1) << (rest * 8)) - 1)) === 0;
}

/** A copy of the bytes in the arena; 0 where there is no room. */
function kept(p: usize, length: i32): usize {
  if (arenaUsed + length > ARENA_BYTES) return 0;
  const place = ARENA + <usize>arenaUsed;
  memory.copy(place, p, <usize>length);
  arenaUsed += length;
  return place;
}

/** Number of the text; -1 where it is unknown. The empty text is number 0. */
export function textNumber(p: usize, length: i32): i32 {
  if (length === 0) return 0;
  const hash = hashOf(p, length);
  let slot = hash & (TEXT_SLOT_COUNT - 1);
  while (true) {
    const entry = TEXT_SLOTS + <usize>slot * 16;
    const known = load<u32>(entry, 12);
    if (known === 0) return -1;
    if (load<u32>(entry) === hash && known === <u32>length + 1 && equal(p, load<u32>(entry, 8), length)) {
      return load<i32>(entry, 4);
    }
    slot = (slot + 1) & (TEXT_SLOT_COUNT - 1);
  }
}

/** Makes a text known. */
export function learnText(p: usize, length: i32, number: i32): void {
  if (length === 0 || textCount * 2 >= TEXT_SLOT_COUNT || textNumber(p, length) >= 0) return;
  const place = kept(p, length);
  if (place === 0) return;
  const hash = hashOf(p, length);
  let slot = hash & (TEXT_SLOT_COUNT - 1);
  while (load<u32>(TEXT_SLOTS + <usize>slot * 16, 12) !== 0) slot = (slot + 1) & (TEXT_SLOT_COUNT - 1);
  const entry = TEXT_SLOTS + <usize>slot * 16;
  store<u32>(entry, hash);
  store<i32>(entry, number, 4);
  store<u32>(entry, <u32>place, 8);
  store<u32>(entry, <u32>length + 1, 12);
  textCount++;
}

/** Number of the track with these ids of process and thread; -1 where it is unknown. */
export function trackNumber(process: usize, processLength: i32, thread: usize, threadLength: i32): i32 {
  const hash = hashOf(process, processLength) * 31 + hashOf(thread, threadLength);
  let slot = hash & (TRACK_SLOT_COUNT - 1);
  while (true) {
    const entry = TRACK_SLOTS + <usize>slot * 24;
    const known = load<i32>(entry, 4);
    if (known === 0) return -1;
    if (
      load<u32>(entry) === hash &&
      load<i32>(entry, 12) === processLength &&
      load<i32>(entry, 20) === threadLength &&
      equal(process, load<u32>(entry, 8), processLength) &&
      equal(thread, load<u32>(entry, 16), threadLength)
    ) {
      return known - 1;
    }
    slot = (slot + 1) & (TRACK_SLOT_COUNT - 1);
  }
}

/** Makes a track known. */
export function learnTrack(process: usize, processLength: i32, thread: usize, threadLength: i32, number: i32): void {
  if (trackCount * 2 >= TRACK_SLOT_COUNT || trackNumber(process, processLength, thread, threadLength) >= 0) return;
  const processPlace = kept(process, processLength);
  const threadPlace = kept(thread, threadLength);
  if (processPlace === 0 || threadPlace === 0) return;
  const hash = hashOf(process, processLength) * 31 + hashOf(thread, threadLength);
  let slot = hash & (TRACK_SLOT_COUNT - 1);
  while (load<i32>(TRACK_SLOTS + <usize>slot * 24, 4) !== 0) slot = (slot + 1) & (TRACK_SLOT_COUNT - 1);
  const entry = TRACK_SLOTS + <usize>slot * 24;
  store<u32>(entry, hash);
  store<i32>(entry, number + 1, 4);
  store<u32>(entry, <u32>processPlace, 8);
  store<i32>(entry, processLength, 12);
  store<u32>(entry, <u32>threadPlace, 16);
  store<i32>(entry, threadLength, 20);
  trackCount++;
}

/** Forgets every text and track. */
export function forgetKnown(): void {
  arenaUsed = 0;
  textCount = 0;
  trackCount = 0;
  memory.fill(TEXT_SLOTS, 0, <usize>TEXT_SLOT_COUNT * 16);
  memory.fill(TRACK_SLOTS, 0, <usize>TRACK_SLOT_COUNT * 24);
}
