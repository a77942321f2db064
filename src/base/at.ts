/**
 * Element `index` of a numeric array whose bounds the caller has checked.
 * Reads of typed arrays are `number | undefined` under noUncheckedIndexedAccess; this is the one place that says otherwise.
 */
export function at(array: ArrayLike<number>, index: number): number {
  return array[index] as number;
}

/*
 * The same for one kind of array each. The engine learns how to read an array a function at a time, so `at`, which meets every kind,
 * is slow; these meet one each and cost no more than a bare index (building a timeline: half the time). For loops over all events.
 */
export const f64 = (array: Float64Array, index: number): number => array[index] as number;
export const f32 = (array: Float32Array, index: number): number => array[index] as number;
export const i32 = (array: Int32Array, index: number): number => array[index] as number;
export const u32 = (array: Uint32Array, index: number): number => array[index] as number;
export const u16 = (array: Uint16Array, index: number): number => array[index] as number;
export const u8 = (array: Uint8Array, index: number): number => array[index] as number;

/** Element `index` of a list that must hold it; throws (a bug, not an expected failure) when it does not. */
export function item<T>(list: readonly T[], index: number): T {
  const value = list[index];
  if (value === undefined) throw new RangeError(`no item ${index} in a list of ${list.length}`);
  return value;
}
