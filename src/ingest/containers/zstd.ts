/** Unpacks Zstandard; the library is loaded when the first such file is opened. A damaged end throws after all that was whole. */
export async function* unzstd(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { Decompress } = await import('fzstd');
  let ready: Uint8Array[] = [];
  const stream = new Decompress((data) => {
    if (data.length > 0) ready.push(new Uint8Array(data));
  });
  const take = (): Uint8Array[] => {
    const taken = ready;
    ready = [];
    return taken;
  };
  let fault: unknown;
  for await (const chunk of chunks) {
    fault = attempt(() => stream.push(new Uint8Array(chunk)));
    yield* take();
    if (fault !== undefined) throw fault;
  }
  fault = attempt(() => stream.push(new Uint8Array(0), true));
  yield* take();
  if (fault !== undefined) throw fault;
}

function attempt(work: () => unknown): unknown {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
}
