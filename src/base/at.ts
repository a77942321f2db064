/**
 * Element `index` of a numeric array whose bounds the caller has checked.
 * Reads of typed arrays are `number | undefined` under noUncheckedIndexedAccess; this is the one place that says otherwise.
 */
export function at(array: ArrayLike<number>, index: number): number {
  return array[index] as number;
}

/** Element `index` of a list that must hold it; throws (a bug, not an expected failure) when it does not. */
export function item<T>(list: readonly T[], index: number): T {
  const value = list[index];
  if (value === undefined) throw new RangeError(`no item ${index} in a list of ${list.length}`);
  return value;
}
