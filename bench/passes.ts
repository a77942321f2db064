/*
 * Baselines must be as fast as plain code can be: one loop for each type of array, so that the engine
 * compiles each for one type only.
 */

function sumF64(column: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < column.length; i++) sum += column[i] ?? 0;
  return sum;
}
function sumU32(column: Uint32Array): number {
  let sum = 0;
  for (let i = 0; i < column.length; i++) sum += column[i] ?? 0;
  return sum;
}
function sumI32(column: Int32Array): number {
  let sum = 0;
  for (let i = 0; i < column.length; i++) sum += column[i] ?? 0;
  return sum;
}
function sumU16(column: Uint16Array): number {
  let sum = 0;
  for (let i = 0; i < column.length; i++) sum += column[i] ?? 0;
  return sum;
}
function sumU8(column: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < column.length; i++) sum += column[i] ?? 0;
  return sum;
}

/** Reads every number of a struct of columns once and adds them up: the least that any work over them can cost. */
export function passOver(struct: object): number {
  let sum = 0;
  for (const column of Object.values(struct)) {
    if (column instanceof Float64Array) sum += sumF64(column);
    else if (column instanceof Uint32Array) sum += sumU32(column);
    else if (column instanceof Int32Array) sum += sumI32(column);
    else if (column instanceof Uint16Array) sum += sumU16(column);
    else if (column instanceof Uint8Array) sum += sumU8(column);
  }
  return sum;
}

/** Reads each edge's source and weight once, in the order a replay does, without computing times. */
export function passOverEdges(graph: {
  readonly topo: Uint32Array;
  readonly offset: Uint32Array;
  readonly source: Uint32Array;
  readonly weight: Float64Array;
}): number {
  const { topo, offset, source, weight } = graph;
  let sum = 0;
  for (let k = 0; k < topo.length; k++) {
    const vertex = topo[k] ?? 0;
    const last = offset[vertex + 1] ?? 0;
    for (let e = offset[vertex] ?? 0; e < last; e++) sum += (source[e] ?? 0) + (weight[e] ?? 0);
  }
  return sum;
}
