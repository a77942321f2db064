import { StreamRefusal } from '../ingest/failures.ts';
import { partsOf } from '../ingest/source.ts';
import { type TraceSource } from '../ingest/trace-source.ts';
import { chunksOf, streamOf, type StreamWatch } from '../ingest/streams.ts';
import { type UnpackReply, type UnpackRequest } from './unpack-task.ts';

/** As much of a Worker as is used here. */
export interface UnpackWorkerLike {
  postMessage: (request: UnpackRequest, transfer: ArrayBuffer[]) => void;
  terminate: () => void;
  onmessage: ((event: MessageEvent<UnpackReply>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
}

/** Starts a worker that unpacks; undefined where that is impossible. */
export type MakeUnpackWorker = () => UnpackWorkerLike | undefined;

/** Smaller files are unpacked before a worker runs. */
const LEAST_BYTES = 1 << 20;

/** The same source, whose stream is unpacked by a worker of its own while its reader works on what came before. Plain and small files stay as they are. */
export function unpackedBeside(
  source: TraceSource,
  makeWorker: MakeUnpackWorker,
  leastBytes: number = LEAST_BYTES,
): TraceSource {
  if (source.packing === 'plain' || source.packing === 'utf-16' || source.bytes < leastBytes) return source;
  return { ...source, stream: (watch = {}) => streamOf(unpackedText(source, makeWorker, watch)) };
}

/**
 * The text of a packed file: unpacked here until the worker runs, by the worker from that place on, and here again from where it
 * broke, if it does. Each chunk is to be used before the next is asked for.
 */
async function* unpackedText(
  source: TraceSource,
  makeWorker: MakeUnpackWorker,
  watch: StreamWatch,
): AsyncGenerator<Uint8Array> {
  const worker = makeWorker();
  if (worker === undefined) return yield* chunksOf(source.stream(watch));
  const replies = repliesOf(worker, watch.signal);
  let seen = 0;
  let goesOver = false;
  try {
    for await (const chunk of chunksOf(source.stream({ ...watch, passing: true }))) {
      seen += chunk.length;
      yield chunk;
      goesOver = replies.isWaiting();
      if (goesOver) break;
    }
    if (!goesOver) return;
    if ((await replies.next()).kind === 'ready') {
      worker.postMessage({ kind: 'task', source: partsOf(source), skip: seen }, []);
      for (let reply = await replies.next(); reply.kind !== 'broken'; reply = await replies.next()) {
        if (reply.kind === 'refused') throw new StreamRefusal(reply.failure);
        if (reply.kind === 'end') {
          if (reply.damage !== undefined) watch.onDamage?.(reply.damage);
          return;
        }
        if (reply.kind !== 'text') continue;
        seen += reply.length;
        watch.onBytes?.(reply.bytesRead);
        yield new Uint8Array(reply.room, 0, reply.length);
        worker.postMessage({ kind: 'room', room: reply.room }, [reply.room]);
      }
    }
    yield* behind(chunksOf(source.stream({ ...watch, passing: true })), seen);
  } finally {
    worker.terminate();
  }
}

/** What comes after the first `skip` bytes. */
async function* behind(chunks: AsyncIterable<Uint8Array>, skip: number): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    if (chunk.length > skip) yield chunk.subarray(skip);
    skip = Math.max(0, skip - chunk.length);
  }
}

interface Replies {
  readonly isWaiting: () => boolean;
  /** Rejects once the signal ends. */
  readonly next: () => Promise<UnpackReply>;
}

/** What a worker says, in order; `broken` where it meets an error of its own. */
function repliesOf(worker: UnpackWorkerLike, signal: AbortSignal | undefined): Replies {
  const waiting: UnpackReply[] = [];
  let wake: (() => void) | undefined;
  const take = (reply: UnpackReply): void => {
    waiting.push(reply);
    wake?.();
  };
  worker.onmessage = ({ data }) => take(data);
  worker.onerror = (event) => {
    // Else it would be taken for an error of the engine.
    event.preventDefault();
    take({ kind: 'broken' });
  };
  worker.onmessageerror = () => take({ kind: 'broken' });
  signal?.addEventListener('abort', () => wake?.());
  return {
    isWaiting: () => waiting.length > 0,
    next: async () => {
      for (;;) {
        signal?.throwIfAborted();
        const reply = waiting.shift();
        if (reply !== undefined) return reply;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}
