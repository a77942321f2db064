/**
 * Frees a buffer now; whoever still holds it or a view of it finds it empty. Left to itself, its memory stays until the garbage
 * collector comes by, which counts few bytes behind a buffer of many. Does nothing where the platform cannot (Node 20).
 */
export function giveBack(buffer: ArrayBufferLike): void {
  // One that was given back before is empty, and would throw.
  if (!(buffer instanceof ArrayBuffer) || buffer.byteLength === 0) return;
  if ('transfer' in buffer && typeof buffer.transfer === 'function') buffer.transfer(0);
}
