/**
 * `at` for one kind of array each. In a loop over many elements these are several times faster: a function that
 * has seen every kind of array (as `at` has) reads through the engine's slow path, also where it is inlined.
 */
export function f64At(array: Float64Array, index: number): number {
  return array[index] as number;
}

export function u32At(array: Uint32Array, index: number): number {
  return array[index] as number;
}

export function u8At(array: Uint8Array, index: number): number {
  return array[index] as number;
}
