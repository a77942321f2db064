/**
 * Frees a buffer now; whoever still holds it or a view of it finds it empty. Left to itself, its memory stays until the garbage
 * collector comes by, which counts few bytes behind a buffer of many. Does nothing where the platform cannot (Node 20).
 */
export function giveBack(buffer: ArrayBufferLike): void {
  // One that was given back before is empty, and would throw.
  if (!(buffer instanceof ArrayBuffer) || buffer.byteLength === 0) return;
  if ('transfer' in buffer && typeof buffer.transfer === 'function') buffer.transfer(0);
}

/** The collector of V8 begins once 64 MiB more stand behind buffers than when it was there last. */
const NOTICED_BYTES = 72e6;

/**
 * Has the garbage collector come by soon, in small steps beside what else is done: it counts the bytes behind a buffer, none of which is ever
 * touched and so takes no memory. For when much has become garbage and nobody waits; left to itself the collector comes when there is twice as
 * much. Does nothing where `giveBack` cannot.
 */
export function callCollector(): void {
  if (!('transfer' in ArrayBuffer.prototype)) return;
  try {
    giveBack(new ArrayBuffer(NOTICED_BYTES));
  } catch {
    // No room for the buffer: the collector comes by itself then.
  }
}

let closed: MessagePort | undefined;

/**
 * Frees a buffer that a browser made, such as a chunk of one of its streams: it keeps a handle of its own to such memory, which
 * `giveBack` leaves to the garbage collector. Sent to a port whose other end is closed, the memory goes with the message. Does nothing outside of workers.
 */
export function discard(buffer: ArrayBufferLike): void {
  if (!('FileReaderSync' in globalThis) || !(buffer instanceof ArrayBuffer) || buffer.byteLength === 0) return;
  if (closed === undefined) {
    const { port1, port2 } = new MessageChannel();
    port2.close();
    closed = port1;
  }
  closed.postMessage(undefined, [buffer]);
}
