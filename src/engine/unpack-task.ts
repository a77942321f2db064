import { type Failure } from '../base/failure.ts';
import { StreamRefusal } from '../ingest/failures.ts';
import { reopenSource, type SourceParts } from '../ingest/source.ts';
import { chunksOf } from '../ingest/streams.ts';

/** How much text crosses at once, and how many such pieces there are in all: they go to and fro. */
export const ROOM_BYTES = 1 << 20;
export const ROOMS = 4;

/** First the task: a packed file to be unpacked, without the first `skip` bytes of its text. Then rooms that were read, to be filled again. */
export type UnpackRequest =
  | { readonly kind: 'task'; readonly source: SourceParts; readonly skip: number }
  | { readonly kind: 'room'; readonly room: ArrayBuffer };

/** Once `ready`; then text, the first `length` bytes of a room, with how much of the packed file was read for it; and how that ended. */
export type UnpackReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'text'; readonly room: ArrayBuffer; readonly length: number; readonly bytesRead: number }
  | { readonly kind: 'end'; readonly damage: string | undefined }
  | { readonly kind: 'refused'; readonly failure: Failure }
  | { readonly kind: 'broken' };

export type PostUnpackReply = (reply: UnpackReply, transfer: ArrayBuffer[]) => void;

/**
 * Serves one task, into whose rooms it writes as they come back; never rejects. Text is copied into them because chunks as the
 * platform makes them would wait for the garbage collector, here and where they go.
 */
export function createUnpacker(post: PostUnpackReply): (request: UnpackRequest) => void {
  const rooms = Array.from({ length: ROOMS }, () => new ArrayBuffer(ROOM_BYTES));
  let onRoom: (() => void) | undefined;
  const nextRoom = async (): Promise<Uint8Array<ArrayBuffer>> => {
    for (;;) {
      const room = rooms.pop();
      if (room !== undefined) return new Uint8Array(room);
      await new Promise<void>((resolve) => (onRoom = resolve));
    }
  };

  const serve = async (parts: SourceParts, skip: number): Promise<void> => {
    let damage: string | undefined;
    let bytesRead = 0;
    const source = await reopenSource(parts);
    const watch = {
      passing: true,
      onBytes: (bytes: number) => void (bytesRead = bytes),
      onDamage: (detail: string) => void (damage = detail),
    };
    let room = await nextRoom();
    let length = 0;
    const send = (): void => post({ kind: 'text', room: room.buffer, length, bytesRead }, [room.buffer]);
    for await (const chunk of chunksOf(source.stream(watch))) {
      let at = Math.min(skip, chunk.length);
      skip -= at;
      while (at < chunk.length) {
        const some = chunk.subarray(at, at + room.length - length);
        room.set(some, length);
        at += some.length;
        length += some.length;
        if (length < room.length) continue;
        send();
        room = await nextRoom();
        length = 0;
      }
    }
    if (length > 0) send();
    post({ kind: 'end', damage }, []);
  };

  return (request) => {
    if (request.kind === 'room') {
      rooms.push(request.room);
      return onRoom?.();
    }
    serve(request.source, request.skip).catch((error: unknown) =>
      post(error instanceof StreamRefusal ? { kind: 'refused', failure: error.failure } : { kind: 'broken' }, []),
    );
  };
}
