/**
 * Frees a buffer now; whoever still holds it or a view of it finds it empty. Left to itself, its memory stays until the garbage
 * collector comes by, which counts few bytes behind a buffer of many. Does nothing where the platform cannot (Node 20).
 */
export function giveBack(buffer: ArrayBufferLike): void {
  if (buffer instanceof ArrayBuffer && 'transfer' in buffer && typeof buffer.transfer === 'function') buffer.transfer(0);
}
