import { afterEach, expect, it, vi } from 'vitest';
import { chunksOf, streamPlain } from './streams.ts';

afterEach(() => vi.unstubAllGlobals());

const TEXT = 'the quick brown fox jumps over the lazy dog';

/** A blob as browsers have it: its stream fills memory of the reader's, here at most five bytes at a time. Says it has `size` bytes. */
function browserBlob(size: number): Blob {
  vi.stubGlobal('FileReaderSync', vi.fn());
  const bytes = new TextEncoder().encode(TEXT);
  let at = 0;
  const stream = (): ReadableStream =>
    new ReadableStream({
      type: 'bytes',
      pull(controller) {
        const request = controller.byobRequest!;
        const view = request.view! as Uint8Array;
        const some = bytes.subarray(at, at + Math.min(5, view.byteLength));
        at += some.length;
        if (some.length === 0) controller.close();
        else view.set(some);
        request.respond(some.length);
      },
    });
  return { size, stream } as Blob;
}

async function read(blob: Blob): Promise<{ readonly text: string; readonly told: number; readonly rooms: number }> {
  let text = '';
  let told = 0;
  const lengths = new Set<number>();
  const watch = { passing: true, onBytes: (bytes: number) => void (told = bytes) };
  for await (const chunk of chunksOf(streamPlain(blob, watch))) {
    text += new TextDecoder().decode(chunk);
    lengths.add(chunk.buffer.byteLength);
  }
  return { text, told, rooms: lengths.size };
}

it('reads a plain file through one piece of memory where the platform can', async () => {
  expect(await read(browserBlob(TEXT.length))).toEqual({ text: TEXT, told: TEXT.length, rooms: 1 });
});

it('fails where the file has become shorter, as a platform fails that reads slices', async () => {
  await expect(read(browserBlob(TEXT.length + 1))).rejects.toThrow('shorter');
});
