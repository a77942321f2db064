import { equalsBytes } from './bytes.ts';

/** Arguments that have a column of their own, and those that name what a metadata event says. */
export const CORRELATION = 0;
export const STREAM = 1;
export const DEVICE = 2;
export const LABEL_NAME = 3;
export const LABEL_LABELS = 4;
export const LABEL_SORT_INDEX = 5;
/** Keys from here on go to the sparse columns. */
export const FIRST_EXTRA = 6;

/**
 * Arguments the scanner looks at, as PyTorch's profiler writes them: collectives (c10d's ParamCommsUtils), copies,
 * and what a device waits for (`cuda_sync` rows); the number of a step, as JAX and TensorFlow write it; how much of a GPU a kernel fills. All others are passed over; a click reads them from the file.
 */
export const ARGUMENT_KEYS = [
  'correlation',
  'stream',
  'device',
  'name',
  'labels',
  'sort_index',
  'bytes',
  'Collective name',
  'In msg nelems',
  'Out msg nelems',
  'Group size',
  'dtype',
  'Process Group Name',
  'Process Group Ranks',
  'Process Group Description',
  'Seq',
  'Src Rank',
  'Dst Rank',
  'cuda_sync_kind',
  'wait_on_stream',
  'wait_on_cuda_event_id',
  'wait_on_cuda_event_record_corr_id',
  'graph node id',
  'step_num',
  'blocks per SM',
] as const;

const encoder = new TextEncoder();
export const keyTexts: readonly Uint8Array[] = ARGUMENT_KEYS.map((key) => encoder.encode(key));

/** A key's place follows from its length and first byte; no two keys above share both. */
export const keyPlaces = new Int8Array(64 * 256).fill(-1);
keyTexts.forEach((text, index) => {
  const place = (text.length << 8) | (text[0] as number);
  if (keyPlaces[place] !== -1)
    throw new Error(`two argument keys share length and first byte: ${ARGUMENT_KEYS[index]}`);
  keyPlaces[place] = index;
});

/** Index into ARGUMENT_KEYS of the key `bytes[start, end)`; -1 for all other keys. */
export function argumentKey(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  if (length > 63) return -1;
  const index = keyPlaces[(length << 8) | (bytes[start] as number)] as number;
  return index >= 0 && equalsBytes(bytes, start, end, keyTexts[index] as Uint8Array) ? index : -1;
}
