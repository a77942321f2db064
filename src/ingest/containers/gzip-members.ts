/**
 * Unpacks a gzip of several members, without the first `seen` bytes of text. Ends at damage, after all that came before
 * it in earlier chunks. Calls `onWhole` where there were several members and the last one has the length that its end
 * tells; a gzip of one member is not vouched for, because the library checks no sums.
 */
export async function* gunzipMembers(
  chunks: AsyncIterable<Uint8Array>,
  seen: number,
  onWhole: () => void,
): AsyncGenerator<Uint8Array> {
  const { Gunzip } = await import('fflate');
  let skip = seen;
  let ready: Uint8Array[] = [];
  let members = 0;
  let inMember = 0;
  const end = new Uint8Array(4);
  const stream = new Gunzip((data) => {
    inMember += data.length;
    if (data.length > skip) ready.push(data.subarray(skip));
    skip = Math.max(0, skip - data.length);
  });
  stream.onmember = () => {
    members++;
    inMember = 0;
  };
  const push = (chunk: Uint8Array, final: boolean): boolean => {
    try {
      stream.push(chunk, final);
      return true;
    } catch {
      return false;
    }
  };
  for await (const chunk of chunks) {
    keepLast(end, chunk);
    const isWhole = push(chunk, false);
    yield* ready;
    ready = [];
    if (!isWhole) return;
  }
  const isWhole = push(new Uint8Array(0), true);
  yield* ready;
  const told = new DataView(end.buffer).getUint32(0, true);
  if (isWhole && members > 0 && told === inMember % 2 ** 32) onWhole();
}

/** Keeps the last four bytes of all chunks so far. */
function keepLast(end: Uint8Array, chunk: Uint8Array): void {
  const kept = Math.min(4, chunk.length);
  end.copyWithin(0, kept);
  end.set(chunk.subarray(chunk.length - kept), 4 - kept);
}
