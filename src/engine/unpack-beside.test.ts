import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openSource } from '../ingest/source.ts';
import { type TraceSource } from '../ingest/trace-source.ts';
import { chunksOf } from '../ingest/streams.ts';
import { unpackedBeside, type UnpackWorkerLike } from './unpack-beside.ts';
import { createUnpacker, ROOM_BYTES, ROOMS, type UnpackReply, type UnpackRequest } from './unpack-task.ts';

/** More text than all rooms hold, and no two pieces of it alike. */
const TEXT = Buffer.from(
  Array.from({ length: (ROOMS + 2) * (ROOM_BYTES / 64) }, (_, k) => String(k * 7919).padEnd(64, 'x')).join(''),
);

interface Fate {
  /** Replies by what becomes of them. */
  readonly onReply?: (reply: UnpackReply) => UnpackReply | undefined;
  readonly onTask?: (worker: UnpackWorkerLike) => boolean;
}

/** A worker in this thread: what crosses is transferred as between real ones. */
function fake({ onReply = (reply) => reply, onTask = () => false }: Fate = {}) {
  const seen = { texts: 0, skip: -1, ended: false };
  const worker: UnpackWorkerLike = {
    onmessage: null,
    onerror: null,
    onmessageerror: null,
    terminate: () => void (seen.ended = true),
    postMessage: (request, transfer) => {
      const data: UnpackRequest = structuredClone(request, { transfer });
      if (request.kind === 'task') seen.skip = request.skip;
      if (request.kind === 'task' && onTask(worker)) return;
      // Blobs of files lose their class on the way here: only the buffers are cloned.
      serve(request.kind === 'task' ? request : data);
    },
  };
  const say = (reply: UnpackReply, transfer: ArrayBuffer[] = []): void => {
    const told = onReply(reply);
    if (told === undefined) return;
    if (told.kind === 'text') seen.texts++;
    const data = structuredClone(told, { transfer });
    setImmediate(() => seen.ended || worker.onmessage?.(new MessageEvent('message', { data })));
  };
  const serve = createUnpacker(say);
  setImmediate(() => say({ kind: 'ready' }));
  return { worker, seen };
}

async function gz(bytes: Uint8Array<ArrayBuffer>): Promise<TraceSource> {
  const opened = await openSource({ kind: 'blob', name: 'a.json.gz', blob: new Blob([bytes]) });
  if (!opened.ok) throw new Error('does not open');
  return opened.value;
}

interface Read {
  readonly bytes: number;
  readonly hash: string;
  readonly damage: string | undefined;
  readonly packedBytes: number;
}

async function read(source: TraceSource, signal?: AbortSignal): Promise<Read> {
  const hash = createHash('sha256');
  let bytes = 0;
  let damage: string | undefined;
  let packedBytes = 0;
  const onDamage = (detail: string): void => void (damage = detail);
  const onBytes = (bytes: number): void => void (packedBytes = bytes);
  // A chunk holds only until the next one is asked for.
  for await (const chunk of chunksOf(source.stream({ signal, passing: true, onDamage, onBytes }))) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, hash: hash.digest('hex'), damage, packedBytes };
}

const packed = new Uint8Array(gzipSync(TEXT, { level: 1 }));

describe('a file that is unpacked by a worker', () => {
  const files: readonly (readonly [name: string, bytes: Uint8Array<ArrayBuffer>])[] = [
    ['of one member', packed],
    ['of several members', new Uint8Array([...packed, ...gzipSync('tail')])],
    ['cut short', packed.slice(0, packed.length >> 1)],
    ['damaged', packed.map((byte, k) => (k > packed.length - 5000 && k < packed.length - 4000 ? byte ^ 0x55 : byte))],
  ];
  it.each(files)('has the same text: %s', async (_, bytes) => {
    const source = await gz(bytes);
    const { worker, seen } = fake();
    const beside = await read(unpackedBeside(source, () => worker, 0));
    expect(beside).toEqual(await read(source));
    expect(beside.bytes).toBeGreaterThan(ROOM_BYTES);
    expect(seen.skip).toBeGreaterThan(0);
    expect(seen.texts).toBeGreaterThan(1);
    expect(seen.ended).toBe(true);
  });

  const fates: readonly (readonly [name: string, fate: Fate])[] = [
    ['never starts', { onReply: () => undefined }],
    ['breaks at its task', { onReply: (reply) => (reply.kind === 'text' ? { kind: 'broken' } : reply) }],
    [
      'meets a bug',
      { onTask: (worker) => (worker.onerror?.(new Event('error', { cancelable: true }) as ErrorEvent), true) },
    ],
  ];
  it.each(fates)('has the same text where the worker %s', async (_, fate) => {
    const source = await gz(packed);
    const { worker, seen } = fake(fate);
    expect(await read(unpackedBeside(source, () => worker, 0))).toEqual(await read(source));
    expect(seen.ended).toBe(true);
  });

  it('goes on where the worker dies on the way', async () => {
    const source = await gz(packed);
    let texts = 0;
    const onReply = (reply: UnpackReply): UnpackReply =>
      reply.kind === 'text' && texts++ === 2 ? { kind: 'broken' } : reply;
    const { worker } = fake({ onReply });
    expect(await read(unpackedBeside(source, () => worker, 0))).toEqual(await read(source));
  });

  it('stops where it is cancelled while the worker is silent', async () => {
    const source = await gz(packed);
    const abort = new AbortController();
    const { worker, seen } = fake({ onTask: () => (setImmediate(() => abort.abort()), true) });
    await expect(
      read(
        unpackedBeside(source, () => worker, 0),
        abort.signal,
      ),
    ).rejects.toThrow('abort');
    expect(seen.ended).toBe(true);
  });

  it('refuses what unpacks beyond all measure', async () => {
    const source = await gz(new Uint8Array(gzipSync(Buffer.alloc(80 << 20))));
    const { worker } = fake();
    await expect(read(unpackedBeside(source, () => worker, 0))).rejects.toThrow('250 times');
  });
});

it('leaves plain and small files alone', async () => {
  const small = await gz(new Uint8Array(gzipSync('[]')));
  expect(unpackedBeside(small, () => undefined)).toBe(small);
});
