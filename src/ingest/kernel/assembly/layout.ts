// Where everything stands in the memory. All of it is laid out by hand: there is no heap and no garbage.

/** Rows a batch can hold; the caller takes them out when a kind is full. */
export const ROWS: i32 = 4096;
export const EXTRA_ROWS: i32 = 8192;

/** Entries of the event list by phase, u32 each. */
export const PHASES: usize = 1024;
/** Place of an argument's key by `length << 8 | first byte`, i8: as in argument-keys.ts. */
export const KEY_PLACES: usize = PHASES + 1024;
/** For each key: where its text stands (u32), its length (u32), its number among the strings (i32, -1 unknown). */
export const KEYS: usize = KEY_PLACES + 64 * 256;
export const MAX_KEYS: i32 = 64;
export const KEY_TEXTS: usize = KEYS + 64 * 12;
export const KEY_TEXTS_BYTES: i32 = 4096;

/** Closing brackets that are awaited while a value is passed over. */
export const CLOSERS: usize = KEY_TEXTS + 4096;
export const MAX_DEPTH: i32 = 120;

/** Values of arguments that the present event noted: key, first byte, byte after the last (i32 each). */
export const NOTED: usize = CLOSERS + 128;
export const MAX_NOTED: i32 = 64;

export const START: usize = NOTED + 64 * 12;
export const END: usize = START + 4096 * 8;
export const CORRELATION: usize = END + 4096 * 8;
export const OFFSET: usize = CORRELATION + 4096 * 8;
export const NAME: usize = OFFSET + 4096 * 8;
export const CATEGORY: usize = NAME + 4096 * 4;
export const TRACK: usize = CATEGORY + 4096 * 4;
export const STREAM: usize = TRACK + 4096 * 4;
export const DEVICE: usize = STREAM + 4096 * 4;
export const BYTE_LENGTH: usize = DEVICE + 4096 * 4;

export const FLOW_TIME: usize = BYTE_LENGTH + 4096 * 4;
export const FLOW_ID: usize = FLOW_TIME + 4096 * 8;
export const FLOW_CATEGORY: usize = FLOW_ID + 4096 * 8;
export const FLOW_TRACK: usize = FLOW_CATEGORY + 4096 * 4;
export const FLOW_PHASE: usize = FLOW_TRACK + 4096 * 4;

export const EXTRA_NUMBER: usize = FLOW_PHASE + 4096;
export const EXTRA_EVENT: usize = EXTRA_NUMBER + 8192 * 8;
export const EXTRA_KEY: usize = EXTRA_EVENT + 8192 * 4;
export const EXTRA_TEXT: usize = EXTRA_KEY + 8192 * 4;

/** Known texts, 16 bytes a slot: hash, number, place in ARENA, length + 1 (0: empty). */
export const TEXT_SLOTS: usize = EXTRA_TEXT + 8192 * 4;
export const TEXT_SLOT_COUNT: i32 = 1 << 16;
/** Known tracks, 24 bytes a slot: hash, number + 1 (0: empty), and place and length of both ids. */
export const TRACK_SLOTS: usize = TEXT_SLOTS + (1 << 16) * 16;
export const TRACK_SLOT_COUNT: i32 = 1 << 13;
/** Bytes of the known texts and ids. */
export const ARENA: usize = TRACK_SLOTS + (1 << 13) * 24;
export const ARENA_BYTES: i32 = 2 << 20;

/** The text to read; everything from here to the end of the memory is its. */
export const TEXT: usize = ARENA + (2 << 20) + 64;
